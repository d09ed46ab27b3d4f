# Functions that run the system's PostgreSQL and MariaDB for tests; sourced by .ci/run. Each start prints
# the URL, and writes into $servers what stop_system_servers needs.

servers=

# The directory of all data, which the user may enter who runs the servers.
prepare_servers() {
  servers=$(mktemp -d)
  chmod 755 "$servers"
}

# Runs a command as a user who may do little: servers refuse to be run by root.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
  else
    "$@"
  fi
}

# An empty directory for a server's data.
data_directory() {
  mkdir "$servers/$1"
  if [ "$(id -u)" -eq 0 ]; then
    chown 65534:65534 "$servers/$1"
  fi
  chmod 700 "$servers/$1"
  printf '%s\n' "$servers/$1"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 20000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return 0
    fi
  done
}

# Waits until something listens, at most half a minute, as long as the process lives.
await_port() {
  local port=$1 pid=$2 tries=0
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$pid" 2>/dev/null; then
      return 1
    fi
    sleep 0.1
  done
}

# The newest of the system's PostgreSQL; nothing where there is none.
system_postgres() {
  local newest
  newest=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 2>/dev/null | sort -V | tail -n 1)
  [ ! -x "$newest/bin/initdb" ] || printf '%s\n' "$newest"
}

start_postgres() {
  local home data port secret pid
  home=$(system_postgres)
  [ -n "$home" ] || return 1
  data=$(data_directory postgres)
  port=$(free_port)
  secret=c4n4ry-$RANDOM$RANDOM$RANDOM
  (umask 077 && printf '%s\n' "$secret" >"$data.password")
  [ "$(id -u)" -ne 0 ] || chown 65534 "$data.password"
  (cd / && unprivileged "$home/bin/initdb" --pgdata="$data/pg" --username=plinth --pwfile="$data.password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync) >"$data.log" 2>&1 || return 1
  (cd / && exec setsid env LC_ALL=C.UTF-8 "$BASH" -c '. "$0"; unprivileged "$@"' "$ci/system-servers.sh" \
    "$home/bin/postgres" -D "$data/pg" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200) \
    >>"$data.log" 2>&1 </dev/null &
  pid=$!
  printf '%s\n' "$pid" >"$servers/postgres.pid"
  await_port "$port" "$pid" || return 1
  printf 'postgresql://plinth:%s@127.0.0.1:%s/postgres\n' "$secret" "$port"
}

# The system's MariaDB server; nothing where there is none.
system_mariadb() {
  local path
  for path in /usr/sbin/mariadbd /usr/libexec/mariadbd; do
    if [ -x "$path" ]; then
      printf '%s\n' "$path"
      return 0
    fi
  done
}

start_mariadb() {
  local program data port secret pid
  program=$(system_mariadb)
  [ -n "$program" ] || return 1
  data=$(data_directory mariadb)
  port=$(free_port)
  secret=c4n4ry-$RANDOM$RANDOM$RANDOM
  (umask 077 && printf '%s\n' "CREATE USER IF NOT EXISTS 'plinth'@'%' IDENTIFIED BY '$secret';" \
    "GRANT ALL ON *.* TO 'plinth'@'%' WITH GRANT OPTION;" 'CREATE DATABASE IF NOT EXISTS plinth;' >"$data.sql")
  [ "$(id -u)" -ne 0 ] || chown 65534 "$data.sql"
  (cd / && unprivileged mariadb-install-db --no-defaults --datadir="$data/db" --skip-test-db \
    --auth-root-authentication-method=normal) >"$data.log" 2>&1 || return 1
  (cd / && exec setsid "$BASH" -c '. "$0"; unprivileged "$@"' "$ci/system-servers.sh" \
    "$program" --no-defaults --datadir="$data/db" --tmpdir="$data" --socket="$data/socket" \
    --port="$port" --bind-address=127.0.0.1 --skip-name-resolve --max-connections=300 \
    --innodb-flush-log-at-trx-commit=2 --init-file="$data.sql") >>"$data.log" 2>&1 </dev/null &
  pid=$!
  printf '%s\n' "$pid" >"$servers/mariadb.pid"
  await_port "$port" "$pid" || return 1
  printf 'mariadb://plinth:%s@127.0.0.1:%s/plinth\n' "$secret" "$port"
}

# Ends what was started here, by process id, and removes the data.
stop_system_servers() {
  local file pid tenths
  [ -n "$servers" ] || return 0
  for file in "$servers"/*.pid; do
    [ -r "$file" ] || continue
    read -r pid <"$file"
    kill -TERM -- "-$pid" 2>/dev/null || true
    for ((tenths = 0; tenths < 600; tenths++)); do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
  done
  rm -rf "$servers"
  servers=
}
