#!/usr/bin/env bash
# The same rule about the same people by our sandbox and as an Extism plugin, in one run. Needs the network the first
# time and some 2 GB below target/peers, which may be deleted afterwards.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
STEPS=4

# Extism's wasmtime asks for a newer Rust than it needs.
peers=(--locked --release --ignore-rust-version --manifest-path tests/peers/Cargo.toml --target-dir "$target/peers")
wasm=wasm32-unknown-unknown

step "rules of the counties as components"
[ -d "$(rustc --print target-libdir --target "$wasm")" ] || stop_with "Extism's guest needs rustup's target" "rustup target add $wasm"
deploy/dev/plugins.sh rust
step "the same rule as an Extism plugin"
cargo build "${peers[@]}" -p peers-guest --target "$wasm"
step "building (a release build takes long the first time)"
cargo build "${peers[@]}" -p peers
step "measuring"
"$target/peers/release/peers" "$target/rules/rhein-kreis-neuss/target-group.rust.wasm" \
  "$target/peers/$wasm/release/peers_guest.wasm"
