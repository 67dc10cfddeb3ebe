#!/bin/sh
# Installs what is missing, builds, and tests everything: units, transcripts, invariants, structure, as GCC releases it; the ground truth of
# a million generated leads; all of it again as Clang builds it under AddressSanitizer and UndefinedBehaviorSanitizer; the threaded reader
# under ThreadSanitizer; clang-tidy. About ten minutes on two cores.
# usage: tests/run.sh [--long [SECONDS]]: then also what tests/long.sh does, with SECONDS (60) of fuzzing a target
set -eu
cd "$(dirname "$0")/.."
sh scripts/install-dependencies.sh --tests
jobs=$(nproc)
for preset in test asan; do
  cmake --preset "$preset" >&2
  cmake --build --preset "$preset" -j "$jobs" >&2
  ctest --preset "$preset" -j "$jobs"
done
build/test/tests/invariants_tests build/test/bench/handoff-generate 1000000 --times truth
cmake --preset tsan >&2
cmake --build --preset tsan -j "$jobs" --target input_tests >&2
TSAN_OPTIONS=halt_on_error=1 build/tsan/tests/input_tests "[threads]"
sh scripts/tidy.sh
[ "${1:-}" != --long ] || sh tests/long.sh "${2:-60}"
