// What a person with DuckDB would run instead of `handoff waterfall --count claimed`: reached and conversions by stage, each id once, test leads left out.
// usage: node duckdb_counts.mjs LEADS.csv [HANDOFF.json] [--node-modules DIR]
// Prints {"seconds", "threads", "stages": [{stage, reached, next}]}; the time is the query's alone, without node's start. With HANDOFF.json it exits 1
// where that says otherwise. For exports of `handoff-generate --style hubspot`, judged as of 2026-07-01 in New York.
import { readFileSync } from "node:fs";
import { furthest, leads_csv, out as expected, stages, test, timed } from "./duckdb_client.mjs";

const { seconds, threads, rows: [row] } = await timed(`
  WITH leads AS (
    SELECT arg_max(${furthest}, "Last Modified Date") AS furthest, arg_max(${test}, "Last Modified Date") AS test
    FROM ${leads_csv({ "Record ID": "VARCHAR" })} GROUP BY "Record ID")
  SELECT ${stages.map((_, rank) => `count(*) FILTER (furthest >= ${rank}) AS reached_${rank}`).join(", ")} FROM leads WHERE NOT test`);
const counts = stages.map((_, rank) => Number(row[`reached_${rank}`]));
const found = stages.map(([stage], rank) => ({ stage, reached: counts[rank], next: rank + 1 < counts.length ? counts[rank + 1] : null }));
console.log(JSON.stringify({ seconds, threads, stages: found }));

if (expected) {
  const theirs = JSON.parse(readFileSync(expected, "utf8"));
  const rows = (theirs.result ?? theirs.waterfall).stages;   // a handoff report, or the generator's truth
  const wrong = found.filter((mine, rank) => rows[rank].stage !== mine.stage || rows[rank].reached !== mine.reached ||
                                             (mine.next !== null && rows[rank].conversion_next.count + rows[rank].skipped !== mine.next));
  for (const row of wrong) console.error(`differs at ${row.stage}: DuckDB reached ${row.reached}, moved on ${row.next}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
