// What a person with DuckDB would run for the answers of `handoff waterfall --count claimed --by segment --by month`, with --defined of `--count defined`, in handoff's JSON: reached, rates, exits, open, skipped,
// undated, value, median and 90th percentile of the time to the next stage; of each id the row last modified (of two at one moment, either), test leads left out.
// usage: node duckdb_waterfall.mjs LEADS.csv [--defined] [--node-modules DIR]
// Prints {"seconds", "threads", "result"}. Left out: intervals, `mature`, half by, what is dated after as-of, rows set aside with their reason.
// For exports of `handoff-generate --style hubspot --columns 30`, judged as of 2026-07-01 in New York.
import { as_of, asked, asked_types, defined, furthest, judged, last_modified, leads_csv, name, ranks, segment, segments, stages, summer, test, timed } from "./duckdb_client.mjs";

// Tried on 2 million rows, in processor time: this query 1; the row of each id by a window over all rows 1.1, or by arg_max 1.4; a temporary table of the rows,
// whose rowid would settle ties, and the report from it 1.15; row_number() OVER () for the same 1.6. Without any look for ids that stand twice it is 0.9.
// Within a few hundredths of it: formats of dates given, all columns given by name, amounts as DOUBLE, rows in any order, `leads` not materialized.
const rows_of = `
    SELECT "Record ID" AS id, "Last Modified Date" AS modified, ${furthest} AS furthest, ${segment} AS segment,
           ${stages.map(([, column], rank) => `${name(column)} AS at${rank}`).join(", ")},
           "Lifecycle Stage" = 'Disqualified' AS gone, "Disqualified Date" AS gone_at, "Lead Disposition" = 'recycled' AS recycled,
           "Recent Deal Amount" AS amount, ${test} AS test${defined ? `, ${asked}` : ""}
    FROM ${leads_csv({ "Recent Deal Amount": "DECIMAL(18,2)", ...(defined ? asked_types : {}) })}`;

// An exit dated before the furthest stage is that of a lead which came back. 0: Disqualified, 1: Recycled, 2: still there.
const came_back = `coalesce(gone_at < CASE furthest ${ranks.map((rank) => `WHEN ${rank} THEN at${rank}`).join(" ")} END, false)`;
const meets = (rank) => defined && rank === 1 ? "meets" : "true";   // MQL is the one stage that the contract defines
const leads = `${defined ? judged("standing") : ""}
  leads AS MATERIALIZED (
    SELECT furthest, segment, ${defined ? "meets, " : ""}${ranks.map((rank) => `at${rank}`).join(", ")}, amount,
           CASE WHEN gone OR (gone_at <= ${as_of} AND NOT ${came_back}) THEN 0 WHEN recycled THEN 1 ELSE 2 END AS fate
    FROM ${defined ? "judged" : "standing"} WHERE NOT test AND furthest IS NOT NULL),`;

// A stage without a date of its own is placed by the nearest earlier one. Times are between instants, so summer time is taken off.
const place = (rank) => `date_trunc('month', coalesce(${ranks.slice(0, rank + 1).reverse().map((r) => `at${r}`).join(", ")}))`;
const span = (rank) => rank + 1 === stages.length ? "NULL::INTEGER"
  : `CASE WHEN at${rank + 1} >= at${rank} THEN greatest(0, date_diff('second', at${rank}, at${rank + 1})
       - (${summer(`at${rank + 1}`)}) + (${summer(`at${rank}`)}))::INTEGER END`;
const entries = ranks.map((rank) => `
    SELECT ${rank} AS rank, segment, ${place(rank)} AS month, ${meets(rank)} AS counts, furthest > ${rank} AND ${meets(rank + 1)} AS moved, furthest > ${rank} AND at${rank} IS NULL AS skipped,
           fate, at${rank} IS NULL AS undated, ${span(rank)} AS span, amount
    FROM leads WHERE furthest >= ${rank}`).join(" UNION ALL");
