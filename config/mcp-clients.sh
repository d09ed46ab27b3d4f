#!/usr/bin/env bash
# Tries the server with clients of others: the inspector's command line over stdio, and the scenarios of the conformance
# suite over HTTP. It needs npm, which brings the clients; exit code 3 says that they are not to be had, and were not tried.
set -euo pipefail
readonly not_tried=3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
say() { printf '[mcp-clients] %s\n' "$*"; }
if ! command -v npm >/dev/null; then
  say "npm is not installed: the clients of others are not tried"
  exit "$not_tried"
fi
work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit node@22 @modelcontextprotocol/inspector@latest @modelcontextprotocol/conformance@0.1.16 >"$work/npm.log" 2>&1 || {
  tail -n 5 npm.log
  say "the clients could not be installed: they are not tried"
  exit "$not_tried"
}
export PATH="$work/node_modules/.bin:$PATH"
# Clients do not wait until it is built.
"$root/plinth" --version
inspect() { mcp-inspector --cli --connect-timeout 60000 "$root/plinth" serve --url "sqlite:$work/app.db" --access ddl "$@"; }

say "inspector: tools/list"
inspect --method tools/list >list.json
for tool in db_connect db_query db_insert db_update db_delete db_bulk_insert db_transaction db_raw_query db_schema db_health; do
  grep -q "\"$tool\"" list.json || { say "the inspector does not see $tool"; exit 1; }
done
say "inspector: tools/call"
inspect --method tools/call --tool-name db_raw_query --tool-arg 'query=CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT)' >call.json
inspect --method tools/call --tool-name db_insert --tool-arg table=notes --tool-arg 'data={"title":"tea"}' >>call.json
inspect --method tools/call --tool-name db_query --tool-arg table=notes >query.json
grep -q 'tea' query.json || { cat call.json query.json; say "the inspector does not find what it inserted"; exit 1; }
inspect --method tools/call --tool-name db_query --tool-arg table=nots >wrong.json || true
grep -q 'DB_NOT_FOUND' wrong.json || { cat wrong.json; say "a wrong table has no code"; exit 1; }

say "conformance over HTTP"
"$root/plinth" serve --url "sqlite:$work/app.db" --transport http --port 0 --no-auth 2>server.log &
server=$!
for _ in $(seq 100); do
  grep -q 'serving at' server.log && break
  kill -0 "$server" || { cat server.log; exit 1; }
  sleep 0.2
done
url=$(sed -n 's/.*serving at //p' server.log)
# These are all of its scenarios for any server. The others call tools, resources and prompts of the suite's own example
# server, or need capabilities that this one does not have: completions, resources, prompts.
for scenario in server-initialize ping tools-list logging-set-level server-sse-multiple-streams \
  dns-rebinding-protection; do
  say "scenario $scenario"
  conformance server --url "$url" --scenario "$scenario" >scenario.log 2>&1 || {
    cat scenario.log
    say "scenario $scenario failed"
    exit 1
  }
done
say "all passed"
