// What a person with DuckDB would run instead of `handoff weekly --touches`: leads joined to their touches, and the counts of twelve weeks.
// usage: node duckdb_weekly.mjs LEADS.csv TOUCHES.csv [--node-modules DIR] [--expect HANDOFF.json]
// Prints {"seconds", "threads", "used", "outside", "weeks", "clock"}; the time is the query's alone, without node's start. With --expect it exits 1 where
// handoff's JSON says otherwise. For exports of `handoff-generate --style hubspot --touches` without ugliness, as of 2026-07-01 in New York: no id
// twice, every stage dated.
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
const sql = `
  WITH leads AS (
    SELECT "Record ID" AS id, "Became a Marketing Qualified Lead Date" AS mql, "Became a Sales Qualified Lead Date" AS sql,
           "Became an Opportunity Date" IS NOT NULL OR "Became a Customer Date" IS NOT NULL OR "Became a Sales Qualified Lead Date" IS NOT NULL AS converted,
           coalesce("Recent Conversion" LIKE '%demo%', false) AS demo
    FROM read_csv(${text(file)}, header = true, delim = ',', quote = '"', escape = '"', sample_size = 20480,
                  types = {'Record ID': 'VARCHAR', 'Email': 'VARCHAR', 'Recent Conversion': 'VARCHAR', 'Became a Marketing Qualified Lead Date': 'TIMESTAMP',
                           'Became a Sales Qualified Lead Date': 'TIMESTAMP', 'Became an Opportunity Date': 'TIMESTAMP', 'Became a Customer Date': 'TIMESTAMP'})
    WHERE NOT coalesce("Email" LIKE '%@test.example', false)),
  touches AS (
    SELECT who, done_at
    FROM read_csv(${text(log)}, header = true, types = {'who': 'VARCHAR', 'done_at': 'TIMESTAMP', 'kind': 'VARCHAR', 'state': 'VARCHAR'}, timestampformat = '%Y-%m-%dT%H:%M:%SZ')
    WHERE kind IN ('Call', 'Email', 'Meeting', 'LinkedIn Message') AND state = 'Completed'),
  joined AS (
    SELECT id, any_value(mql) AS mql, any_value(sql) AS sql, any_value(converted) AS converted, any_value(demo) AS demo,
           count(done_at) AS used, min(done_at) FILTER (done_at >= ${utc("mql")}) AS first
    FROM leads LEFT JOIN touches ON who = id GROUP BY id),
  weeks AS (
    SELECT date_trunc('week', mql) AS week, count(*) AS delivered, count(*) FILTER (converted) AS converted,
           count(*) FILTER (demo AND first IS NOT NULL AND first - (${utc("mql")}) <= INTERVAL 1 HOUR) AS met,
           count(*) FILTER (demo AND (first IS NOT NULL OR ${utc("mql")} + INTERVAL 1 HOUR < TIMESTAMP '2026-07-01 04:00')) AS judged
    FROM joined WHERE mql IS NOT NULL GROUP BY week)
  SELECT week::DATE::VARCHAR AS week, delivered, converted, met, judged,
         (SELECT count(*) FROM joined WHERE sql IS NOT NULL AND date_trunc('week', sql) = week) AS accepted,
         (SELECT sum(used) FROM joined WHERE mql IS NOT NULL) AS used
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
