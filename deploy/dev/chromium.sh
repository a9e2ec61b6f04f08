#!/usr/bin/env bash
# Prints the path of a Chromium that runs, or fails silently. CHROMIUM names another executable.
set -euo pipefail
for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome-stable google-chrome; do
  path=$(command -v "$name") || continue
  # Ubuntu's package chromium-browser is a stub when the snap is absent: it is found, but does not run.
  if "$path" --version >/dev/null 2>&1; then
    echo "$path"
    exit 0
  fi
done
exit 1
