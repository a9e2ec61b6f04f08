#!/usr/bin/env bash
# Builds the rules of the counties as components, below target/rules/<county>/<rule>.<language>.wasm. Builds only what
# changed. Installs nothing but the pinned packages of the guests' own lock files.
#   plugins.sh            all languages
#   plugins.sh rust       only the rules in Rust
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
languages=${1:-all}

out=$target/rules
stamps=$target/stamps
mkdir -p "$out" "$stamps"

# Sets guest_cargo and guest_flags: how Rust is built for the sandbox here. rustup's target is the straight way; where
# it cannot be had, Debian's compiler for it builds std as well.
choose_rust() {
  local sysroot tools web
  sysroot=$(rustc --print sysroot)
  tools=$sysroot/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin
  web=${RUST_WEB_ROOT:-/usr}
  [ -x "$tools/wasm-component-ld" ] || stop_with "this Rust has no wasm-component-ld" "install Rust with rustup, which brings it"
  # No path of this machine may stand in a component.
  remap="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix=$PWD=/rules"
  guest_flags=()
  if [ "${GUEST_RUST:-}" != debian ] && [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ]; then
    guest_cargo=(env "PATH=$tools:$PATH" cargo)
  elif [ -d "$web/lib/rustlib/src/rust/library/std" ] && [ -x "$web/bin/rustc" ]; then
    remap+=" --remap-path-prefix=$web/lib/rustlib/src/rust=/rustc"
    guest_cargo=(env "RUSTC=$web/bin/rustc" RUSTC_BOOTSTRAP=1 "PATH=$tools/gcc-ld:$tools:$PATH" cargo)
    [ "$web" = /usr ] || guest_cargo=(env "LD_LIBRARY_PATH=$web/lib/x86_64-linux-gnu:$web/lib" "${guest_cargo[@]:1}")
    guest_flags=(-Zbuild-std=std,panic_abort)
  else
    stop_with "Rust for wasm32-unknown-unknown is missing" "rustup target add wasm32-unknown-unknown" \
      "or: apt-get install --no-install-recommends rustc-web rust-web-src"
  fi
}

build_rust() {
  choose_rust
  note "Rust: ${guest_cargo[*]: -1} ${guest_flags[*]:-with the installed target} (the first time takes up to two minutes)"
  CARGO_TARGET_DIR=$out/cargo CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-component-ld \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$remap \
    "${guest_cargo[@]}" build --quiet --release --locked --manifest-path plugins/sdk/rust/Cargo.toml --workspace \
    --target wasm32-unknown-unknown ${guest_flags[@]+"${guest_flags[@]}"}
  local manifest folder name
  for manifest in plugins/rules/*/*/Cargo.toml; do
    folder=$(dirname "${manifest#plugins/rules/}")
    name=$(printf %s "$folder" | tr /- __)
    install -D -m 644 "$out/cargo/wasm32-unknown-unknown/release/$name.wasm" "$out/$folder.rust.wasm"
    note "$folder.rust.wasm: $(stat -c %s "$out/$folder.rust.wasm") bytes"
  done
}

case $languages in
  rust | all) build_rust ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
