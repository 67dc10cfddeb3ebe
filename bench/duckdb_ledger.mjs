// What a person with DuckDB would run for the ledger of `handoff audit --sample all --leads FILE`: a row for each claimed MQL, with its clock and verdict, copied to CSV;
// of each id the row last modified, test leads left out. A lead whose conversion is blank has a row for each clock, since nobody knows which applies.
// usage: node duckdb_ledger.mjs LEADS.csv OUT.csv [--node-modules DIR]
// Prints {"seconds", "threads"}. It runs "first touch" in calendar hours, not in business hours; its explanations are shorter and do not name the other checks
// that a lead fails; and it makes no audit beside the ledger. For exports of `handoff-generate --style hubspot --columns 30`, judged as of 2026-07-01 in New York.
import { as_of, furthest, high, last_modified, leads_csv, low, name, out, segment, segments, stages, summer, test, text, timed } from "./duckdb_client.mjs";

const rows_of = `
    SELECT "Record ID" AS id, "Last Modified Date" AS modified, "Contact owner" AS owner, "Number of Employees", ${name(stages[1][1])} AS start,
           "First Outreach Date" AS touch, "Lead Disposition" AS disposition, "Disqualification Reason" AS reason, "Job Title" AS title, "HubSpot Score" AS intent,
           "Recent Conversion" LIKE '%demo%' AS demo, "Original Source" = 'Partner' AS partner,
           "Industry" IN ('B2B SaaS', 'Professional Services', 'Financial Services') AS industry, ${furthest} >= 1 AND NOT ${test} AS claimed
    FROM ${leads_csv({ "Contact owner": "VARCHAR", "First Outreach Date": "TIMESTAMP", "Disqualification Reason": "VARCHAR", "Job Title": "VARCHAR",
                       "HubSpot Score": "DOUBLE", "Recent Conversion": "VARCHAR", "Original Source": "VARCHAR", "Industry": "VARCHAR" })}`;

const utc = (moment) => `(${moment} + to_seconds(18000 - (${summer(moment)})))`;
// When a rule adds its points for sure, and when it may: of a range that it cuts.
const titles = ["title LIKE '%Director%'", "title LIKE 'VP %'", "title LIKE 'Head of %'"];
const points = [["icp", "high >= 50 AND low <= 1000 AND industry", 40], ...titles.map((title) => [title, title, 20]),
                ["low >= 200 AND high <= 1000", "high >= 200 AND low <= 1000", 20], ["low > 5000", "high > 5000", -20]];
const fit = (least) => `least(100, ${points.map(([sure, may, add]) => `CASE WHEN ${(add > 0) === least ? sure : may} THEN ${add} ELSE 0 END`).join(" + ")})`;
const answer = (term) => `CASE ${term} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'unknown' END`;
const minutes = (moment) => `strftime(${moment}, '%Y-%m-%d %H:%M')`;

const copy = `
  COPY (
    WITH ${last_modified(rows_of)},
    claims AS (SELECT *, ${segment} AS segment, ${low} AS low, ${high} AS high FROM standing WHERE claimed),
    judged AS (
      SELECT *, CASE WHEN high < 50 OR low > 1000 THEN false WHEN low >= 50 AND high <= 1000 THEN true END AND industry AS icp,
             unnest(CASE WHEN demo IS NULL THEN [true, false] ELSE [demo] END) AS asked,
             CASE WHEN touch >= start AND touch <= ${as_of} THEN touch END AS stop
      FROM claims),
    scored AS (
      SELECT *, CASE WHEN ${fit(true)} >= 60 THEN true WHEN ${fit(false)} < 60 THEN false END AS fits,
             ${utc("start")} AS started, ${utc("stop")} AS stopped, CASE WHEN asked THEN 3600 ELSE 14400 END AS allowed, partner AND NOT asked AS exempt
      FROM judged),
    measured AS (
      SELECT *, CASE WHEN NOT coalesce(exempt, false) THEN date_diff('second', started, coalesce(stopped, ${utc(as_of)})) END AS elapsed FROM scored),
    told AS (
      SELECT *, CASE WHEN demo IS NULL THEN 'unknown' WHEN exempt THEN 'exempt' WHEN elapsed IS NULL THEN 'unknown' WHEN elapsed > allowed THEN 'breached' WHEN stopped IS NULL THEN 'open'
                ELSE 'met' END AS verdict
      FROM measured)
    SELECT id AS lead_id, owner, CASE segment ${segments.map((label, i) => `WHEN ${i} THEN ${text(label)}`).join(" ")} END AS segment, 'MQL' AS stage,
           CASE WHEN asked THEN 'first touch, demo request' ELSE 'first touch' END AS clock, started AS start, CASE WHEN elapsed IS NOT NULL THEN stopped END AS stop,
           CASE WHEN elapsed IS NOT NULL THEN started + to_seconds(allowed) END AS due, elapsed AS elapsed_seconds, allowed AS limit_seconds, 'elapsed' AS unit,
           verdict, disposition, reason, ${answer("icp")} AS fit_icp, ${answer("(fits AND intent >= 40) OR (demo AND icp)")} AS meets_definition,
           CASE verdict WHEN 'exempt' THEN 'The contract takes this lead out of the clock.'
             WHEN 'unknown' THEN 'Cannot be proven: the export has no usable mql_at or first_touch_at for this lead.'
             ELSE concat('Started ', ${minutes("start")}, CASE WHEN stop IS NULL THEN ', never touched' ELSE concat(', stopped ', ${minutes("stop")}) END,
                         CASE verdict WHEN 'met' THEN ', within' WHEN 'open' THEN ', still within' ELSE ', past' END, ' the limit of ', allowed // 3600, 'h.') END AS explanation
    FROM told
  ) TO ${text(out)} (FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ')`;

const { seconds, threads } = await timed(copy);
console.log(JSON.stringify({ seconds, threads }));
