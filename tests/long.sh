#!/bin/sh
# What takes too long for every run: reports recomputed on 2,000 fresh pairs, and on a program with planted faults; the whole of the
# reader and whole commands under ThreadSanitizer; the static analyzer; and fuzzing.
# Goes on where tests/run.sh ended.
# usage: tests/long.sh [SECONDS of fuzzing a target]
set -eu
cd "$(dirname "$0")/.."

build/test/tests/invariants_tests build/test/bench/handoff-generate 100000 canaries terminals
# What reports print, recomputed from the manual over pairs nobody has seen; and whether that would see a fault.
python3 tests/recompute/recompute.py --binary build/test/handoff --seed "$(date +%s)" --pairs 2000
python3 tests/completions/completions.py --binary build/test/handoff --seed "$(date +%s)" --pairs 300
python3 tests/recompute/mutations.py --source . --folder build/mutations
build/asan/tests/invariants_tests build/asan/bench/handoff-generate 5000
cmake --build --preset tsan -j "$(nproc)" --target handoff >&2
export TSAN_OPTIONS=halt_on_error=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for threads in 1 2 7; do
  build/tsan/handoff waterfall examples/leads.csv -c examples/sla.toml --as-of 2026-07-01 --by month --threads $threads -f json -o "$folder/waterfall-$threads"
  build/tsan/handoff audit examples/leads.csv -c examples/sla.toml --as-of 2026-07-01 --sample all --leads "$folder/leads-$threads" --threads $threads -f json \
    -o "$folder/audit-$threads"
  build/tsan/handoff waterfall examples/leads.csv -c examples/minimal.toml --as-of 2026-07-01 --by segment --threads $threads -f json -o "$folder/groups-$threads"
  for what in waterfall groups leads audit; do cmp "$folder/$what-1" "$folder/$what-$threads"; done
done
build/tsan/tests/input_tests
sh fuzz/run.sh "${1:-60}"
sh scripts/tidy.sh --deep
echo 'long: in order'
