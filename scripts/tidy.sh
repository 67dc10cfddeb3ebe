#!/bin/sh
# clang-tidy by .clang-tidy over all of src, in the batches that build/asan was compiled in; its findings fail the run. Needs that build.
# usage: scripts/tidy.sh [--deep]: the static analyzer too, which takes half an hour
set -eu
cd "$(dirname "$0")/.."
checks='-clang-analyzer-*' deep=
if [ "${1:-}" = --deep ]; then
  checks= deep='--extra-arg=-Xclang --extra-arg=-analyzer-opt-analyze-headers'  # all files of a batch but the first look like headers
fi
# shellcheck disable=SC2086
printf '%s\n' build/asan/CMakeFiles/handoff_*.dir/Unity/*.cxx "$PWD/src/input/csv/structural_scan.cpp" |
  xargs -P "$(nproc)" -n 1 clang-tidy -p build/asan --quiet --warnings-as-errors='*' --checks="$checks" $deep
echo 'tidy: nothing found'
