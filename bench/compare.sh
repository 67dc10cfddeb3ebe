#!/bin/bash
# handoff waterfall against DuckDB and wc -l, on one export, the same counts: a warm-up, then medians of five runs in turn.
# usage: bench/compare.sh [ROWS]      (default 2000000: about 550 MB under $HANDOFF_BENCH_DIR, by default /tmp/handoff-bench)
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/duckdb.sh"
rows=${1:-2000000}
runs=${HANDOFF_BENCH_RUNS:-5}
need "$handoff"
need "$generate"
export_of "$rows"

duckdb() { node "$root/bench/duckdb_waterfall.mjs" "$file" --node-modules "$modules" "$@"; }
waterfall() { "$handoff" waterfall "$file" -c "$scratch/sla.toml" --as-of "$as_of" -f json "$@"; }

# The warm-up is also the check: all three must count alike.
waterfall > "$scratch/handoff.json"
duckdb --expect "$scratch/handoff.json" > "$scratch/duckdb.json" || { echo "compare.sh: DuckDB and handoff do not agree" >&2; exit 1; }
lines=$(wc -l < "$file")
truth_lines=$(sed -n 's/.*"line_feeds": \([0-9]*\).*/\1/p' "$scratch/leads-$rows.truth.json")
[ "$lines" = "$truth_lines" ] || { echo "compare.sh: $lines lines, and the generator wrote $truth_lines" >&2; exit 1; }

: > "$scratch/t.handoff"; : > "$scratch/t.query"; : > "$scratch/t.node"; : > "$scratch/t.wc"
for _ in $(seq "$runs"); do
  seconds_of "$handoff" waterfall "$file" -c "$scratch/sla.toml" --as-of "$as_of" -f json >> "$scratch/t.handoff"
  seconds_of node "$root/bench/duckdb_waterfall.mjs" "$file" --node-modules "$modules" >> "$scratch/t.node"
  duckdb | sed 's/.*"seconds":\([0-9.]*\).*/\1/' >> "$scratch/t.query"
  seconds_of wc -l "$file" >> "$scratch/t.wc"
done

mine=$(median < "$scratch/t.handoff")
printf '%s leads, 30 columns, %s MB, %s cores; medians of %s runs; all agree on every count\n' \
  "$rows" "$(($(stat -c %s "$file") / 1000000))" "$(nproc)" "$runs"
printf '%-36s %9s %9s\n' "" seconds ratio
report() { printf '%-36s %9.3f %8.2fx\n' "$1" "$2" "$(awk -v a="$2" -v b="$mine" 'BEGIN { print a / b }')"; }
report "handoff waterfall" "$mine"
report "DuckDB, the query alone" "$(median < "$scratch/t.query")"
report "DuckDB, with node's start" "$(median < "$scratch/t.node")"
report "wc -l" "$(median < "$scratch/t.wc")"
