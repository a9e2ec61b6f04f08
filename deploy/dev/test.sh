#!/usr/bin/env bash
# Everything that must hold, in the order in which it fails fastest. Stops at the first step that fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
STEPS=13

log=$target/test.log
export PATH="$target/tools/bin:$PATH"
mkdir -p "$target"
: >"$log"

# The tests bring their own databases; nobody's own is touched.
unset DATABASE_URL

begun=$SECONDS
current=
close() {
  status=$?
  deploy/dev/postgres.sh stop || true
  if [ $status -eq 0 ]; then
    printf '\nAll %d steps passed in %d s.\n' "$STEPS" $((SECONDS - begun))
  else
    printf '\nFailed at step %d of %d (%s) after %d s. The whole output: %s\n' \
      "$step_number" "$STEPS" "$current" $((SECONDS - begun)) "$log" >&2
  fi
  count_tests
}
trap close EXIT
trap 'exit 130' INT TERM

# Adds up the closing lines of cargo test and of node's test runner.
count_tests() {
  awk '
    /^test result:/ { passed += $4; failed += $6; skipped += $8 }
    /^(#|ℹ) pass [0-9]+$/ { passed += $3 }
    /^(#|ℹ) fail [0-9]+$/ { failed += $3 }
    /^(#|ℹ) skipped [0-9]+$/ { skipped += $3 }
    END { printf "tests: %d passed, %d failed, %d skipped\n", passed, failed, skipped }
  ' "$log"
}

# run TEXT COMMAND…: one step, its output on screen and in the log.
run() {
  current=$1
  step "$1"
  shift
  local since=$SECONDS
  "$@" 2>&1 | tee -a "$log"
  note "$((SECONDS - since)) s"
}

# A path without a match is a suite that has no tests yet.
node_tests() {
  local files=("$1"/*.test.mjs)
  [ -e "${files[0]}" ] || { note "no tests in $1 yet"; return; }
  CHROMIUM=$(deploy/dev/chromium.sh) node --test --test-reporter=spec "${files[@]}"
}

# The rules in Rust are a workspace of their own, because they are built for the sandbox.
rule_sdk() {
  local workspace=(--locked --manifest-path plugins/sdk/rust/Cargo.toml --target-dir "$target/rules/native")
  cargo fmt --manifest-path plugins/sdk/rust/Cargo.toml --all --check
  rustfmt --edition 2024 --check plugins/sdk/rust/template/*.rs
  cargo clippy "${workspace[@]}" --workspace -- -D warnings
  cargo test "${workspace[@]}" -p kreislotse-rule
}

run "prerequisites" deploy/dev/require.sh
run "what the tests need" deploy/dev/bootstrap-tests.sh
run "formatting" cargo fmt --all --check
run "front-end assets" deploy/dev/assets.sh
run "clippy" cargo clippy --workspace --all-targets -- -D warnings
run "clippy and tests of what rules in Rust are written with" rule_sdk
# Without the network: known vulnerabilities are the business of make audit.
run "licences, bans and sources of dependencies" cargo deny --offline check bans licenses sources
run "temporary PostgreSQL" deploy/dev/postgres.sh start
KREISLOTSE_TEST_POSTGRES=$(deploy/dev/postgres.sh url)
export KREISLOTSE_TEST_POSTGRES
export KREISLOTSE_BIN=$target/debug/kreislotse
# Some tests start the real server.
run "building the server" cargo build -p server
# The tests of the sandbox run them.
run "rules of the counties as components" deploy/dev/plugins.sh
run "tests of the workspace" cargo test --workspace --no-fail-fast
run "contract: GraphQL over HTTP" node_tests tests/contract
run "browser" node_tests tests/browser
