"""Compares what `score` says of each lead: docs/commands/score.md, "The rows", and the sums of its summary."""
import csv
import io
from collections import Counter

import entry_days
from ledger import stamp
from values import BAD, MISSING, Date, nothing

ANSWER = {True: "yes", False: "no", None: "unknown"}


class Scores:
    def __init__(self, standings, contract, stage):
        self.leads, self.contract, self.stage = standings, contract, stage

    def unsaid(self, s):
        """A date that dated_by alone gives, or that a later claim alone would give it, of a stage that the lead does not
        hold: the page does not say by which it goes."""
        return any(stage.dated_by and s.own[i] is None and not s.claimed[i] and not s.maybe[i]
                   and (s.judged[i] or s.after[i] and entry_days.unknown(s, i, later=True))
                   for i, stage in enumerate(self.contract.stages))

    def judged(self, s):
        """The moment of judging: the date of the claim that is not after as-of, all that it may be, else as-of."""
        if entry_days.unknown(s, self.stage) or entry_days.untold(s, self.stage):
            return s.moment(self.stage)
        return s.dates[self.stage] or Date(s.as_of, s.as_of, None)

    def row(self, s):
        stages, moment = self.contract.stages, self.judged(s)
        now = Date(s.as_of, s.as_of, None)
        row = {"verdict": self.verdict(s), "claimed_stage": "" if s.furthest is None else stages[s.furthest].name}
        for index, stage in enumerate(stages):
            if stage.defined():
                row[f"meets_{stage.name}"] = ANSWER[s.meets[index]]
        for axis in self.contract.axes:
            row[axis.name] = axis.value(s.lead, moment, self.contract)
        for table, rows in (("segment", self.contract.segments), ("lane", self.contract.lanes)):
            if rows:
                row[table] = self.bucket(table, s, now)
        route = self.contract.bucket("route", s.lead, now) if self.contract.routes else MISSING
        row["judged_at"] = stamp(moment) if moment.day or moment.lo == moment.hi else MISSING
        row["route"] = "(undecided)" if route is BAD else "" if route is MISSING else route
        return row

    def bucket(self, table, s, moment):
        found = self.contract.bucket(table, s.lead, moment)
        return "(undecided)" if found is BAD else "unmapped" if found is MISSING else found

    def verdict(self, s):
        """The latest stage whose definition the lead meets."""
        stages = self.contract.stages
        met = [i for i, stage in enumerate(stages) if stage.defined() and s.meets[i] is True]
        latest = max(met, default=-1)
        if latest >= self.stage:
            return stages[latest].name
        if s.meets[self.stage] is None or not stages[self.stage].defined():
            return "unknown"
        if latest >= 0:
            return stages[latest].name
        first = stages[0]
        if self.stage > 0 and not first.defined():
            return first.name
        if s.meets[0] is None:
            return "unknown"
        return "not a lead" if first.name == "Lead" else f"not {first.name}"

    def differences(self, text):
        theirs = {row["lead_id"]: row for row in csv.DictReader(io.StringIO(text))}
        for s in self.leads:
            name = f"score[{s.lead['lead_id']}]"
            row = theirs.get(s.lead["lead_id"])
            if self.unsaid(s):
                continue
            if row is None:
                yield name, "there", "absent"
                continue
            for column, value in self.row(s).items():
                if not same(value, row[column]):
                    yield f"{name}.{column}", value, row[column]

    def summary(self):
        """The sums of the summary."""
        words = {True: "meets", False: "off_definition", None: "unknown"}
        found = {"leads": len(self.leads)}
        if not self.contract.stages[self.stage].defined():
            return found, Counter(self.verdict(s) for s in self.leads)
        for name, claimed in (("claimed", True), ("not_claimed", False), ("perhaps_claimed", None)):
            counts = Counter(words[s.meets[self.stage]] for s in self.leads
                             if claimed is (None if s.perhaps(self.stage) else s.claimed[self.stage]))
            found[name] = {word: counts[word] for word in words.values()}
        return found, Counter(self.verdict(s) for s in self.leads)


def same(value, text):
    if isinstance(value, str) and not nothing(value):
        return value == text
    if nothing(value):
        return text == ""
    ends = [float(end) for end in text.lstrip("'").split("..")] if text else []
    mine = [float(value.lo), float(value.hi)]
    return len(ends) in (1, 2) and all(abs(a - b) < 1e-6 for a, b in zip(mine, ends + ends))
