# Functions that make an archive of the loaded classes of a jar, with which it starts in less than half the time; sourced by
# ./plinth. From JDK 25 on it is an AOT cache, before that a CDS archive. A JVM that finds an archive of another jar or JDK starts
# without it. What a function finds it leaves in REPLY. Bash 3.2 is enough.

# The path of the archive of a jar for a JDK: class_archive JAR JDK_VERSION
class_archive() {
  if [ "$2" -ge 25 ]; then
    REPLY=${1%.jar}-$2.aot
  else
    REPLY=${1%.jar}-$2.jsa
  fi
}

# Whether the archive is newer than the jar and the JDK. An empty one says that none could be made: is_class_archive_current JAR ARCHIVE JDK
is_class_archive_current() {
  [ -f "$2" ] && [ "$2" -nt "$1" ] && { [ ! -f "$3/release" ] || [ "$2" -nt "$3/release" ]; }
}

# Makes the archive by a run of the jar that does what most runs do. Native access has to be enabled as it is when the archive is
# used, or the JVM refuses it: make_class_archive JAR ARCHIVE JDK JDK_VERSION
make_class_archive() {
  local fresh=$2.$$ flag=-XX:ArchiveClassesAtExit
  [ "$4" -lt 25 ] || flag=-XX:AOTCacheOutput
  [ -w "$(dirname "$2")" ] || return 0
  if ! "$3/bin/java" -Xlog:disable "$flag=$fresh" --enable-native-access=ALL-UNNAMED -cp "$1" dev.plinth.cli.Rehearsal </dev/null >/dev/null 2>&1 || [ ! -s "$fresh" ]; then
    : >"$fresh"
  fi
  mv -f "$fresh" "$2"
}

# The option that uses the archive, empty where there is none: class_archive_option JAR ARCHIVE JDK JDK_VERSION
class_archive_option() {
  REPLY=
  if [ -s "$2" ] && is_class_archive_current "$1" "$2" "$3"; then
    if [ "$4" -ge 25 ]; then
      REPLY=-XX:AOTCache=$2
    else
      REPLY=-XX:SharedArchiveFile=$2
    fi
  fi
}
