#!/usr/bin/env python3
"""Holds a rival's ledger against handoff's, row by row.
usage: check_ledger.py HANDOFF.csv RIVAL.csv AUDIT.json NAME      exits 1 where they differ
Every row must be about the same lead, clock, start and findings. Where handoff's clock runs in calendar hours, due, stop, elapsed time and verdict must be the
same too; where it runs in business hours, the rival may run calendar hours, and only what does not depend on that is compared. The explanations are not.
The verdicts of handoff's ledger must also be those that its report counts."""
import collections, csv, json, sys, zlib

ALWAYS = ["lead_id", "owner", "segment", "stage", "clock", "start", "disposition", "reason", "limit_seconds", "fit_icp", "meets_definition"]
IN_CALENDAR_HOURS = ["stop", "due", "elapsed_seconds", "unit", "verdict"]
WITHOUT_HOURS = {"exempt", "unknown"}   # verdicts that no hours decide


def read(path):
    """For each lead a digest of what is compared for any clock, of what is compared for calendar hours, its unit, clock and verdict."""
    rows, verdicts = {}, collections.Counter()
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        for row in reader:
            digest = [zlib.crc32("\x1f".join(row[column] for column in columns).encode()) for columns in (ALWAYS, IN_CALENDAR_HOURS)]
            key = (int(row["lead_id"]), row["clock"])
            if key in rows: sys.exit(f"{path}: lead {row['lead_id']} stands twice under {row['clock']}")
            rows[key] = (*digest, row["unit"] == "elapsed", row["stop"] != "", sys.intern(row["verdict"]))
            verdicts[row["clock"], row["verdict"]] += 1
    return rows, verdicts


def differs(mine, theirs):
    if theirs is None: return "the rival has no such row"
    if mine[0] != theirs[0]: return "the lead, the start or the findings"
    if mine[2]: return "calendar hours" if mine[1] != theirs[1] else None
    if mine[3] != theirs[3]: return "whether it stopped"
    if (mine[4] in WITHOUT_HOURS or theirs[4] in WITHOUT_HOURS) and mine[4] != theirs[4]: return "the verdict"
    if mine[4] == "breached" and theirs[4] != "breached": return "late in business hours, and not in calendar hours"
    return None


def main(handoff_path, rival_path, audit_path, name):
    mine, verdicts = read(handoff_path)
    theirs, _ = read(rival_path)
    out = [f"{key}: {reason}" for key, row in mine.items() if (reason := differs(row, theirs.get(key)))]
    out += [f"{key}: only the rival has this row" for key in theirs.keys() - mine.keys()]
    with open(audit_path) as file: result = json.load(file)["result"]
    for clock in result["clocks"]:
        # Who was met before the limit ran out, or is unknown before it, stands in the report under what is not yet due.
        for together in (("met", "breached", "open", "unknown"), ("breached",), ("exempt",)):
            counted = sum(clock[verdict] for verdict in together) + (clock["met_early"] if "met" in together else 0)
            written = sum(verdicts[clock["clock"], verdict] for verdict in together)
            if written != counted: out.append(f"{clock['clock']}: the report counts {counted} {' or '.join(together)}, the ledger {written}")
    if sum(verdicts.values()) < result["population"]: out.append("the ledger has fewer rows than the population")
    for line in out[:20]: print(f"differs: {line}", file=sys.stderr)
    if len(out) > 20: print(f"... and {len(out) - 20} more", file=sys.stderr)
    if out or not mine: return 1
    calendar = sum(1 for row in mine.values() if row[2])
    print(f"{name}: {len(mine)} rows of the ledger agree, {calendar} of them in every column but the explanation; the others by a clock in business hours, which it runs in "
          "calendar hours. It leaves out: the other findings in the explanation, and the report (checks, intervals, gap, medians)")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
