#!/bin/sh
# Makes examples/leads.csv again, byte for byte: 900 leads of the made-up company Northfold, as HubSpot would export them on 2026-07-01.
# usage: examples/make-examples.sh [path to handoff-generate]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
generate=${1:-$here/../build/release/bench/handoff-generate}
if [ ! -x "$generate" ]; then
  echo "make-examples.sh: no generator at $generate: build it (cmake --preset release && cmake --build --preset release), or name it" >&2
  exit 2
fi
"$generate" --rows 900 --seed 38 --style hubspot --columns 32 \
  --ugly quotes,footer,duplicates,dupemail,nullwords,order,undated,ragged --out "$here/leads.csv"
