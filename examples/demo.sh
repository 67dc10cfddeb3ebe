#!/bin/sh
# Installs what is missing, builds handoff, and runs the two main reports on the example export.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install-dependencies.sh
cmake --preset release -DHANDOFF_TESTS=OFF -DHANDOFF_BENCH=OFF >&2
cmake --build --preset release >&2
handoff=build/release/handoff
as_of=2026-07-01T00:00:00-04:00   # the example's own "now", so that its output never changes
show() {
  echo
  echo "\$ handoff $*"
  "$handoff" "$@"
}
show waterfall examples/leads.csv --contract examples/sla.toml --as-of "$as_of"
show audit examples/leads.csv --contract examples/sla.toml --as-of "$as_of"
