#!/usr/bin/env bash
# Bundles the front-end assets, only if a source changed since last time. Needs its npm packages.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/dev/prelude.sh

folder=platform/web/assets
stamp=$target/stamps/assets
sources=$(find "$folder/src" "$folder"/*.mjs "$folder/package-lock.json" -type f | LC_ALL=C sort | xargs sha256sum | sha256sum)
if [ -f "$folder/dist/licenses.txt" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$sources" ]; then
  note "$folder/dist: up to date"
  exit 0
fi
node "$folder/build.mjs"
mkdir -p "$(dirname "$stamp")"
printf %s "$sources" >"$stamp"
