#!/bin/bash
# Peak memory of handoff waterfall at two sizes, and what a lead costs: the ids are the only thing that may grow with the file, and only where its rows
# are not sorted by them.
# usage: bench/memory.sh [SMALL LARGE]      (default 2000000 10000000: about 6.6 GB of exports under $HANDOFF_BENCH_DIR)
set -euo pipefail
. "$(dirname "$0")/common.sh"
small=${1:-2000000}
large=${2:-10000000}
need "$handoff"
need "$generate"

# peak_of FILE: kilobytes of the largest resident set.
peak_of() {
  python3 - "$handoff" waterfall "$1" -c "$scratch/sla.toml" --as-of "$as_of" -f json <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PY
}

# compare_sizes WORDS [shuffled]
compare_sizes() {
  local words=$1 first second
  shift
  export_of "$small" "$@"
  first=$(peak_of "$file")
  export_of "$large" "$@"
  second=$(peak_of "$file")
  awk -v words="$words" -v a="$first" -v b="$second" -v n="$small" -v m="$large" \
    'BEGIN { printf "%-15s %d leads: peak %.1f MiB; %d leads: %.1f MiB; %.1f bytes for each further lead\n", words, n, a / 1024, m, b / 1024, (b - a) * 1024 / (m - n) }'
}

compare_sizes "sorted by id:"
compare_sizes "in no order:" shuffled
