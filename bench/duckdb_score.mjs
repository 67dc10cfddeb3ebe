// What a person with DuckDB would run instead of `handoff score`: points by CASE, the verdict, COPY to CSV; each id once, test leads left out.
// usage: node duckdb_score.mjs LEADS.csv OUT.csv [--node-modules DIR]
// Prints {"seconds", "threads"}; the time is the query's alone, without node's start. It writes no explanations, and rows in no order.
// For exports of `handoff-generate --style hubspot` under the contract that goes with them.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [file, out, ...rest] = process.argv.slice(2);
const option = (name) => { const at = rest.indexOf(name); return at < 0 ? undefined : rest[at + 1]; };
if (!file || !out) {
  console.error("usage: node duckdb_score.mjs LEADS.csv OUT.csv [--node-modules DIR]");
  process.exit(2);
}
const { DuckDBInstance } = createRequire(join(resolve(option("--node-modules") ?? "."), "package.json"))("@duckdb/node-api");

const text = (value) => `'${value.replaceAll("'", "''")}'`;
const missing = (column) => `nullif(nullif(trim("${column}"), '(No value)'), 'N/A')`;
const number = (pattern, group) => `try_cast(regexp_extract(staff, ${text(pattern)}, ${group}) AS DOUBLE)`;

// An employees cell is a number, 51-200 or 5001+: a range is between two bounds only where all of it is.
const sql = `
  COPY (
    WITH standing AS (
      SELECT "Record ID" AS id, arg_max(COLUMNS(* EXCLUDE ("Record ID")), "Last Modified Date")
      FROM read_csv(${text(file)}, header = true, delim = ',', quote = '"', escape = '"', all_varchar = true,
                    types = {'Last Modified Date': 'TIMESTAMP'})
      GROUP BY "Record ID"),
    cells AS (
      SELECT id, ${missing("Contact owner")} AS owner, ${missing("Original Source")} AS source, ${missing("Industry")} AS industry,
             ${missing("Job Title")} AS title, ${missing("Recent Conversion")} AS conversion, ${missing("Email")} AS email,
             try_cast(${missing("HubSpot Score")} AS DOUBLE) AS intent, replace(${missing("Number of Employees")}, ',', '') AS staff
      FROM (SELECT id, * EXCLUDE (id) FROM standing) AS rows),
    ranges AS (
      SELECT *, ${number("^([0-9]+)", 1)} AS low,
             CASE WHEN staff LIKE '%+' THEN 1e300 WHEN staff LIKE '%-%' THEN ${number("-([0-9]+)$", 1)} ELSE ${number("^([0-9]+)$", 1)} END AS high
      FROM cells),
    judged AS (
      SELECT *, CASE WHEN high < 50 OR low > 1000 THEN false WHEN low >= 50 AND high <= 1000 THEN true END
                AND industry IN ('B2B SaaS', 'Professional Services', 'Financial Services') AS icp,
             conversion LIKE '%demo%' AS demo
      FROM ranges),
    scored AS (
      SELECT *, least(100, CASE WHEN icp THEN 40 ELSE 0 END
                + CASE WHEN title LIKE '%Director%' THEN 20 ELSE 0 END + CASE WHEN title LIKE 'VP %' THEN 20 ELSE 0 END
                + CASE WHEN title LIKE 'Head of %' THEN 20 ELSE 0 END + CASE WHEN low >= 200 AND high <= 1000 THEN 20 ELSE 0 END
                + CASE WHEN low > 5000 THEN -20 ELSE 0 END) AS fit
      FROM judged)
    SELECT id AS lead_id, owner, CASE WHEN high <= 200 THEN 'A' WHEN low >= 201 AND high <= 1000 THEN 'B' ELSE 'unmapped' END AS segment, source,
           fit, intent, CASE (fit >= 60 AND intent >= 40) OR (demo AND icp) WHEN true THEN 'MQL' WHEN false THEN 'Lead' ELSE 'unknown' END AS verdict
    FROM scored WHERE NOT coalesce(email LIKE '%@test.example', false)
  ) TO ${text(out)} (HEADER, DELIMITER ',')`;

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const start = process.hrtime.bigint();
await connection.run(sql);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const threads = Number((await (await connection.run("SELECT current_setting('threads')")).getRows())[0][0]);
console.log(JSON.stringify({ seconds, threads }));
