// What a person with DuckDB would run instead of `handoff weekly --touches --count claimed`: leads joined to their touches, and the counts of twelve weeks.
// usage: node duckdb_weekly.mjs LEADS.csv TOUCHES.csv [--node-modules DIR] [--expect HANDOFF.json]
// Prints {"seconds", "threads", "used", "weeks"}; the time is the query's alone, without node's start. With --expect it exits 1 where
// handoff's JSON says otherwise. For exports of `handoff-generate --style hubspot --touches` without ugliness, as of 2026-07-01 in New York: no id
// comes twice.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [file, log, ...rest] = process.argv.slice(2);
const option = (name) => { const at = rest.indexOf(name); return at < 0 ? undefined : rest[at + 1]; };
if (!file || !log) {
  console.error("usage: node duckdb_weekly.mjs LEADS.csv TOUCHES.csv [--node-modules DIR] [--expect HANDOFF.json]");
  process.exit(2);
}
const { DuckDBInstance } = createRequire(join(resolve(option("--node-modules") ?? "."), "package.json"))("@duckdb/node-api");

const text = (value) => `'${value.replaceAll("'", "''")}'`;
// New York's wall clock to UTC: summer time of the two years that the generator knows, the earlier of an hour that comes twice.
const utc = (at) => `${at} + CASE WHEN ${at} >= TIMESTAMP '2025-03-09 02:00' AND ${at} < TIMESTAMP '2025-11-02 02:00'
                                    OR ${at} >= TIMESTAMP '2026-03-08 02:00' THEN INTERVAL 4 HOUR ELSE INTERVAL 5 HOUR END`;
const stages = [
  ["Create Date", "Lead"], ["Became a Marketing Qualified Lead Date", "Marketing Qualified Lead"],
  ['Date entered "Sales Accepted Lead (Lifecycle Stage Pipeline)"', "Sales Accepted Lead"], ["Became a Sales Qualified Lead Date", "Sales Qualified Lead"],
  ["Became an Opportunity Date", "Opportunity"], ["Became a Customer Date", "Customer"]];
const name = (column) => `"${column.replaceAll('"', '""')}"`;
const [created, mql, sal, sqlAt] = stages.map(([at]) => name(at));
// The furthest claim: a stage date, or the current stage. A claim without a date of its own stands in the week of the stage before it that has one.
const claims = stages.map(([at], rank) => `CASE WHEN ${name(at)} <= TIMESTAMP '2026-07-01 00:00' THEN ${rank} END`);
const value = `CASE "Lifecycle Stage" ${stages.map(([, v], rank) => `WHEN ${text(v)} THEN ${rank}`).join(" ")} END`;
const due = `mql IS NOT NULL AND ${utc("mql")} + INTERVAL 1 HOUR < TIMESTAMP '2026-07-01 04:00'`;   // a lead that is not yet due is not judged
const sql = `
  WITH leads AS (
    SELECT "Record ID" AS id, greatest(${claims.join(", ")}, ${value}) AS furthest, ${mql} AS mql, coalesce(${mql}, ${created}) AS entered,
           coalesce(${sqlAt}, ${sal}, ${mql}, ${created}) AS accepted, coalesce("Recent Conversion" LIKE '%demo%', false) AS demo,
           coalesce("Email" LIKE '%@test.example', false) AS test
    FROM read_csv(${text(file)}, header = true, delim = ',', quote = '"', escape = '"', sample_size = 20480,
                  types = {${["Record ID", "Lifecycle Stage", "Email", "Recent Conversion"].map((c) => `${text(c)}: 'VARCHAR'`).join(", ")},
                           ${stages.map(([at]) => `${text(at)}: 'TIMESTAMP'`).join(", ")}})),
  touches AS (
    SELECT who, done_at
    FROM read_csv(${text(log)}, header = true, types = {'who': 'VARCHAR', 'done_at': 'TIMESTAMP', 'kind': 'VARCHAR', 'state': 'VARCHAR'}, timestampformat = '%Y-%m-%dT%H:%M:%SZ')
    WHERE kind IN ('Call', 'Email', 'Meeting', 'LinkedIn Message') AND state = 'Completed'),
  joined AS (
    SELECT id, any_value(furthest) AS furthest, any_value(mql) AS mql, any_value(entered) AS entered, any_value(accepted) AS accepted, any_value(demo) AS demo, any_value(test) AS test,
           count(done_at) AS used, min(done_at) FILTER (done_at >= ${utc("mql")}) AS first
    FROM leads LEFT JOIN touches ON who = id GROUP BY id),
  weeks AS (
    SELECT date_trunc('week', entered) AS week, count(*) AS delivered, count(*) FILTER (furthest >= 3 AND mql IS NOT NULL) AS converted,
           count(*) FILTER (demo AND ${due} AND first - (${utc("mql")}) <= INTERVAL 1 HOUR) AS met, count(*) FILTER (demo AND ${due}) AS judged
    FROM joined WHERE furthest >= 1 AND NOT test GROUP BY week)
  SELECT week::DATE::VARCHAR AS week, delivered, converted, met, judged,
         (SELECT count(*) FROM joined WHERE furthest >= 3 AND NOT test AND date_trunc('week', joined.accepted) = week) AS accepted,
         (SELECT sum(used) FROM joined WHERE furthest >= 1) AS used
  FROM weeks WHERE week >= DATE '2026-04-06' AND week < DATE '2026-06-29' ORDER BY week`;

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const start = process.hrtime.bigint();
const rows = (await (await connection.run(sql)).getRows()).map((row) => row.map((cell, i) => (i === 0 ? cell : Number(cell))));
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const threads = Number((await (await connection.run("SELECT current_setting('threads')")).getRows())[0][0]);
const weeks = rows.map(([from, delivered, converted, met, judged, accepted]) => ({ from, delivered, converted, met, judged, accepted }));
const used = rows[0][6];
console.log(JSON.stringify({ seconds, threads, used, weeks }));

const expect = option("--expect");
if (expect) {
  const report = JSON.parse(readFileSync(expect, "utf8"));
  const wrong = [];
  const same = (what, mine, theirs) => { if (mine !== theirs) wrong.push(`${what}: DuckDB ${mine}, handoff ${theirs}`); };
  same("touches used", used, report.input[1].rows_used);
  for (const week of weeks) {
    const theirs = report.result.periods.find((period) => period.from === week.from);
    same(`${week.from} delivered`, week.delivered, theirs?.delivered);
    same(`${week.from} accepted`, week.accepted, theirs?.accepted);
    same(`${week.from} converted`, week.converted, theirs?.conversion.count);
  }
  const clock = report.result.commitments.find((one) => one.commitment === "first touch, demo request")?.own;
  same("first touch, demo request: met", weeks.at(-1).met, clock?.count);
  same("first touch, demo request: judged", weeks.at(-1).judged, clock?.of);
  for (const line of wrong) console.error(`differs: ${line}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
