#!/usr/bin/env bash
# npm-packages.sh FOLDER…: installs what each folder's lock file states, only where it changed since last time.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh

stamps=$target/stamps
mkdir -p "$stamps"
for folder in "$@"; do
  stamp=$stamps/npm-$(printf %s "$folder" | tr / -)
  lock=$(sha256sum <"$folder/package-lock.json")
  if [ -d "$folder/node_modules" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ]; then
    note "$folder: up to date"
    continue
  fi
  note "$folder: npm ci"
  # No package may run a script here: esbuild's binary is a package of its own and needs none.
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  printf %s "$lock" >"$stamp"
done
