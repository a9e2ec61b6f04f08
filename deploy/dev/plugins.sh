#!/usr/bin/env bash
# Builds the rules of the counties as components, below target/rules/<county>/<rule>.<language>.wasm. Builds only what
# changed. Installs nothing but the pinned packages of the guests' own lock files.
#   plugins.sh              all languages
#   plugins.sh rust         only the rules in Rust; likewise python, typescript
#   plugins.sh can-build-rust   says with which Rust, or fails
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
languages=${1:-all}

out=$target/rules
stamps=$target/stamps
mkdir -p "$out" "$stamps"

# Sets guest_cargo, guest_flags, guest_name, remap: how Rust is built for the sandbox here. rustup's target is the straight way; where
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
    guest_name="with rustup's target"
  elif [ -d "$web/lib/rustlib/src/rust/library/std" ] && [ -x "$web/bin/rustc" ]; then
    remap+=" --remap-path-prefix=$web/lib/rustlib/src/rust=/rustc"
    guest_cargo=(env "RUSTC=$web/bin/rustc" RUSTC_BOOTSTRAP=1 "PATH=$tools/gcc-ld:$tools:$PATH" cargo)
    [ "$web" = /usr ] || guest_cargo=(env "LD_LIBRARY_PATH=$web/lib/x86_64-linux-gnu:$web/lib" "${guest_cargo[@]:1}")
    guest_flags=(-Zbuild-std=std,panic_abort)
    guest_name="with Debian's rustc-web"
  else
    stop_with "Rust for wasm32-unknown-unknown is missing" "rustup target add wasm32-unknown-unknown" \
      "or: apt-get install --no-install-recommends rustc-web rust-web-src"
  fi
}

build_rust() {
  choose_rust
  note "Rust $guest_name (the first time takes up to two minutes)"
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

# changed OUTPUT SOURCE…: whether what OUTPUT was built from is not what it was. Remembers it in new_stamp.
changed() {
  local output=$1
  shift
  new_stamp=$(find "$@" -type f -not -path '*/node_modules/*' | LC_ALL=C sort | xargs sha256sum | sha256sum)
  stamp=$stamps/$(printf %s "${output#"$out/"}" | tr / -)
  [ ! -f "$output" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$new_stamp" ]
}

# built OUTPUT: remembers from what, and says so.
built() {
  printf %s "$new_stamp" >"$stamp"
  note "${1#"$out/"}: $(stat -c %s "$1") bytes"
}

build_python() {
  local venv=$out/python sdk=plugins/sdk/python folder source output
  for source in plugins/rules/*/*/python; do
    folder=$(dirname "${source#plugins/rules/}")
    output=$out/$folder.python.wasm
    changed "$output" "$source" "$sdk" "plugins/rules/$folder/parameters.schema.json" plugins/wit || { note "$folder.python.wasm: up to date"; continue; }
    if [ "$(cat "$venv/requirements.txt" 2>/dev/null)" != "$(cat "$sdk/requirements.txt")" ]; then
      python3 -c 'import ensurepip, venv' 2>/dev/null || stop_with "python3 with venv is missing" "apt-get install python3-venv"
      note "Python: installing $(cat "$sdk/requirements.txt")"
      python3 -m venv --clear "$venv"
      "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$sdk/requirements.txt"
      cp "$sdk/requirements.txt" "$venv/requirements.txt"
    fi
    # There are no files in the sandbox: the schema becomes a module.
    mkdir -p "$out/python-generated/$folder"
    { printf 'SCHEMA = r"""'; cat "plugins/rules/$folder/parameters.schema.json"; printf '"""\n'; } >"$out/python-generated/$folder/schema.py"
    note "$folder.python.wasm: building (some 20 seconds)"
    "$venv/bin/componentize-py" -d plugins/wit -w "$(basename "$folder")-rule" componentize --stub-wasi \
      -p "$source" -p "$out/python-generated/$folder" app -o "$output" >/dev/null
    built "$output"
  done
}

build_typescript() {
  local sdk=plugins/sdk/typescript folder source output bundle
  for source in plugins/rules/*/*/typescript; do
    folder=$(dirname "${source#plugins/rules/}")
    output=$out/$folder.typescript.wasm
    bundle=$out/typescript-bundles/$folder.js
    changed "$output" "$source" "$sdk" "plugins/rules/$folder/parameters.schema.json" plugins/wit || { note "$folder.typescript.wasm: up to date"; continue; }
    deploy/dev/npm-packages.sh "$sdk"
    "$sdk/node_modules/.bin/esbuild" "$source/src/rule.ts" --bundle --format=esm --loader:.json=text --log-level=error --outfile="$bundle"
    node "$sdk/node_modules/.bin/componentize-qjs" --wit plugins/wit --js "$bundle" -n "$(basename "$folder")-rule" --stub-wasi --sync -o "$output" >/dev/null
    built "$output"
  done
}

case $languages in
  rust | python | typescript) "build_$languages" ;;
  can-build-rust)
    choose_rust
    echo "$guest_name"
    ;;
  all)
    build_rust
    build_typescript
    build_python
    ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
