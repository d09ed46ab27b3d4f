# Functions that find an installed JDK; sourced by ./plinth and .ci/run. Bash 3.2 is enough.

# The path of a command with its symbolic links followed (macOS had no readlink -f for long).
follow_links() {
  local path=$1 target
  while [ -L "$path" ]; do
    target=$(readlink "$path")
    case $target in
      /*) path=$target ;;
      *) path=$(dirname "$path")/$target ;;
    esac
  done
  printf '%s\n' "$path"
}

# The feature version (21, 25, ...) of the JDK in a directory, or 0 where there is none.
jdk_version() {
  local version=
  if [ -x "$1/bin/java" ]; then
    if [ -r "$1/release" ]; then
      version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release")
    else
      version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p')
    fi
  fi
  printf '%s\n' "${version:-0}"
}

# The home of the java on the PATH; nothing where there is none.
path_jdk() {
  local java home
  java=$(command -v java) || return 0
  home=$(dirname "$(dirname "$(follow_links "$java")")")
  if [ ! -r "$home/release" ]; then
    # A stub or a shim: only java itself knows.
    home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  fi
  printf '%s\n' "$home"
}

# Every directory in which JDKs are usually installed, one on a line.
usual_jdks() {
  local home=${HOME:-/nonexistent} path
  for path in /usr/lib/jvm/* /usr/java/* /opt/java/* "$home"/.sdkman/candidates/java/* "$home"/.jdks/* \
    "$home"/.m2/jdks/* {"$home",}/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ ! -d "$path" ] || printf '%s\n' "$path"
  done
  if [ -r "$home/.m2/toolchains.xml" ]; then
    sed -n 's/.*<jdkHome>[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*<\/jdkHome>.*/\1/p' "$home/.m2/toolchains.xml"
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home 2>/dev/null || true
  fi
}

# The home of a JDK of at least the given version: JAVA_HOME or the java on the PATH where they are
# new enough, else the newest that is installed. Prints nothing where there is none.
find_jdk() {
  local least=$1 home best= best_version=0 version
  for home in "${JAVA_HOME:-}" "$(path_jdk)"; do
    if [ -n "$home" ] && [ "$(jdk_version "$home")" -ge "$least" ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  while IFS= read -r home; do
    version=$(jdk_version "$home")
    if [ "$version" -ge "$least" ] && [ "$version" -gt "$best_version" ]; then
      best=$home
      best_version=$version
    fi
  done < <(usual_jdks)
  [ -z "$best" ] || printf '%s\n' "$best"
}
