#!/usr/bin/env bash
# Times how long a first query on SQLite takes from the start of the process: ./plinth ping with its class archive, beside the
# least program on sqlite-jdbc, in turn. Prints the medians and the ratio of each pair: config/start-up.sh [PAIRS]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pairs=${1:-15}
. "$root/config/find-jdk.sh"
find_jdk 21
jdk=$REPLY
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >Plain.java <<'JAVA'
import java.sql.DriverManager;

final class Plain {
  public static void main(String[] arguments) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT sqlite_version()")) {
      rows.next();
      System.out.println(rows.getString(1));
    }
  }
}
JAVA
"$jdk/bin/javac" -d . Plain.java

plain() { "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -cp ".:$root/cli/target/plinth.jar" Plain app.db; }
plinth() { "$root/plinth" ping --url sqlite:./app.db; }
help() { "$root/plinth" --help; }

# Milliseconds that a command takes.
took() {
  local began
  began=$(date +%s%N)
  "$@" >/dev/null 2>&1
  printf '%s\n' $((($(date +%s%N) - began) / 1000000))
}

median() { sort -n | sed -n "$(((pairs + 1) / 2))p"; }

# The first runs build the jar, the archive and the database.
"$root/plinth" quickstart --url sqlite:./app.db >/dev/null
plain >/dev/null
for ((i = 0; i < pairs; i++)); do
  a=$(took plinth)
  b=$(took plain)
  printf '%s\n' "$a" >>plinth.ms
  printf '%s\n' "$b" >>plain.ms
  printf '%s\n' "$(took help)" >>help.ms
  printf '%s\n' $((a * 100 / b)) >>ratio
done
printf 'plinth ping %s ms, plain sqlite-jdbc %s ms, plinth --help %s ms; ratio of each pair (median) %s %%\n' \
  "$(median <plinth.ms)" "$(median <plain.ms)" "$(median <help.ms)" "$(median <ratio)"
