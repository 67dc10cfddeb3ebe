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

// When a rule adds its points for sure, and when it may: of a range that it cuts.
const profile = "industry IN ('B2B SaaS', 'Professional Services', 'Financial Services')";
const titles = ["title LIKE '%Director%'", "title LIKE 'VP %'", "title LIKE 'Head of %'"];
const points = [["icp", `high >= 50 AND low <= 1000 AND ${profile}`, 40], ...titles.map((title) => [title, title, 20]),
                ["low >= 200 AND high <= 1000", "high >= 200 AND low <= 1000", 20], ["low > 5000", "high > 5000", -20]];
const fit = (least) => `least(100, ${points.map(([sure, may, add]) => `CASE WHEN ${(add > 0) === least ? sure : may} THEN ${add} ELSE 0 END`).join(" + ")})`;

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
                AND ${profile} AS icp,
             conversion LIKE '%demo%' AS demo
      FROM ranges),
    scored AS (
      SELECT *, ${fit(true)} AS fit_least, ${fit(false)} AS fit_most
      FROM judged)
    SELECT id AS lead_id, owner, CASE WHEN high <= 200 THEN 'A' WHEN low >= 201 AND high <= 1000 THEN 'B' WHEN low <= 1000 THEN '(undecided)' ELSE 'unmapped' END AS segment, source,
           CASE WHEN fit_least = fit_most THEN fit_least::VARCHAR ELSE concat(fit_least, '..', fit_most) END AS fit, intent,
           CASE ((CASE WHEN fit_least >= 60 THEN true WHEN fit_most < 60 THEN false END) AND intent >= 40) OR (demo AND icp) WHEN true THEN 'MQL' WHEN false THEN 'Lead' ELSE 'unknown' END AS verdict
    FROM scored WHERE NOT coalesce(email LIKE '%@test.example', false)
  ) TO ${text(out)} (HEADER, DELIMITER ',')`;

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const start = process.hrtime.bigint();
await connection.run(sql);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const threads = Number((await (await connection.run("SELECT current_setting('threads')")).getRows())[0][0]);
console.log(JSON.stringify({ seconds, threads }));
