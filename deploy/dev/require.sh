#!/usr/bin/env bash
# Names every tool that building needs and this machine lacks, with the Debian package that brings it.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh

RUST_MIN=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
NODE_MIN=18

missing=()
need() { command -v "$1" >/dev/null || missing+=("$1: apt-get install $2"); }

# at_least HAVE WANT
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

need git git
need make make
need cc build-essential
need node nodejs
need npm npm
if ! command -v cargo >/dev/null; then
  missing+=("cargo: Rust $RUST_MIN or newer, for instance apt-get install rustup && rustup default stable (Debian 13, Ubuntu 24.04 and later; elsewhere rustup by its own installer)")
elif have=$(rustc --version | cut -d' ' -f2) && ! at_least "$have" "$RUST_MIN"; then
  missing+=("cargo: this is Rust $have, needed is $RUST_MIN or newer (rustup update stable)")
fi
if command -v node >/dev/null; then
  have=$(node --version)
  at_least "${have#v}" "$NODE_MIN" || missing+=("node: this is $have, needed is $NODE_MIN or newer: apt-get install nodejs (Debian 12, Ubuntu 24.04 and later)")
fi
[ ${#missing[@]} -eq 0 ] || stop_with "this machine lacks" "${missing[@]}"
