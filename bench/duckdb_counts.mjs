// What a person with DuckDB would run instead of `handoff waterfall`: reached and conversions by stage, each id once, test leads left out.
// usage: node duckdb_waterfall.mjs LEADS.csv [--node-modules DIR] [--expect HANDOFF.json]
// Prints {"seconds", "threads", "stages": [{stage, reached, next}]}; the time is the query's alone, without node's start. With --expect it exits 1
// where handoff's JSON says otherwise. For exports of `handoff-generate --style hubspot`, judged as of 2026-07-01 in New York.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [file, ...rest] = process.argv.slice(2);
const option = (name) => { const at = rest.indexOf(name); return at < 0 ? undefined : rest[at + 1]; };
if (!file) {
  console.error("usage: node duckdb_waterfall.mjs LEADS.csv [--node-modules DIR] [--expect HANDOFF.json]");
  process.exit(2);
}
const { DuckDBInstance } = createRequire(join(resolve(option("--node-modules") ?? "."), "package.json"))("@duckdb/node-api");

const stages = [
  ["Lead", "Create Date", "Lead"],
  ["MQL", "Became a Marketing Qualified Lead Date", "Marketing Qualified Lead"],
  ["SAL", 'Date entered "Sales Accepted Lead (Lifecycle Stage Pipeline)"', "Sales Accepted Lead"],
  ["SQL", "Became a Sales Qualified Lead Date", "Sales Qualified Lead"],
  ["Opportunity", "Became an Opportunity Date", "Opportunity"],
  ["Customer", "Became a Customer Date", "Customer"],
];
const name = (column) => `"${column.replaceAll('"', '""')}"`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;
const dates = [...stages.map((s) => s[1]), "Last Modified Date"];

// The furthest claim of a row: a stage date not after as-of, or the current stage. GREATEST passes over missing ones.
const claims = stages.map(([, at], rank) => `CASE WHEN ${name(at)} <= TIMESTAMP '2026-07-01 00:00' THEN ${rank} END`);
const value = `CASE "Lifecycle Stage" ${stages.map(([, , v], rank) => `WHEN ${text(v)} THEN ${rank}`).join(" ")} END`;
const sql = `
  WITH leads AS (
    SELECT arg_max(greatest(${claims.join(", ")}, ${value}), "Last Modified Date") AS furthest,
           arg_max(coalesce("Email" LIKE '%@test.example', false), "Last Modified Date") AS test
    FROM read_csv(${text(file)}, header = true, delim = ',', quote = '"', escape = '"', all_varchar = false, sample_size = 20480,
                  types = {${["Record ID", "Lifecycle Stage", "Email"].map((c) => `${text(c)}: 'VARCHAR'`).join(", ")},
                           ${dates.map((c) => `${text(c)}: 'TIMESTAMP'`).join(", ")}})
    GROUP BY "Record ID")
  SELECT ${stages.map((_, rank) => `count(*) FILTER (furthest >= ${rank})`).join(", ")} FROM leads WHERE NOT test`;

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const start = process.hrtime.bigint();
const counts = (await (await connection.run(sql)).getRows())[0].map(Number);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const threads = Number((await (await connection.run("SELECT current_setting('threads')")).getRows())[0][0]);
const found = stages.map(([stage], rank) => ({ stage, reached: counts[rank], next: rank + 1 < counts.length ? counts[rank + 1] : null }));
console.log(JSON.stringify({ seconds, threads, stages: found }));

const expect = option("--expect");
if (expect) {
  const theirs = JSON.parse(readFileSync(expect, "utf8"));
  const rows = (theirs.result ?? theirs.waterfall).stages;   // a handoff report, or the generator's truth
  const wrong = found.filter((mine, rank) => rows[rank].stage !== mine.stage || rows[rank].reached !== mine.reached ||
                                             (mine.next !== null && (rows[rank].conversion_next.count !== mine.next || rows[rank].conversion_next.of !== mine.reached)));
  for (const row of wrong) console.error(`differs at ${row.stage}: DuckDB reached ${row.reached}, moved on ${row.next}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
