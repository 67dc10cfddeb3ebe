// Shared by DuckDB's side of compare.sh: its client, the funnel of the contract that `handoff-generate --style hubspot` writes, and the reader of its exports.
// Not run by itself.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

// usage of every script: node SCRIPT LEADS.csv [OUT.csv] [--defined] [--node-modules DIR]
export const defined = process.argv.includes("--defined");   // count the leads that stand
const given = process.argv.slice(2).filter((word) => word !== "--defined");
const at = given.indexOf("--node-modules");
const modules = at < 0 ? "." : given[at + 1];
export const [file, out] = at < 0 ? given : given.filter((_, i) => i !== at && i !== at + 1);
if (!file) {
  console.error("usage: node SCRIPT LEADS.csv [OUT.csv] [--node-modules DIR]");
  process.exit(2);
}

// Name, column of the date, value of the current stage.
export const stages = [
  ["Lead", "Create Date", "Lead"],
  ["MQL", "Became a Marketing Qualified Lead Date", "Marketing Qualified Lead"],
  ["SAL", 'Date entered "Sales Accepted Lead (Lifecycle Stage Pipeline)"', "Sales Accepted Lead"],
  ["SQL", "Became a Sales Qualified Lead Date", "Sales Qualified Lead"],
  ["Opportunity", "Became an Opportunity Date", "Opportunity"],
  ["Customer", "Became a Customer Date", "Customer"],
];
export const ranks = stages.map((_, rank) => rank);
export const as_of = "TIMESTAMP '2026-07-01 00:00'";   // New York, as the columns are
export const name = (column) => `"${column.replaceAll('"', '""')}"`;
export const text = (value) => `'${value.replaceAll("'", "''")}'`;

// The export with types for the columns that are used; those that no query names are not converted.
export function leads_csv(types) {
  const all = { "Record ID": "BIGINT", "Email": "VARCHAR", "Number of Employees": "VARCHAR", "Lifecycle Stage": "VARCHAR", "Lead Disposition": "VARCHAR",
                "Last Modified Date": "TIMESTAMP", "Disqualified Date": "TIMESTAMP", ...Object.fromEntries(stages.map((s) => [s[1], "TIMESTAMP"])), ...types };
  return `read_csv(${text(file)}, header = true, delim = ',', quote = '"', escape = '"', sample_size = 20480,
                   types = {${Object.entries(all).map(([column, type]) => `${text(column)}: '${type}'`).join(", ")}})`;
}

// The furthest claim of a row: a stage date not after as-of, or the current stage. GREATEST passes over missing ones.
export const furthest = `greatest(${stages.map(([, column], rank) => `CASE WHEN ${name(column)} <= ${as_of} THEN ${rank} END`).join(", ")},
    CASE "Lifecycle Stage" ${stages.map(([, , value], rank) => `WHEN ${text(value)} THEN ${rank}`).join(" ")} END)::TINYINT`;

// A cell of employees is a number, or a range as 51-200 or 5001+. Bounds of it, missing where it is none.
const staff = `"Number of Employees"`;
export const low = `try_cast(split_part(replace(${staff}, '+', '-'), '-', 1) AS INTEGER)`;
export const high = `CASE WHEN ${staff} LIKE '%+' THEN 2147483647 ELSE try_cast(split_part(${staff}, '-', -1) AS INTEGER) END`;

// 0: A, 1: B, 2: unmapped, 3: a range that lies across the end of one. The kinds of cells apart, which is faster than by their bounds.
export const segments = ["A", "B", "unmapped", "(undecided)"];
const bound = (which) => `try_cast(split_part(${staff}, '-', ${which}) AS INTEGER)`;
const alone = `try_cast(${staff} AS INTEGER)`;
export const segment = `CASE WHEN ${staff} LIKE '%+' THEN CASE WHEN try_cast(replace(${staff}, '+', '') AS INTEGER) <= 1000 THEN 3 ELSE 2 END
    WHEN contains(${staff}, '-') THEN CASE WHEN ${bound(2)} <= 200 THEN 0 WHEN ${bound(1)} >= 201 AND ${bound(2)} <= 1000 THEN 1
      WHEN ${bound(1)} <= 1000 THEN 3 ELSE 2 END
    WHEN ${alone} <= 200 THEN 0 WHEN ${alone} <= 1000 THEN 1 ELSE 2 END::TINYINT`;
