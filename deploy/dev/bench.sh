#!/usr/bin/env bash
# What the platform costs, release build: the case list under load, on SQLite and on a PostgreSQL of its own that really
# writes to disk; then rules beside the same rule built in, the memory of rules that nobody asks, and what one county's
# looping rule costs another.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
STEPS=7
# All packages in each call: their dependencies are then built once, with the features of all.
packages=(-p server -p kreislotse-tests -p plugins-host)

step "prerequisites"
deploy/dev/require.sh
deploy/dev/postgres.sh programs >/dev/null || stop_with "no PostgreSQL server" "sudo apt-get install postgresql"
step "front-end assets"
deploy/dev/npm-packages.sh platform/web/assets
deploy/dev/assets.sh
step "rules of the counties as components"
deploy/dev/plugins.sh
step "temporary PostgreSQL"
trap 'deploy/dev/postgres.sh stop' EXIT
trap 'exit 130' INT TERM
KREISLOTSE_TEST_POSTGRES=$(DURABLE=1 deploy/dev/postgres.sh start)
export KREISLOTSE_TEST_POSTGRES
step "building (a release build takes long the first time)"
cargo build --release "${packages[@]}" --bin kreislotse --bench case_list --bench classify --bench idle --bench neighbours
export KREISLOTSE_BIN=$target/release/kreislotse
step "measuring the case list"
cargo bench "${packages[@]}" --bench case_list "$@"
step "measuring rules"
cargo bench "${packages[@]}" --bench classify --bench idle --bench neighbours
