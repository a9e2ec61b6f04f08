# Sourced by the scripts beside it, from the root of the repository: where builds go, progress lines, clear
# endings. Expects STEPS, the number of steps, where `step` is used.
# shellcheck shell=bash

# shellcheck disable=SC2034 # used where this is sourced
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
step_number=0

# step TEXT: "[2/7] building …"
step() {
  step_number=$((step_number + 1))
  printf '\n[%d/%d] %s\n' "$step_number" "${STEPS:-1}" "$1"
}

# note TEXT: one line below a step.
note() { printf '      %s\n' "$1"; }

# stop_with TEXT…: why it cannot go on and what to do, one line each, then out.
stop_with() {
  printf '\nStopped: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# may_install: root, or sudo without a password.
may_install() { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
