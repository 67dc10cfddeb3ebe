#!/bin/bash
# handoff against what you would use instead, on one export: the same answers checked, then five runs of each in turn, as ratios beside their targets.
# usage: bench/compare.sh [ROWS]      (default 2000000: about 570 MB under $HANDOFF_BENCH_DIR, by default /tmp/handoff-bench)
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/duckdb.sh"
. "$(dirname "$0")/miller.sh"
rows=${1:-2000000}
runs=${HANDOFF_BENCH_RUNS:-5}
need "$handoff"
need "$generate"
export_of "$rows" shuffled
shuffled=$file
export_of "$rows"
work=$(mktemp -d "$scratch/compare.XXXXXX")
trap 'rm -rf "$work"' EXIT

fail() { echo "compare.sh: $*" >&2; exit 1; }

# once PROGRAM: one run, its output in PROGRAM.out; a line "seconds megabytes" is added to PROGRAM.$times.
once() {
  local command export=$file
  case $1 in
    waterfall) command=("$handoff" waterfall "$file" --count claimed -c "$scratch/sla.toml" --as-of "$as_of" --by segment --by month -f json) ;;
    shuffled) export=$shuffled command=("$handoff" waterfall "$shuffled" --count claimed -c "$scratch/sla.toml" --as-of "$as_of" --by segment --by month -f json) ;;
    audit) command=("$handoff" audit "$file" -c "$scratch/sla.toml" --as-of "$as_of" --sample all --leads "$work/audit.csv" -f json) ;;
    defined) command=("$handoff" waterfall "$file" --count defined -c "$scratch/sla.toml" --as-of "$as_of" --by segment --by month -f json) ;;
    standing) command=(node "$root/bench/duckdb_waterfall.mjs" "$file" --defined --node-modules "$modules") ;;
    duckdb) command=(node "$root/bench/duckdb_waterfall.mjs" "$file" --node-modules "$modules") ;;
    counts) command=(node "$root/bench/duckdb_counts.mjs" "$file" --node-modules "$modules") ;;
    ledger) command=(node "$root/bench/duckdb_ledger.mjs" "$file" "$work/ledger.csv" --node-modules "$modules") ;;
    miller) command=(mlr -S --icsv --ojson put -q -f "$root/bench/miller_waterfall.mlr" "$file") ;;
    wc) command=(wc -l "$file") ;;
  esac
  # What the run before left to be written or deleted is not this one's burden, and each finds its export in memory.
  rm -f "$work/$1.csv"
  sync
  cat "$export" > /dev/null
  measured "$work/$1.out" "${command[@]}" >> "$work/$1.$times" || fail "$1 failed"
}

# DuckDB's own time, of its statements alone, without node's start, is added to PROGRAM.query.
once_with_query() {
  once "$1"
  sed 's/^{"seconds":\([0-9.]*\).*/\1/;q' "$work/$1.out" >> "$work/$1.query"
}

check_counts() {
  local lines truth
  "$handoff" waterfall "$file" --count claimed -c "$scratch/sla.toml" --as-of "$as_of" -f json > "$work/plain.out"
  node "$root/bench/duckdb_counts.mjs" "$file" "$work/plain.out" --node-modules "$modules" > /dev/null || fail "DuckDB's counts and handoff's do not agree"
  once wc
  lines=$(cut -d ' ' -f 1 "$work/wc.out")
  truth=$(sed -n 's/.*"line_feeds": \([0-9]*\).*/\1/p' "$scratch/leads-$rows.truth.json")
  [ "$lines" = "$truth" ] || fail "$lines lines, and the generator wrote $truth"
}

# The warm-up is also the check: all must say the same.
check() {
  local times=warm
  once waterfall
  once shuffled
  diff <(sed 's/-shuffled//' "$work/shuffled.out") "$work/waterfall.out" > /dev/null || fail "the order of the rows changes the report"
  once duckdb
  python3 "$root/bench/check_waterfall.py" "$work/waterfall.out" "$work/duckdb.out" DuckDB || fail "DuckDB and handoff do not agree"
  once defined
  once standing
  python3 "$root/bench/check_waterfall.py" "$work/defined.out" "$work/standing.out" "DuckDB, by the definition," || fail "DuckDB and handoff do not agree on what stands"
  once miller
  python3 "$root/bench/check_waterfall.py" "$work/waterfall.out" "$work/miller.out" Miller || fail "Miller and handoff do not agree"
  check_counts
  once audit
  once ledger
  python3 "$root/bench/check_ledger.py" "$work/audit.csv" "$work/ledger.csv" "$work/audit.out" "DuckDB's ledger" || fail "DuckDB's ledger and handoff's do not agree"
}

