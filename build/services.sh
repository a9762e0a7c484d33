#!/usr/bin/env bash
# The PostgreSQL and Redis that this checkout's tests use, and the programs they need: build/services.sh start | stop | status | postgres-down | postgres-up
#
# Each checkout has its own pair on its own free ports of 127.0.0.1; `start` installs what is missing, does nothing
# when both run already, and writes how to reach them to artifacts/services/env. PROPOPS_SERVICES names another folder.
# postgres-down ends PostgreSQL as a crash does; postgres-up brings it back on its port.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022   # the user postgres has to enter the state folder
state=$(realpath -m "${PROPOPS_SERVICES:-artifacts/services}")

# Debian keeps PostgreSQL's server programs off the PATH, and pg_config may be missing where they are not.
server_programs() {
  local bin
  for bin in "$(pg_config --bindir 2>/dev/null || true)" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [ -x "$bin/initdb" ]; then echo "$bin"; return; fi
  done
}

# PostgreSQL refuses to run as root. From /, because the user postgres may not be allowed to enter the current folder.
as_server() { (cd / && if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi); }

install_missing() {
  local missing=()
  [ -n "$(server_programs)" ] || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v chromium >/dev/null || missing+=(chromium)
  command -v heif-convert >/dev/null || missing+=(libheif-examples)
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing: ${missing[*]}. Install them, or run this as root on Debian." >&2
    return 1
  fi
  echo "Installing ${missing[*]}"
  # Debian starts a server as soon as it is installed, on its well-known port. Not ours, not wanted.
  local policy=/usr/sbin/policy-rc.d
  if [ -e "$policy" ]; then policy=; else printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; fi
  local result=0
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null; } || result=$?
  [ -z "$policy" ] || rm -f "$policy"
  return "$result"
}

# Random, so that two checkouts that start together rarely meet; if they do, start tries another port.
# Below 32768, where the kernel takes the ports of outgoing connections from.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

data_folder() { cat "$state/data-folder" 2>/dev/null; }

# Each is asked through the socket in its own folder, where no other checkout's server can answer (as one might on a
# port, or under a process id, that was used before).
postgres_runs() {
  as_server "$(server_programs)/pg_isready" -q -h "$1/postgres" -p "$(sed -n 4p "$1/postgres/data/postmaster.pid" 2>/dev/null)"
}
redis_runs() { [ "$(redis-cli -s "$1/redis/socket" ping 2>/dev/null)" = PONG ]; }
running() { local data; data=$(data_folder) && [ -f "$state/env" ] && postgres_runs "$data" && redis_runs "$data"; }

# In the state folder, unless postgres cannot enter it or the path is too long for a unix socket (107 characters).
make_data_folder() {
  mkdir -p "$state"
  local data="$state/data"
  if [ ${#data} -gt 70 ] || ! as_server test -x "$state"; then
    data=$(mktemp -d /tmp/propops-services-XXXXXX)
    chmod 755 "$data"
  fi
  echo "$data" >"$state/data-folder"
  mkdir -p "$data/postgres" "$data/redis"
  [ "$(id -u)" != 0 ] || chown postgres: "$data/postgres"
}

# A database of tests need not survive a power cut; PROPOPS_DURABLE=1 is for those that measure what surviving costs.
launch_postgres() {
  local folder=$1 port=$2
  as_server "$(server_programs)/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 -o "-p $port -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories='$folder' -c fsync=$([ -n "${PROPOPS_DURABLE:-}" ] && echo on || echo off) -c max_connections=400" start >/dev/null
}

start_postgres() {
  local folder=$1/postgres port
  as_server "$(server_programs)/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null || return
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    if launch_postgres "$folder" "$port"; then
      postgres_port=$port
      return
    fi
  done
  cat "$folder/log" >&2 || true
  return 1
}

start_redis() {
  local folder=$1/redis port
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --unixsocket "$folder/socket" --dir "$folder" --logfile "$folder/log" \
      --save "" --appendonly no --daemonize yes
    # It goes into the background before it has the port, so success shows only in its answer.
    for _ in {1..30}; do
      if redis_runs "$1"; then redis_port=$port; return; fi
      sleep 0.1
    done
  done
  cat "$folder/log" >&2 || true
  return 1
}

end_postgres() { as_server "$(server_programs)/pg_ctl" -D "$1/postgres/data" -m immediate -w -t 20 stop >/dev/null; }

start() {
  install_missing
  if running; then echo "Services run already."; return; fi
  stop   # what a crash or a restart of the machine left over
  make_data_folder
  local data postgres_port redis_port
  data=$(data_folder)
  # Nothing half started stays behind.
  if ! { start_postgres "$data" && start_redis "$data"; }; then
    stop
    echo "The services did not start." >&2
    return 1
  fi
  cat >"$state/env" <<EOF
export PROPOPS_TEST_POSTGRES="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Database=postgres;Include Error Detail=true"
export PROPOPS_TEST_REDIS="127.0.0.1:$redis_port"
EOF
  echo "PostgreSQL listens on port $postgres_port, Redis on port $redis_port."
}

stop() {
  local data
  data=$(data_folder) || return 0
  if [ -f "$data/postgres/data/postmaster.pid" ]; then end_postgres "$data" 2>/dev/null || true; fi
  if redis_runs "$data"; then redis-cli -s "$data/redis/socket" shutdown nosave >/dev/null 2>&1 || true; fi
  rm -rf "$data"
  rm -f "$state/env" "$state/data-folder"
  rmdir "$state" 2>/dev/null || true
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  status) if running; then cat "$state/env"; else echo "Services do not run."; exit 3; fi ;;
  postgres-down) end_postgres "$(data_folder)" ;;
  postgres-up) launch_postgres "$(data_folder)/postgres" "$(sed -n 's/.*Host=127.0.0.1;Port=\([0-9]*\).*/\1/p' "$state/env")" ;;
  *) echo "usage: build/services.sh start | stop | status | postgres-down | postgres-up" >&2; exit 2 ;;
esac
