"""Compares the ledger of `audit --sample all` with the recomputed runs, lead by lead and clock by clock."""
import csv
import datetime as dt

from values import Date

ANSWER = {True: "yes", False: "no", None: "unknown"}


def stamp(date, start_of=None):
    if date is None:
        return ""
    if isinstance(date, Date) and date.day:
        return dt.date.fromordinal(date.day).isoformat()
    seconds = date.lo if isinstance(date, Date) else date
    return dt.datetime.fromtimestamp(seconds, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def expected(audit):
    """{(lead, clock): columns}"""
    rows = {}
    for s in audit.population:
        stage = audit.contract.stages[audit.stage]
        base = {"fit_icp": ANSWER[s.truth(audit.icp, audit.stage)] if audit.icp is not None else "unknown",
                "meets_definition": ANSWER[s.meets[audit.stage]] if stage.defined() else "unknown"}
        runs = audit.bench.runs(s)
        for row in runs:
            rows[s.lead["lead_id"], row["run"].clock["name"]] = {**base, **clock_columns(row)}
        if not runs:
            rows[s.lead["lead_id"], ""] = base
    return rows


def clock_columns(row):
    run, limit = row["run"], row["run"].limit
    found = {"verdict": row["listed"], "unit": limit.kind()}
    if run.elapsed is not None and row["sure"] and row["verdict"] != "exempt":
        found["due"] = stamp(limit.due(run.start.lo))
        found["elapsed_seconds"] = str(run.elapsed)
        found["limit_seconds"] = str(limit.seconds(run.start.lo))
        found["start"] = stamp(run.start)
        found["stop"] = stamp(run.stop)
    return found


def differences(audit, path):
    with open(path, newline="") as file:
        theirs = {(r["lead_id"], r["clock"]): r for r in csv.DictReader(file)}
    mine = expected(audit)
    for key in sorted(set(mine) | set(theirs)):
        name = f"ledger[{key[0]}, {key[1]}]"
        if key not in mine or key not in theirs:
            yield name, "there" if key in mine else "absent", "there" if key in theirs else "absent"
            continue
        for column, value in mine[key].items():
            if theirs[key][column] != value:
                yield f"{name}.{column}", value, theirs[key][column]