const cells = `
  cells AS (
    SELECT rank, segment, month, count(*) AS claimed, count(*) FILTER (counts) AS counted, count(*) FILTER (NOT counts) AS off, count(*) FILTER (counts IS NULL) AS undecided,
           count(*) FILTER (counts AND moved AND NOT skipped) AS moved, count(*) FILTER (counts AND moved IS NULL AND NOT skipped) AS moved_undecided,
           count(*) FILTER (counts AND NOT moved AND NOT skipped AND fate = 0) AS disqualified,
           count(*) FILTER (counts AND NOT moved AND NOT skipped AND fate = 1) AS recycled, count(*) FILTER (counts AND NOT moved AND NOT skipped AND fate = 2) AS open,
           count(*) FILTER (counts AND skipped) AS skipped, count(*) FILTER (counts AND undated) AS undated, sum(amount) FILTER (counts) AS value,
           count(span) FILTER (counts AND moved) AS n, quantile_cont(span, [0.5, 0.9]) FILTER (counts AND moved) AS spans
    FROM (${entries}) GROUP BY rank, segment, month),`;

// Rates from the first stage follow the leads that entered it in the month.
const disorder = ranks.slice(1).map((rank) => `at${rank} < greatest(${ranks.slice(0, rank).map((r) => `at${r}`).join(", ")})`).join(" OR ");
const cohorts = `
  cohorts AS (
    SELECT segment, ${place(0)} AS month, [${ranks.map((rank) => `count(*) FILTER (furthest >= ${rank} AND ${meets(rank)})`).join(", ")}] AS held,
           count(*) FILTER (${disorder}) AS time_order
    FROM leads GROUP BY segment, month)`;
const report = `
  WITH ${last_modified(rows_of)},${leads}${cells}${cohorts}
  SELECT groups.segment, strftime(groups.month, '%Y-%m') AS label, ranks.rank, cells.* EXCLUDE (rank, segment, month), held, time_order
  FROM (SELECT DISTINCT segment, month FROM cells) AS groups CROSS JOIN (SELECT unnest(range(${stages.length})) AS rank) AS ranks
  LEFT JOIN cells ON cells.segment = groups.segment AND cells.month IS NOT DISTINCT FROM groups.month AND cells.rank = ranks.rank
  LEFT JOIN cohorts ON cohorts.segment = groups.segment AND cohorts.month IS NOT DISTINCT FROM groups.month
  ORDER BY groups.segment, label, ranks.rank`;

const number = (cell) => cell === null ? null : Number(cell);
const days = (seconds) => seconds === undefined ? null : Number(seconds) / 86400;
const rate = (count, of) => ({ count, of, rate: of > 0 ? count / of : null });

function stage_of(row) {
  const last = row.rank + 1 === stages.length;
  const count = (cell) => Number(cell ?? 0);
  const counted = count(row.counted);
  return {
    stage: stages[row.rank][0], reached: count(row.claimed), claimed: count(row.claimed), ...(defined ? { stands: counted, off_definition: count(row.off), undecided: count(row.undecided) } : {}), moved_undecided: count(row.moved_undecided), exits: { Disqualified: count(row.disqualified), Recycled: count(row.recycled) }, skipped: count(row.skipped),
    undated: count(row.undated), open: count(row.open), conversion_next: last ? rate(0, 0) : rate(count(row.moved), counted - count(row.skipped) - count(row.moved_undecided)),
    ...(defined ? {} : { conversion_total: rate(count(row.held?.[row.rank]), count(row.held?.[0])) }),
    days_to_next: { median: days(row.spans?.[0]), p90: days(row.spans?.[1]), n: count(row.n) }, value: number(row.value),
  };
}

const { seconds, threads, rows } = await timed(report);
const groups = [];
for (const row of rows.map((one) => ({ ...one, rank: Number(one.rank) }))) {
  if (row.rank === 0) groups.push({ segment: segments[row.segment], month: row.label, stages: [] });
  groups.at(-1).stages.push(stage_of(row));
}
const firsts = rows.filter((row) => Number(row.rank) === 0);
const sum = (pick) => firsts.reduce((total, row) => total + Number(pick(row) ?? 0), 0);
console.log(JSON.stringify({ seconds, threads, result: { leads: sum((row) => row.held?.[0]), time_order: sum((row) => row.time_order), groups } }));
