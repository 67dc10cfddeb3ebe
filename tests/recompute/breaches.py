"""Recomputes the duties that `breaches` counts: docs/commands/breaches.md, "Duties and how they stand"."""
from collections import Counter

from clocks import BREACHED, category
from values import BAD, MISSING, Date, nothing
from ways import FAILED

STANDINGS = ("overdue", "due", "left", "late", "open", "met", "met_early", "unknown", "exempt")


class Duties:
    """Rests on an Audit (checks.py): its population, clocks and limit of the disposition."""

    def __init__(self, audit):
        self.audit, self.contract, self.as_of = audit, audit.contract, audit.as_of

    def rows(self, measured=True):
        """measured: of the duties whose columns are there alone."""
        shown = lambda *fields: not measured or all(f in self.audit.columns for f in fields)
        found = {c["name"]: Counter() for c in self.audit.bench.clocks if shown(c["start"], c["stop"])}
        rules = self.contract.disposition
        if rules and rules["limit"] and shown("disposition"):
            found["disposition"] = Counter()
        if rules and rules["reason_required"] and shown("disposition", "disposition_reason"):
            found["reason"] = Counter()
        for s in self.audit.population:
            self.count(s, found)
        return {name: {word: counts[word] for word in STANDINGS} for name, counts in found.items()}

    def count(self, s, rows):
        for name, standing in self.of_clocks(s):
            if name in rows:
                rows[name][standing] += 1
        if "disposition" in rows:
            rows["disposition"][self.disposition(s)] += 1
        if "reason" in rows:
            rows["reason"][self.reason(s)] += 1

    def owes(self):
        """Is anything owed to a lead at the stage?"""
        rules = self.contract.disposition
        return bool(self.audit.bench.clocks or rules and (rules["limit"] or rules["reason_required"]))

    def nobody(self):
        """Is no lead known to be at the stage, on whatever day it came?"""
        return not any(s.claimed[self.audit.stage] for s in self.audit.everyone)

    def old(self):
        """Is nothing to be listed, while the newest date of the export lies more than a week before as-of?  A column
        that nothing asks is not read, but for created_at: then it is not known here (None)."""
        if any(row["overdue"] for row in self.rows().values()):
            return False
        by_creation = self.ends_early(lambda name: name == "created_at")
        if by_creation is False:
            return False
        return True if by_creation and self.ends_early(lambda name: True) else None

    def ends_early(self, counts):
        dates = [cell.lo for s in self.audit.everyone for name, cell in s.lead.items()
                 if isinstance(cell, Date) and counts(name)]
        newest = max((at for at in dates if at <= self.as_of), default=None)
        return None if newest is None else self.as_of - newest > 7 * 86400

    def judged(self):
        """Can the export judge any of it?  A duty that applies to nobody leaves nothing to judge."""
        return any(not row["unknown"] or row["unknown"] < sum(row.values()) for row in self.rows().values())

    def undecided(self, measured):
        """Is nothing known to be past due, while of a duty more than 5 % of the leads that are due, or may be, may
        be so and not done?"""
        rows = self.rows(measured)
        perhaps = {name: Counter() for name in rows}        # of leads that may be at the stage
        for s in self.audit.maybe:
            self.count(s, perhaps)
        may = self.may_be_owed(rows)
        asked = ("overdue", "left", "late", "met", "unknown")
        due = {name: sum(row[word] + perhaps[name][word] for word in asked) for name, row in rows.items()}
        return not any(row["overdue"] for row in rows.values()) and any(
            20 * (may[name] + perhaps[name]["overdue"]) > due[name] for name in rows)

    def may_be_owed(self, rows):
        """How many may be past due and not done, while nobody knows; by duty."""
        may = Counter()
        for s in self.audit.population + self.audit.maybe:
            for name, standing, open_end in self.clock_ends(s):
                may[name] += standing == "unknown" and open_end and not s.exit
            value, rules = s.lead["disposition"], self.contract.disposition
            given = rules and value is not BAD and value is not MISSING and value.lower() in rules["states"]
            if "disposition" in rows:
                may["disposition"] += not given and self.disposition(s) == "unknown"
            if "reason" in rows:
                may["reason"] += self.reason(s) == "unknown"
        return may

    def of_clocks(self, s):
        return [(name, standing) for name, standing, _ in self.clock_ends(s)]

    def clock_ends(self, s):
        """Of clocks that stop at the same event, of which nobody knows which applies, the last is listed."""
        rows = self.audit.bench.runs(s)
        for stop in sorted({r["stop"] for r in rows}):
            rivals = [r for r in rows if r["stop"] == stop]
            run = rivals[-1]["run"]
            ways = self.audit.bench.of_lead(rivals)
            # without a start nobody knows whether the stop came after it
            stopped = (run.stop is not None or run.given) and run.start is not None and rivals[-1]["judged"]
            yield run.clock["name"], self.clock_standing(s, run, category(ways)), FAILED in ways and not stopped

    def clock_standing(self, s, run, verdict):
        if verdict != BREACHED:
            return verdict
        return "late" if run.stop is not None else "left" if s.exit else "overdue"

    def disposition(self, s):
        value, limit, entry = s.lead["disposition"], self.audit.answer_limit, s.dates[self.audit.stage]
        due = None if entry is None else limit.was_due(entry, self.as_of)
        if value is BAD:
            return "open" if due is False else "unknown"
        given = value is not MISSING and value.lower() in self.contract.disposition["states"]
        if not given:
            return {True: "overdue", False: "open", None: "unknown"}[due]
        if due is False:
            return "met_early"          # it has been given by as-of, and so in time
        at = s.lead["disposition_at"]
        in_time = None if nothing(at) or entry is None else limit.judge(entry, at)
        if in_time:
            return "met"
        return "unknown" if due is None or in_time is None else "late"

    def reason(self, s):
        """Without its column nobody knows of any lead, be a reason needed or not."""
        if "disposition_reason" not in self.audit.columns:
            return "unknown"
        return {True: "met", False: "overdue", None: "unknown"}[self.audit.reason_given(s)]


def refusal(duties, refused):
    """Nothing is printed where nothing is owed or can be judged: docs/commands/breaches.md, "Exit codes"."""
    mine = not (duties.owes() and duties.judged()) or duties.undecided(measured=False) or duties.nobody()
    mine = mine or duties.old()
    if mine is not None and mine != refused:
        yield "refused", mine, refused


def differences(duties, theirs):
    rows = {row["duty"]: row for row in theirs["duties"]}
    for name, mine in duties.rows().items():
        row = rows.get(name)
        if row is None:
            if any(mine.values()):
                yield f"duties[{name}]", mine, "absent"
            continue
        for word, count in mine.items():
            if row[word] != count:
                yield f"duties[{name}].{word}", count, row[word]
