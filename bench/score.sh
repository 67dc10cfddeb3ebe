#!/bin/bash
# handoff score against DuckDB, which computes the same scores with CASE expressions and copies them to CSV: a warm-up that compares every row,
# then medians of five runs in turn. Both write a file; handoff's rows also say why, and stand in the order of the export.
# usage: bench/score.sh [ROWS]      (default 10000000: about 2.6 GB under $HANDOFF_BENCH_DIR, by default /tmp/handoff-bench)
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/duckdb.sh"
rows=${1:-10000000}
runs=${HANDOFF_BENCH_RUNS:-5}
need "$handoff"
need "$generate"
export_of "$rows"

mine=$scratch/scored-handoff.csv theirs=$scratch/scored-duckdb.csv
trap 'rm -f "$mine" "$theirs"' EXIT
score() { "$handoff" score "$file" -c "$scratch/sla.toml" --as-of "$as_of" -o "$mine" -f json; }
duckdb() { node "$root/bench/duckdb_score.mjs" "$file" "$theirs" --node-modules "$modules"; }

score > /dev/null
duckdb > /dev/null
# The columns that both write, as a set: lead_id, owner, segment, source, fit, intent, verdict.
python3 - "$mine" "$theirs" <<'PY' || { echo "score.sh: DuckDB and handoff do not agree" >&2; exit 1; }
import csv, sys, zlib
names = ["lead_id", "owner", "segment", "source", "fit", "intent", "verdict"]
def digest(path):
    count = total = 0
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells = [row[name] for name in names]
            for i in (4, 5): cells[i] = "..".join("%g" % float(end) for end in cells[i].split("..")) if cells[i] else ""
            total += zlib.crc32("\x1f".join(cells).encode()) * 2654435761 + len(cells[0])
            count += 1
    return count, total % (1 << 64)
a, b = digest(sys.argv[1]), digest(sys.argv[2])
if a != b: print("handoff: %d rows, DuckDB: %d rows" % (a[0], b[0]), file=sys.stderr)
sys.exit(a != b)
PY

: > "$scratch/t.handoff"; : > "$scratch/t.query"; : > "$scratch/t.node"
for _ in $(seq "$runs"); do
  seconds_of "$handoff" score "$file" -c "$scratch/sla.toml" --as-of "$as_of" -o "$mine" -f json >> "$scratch/t.handoff"
  seconds_of node "$root/bench/duckdb_score.mjs" "$file" "$theirs" --node-modules "$modules" >> "$scratch/t.node"
  duckdb | sed 's/.*"seconds":\([0-9.]*\).*/\1/' >> "$scratch/t.query"
done
memory=$(peak "$handoff" score "$file" -c "$scratch/sla.toml" --as-of "$as_of" -o "$mine" -f json)

base=$(median < "$scratch/t.handoff")
printf '%s leads, 30 columns, %s MB in, %s MB of rows out, %s cores; medians of %s runs; all rows agree\n' \
  "$rows" "$(($(stat -c %s "$file") / 1000000))" "$(($(stat -c %s "$mine") / 1000000))" "$(nproc)" "$runs"
printf '%-36s %9s %9s\n' "" seconds ratio
report() { printf '%-36s %9.3f %8.2fx\n' "$1" "$2" "$(awk -v a="$2" -v b="$base" 'BEGIN { print a / b }')"; }
report "handoff score" "$base"
report "DuckDB, the query alone" "$(median < "$scratch/t.query")"
report "DuckDB, with node's start" "$(median < "$scratch/t.node")"
printf 'handoff score at its peak: %s MB of memory\n' "$memory"
