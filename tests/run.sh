#!/bin/sh
# Installs what is missing, builds, and tests everything: units, transcripts, invariants, structure, as GCC releases it; the ground truth of
# a million generated leads; all of it again as Clang builds it under AddressSanitizer and UndefinedBehaviorSanitizer; the threaded reader
# under ThreadSanitizer; clang-tidy. About ten minutes on two cores.
# usage: tests/run.sh [--long [SECONDS]]: then also what tests/long.sh does, with SECONDS (60) of fuzzing a target
set -eu
cd "$(dirname "$0")/.."
sh scripts/install-dependencies.sh --tests
jobs=$(nproc)

# Half of a test run waits for one long test, and half of a build for one long file: so one runs beside the other.
released() {
  ctest --preset test -j "$jobs"
  build/test/tests/invariants_tests build/test/bench/handoff-generate 1000000 --times truth
}
cmake --preset test >&2
cmake --build --preset test -j "$jobs" >&2
released > build/test/run.log 2>&1 &
beside=$!
trap 'kill "$beside" 2> /dev/null || :' EXIT
for preset in asan tsan; do
  cmake --preset "$preset" >&2
done
cmake --build --preset asan -j "$jobs" >&2
cmake --build --preset tsan -j "$jobs" --target input_tests >&2
failed=0
wait "$beside" || failed=1
trap - EXIT
cat build/test/run.log
[ "$failed" -eq 0 ]
ctest --preset asan -j "$jobs"
TSAN_OPTIONS=halt_on_error=1 build/tsan/tests/input_tests "[threads]"
sh scripts/tidy.sh
[ "${1:-}" != --long ] || sh tests/long.sh "${2:-60}"
