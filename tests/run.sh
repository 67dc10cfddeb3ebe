#!/bin/sh
# Installs what is missing, builds, and tests everything: units, transcripts, invariants, structure; then all of it again under
# AddressSanitizer and UndefinedBehaviorSanitizer; then the ground truth of a million generated leads.
# usage: tests/run.sh [--long [SECONDS]]: then also Clang's warnings, clang-tidy, the threaded reader under ThreadSanitizer, and SECONDS (60) of fuzzing a target
set -eu
cd "$(dirname "$0")/.."
long=
if [ "${1:-}" = --long ]; then long=--clang; fi
sh scripts/install-dependencies.sh $long
jobs=$(nproc)
for preset in dev asan; do
  cmake --preset "$preset" >&2
  cmake --build --preset "$preset" -j "$jobs" >&2
  ctest --preset "$preset" -j "$jobs"
done
build/dev/tests/invariants_tests build/dev/bench/handoff-generate 1000000 --times truth
[ -z "$long" ] || sh tests/long.sh "${2:-60}"
