#!/usr/bin/env bash
# Builds the rules of the counties as components, below target/rules/<county>/<rule>.<language>.wasm, each as
# `kreislotse plugin build` does, and as the lock files say. Builds only what changed. Installs nothing but the pinned
# packages of the kits.
#   plugins.sh              all languages
#   plugins.sh rust         only the rules in Rust; likewise python, typescript
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh
languages=${1:-rust typescript python}

out=$target/rules
stamps=$target/stamps
mkdir -p "$out" "$stamps"

# made FOLDER OUTPUT [POINT]: builds a rule and says how large it became.
made() {
  # The rules share what they are made of.
  CARGO_TARGET_DIR=$out/cargo "$target/debug/plugin-build" "$@" || stop_with "$1 was not built; the reason stands above"
  note "${2#"$out/"}: $(stat -c %s "$2") bytes"
}

# cargo knows by itself what changed.
build_rust() {
  local manifest folder
  note "Rust (the first time takes up to two minutes)"
  for manifest in plugins/rules/*/*/Cargo.toml; do
    folder=$(dirname "$manifest")
    made "$folder" "$out/${folder#plugins/rules/}.rust.wasm"
  done
}

# build_interpreted LANGUAGE TOOLS: rules in Python and TypeScript, which take long to build. TOOLS is where the build
# installs its tools; tests of new rules use them, too.
build_interpreted() {
  local source folder output stamp sources
  for source in plugins/rules/*/*/"$1"; do
    folder=$(dirname "${source#plugins/rules/}")
    output=$out/$folder.$1.wasm
    stamp=$stamps/$(printf %s "$folder.$1" | tr / -)
    sources=$(find "$source" "plugins/sdk/$1" "plugins/rules/$folder/parameters.schema.json" plugins/wit plugins/build/src \
      -type f -not -path '*/node_modules/*' -not -path '*/.venv/*' | LC_ALL=C sort | xargs sha256sum | sha256sum)
    if [ -f "$output" ] && [ -d "plugins/sdk/$1/$2" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sources" ]; then
      note "$folder.$1.wasm: up to date"
      continue
    fi
    made "$source" "$output" "$(basename "$folder")"
    printf %s "$sources" >"$stamp"
  done
}

cargo build --quiet -p plugins-build
for language in $languages; do
  case $language in
    rust) build_rust ;;
    python) build_interpreted python .venv ;;
    typescript) build_interpreted typescript node_modules ;;
    *)
      sed -n '2,6s/^# \{0,1\}//p' "$0"
      exit 2
      ;;
  esac
done
