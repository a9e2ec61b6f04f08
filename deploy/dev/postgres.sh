#!/usr/bin/env bash
# A temporary PostgreSQL cluster for tests, on the loopback address and a free port, with a password of its own.
#   postgres.sh programs   the folder of the server programs, or failure when there are none
#   postgres.sh start      starts it (once) and prints its administrative address
#   postgres.sh url        prints the address of the one that runs
#   postgres.sh stop       stops it and removes its data
# DURABLE=1 keeps fsync on, for measurements.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh

state=$target/test-postgres

# The newest below the distributions' folder, else the ones in PATH.
programs() {
  local newest
  newest=$(find /usr/lib/postgresql/*/bin /usr/pgsql-*/bin -maxdepth 1 -name initdb 2>/dev/null | sort -V | tail -n 1) || true
  [ -n "$newest" ] || newest=$(command -v initdb) || return 1
  dirname "$(readlink -f "$newest")"
}

# PostgreSQL refuses to run as root.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; else (cd / && runuser -u "$(owner)" -- "$@"); fi
}

owner() { if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi; }

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }

running() { [ -f "$state/folder" ] && unprivileged "$(programs)/pg_ctl" status -D "$(cat "$state/folder")/data" >/dev/null 2>&1; }

start() {
  if running; then cat "$state/url"; return; fi
  stop
  local bin folder port password options
  bin=$(programs)
  # Not below target/: the user postgres need not be able to enter the checkout.
  folder=$(mktemp -d "${TMPDIR:-/tmp}/kreislotse-postgres.XXXXXX")
  mkdir -p "$state"
  printf %s "$folder" >"$state/folder"
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf %s "$password" >"$folder/password"
  [ "$(id -u)" -ne 0 ] || chown -R "$(owner)" "$folder"
  unprivileged "$bin/initdb" -D "$folder/data" -U kreislotse --auth=scram-sha-256 --pwfile="$folder/password" \
    --encoding=UTF8 --locale=C.UTF-8 >"$state/log" 2>&1 || { cat "$state/log" >&2; return 1; }
  port=$(free_port)
  options="-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200"
  [ "${DURABLE:-0}" = 1 ] || options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  unprivileged "$bin/pg_ctl" start -w -t 60 -D "$folder/data" -l "$folder/server.log" -o "$options" >>"$state/log" 2>&1 ||
    { cat "$state/log" "$folder/server.log" >&2; return 1; }
  printf 'postgres://kreislotse:%s@127.0.0.1:%s/postgres\n' "$password" "$port" | tee "$state/url"
}

stop() {
  [ -f "$state/folder" ] || return 0
  local folder
  folder=$(cat "$state/folder")
  if running; then unprivileged "$(programs)/pg_ctl" stop -m immediate -D "$folder/data" >/dev/null; fi
  rm -rf "$folder" "$state"
}

case "${1:-}" in
  programs | start | stop) "$1" ;;
  url) running && cat "$state/url" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
