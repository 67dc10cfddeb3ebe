#!/bin/sh
# clang-tidy over the reader and the core, or the files named, by .clang-tidy; its findings fail the run. Needs build/clang (cmake --preset clang).
# usage: scripts/tidy.sh [FILE...]
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- src/input/*.cpp src/core/*.cpp
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 clang-tidy -p build/clang --quiet --warnings-as-errors='*'
