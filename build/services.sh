#!/usr/bin/env bash
# PostgreSQL and Redis of this checkout's tests: build/services.sh start|stop|status.
# Each checkout has its own, on free ports; what they are reached by is written to artifacts/services/env.
set -euo pipefail
cd "$(dirname "$0")/.."
state="$PWD/artifacts/services"
server_programs() { pg_config --bindir 2>/dev/null || ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
free_port() {
  local port
  port=$(awk 'BEGIN { srand(); print 20000 + int(rand() * 20000) }')
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

install_missing() {
  local missing=()
  [ -n "$(server_programs)" ] && [ -x "$(server_programs)/initdb" ] || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  [ ${#missing[@]} -eq 0 ] && return
  echo "Installing ${missing[*]}"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

start() {
  if [ -f "$state/env" ]; then echo "Services are running already"; return; fi
  install_missing
  mkdir -p "$state"
  # Not below the checkout: the user postgres may not be allowed to enter it.
  local data; data=$(mktemp -d /tmp/propops-services-XXXXXX)
  chmod 755 "$data"
  local bin; bin=$(server_programs)
  local postgres_port redis_port
  postgres_port=$(free_port)
  mkdir "$data/postgres"
  [ "$(id -u)" = 0 ] && chown postgres "$data/postgres"
  (cd "$data" && as_postgres "$bin/initdb" -D "$data/postgres/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
  # No fsync: a test database need not survive a power cut.
  (cd "$data" && as_postgres "$bin/pg_ctl" -D "$data/postgres/data" -l "$data/postgres/log" -w \
    -o "-c listen_addresses=127.0.0.1 -p $postgres_port -c unix_socket_directories=$data/postgres -c fsync=off -c max_connections=200" start >/dev/null)
  redis_port=$(free_port)
  redis-server --bind 127.0.0.1 --port "$redis_port" --save "" --appendonly no --daemonize yes --dir "$data" --pidfile "$data/redis.pid" >/dev/null
  echo "$data" >"$state/data"
  cat >"$state/env" <<EOF
export PROPOPS_TEST_POSTGRES="Host=127.0.0.1;Port=$postgres_port;Username=postgres;Database=postgres"
export PROPOPS_TEST_REDIS="127.0.0.1:$redis_port"
EOF
  echo "PostgreSQL on port $postgres_port, Redis on port $redis_port"
}

stop() {
  [ -f "$state/data" ] || return 0
  local data; data=$(cat "$state/data")
  (cd /tmp && as_postgres "$(server_programs)/pg_ctl" -D "$data/postgres/data" -m immediate stop >/dev/null 2>&1) || true
  [ -f "$data/redis.pid" ] && kill "$(cat "$data/redis.pid")" 2>/dev/null || true
  rm -rf "$data" "$state"
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  status) [ -f "$state/env" ] && cat "$state/env" || echo "not running" ;;
  *) echo "usage: build/services.sh start|stop|status" >&2; exit 2 ;;
esac