export const test = `coalesce("Email" LIKE '%@test.example', false)`;

// What the definition of MQL asks of a row, and what it comes to: `meets` is missing where it is unknown.
export const asked = `"Number of Employees", "Job Title" AS title, "HubSpot Score" AS intent, "Recent Conversion" LIKE '%demo%' AS demo,
           "Industry" IN ('B2B SaaS', 'Professional Services', 'Financial Services') AS industry`;
export const asked_types = { "Job Title": "VARCHAR", "HubSpot Score": "DOUBLE", "Recent Conversion": "VARCHAR", "Industry": "VARCHAR" };
// When a rule adds its points for sure, and when it may: of a range that it cuts.
const titles = ["title LIKE '%Director%'", "title LIKE 'VP %'", "title LIKE 'Head of %'"];
const points = [["icp", "high >= 50 AND low <= 1000 AND industry", 40], ...titles.map((title) => [title, title, 20]),
                ["low >= 200 AND high <= 1000", "high >= 200 AND low <= 1000", 20], ["low > 5000", "high > 5000", -20]];
const fit = (least) => `least(100, ${points.map(([sure, may, add]) => `CASE WHEN ${(add > 0) === least ? sure : may} THEN ${add} ELSE 0 END`).join(" + ")})`;
export const judged = (from) => `
  bounded AS (SELECT *, ${low} AS low, ${high} AS high FROM ${from}),
  in_icp AS (SELECT *, CASE WHEN high < 50 OR low > 1000 THEN false WHEN low >= 50 AND high <= 1000 THEN true END AND industry AS icp FROM bounded),
  judged AS (
    SELECT *, CASE WHEN ${fit(true)} >= 60 THEN true WHEN ${fit(false)} < 60 THEN false END AND intent >= 40 OR demo AND icp AS meets FROM in_icp),`;

// The row of each id that was last modified, of rows with `id` and `modified`. Only ids that stand twice are put in order: most exports have few, and this is the
// fastest of the forms tried. Which of two rows modified at the same moment stands is left open.
export const last_modified = (select) => `
  rows AS MATERIALIZED (${select}),
  twice AS (SELECT id FROM rows GROUP BY id HAVING count(*) > 1),
  standing AS (
    SELECT * FROM rows ANTI JOIN twice USING (id) UNION ALL
    (SELECT * FROM rows SEMI JOIN twice USING (id) QUALIFY row_number() OVER (PARTITION BY id ORDER BY modified DESC NULLS LAST) = 1))`;

// Seconds by which New York's clock is ahead of its standard time. The hour that is there twice is the first one, as handoff reads it.
const summers = [["2025-03-09 03:00", "2025-11-02 02:00"], ["2026-03-08 03:00", "2026-11-01 02:00"]];
export const summer = (moment) => `CASE WHEN ${summers.map(([from, to]) =>
  `${moment} >= TIMESTAMP '${from}' AND ${moment} < TIMESTAMP '${to}'`).join(" OR ")} THEN 3600 ELSE 0 END`;

const { DuckDBInstance } = createRequire(join(resolve(modules), "package.json"))("@duckdb/node-api");

// Runs the statements; seconds are theirs alone, without node's start. The rows are the last one's.
export async function timed(...statements) {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const start = process.hrtime.bigint();
  let rows = [];
  for (const sql of statements) rows = await (await connection.run(sql)).getRowObjectsJson();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const threads = Number((await (await connection.run("SELECT current_setting('threads')")).getRows())[0][0]);
  return { seconds, threads, rows };
}
