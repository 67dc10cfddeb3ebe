# Shared by the benchmarks: where things are, an export of a size, and medians. Sourced, not run.
root=$(cd "$(dirname "$0")/.." && pwd)
handoff=${HANDOFF:-$root/build/profiled/handoff}
generate=${HANDOFF_GENERATE:-$root/build/profiled/bench/handoff-generate}
scratch=${HANDOFF_BENCH_DIR:-${TMPDIR:-/tmp}/handoff-bench}
as_of=2026-07-01T00:00:00-04:00
mkdir -p "$scratch"

need() {
  [ -x "$1" ] || { echo "$(basename "$0"): $1 is missing: sh scripts/build-profiled.sh" >&2; exit 2; }
}

# export_of ROWS [shuffled]: makes $scratch/leads-ROWS.csv (seed 1, 30 columns, sorted by id), its truth and its contract, unless they are there; or the
# same rows in no order.
export_of() {
  local order=() name=leads-$1
  if [ $# -gt 1 ]; then order=(--shuffle 1) name=leads-$1-$2; fi
  file=$scratch/$name.csv
  stamp=$scratch/$name.made-by
  if [ ! -s "$file" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$(cksum < "$generate")" ]; then
    "$generate" --rows "$1" --seed 1 --style hubspot --columns 30 "${order[@]}" --out "$file" --truth "$scratch/$name.truth.json" --contract "$scratch/sla.toml"
    cksum < "$generate" > "$stamp"
  fi
  # What differs between files of one style is not the contract.
  [ -s "$scratch/sla.toml" ] || "$generate" --rows 1 --seed 1 --style hubspot --columns 30 --out /dev/null --contract "$scratch/sla.toml"
}

# seconds_of COMMAND...: wall-clock seconds of one run, output thrown away.
seconds_of() {
  python3 - "$@" <<'PY'
import subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(f"{time.perf_counter() - start:.4f}")
sys.exit(done.returncode)
PY
}

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# peak COMMAND...: megabytes of the largest resident set of one run, output thrown away.
peak() { python3 -c 'import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$@"; }

# measured OUT COMMAND...: one run, its output in OUT; prints wall-clock seconds and the megabytes of its largest resident set.
measured() {
  python3 - "$@" <<'PY'
import resource, subprocess, sys, time
with open(sys.argv[1], "wb") as out:
    start = time.perf_counter()
    done = subprocess.run(sys.argv[2:], stdout=out)
    print(f"{time.perf_counter() - start:.4f}", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(done.returncode)
PY
}