# Where a run of Miller takes more than 20 seconds, the one that was checked is enough.
miller_is_slow() { awk '{ exit !($1 > 20) }' "$work/miller.warm"; }

run_in_turn() {
  local times=timed turn
  for turn in $(seq "$runs"); do
    once waterfall
    once shuffled
    once_with_query duckdb
    once defined
    once_with_query standing
    once_with_query counts
    miller_is_slow || once miller
    once wc
    once audit
    once_with_query ledger
  done
  if miller_is_slow; then cp "$work/miller.warm" "$work/miller.timed"; fi
}

seconds() { cut -d ' ' -f 1 "$work/$1" | median; }
megabytes() { cut -d ' ' -f 2 "$work/$1.timed" | sort -n | tail -n 1; }

# ratio OURS THEIRS: the seconds of handoff to theirs, turn by turn, and of these the median, so that a machine that is slow for a while is slow for both.
# Where they ran once only, to that run.
ratio() {
  paste -d ' ' <(cut -d ' ' -f 1 "$work/$1") <(cut -d ' ' -f 1 "$work/$2") | awk 'NF == 2 { other = $2 } { print $1 / other }' | median
}

# row LABEL THEIRS MEGABYTES [OURS [TARGET]]: a line of the table; THEIRS and OURS are files of seconds.
row() {
  local value=""
  [ -z "${4:-}" ] || value=$(ratio "$4" "$2")
  awk -v label="$1" -v seconds="$(seconds "$2")" -v mb="$3" -v ratio="$value" -v target="${5:-}" 'BEGIN {
    printf "%-46s %9.3f %8s", label, seconds, mb
    if (ratio != "") printf " %8.3f", ratio
    if (target != "") printf "   %-8s %s", "<= " target, (ratio <= target + 0 ? "met" : "missed")
    printf "\n" }'
}

memory_row() {
  awk -v label="$1" -v mb="$2" 'BEGIN { printf "%-46s %9s %8s %8s   %-8s %s\n", label, "", mb, "", "<= 250", (mb <= 250 ? "met" : "missed") }'
}

print_table() {
  printf '\n%s leads, 30 columns, %s MB, %s cores; medians of %s runs in turn; "ratio" is the seconds of handoff to those of the row in the same turn\n' \
    "$rows" "$(($(stat -Lc %s "$file") / 1000000))" "$(nproc)" "$runs"
  printf '%-46s %9s %8s %8s   %s\n' "" seconds "peak MB" ratio target
  row "handoff waterfall --by segment --by month" waterfall.timed "$(megabytes waterfall)"
  row "  the same rows in no order" shuffled.timed "$(megabytes shuffled)" waterfall.timed
  row "  DuckDB, the same answers" duckdb.query "$(megabytes duckdb)" waterfall.timed 0.25
  row "  DuckDB, the same answers, with node's start" duckdb.timed "" waterfall.timed
  row "handoff waterfall --count defined" defined.timed "$(megabytes defined)"
  row "  DuckDB, the same, by the definition" standing.query "$(megabytes standing)" defined.timed 0.30
  row "  DuckDB, only the counts, ungrouped" counts.query "$(megabytes counts)" waterfall.timed
  row "  Miller, reached and moved on$(if miller_is_slow; then echo ' (one run)'; fi)" miller.timed "$(megabytes miller)" waterfall.timed 0.05
  row "  wc -l" wc.timed "" waterfall.timed
  row "handoff audit --sample all --leads FILE" audit.timed "$(megabytes audit)"
  row "  DuckDB, the same ledger" ledger.query "$(megabytes ledger)" audit.timed 0.5
  row "  DuckDB, the same ledger, with node's start" ledger.timed "" audit.timed
  memory_row "peak memory of handoff waterfall" "$(megabytes shuffled)"
  memory_row "peak memory of handoff audit, with its ledger" "$(megabytes audit)"
}

check
run_in_turn
print_table
