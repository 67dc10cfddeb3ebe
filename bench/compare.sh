#!/bin/bash
# handoff against what you would use instead, on one export: the same answers checked, then medians of five runs in turn, as ratios beside their targets.
# usage: bench/compare.sh [ROWS]      (default 2000000: about 570 MB under $HANDOFF_BENCH_DIR, by default /tmp/handoff-bench)
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/duckdb.sh"
rows=${1:-2000000}
runs=${HANDOFF_BENCH_RUNS:-5}
need "$handoff"
need "$generate"
export_of "$rows"
trap 'rm -f "$scratch"/t.* "$scratch"/out.*' EXIT
rm -f "$scratch"/t.* "$scratch"/out.*

fail() { echo "compare.sh: $*" >&2; exit 1; }

# once NAME: one run of the program of that name, its output in out.NAME, and a line "seconds megabytes" added to t.NAME.
once() {
  local command
  case $1 in
    waterfall) command=("$handoff" waterfall "$file" -c "$scratch/sla.toml" --as-of "$as_of" --by segment --by month -f json) ;;
    audit) command=("$handoff" audit "$file" -c "$scratch/sla.toml" --as-of "$as_of" --sample all --leads "$scratch/out.audit.csv" -f json) ;;
    duckdb) command=(node "$root/bench/duckdb_waterfall.mjs" "$file" --node-modules "$modules") ;;
    counts) command=(node "$root/bench/duckdb_counts.mjs" "$file" --node-modules "$modules") ;;
    ledger) command=(node "$root/bench/duckdb_ledger.mjs" "$file" "$scratch/out.ledger.csv" --node-modules "$modules") ;;
    wc) command=(wc -l "$file") ;;
  esac
  measured "$scratch/out.$1" "${command[@]}" >> "$scratch/t.$1" || fail "$1 failed"
}

# The warm-up is also the check: all must say the same.
check() {
  once waterfall; once duckdb
  python3 "$root/bench/check_waterfall.py" "$scratch/out.waterfall" "$scratch/out.duckdb" DuckDB || fail "DuckDB and handoff do not agree"
  once audit; once ledger
  python3 "$root/bench/check_ledger.py" "$scratch/out.audit.csv" "$scratch/out.ledger.csv" "$scratch/out.audit" DuckDB || fail "DuckDB's ledger and handoff's do not agree"
  check_counts
  rm -f "$scratch"/t.*
}

check_counts() {
  local lines truth_lines
  "$handoff" waterfall "$file" -c "$scratch/sla.toml" --as-of "$as_of" -f json > "$scratch/out.plain"
  node "$root/bench/duckdb_counts.mjs" "$file" --node-modules "$modules" --expect "$scratch/out.plain" > /dev/null || fail "DuckDB's counts and handoff's do not agree"
  once wc
  lines=$(cut -d ' ' -f 1 "$scratch/out.wc")
  truth_lines=$(sed -n 's/.*"line_feeds": \([0-9]*\).*/\1/p' "$scratch/leads-$rows.truth.json")
  [ "$lines" = "$truth_lines" ] || fail "$lines lines, and the generator wrote $truth_lines"
}

# own_seconds NAME: what the program itself says its query took, without its start; added to t.NAME.query.
own_seconds() { sed 's/^{"seconds":\([0-9.]*\).*/\1/;q' "$scratch/out.$1" >> "$scratch/t.$1.query"; }

run_in_turn() {
  local turn
  for turn in $(seq "$runs"); do
    once waterfall
    once duckdb; own_seconds duckdb
    once counts; own_seconds counts
    once wc
    once audit
    once ledger; own_seconds ledger
  done
}

seconds() { cut -d ' ' -f 1 "$scratch/t.$1" | median; }
megabytes() { cut -d ' ' -f 2 "$scratch/t.$1" | sort -n | tail -n 1; }

# row LABEL SECONDS MEGABYTES [OURS [TARGET]]: a line of the table; OURS are the seconds that are divided by SECONDS.
row() {
  awk -v label="$1" -v s="$2" -v mb="$3" -v ours="${4:-}" -v target="${5:-}" 'BEGIN {
    printf "%-44s %9.3f %9s", label, s, mb
    if (ours != "") printf " %9.3f", ours / s
    if (target != "") printf "   %-9s %s", "<= " target, (ours / s <= target + 0 ? "met" : "missed")
    printf "\n" }'
}

print_table() {
  local ours
  printf '\n%s leads, 30 columns, %s MB, %s cores; medians of %s runs in turn\n' "$rows" "$(($(stat -Lc %s "$file") / 1000000))" "$(nproc)" "$runs"
  printf '%-44s %9s %9s %9s   %s\n' "" seconds "peak MB" "of it" target
  ours=$(seconds waterfall)
  row "handoff waterfall --by segment --by month" "$ours" "$(megabytes waterfall)"
  row "  DuckDB, the same answers, the query alone" "$(seconds duckdb.query)" "" "$ours" 0.33
  row "  DuckDB, the same, with node's start" "$(seconds duckdb)" "$(megabytes duckdb)" "$ours"
  row "  DuckDB, only the counts, the query alone" "$(seconds counts.query)" "$(megabytes counts)" "$ours"
  row "  wc -l" "$(seconds wc)" "$(megabytes wc)" "$ours" 6
  ours=$(seconds audit)
  row "handoff audit --sample all --leads FILE" "$ours" "$(megabytes audit)"
  row "  DuckDB, the same ledger, the query alone" "$(seconds ledger.query)" "" "$ours" 0.5
  row "  DuckDB, the same, with node's start" "$(seconds ledger)" "$(megabytes ledger)" "$ours"
}

check
run_in_turn
print_table
