# Shared by the benchmarks against DuckDB: its Node client in the scratch folder, installed where it is missing. Sourced after common.sh, not run.
modules=$scratch/duckdb
if [ ! -d "$modules/node_modules/@duckdb/node-api" ]; then
  mkdir -p "$modules"
  npm install --silent --no-audit --no-fund --prefix "$modules" @duckdb/node-api
fi
