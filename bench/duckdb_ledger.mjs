// What a person with DuckDB would run for the ledger of `handoff audit --sample all --leads FILE`: a row for each claimed MQL, with its clock and verdict, copied to CSV;
// of each id the row last modified, test leads left out. A lead whose conversion is blank has a row for each clock, since nobody knows which applies.
// usage: node duckdb_ledger.mjs LEADS.csv OUT.csv [--node-modules DIR]
// Prints {"seconds", "threads"}. It runs "first touch" in calendar hours, not in business hours; its explanations are shorter and do not name the other checks
// that a lead fails; and it makes no audit beside the ledger. For exports of `handoff-generate --style hubspot --columns 30`, judged as of 2026-07-01 in New York.
import { as_of, asked, asked_types, furthest, judged, last_modified, leads_csv, name, out, segment, segments, stages, summer, test, text, timed } from "./duckdb_client.mjs";

const rows_of = `
    SELECT "Record ID" AS id, "Last Modified Date" AS modified, "Contact owner" AS owner, ${name(stages[1][1])} AS start,
           "First Outreach Date" AS touch, "Lead Disposition" AS disposition, "Disqualification Reason" AS reason, "Original Source" = 'Partner' AS partner,
           ${asked}, ${furthest} >= 1 AND NOT ${test} AS claimed
    FROM ${leads_csv({ "Contact owner": "VARCHAR", "First Outreach Date": "TIMESTAMP", "Disqualification Reason": "VARCHAR", "Original Source": "VARCHAR", ...asked_types })}`;

const utc = (moment) => `(${moment} + to_seconds(18000 - (${summer(moment)})))`;
const answer = (term) => `CASE ${term} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'unknown' END`;
const minutes = (moment) => `strftime(${moment}, '%Y-%m-%d %H:%M')`;

const copy = `
  COPY (
    WITH ${last_modified(rows_of)},
    claims AS (SELECT *, ${segment} AS segment FROM standing WHERE claimed),${judged("claims")}
    touched AS (SELECT *, unnest(CASE WHEN demo IS NULL THEN [true, false] ELSE [demo] END) AS asked, CASE WHEN touch >= start AND touch <= ${as_of} THEN touch END AS stop FROM judged),
    scored AS (
      SELECT *, ${utc("start")} AS started, ${utc("stop")} AS stopped, CASE WHEN asked THEN 3600 ELSE 14400 END AS allowed, partner AND NOT asked AS exempt
      FROM touched),
    measured AS (
      SELECT *, CASE WHEN NOT coalesce(exempt, false) THEN date_diff('second', started, coalesce(stopped, ${utc(as_of)})) END AS elapsed FROM scored),
    told AS (
      SELECT *, CASE WHEN exempt THEN 'exempt' WHEN demo IS NULL THEN 'unknown' WHEN elapsed IS NULL OR touch < start THEN 'unknown' WHEN elapsed > allowed THEN 'breached' WHEN stopped IS NULL THEN 'open'
                ELSE 'met' END AS verdict
      FROM measured)
    SELECT id AS lead_id, owner, CASE segment ${segments.map((label, i) => `WHEN ${i} THEN ${text(label)}`).join(" ")} END AS segment, 'MQL' AS stage,
           CASE WHEN asked THEN 'first touch, demo request' ELSE 'first touch' END AS clock, started AS start, CASE WHEN elapsed IS NOT NULL THEN stopped END AS stop,
           CASE WHEN elapsed IS NOT NULL THEN started + to_seconds(allowed) END AS due, elapsed AS elapsed_seconds, allowed AS limit_seconds, 'elapsed' AS unit,
           verdict, disposition, reason, ${answer("icp")} AS fit_icp, ${answer("meets")} AS meets_definition,
           CASE verdict WHEN 'exempt' THEN 'The contract takes this lead out of the clock.'
             WHEN 'unknown' THEN 'Cannot be proven: the export has no usable mql_at or first_touch_at for this lead.'
             ELSE concat('Started ', ${minutes("start")}, CASE WHEN stop IS NULL THEN ', never touched' ELSE concat(', stopped ', ${minutes("stop")}) END,
                         CASE verdict WHEN 'met' THEN ', within' WHEN 'open' THEN ', still within' ELSE ', past' END, ' the limit of ', allowed // 3600, 'h.') END AS explanation
    FROM told
  ) TO ${text(out)} (FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ')`;

const { seconds, threads } = await timed(copy);
console.log(JSON.stringify({ seconds, threads }));
