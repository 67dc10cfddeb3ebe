#!/bin/bash
# handoff weekly --touches against DuckDB, which joins the same log to the same export and counts the same weeks: a warm-up that compares the counts,
# then medians of three runs in turn, and handoff's peak memory. About five touches a lead.
# usage: bench/weekly.sh [LEADS]      (default 10000000: about 6 GB under $HANDOFF_BENCH_DIR, by default /tmp/handoff-bench)
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/duckdb.sh"
rows=${1:-10000000}
runs=${HANDOFF_BENCH_RUNS:-3}
need "$handoff"
need "$generate"

file=$scratch/weekly-$rows.csv log=$scratch/weekly-$rows-touches.csv contract=$scratch/weekly.toml made=$scratch/weekly-$rows.made-by
if [ ! -s "$file" ] || [ ! -s "$log" ] || [ ! -s "$contract" ] || [ "$(cat "$made" 2>/dev/null)" != "$(cksum < "$generate")" ]; then
  "$generate" --rows "$rows" --seed 1 --style hubspot --columns 30 --out "$file" --contract "$contract" --touches "$log" --more-touches 3
  cksum < "$generate" > "$made"
fi
weekly() { "$handoff" weekly "$file" --count claimed -c "$contract" --as-of "$as_of" --touches "$log" -f json "$@"; }
duckdb() { node "$root/bench/duckdb_weekly.mjs" "$file" "$log" --node-modules "$modules" "$@"; }

weekly > "$scratch/weekly-handoff.json"
duckdb --expect "$scratch/weekly-handoff.json" > "$scratch/weekly-duckdb.json" || { echo "weekly.sh: DuckDB and handoff do not agree" >&2; exit 1; }

: > "$scratch/t.handoff"; : > "$scratch/t.query"; : > "$scratch/t.node"
for _ in $(seq "$runs"); do
  seconds_of "$handoff" weekly "$file" --count claimed -c "$contract" --as-of "$as_of" --touches "$log" -f json >> "$scratch/t.handoff"
  seconds_of node "$root/bench/duckdb_weekly.mjs" "$file" "$log" --node-modules "$modules" >> "$scratch/t.node"
  duckdb | sed 's/.*"seconds":\([0-9.]*\).*/\1/' >> "$scratch/t.query"
done
memory=$(peak "$handoff" weekly "$file" --count claimed -c "$contract" --as-of "$as_of" --touches "$log" -f json)
theirs=$(peak node "$root/bench/duckdb_weekly.mjs" "$file" "$log" --node-modules "$modules")
used=$(sed 's/.*"used":\([0-9]*\).*/\1/' "$scratch/weekly-duckdb.json")

base=$(median < "$scratch/t.handoff")
printf '%s leads, %s MB, and %s touches, %s MB, of which %s count; %s cores; medians of %s runs; all counts agree\n' "$rows" "$(($(stat -c %s "$file") / 1000000))" \
  "$(($(wc -l < "$log") - 1))" "$(($(stat -c %s "$log") / 1000000))" "$used" "$(nproc)" "$runs"
printf '%-36s %9s %9s %9s\n' "" seconds ratio "peak MB"
report() { printf '%-36s %9.3f %8.2fx %9s\n' "$1" "$2" "$(awk -v a="$2" -v b="$base" 'BEGIN { print a / b }')" "$3"; }
report "handoff weekly" "$base" "$memory"
report "DuckDB, the query alone" "$(median < "$scratch/t.query")" ""
report "DuckDB, with node's start" "$(median < "$scratch/t.node")" "$theirs"
