# Shared by the benchmarks against Miller: its Debian package, installed where mlr is missing. Sourced, not run.
if ! command -v mlr > /dev/null; then
  as_root=$([ "$(id -u)" = 0 ] || echo sudo)
  $as_root apt-get install -y miller > /dev/null || { echo "$(basename "$0"): mlr is missing, and apt-get install miller failed" >&2; exit 2; }
fi
