"""Compares what `score` says of each lead with the recomputed truth: each stage's definition, and the
furthest stage that the export claims."""
import csv
import io

from values import Date

ANSWER = {True: "yes", False: "no", None: "unknown"}


def differences(standings, contract, text):
    theirs = {row["lead_id"]: row for row in csv.DictReader(io.StringIO(text))}
    for s in standings:
        row = theirs.get(s.lead["lead_id"])
        if row is None:
            yield f"score[{s.lead['lead_id']}]", "there", "absent"
            continue
        claimed = "" if s.furthest is None else contract.stages[s.furthest].name
        if row["claimed_stage"] != claimed:
            yield f"score[{s.lead['lead_id']}].claimed_stage", claimed, row["claimed_stage"]
        for index, stage in enumerate(contract.stages):
            if not stage.defined():
                continue
            now = Date(s.as_of, s.as_of, None)
            at_now = s.meets_at(index, now)
            # a date that only dated_by gives, or that is after as-of: the page does not say by which it goes
            either = s.own[index] is None or s.is_later(s.own[index])
            allowed = {ANSWER[s.meets[index]]} | ({ANSWER[at_now]} if either else set())
            if row[f"meets_{stage.name}"] not in allowed:
                yield f"score[{s.lead['lead_id']}].meets_{stage.name}", sorted(allowed), row[f"meets_{stage.name}"]
