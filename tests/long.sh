#!/bin/sh
# What takes too long for every run, and needs Clang: its warnings, clang-tidy, ThreadSanitizer over all that has threads, and fuzzing.
# usage: tests/long.sh [SECONDS of fuzzing a target]
set -eu
cd "$(dirname "$0")/.."
jobs=$(nproc)

cmake --preset clang >&2
cmake --build --preset clang -j "$jobs" --target handoff input_tests contract_tests >&2
build/clang/tests/input_tests
build/clang/tests/contract_tests
sh scripts/tidy.sh

cmake --preset tsan >&2
cmake --build --preset tsan -j "$jobs" --target handoff input_tests >&2
export TSAN_OPTIONS=halt_on_error=1
build/tsan/tests/input_tests
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for threads in 1 2 7; do
  build/tsan/handoff waterfall examples/leads.csv -c examples/sla.toml --as-of 2026-07-01 --by month --threads $threads -f json -o "$folder/waterfall-$threads"
  build/tsan/handoff audit examples/leads.csv -c examples/sla.toml --as-of 2026-07-01 --sample all --leads "$folder/leads-$threads" --threads $threads -f json \
    -o "$folder/audit-$threads"
  for what in waterfall leads audit; do cmp "$folder/$what-1" "$folder/$what-$threads"; done
done

sh fuzz/run.sh "${1:-60}"
echo 'long: in order'
