#!/bin/sh
# Builds the fuzz targets with Clang and runs each for a while; what is found stays in build/fuzz/found, and fails the run.
# usage: fuzz/run.sh [SECONDS a target] [TARGET...]; HANDOFF_FUZZ_SECONDS says the same
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-${HANDOFF_FUZZ_SECONDS:-60}}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- records leads contract expression date
cmake --preset fuzz >&2
for target in "$@"; do set -- "$@" "fuzz_$target"; shift; done
cmake --build --preset fuzz --target "$@" >&2
failed=0
for binary in "$@"; do
  target=${binary#fuzz_}
  work=build/fuzz/corpus/$target found=build/fuzz/found/$target
  mkdir -p "$work" "$found"
  seeds=fuzz/corpus/$target dictionary=
  case $target in
    records|leads) dictionary=-dict=fuzz/csv.dict ;;
    expression) dictionary=-dict=fuzz/expression.dict ;;
    contract) dictionary=-dict=fuzz/contract.dict seeds="$seeds tests/data/contracts" ;;
  esac
  # shellcheck disable=SC2086
  if build/fuzz/fuzz/"$binary" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=4096 -max_len=16384 -print_final_stats=1 $dictionary \
      -artifact_prefix="$found/" "$work" $seeds > "build/fuzz/$target.log" 2>&1; then
    echo "fuzz $target: nothing found in $(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target.log") inputs"
  else
    echo "fuzz $target: FOUND something, see build/fuzz/$target.log and $found"
    failed=1
  fi
done
exit $failed
