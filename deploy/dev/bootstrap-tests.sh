#!/usr/bin/env bash
# Finds or installs what the tests need beyond building. Without the right to install it names all that is
# missing at once and stops.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh

# Builds with the toolchain that the workspace asks for.
CARGO_DENY=0.20.2
tools=$target/tools

packages=()
deploy/dev/postgres.sh programs >/dev/null || packages+=(postgresql)
if ! deploy/dev/chromium.sh >/dev/null; then
  # Ubuntu ships Chromium as a snap only; its Debian package would install nothing that runs.
  if grep -qi '^ID=ubuntu' /etc/os-release 2>/dev/null; then
    stop_with "no Chromium found" "sudo snap install chromium    (or Google Chrome's own package)" \
      "then again: make test      (CHROMIUM=/path/to/it names any other)"
  fi
  packages+=(chromium)
fi

# Rust for the rules: rustup's target where rustup has it or can fetch it, else Debian's compiler for it.
rust_for_rules() {
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] || [ -d "${RUST_WEB_ROOT:-/usr}/lib/rustlib/src/rust/library/std" ]
}
if ! rust_for_rules; then
  { command -v rustup >/dev/null && timeout 120 rustup --quiet target add wasm32-unknown-unknown 2>/dev/null; } || packages+=(rustc-web rust-web-src)
fi
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3 python3-venv)

if [ ${#packages[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null || ! may_install; then
    stop_with "the tests need these Debian packages: ${packages[*]}" "sudo apt-get install ${packages[*]}" "then again: make test"
  fi
  note "installing ${packages[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
# cargo-deny looks at the packages of every platform, without the network.
cargo fetch --quiet --locked
note "PostgreSQL: $(deploy/dev/postgres.sh programs)"
note "Chromium:   $(deploy/dev/chromium.sh)"
note "rules:      $(rustc --version | cut -d" " -f1-2) for wasm32-unknown-unknown, $(python3 --version)"

deploy/dev/npm-packages.sh platform/web/assets tests/contract tests/browser

if ! PATH="$tools/bin:$PATH" cargo deny --version >/dev/null 2>&1; then
  note "building cargo-deny $CARGO_DENY (once)"
  CARGO_TARGET_DIR=$tools-build cargo install cargo-deny --version "$CARGO_DENY" --locked --debug --root "$tools" --quiet
  rm -rf "$tools-build"
fi
note "cargo-deny: $(PATH="$tools/bin:$PATH" cargo deny --version)"
