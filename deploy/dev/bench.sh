#!/usr/bin/env bash
# The load bench, release build, on SQLite and on a PostgreSQL of its own that really writes to disk.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
STEPS=5
# Both packages in each call: their dependencies are then built once, with the features of both.
packages=(-p server -p kreislotse-tests)

step "prerequisites"
deploy/dev/require.sh
deploy/dev/postgres.sh programs >/dev/null || stop_with "no PostgreSQL server" "sudo apt-get install postgresql"
step "front-end assets"
deploy/dev/npm-packages.sh platform/web/assets
deploy/dev/assets.sh
step "temporary PostgreSQL"
trap 'deploy/dev/postgres.sh stop' EXIT
trap 'exit 130' INT TERM
KREISLOTSE_TEST_POSTGRES=$(DURABLE=1 deploy/dev/postgres.sh start)
export KREISLOTSE_TEST_POSTGRES
step "building (a release build takes long the first time)"
cargo build --release "${packages[@]}" --bin kreislotse --bench case_list
export KREISLOTSE_BIN=$target/release/kreislotse
step "measuring"
cargo bench "${packages[@]}" --bench case_list "$@"
