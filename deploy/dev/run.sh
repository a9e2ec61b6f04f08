#!/usr/bin/env bash
# Builds and starts the whole platform with the demo counties. PORT and DATABASE_URL come from the environment.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
STEPS=5

step "checking prerequisites"
deploy/dev/require.sh
step "npm packages"
deploy/dev/npm-packages.sh platform/web/assets
step "front-end assets"
deploy/dev/assets.sh
step "building the server (the first time takes several minutes)"
cargo build -p server
step "starting"
note "data: var/demo${DATABASE_URL:+ and the PostgreSQL server of DATABASE_URL}; stop with Ctrl-C, the data stays"
mkdir -p var/demo
# An empty variable is none: make passes DATABASE_URL on whether it is set or not.
[ -n "${DATABASE_URL:-}" ] || unset DATABASE_URL
exec "$target/debug/kreislotse" serve --demo --data var/demo --listen "127.0.0.1:${PORT:-8080}"
