#!/bin/sh
# Installs what is missing, builds, and tests everything: units, transcripts, invariants, structure, as GCC releases it; the ground truth of
# a million generated leads; all of it again as Clang builds it under AddressSanitizer and UndefinedBehaviorSanitizer; the threaded reader
# under ThreadSanitizer; clang-tidy. About 25 minutes on two cores.
# usage: tests/run.sh [--long [SECONDS]]: then also what tests/long.sh does, with SECONDS (60) of fuzzing a target
set -eu
cd "$(dirname "$0")/.."
sh scripts/install-dependencies.sh --tests
jobs=$(nproc)

# Half of a test run waits for one long test, and half of a build for one long file: so one runs beside the other.
beside() {
  "$@" > build/beside.log 2>&1 &
  running=$!
}
# Waits for what runs beside, and shows what it printed.
join() {
  failed=0
  wait "$running" || failed=1
  cat build/beside.log
  [ "$failed" -eq 0 ]
}
released() {
  ctest --preset test -j "$jobs"
  build/test/tests/invariants_tests build/test/bench/handoff-generate 1000000 --times truth
}
threads() { TSAN_OPTIONS=halt_on_error=1 build/tsan/tests/input_tests "[threads]~[slow]"; }

for preset in test asan tsan; do
  cmake --preset "$preset" >&2
done
cmake --build --preset test -j "$jobs" >&2
beside released
cmake --build --preset tsan -j "$jobs" --target input_tests >&2
cmake --build --preset asan -j "$jobs" >&2
join
beside threads
ctest --preset asan -j "$jobs"
join
sh scripts/tidy.sh
[ "${1:-}" != --long ] || sh tests/long.sh "${2:-60}"
