#!/usr/bin/env bash
# Fuzzes uploads of rules, guided by coverage, on the stable compiler and without a sanitizer.
#   fuzz.sh [SECONDS]     by default 300
# What it finds lies in target/fuzz/found; run one again with: fuzz.sh FILE
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
STEPS=4

CARGO_FUZZ=0.13.2
# Larger than every rule in Rust here; interpreters are too slow to be compiled thousands of times.
BYTES_MAX=120000
# The compiling process gives up after 120 s at the latest.
INPUT_SECONDS_MAX=150

tools=$target/tools
export PATH=$tools/bin:$PATH
step "cargo-fuzz"
if [ "$(cargo fuzz --version 2>/dev/null)" != "cargo-fuzz $CARGO_FUZZ" ]; then
  CARGO_TARGET_DIR=$tools-build cargo install cargo-fuzz --version "$CARGO_FUZZ" --locked --debug --root "$tools" --quiet
  rm -rf "$tools-build"
fi
step "rules to begin with, and the compiling process"
deploy/dev/plugins.sh rust
cargo build --quiet -p plugins-host --bin plugin-compiler
export PLUGIN_COMPILER=$target/debug/plugin-compiler
corpus=$target/fuzz/corpus
found=$target/fuzz/found
mkdir -p "$corpus" "$found"
for rule in "$target"/rules/*/*.rust.wasm; do
  cp "$rule" "$corpus/$(printf %s "${rule#"$target"/rules/}" | tr / -)"
done

step "building the host with counters (some minutes the first time)"
fuzz=(cargo fuzz run --fuzz-dir plugins/fuzz --target-dir "$target/fuzz/build" --sanitizer none uploads)
cargo fuzz build --fuzz-dir plugins/fuzz --target-dir "$target/fuzz/build" --sanitizer none uploads
step "fuzzing"
if [ -f "${1:-}" ]; then
  "${fuzz[@]}" "$1"
else
  "${fuzz[@]}" "$corpus" -- -max_total_time="${1:-300}" -max_len="$BYTES_MAX" -timeout="$INPUT_SECONDS_MAX" \
    -artifact_prefix="$found/" -print_final_stats=1
fi
