#!/bin/bash
# Peak memory of handoff waterfall at two sizes, and what a lead costs: the ids are the only thing that may grow with the file.
# usage: bench/memory.sh [SMALL LARGE]      (default 2000000 10000000: about 3.3 GB of exports under $HANDOFF_BENCH_DIR)
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

export_of "$small"
first=$(peak_of "$file")
export_of "$large"
second=$(peak_of "$file")
printf '%12s leads: peak %7.1f MiB\n' "$small" "$(awk -v k="$first" 'BEGIN { print k / 1024 }')"
printf '%12s leads: peak %7.1f MiB\n' "$large" "$(awk -v k="$second" 'BEGIN { print k / 1024 }')"
awk -v a="$first" -v b="$second" -v n="$small" -v m="$large" 'BEGIN { printf "%.1f bytes for each further lead\n", (b - a) * 1024 / (m - n) }'
