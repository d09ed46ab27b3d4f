# Functions that find an installed JDK; sourced by ./plinth and .ci/run. Bash 3.2 is enough.

# Every start of the command waits for them: they start as few processes as they can, and leave what they found in REPLY.

# The path of a command with its symbolic links followed (macOS had no readlink -f for long).
follow_links() {
  local target
  REPLY=$1
  while [ -L "$REPLY" ]; do
    target=$(readlink "$REPLY")
    case $target in
      /*) REPLY=$target ;;
      *) REPLY=${REPLY%/*}/$target ;;
    esac
  done
}

# The feature version (21, 25, ...) of the JDK in a directory, or 0 where there is none.
jdk_version() {
  local line
  REPLY=0
  [ -x "$1/bin/java" ] || return 0
  if [ ! -r "$1/release" ]; then
    REPLY=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9]*\).*/\1/p')
  else
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        JAVA_VERSION=*)
          line=${line#JAVA_VERSION=}
          line=${line#\"}
          REPLY=${line%%[!0-9]*}
          break
          ;;
      esac
    done <"$1/release"
  fi
  REPLY=${REPLY:-0}
}

# The home of the java on the PATH; empty where there is none.
path_jdk() {
  local java
  REPLY=
  java=$(command -v java) || return 0
  follow_links "$java"
  REPLY=${REPLY%/bin/*}
  if [ ! -r "$REPLY/release" ]; then
    # A stub or a shim: only java itself knows.
    REPLY=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  fi
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
# new enough, else the newest that is installed. Empty where there is none.
find_jdk() {
  local least=$1 home best= best_version=0
  path_jdk
  for home in "${JAVA_HOME:-}" "$REPLY"; do
    [ -n "$home" ] || continue
    jdk_version "$home"
    if [ "$REPLY" -ge "$least" ]; then
      REPLY=$home
      return 0
    fi
  done
  while IFS= read -r home; do
    jdk_version "$home"
    if [ "$REPLY" -ge "$least" ] && [ "$REPLY" -gt "$best_version" ]; then
      best=$home
      best_version=$REPLY
    fi
  done < <(usual_jdks)
  REPLY=$best
}
