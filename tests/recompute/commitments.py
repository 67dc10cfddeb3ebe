"""Recomputes what `weekly` and `monthly` say of commitments: docs/metrics.md, "Commitments and escalations"."""
from fractions import Fraction

import entry_days
import horizon
import ways
from checks import Audit
from clocks import Bench
from periods import converted
from predicates import only
from rates import rate, wilson
from scoreboard import touched
from values import Date, both, day_of, less, negate, nothing


class Tally:
    """What one period came to so far, and what it may come to."""

    def __init__(self):
        self.did = self.did_not = self.open = self.unknown = self.exempt = self.early = 0
        self.answers = []       # the rate so far, as rates.rate takes it
        self.settled = []       # likewise, what those come to that time will not change
        self.still = []         # of those that may still get there: are they in the denominator?

    def so_far(self, below, above):
        self.answers.append((below, above))
        if below is True and above is not None:
            self.did += above
            self.did_not += not above
        elif below is not False:
            self.unknown += 1

    def add(self, below, above):
        self.so_far(below, above)
        self.settled.append((below, above))

    def wait(self, below):
        self.still.append(below)
        self.open += below is True

    def add_ways(self, found, meant, less):
        """What may be so by a limit; meant: is the commitment about the lead?  less: failures are counted."""
        if found == {ways.EXEMPT}:
            self.exempt += meant is True
            return
        below = True if meant and ways.EXEMPT not in found else None
        if found <= {ways.OPEN, ways.EXEMPT}:
            self.wait(below)
            return
        due, above = ways.pair(found, less)
        if due is not False:
            self.so_far(due if meant else None, above)
        if ways.EARLY in found or ways.OPEN in found:      # what is not yet due, or may not be, will be
            above = not less if found <= {ways.PASSED, ways.EARLY, ways.EXEMPT} else None
        self.early += found == {ways.EARLY} and below is True
        self.settled.append((below, above))


class Promises:
    def __init__(self, standings, contract, calendars, as_of, count):
        self.leads, self.contract, self.as_of, self.count = standings, contract, as_of, count
        self.calendars, self.audits = calendars, {}
        self.today = day_of(contract.zone, Date(as_of, as_of, None))

    def entrants(self, promise):
        """(lead, days of entry, answer of `where`) of those who entered, or may have.  One without a date of its
        own is placed by an earlier stage's; of volumes and rates it is unknown whether it belongs there."""
        stage = promise["stage"]
        for s in self.leads:
            entered = entry_days.of_entry(s, stage)
            if entered and (s.claimed[stage] or s.perhaps(stage)):
                meant = True if promise["where"] is None else s.truth(promise["where"], stage)
                if s.perhaps(stage) or s.dates[stage] is None and promise["kind"] in ("counted", "rate"):
                    meant = both([meant, None])
                if meant is not False:
                    yield s, entered, meant

    def entrants_of(self, promise, period):
        """(lead, answer of `where`), of a period; the answer is open where nobody knows whether it entered then."""
        for s, entered, meant in self.entrants(promise):
            inside = entered.within((period.first, period.last))
            if inside is not False:
                yield s, both([meant, inside])

    def with_clocks(self):
        """The commitments, and the clocks that have a target: judged by the week."""
        clocks = [{"stage": self.contract.stage(c["on"]), "where": None, "within": None, "kind": "clock", "clock": c,
                   "less": False, "name": c["name"], "per": "week", "metric": "clock()", "target": c["target"],
                   "floor": None, "mix": None}
                  for c in self.contract.clocks if c["target"] is not None]
        return self.contract.commitments + clocks

    def first_entry(self):
        """The day on which the periods begin: the first entry that is counted."""
        found = [entered.first for p in self.with_clocks() if self.measured(p)
                 for s, entered, _ in self.entrants(p) if s.claimed[p["stage"]] and self.may_count(p, s)
                 and entry_days.on_one_day(s, p["stage"])]
        return min(found, default=None)

    def measured(self, promise):
        """Does the export have the columns?"""
        fields = {"coverage": ["first_touch_at"], "disposition": ["disposition"],
                  "feedback": ["disposition", "disposition_at"]}.get(promise["kind"], [])
        if promise["clock"]:
            fields = [promise["clock"]["start"], promise["clock"]["stop"]]
        return all(field in self.leads[0].columns for field in fields)

    def passed(self, promise, s):
        """A claim of a stage that was passed over is in no volume.  None where nobody knows."""
        return False if self.contract.skipped_counted else s.skipped[promise["stage"]]

    def member(self, promise, s):
        """Does the lead count at the stage, and was not passed over?"""
        return both([s.counts(promise["stage"], self.count), negate(self.passed(promise, s))])

    def may_count(self, promise, s):
        if promise["kind"] not in ("counted", "rate"):
            return True
        return self.member(promise, s) is not False

    def first_day(self):
        """The earliest stage date of all leads that a commitment counts, whatever its `where`."""
        found = [day_of(self.contract.zone, d) for p in self.with_clocks() if self.measured(p)
                 for s, _, _ in self.entrants({**p, "where": None})
                 if s.claimed[p["stage"]] and entry_days.on_one_day(s, p["stage"]) for d in s.dates if d]
        return min(found, default=None)

    def tally(self, promise, period):
        found = Tally()
        bench = Bench(self.contract, self.calendars, promise["stage"]) if promise["clock"] else None
        for s, meant in self.entrants_of(promise, period):
            getattr(self, promise["kind"])(found, promise, s, meant, bench)
        return found

    def counted(self, found, promise, s, meant, bench):
        counts = self.member(promise, s)
        if counts is True and meant is True:
            found.did += 1
        elif counts is not False:
            found.unknown += 1

    def mix(self, promise, period, outcome):
        """The parts of a volume: one is short where all of what it may be lies below what was promised."""
        leads = []
        for s, meant in self.entrants_of(promise, period):
            counts = self.member(promise, s)
            if counts is not False:
                buckets = self.contract.buckets("segment", s.lead, s.moment(promise["stage"]))
                leads.append((True if meant and counts else None, buckets))
        if not leads:
            return None
        if outcome == "partial":
            return "partial"
        words = [self.part(leads, name, promised, promise["mix"]) for name, promised in promise["mix"].items()]
        if not any(below for below, _ in leads):
            words.append("unproven")        # perhaps nobody is there
        return next((word for word in ("missed", "unproven") if word in words), "met")

    def part(self, leads, name, promised, mix):
        named = lambda bucket: bucket if bucket in mix else "other"
        inside = lambda buckets: {named(bucket) == name for bucket in buckets} if len(buckets) == 1 else {True, False}
        whole = rate((below, only(inside(buckets))) for below, buckets in leads)
        short = [wilson(*ends)[1] < promised - 1e-9 for ends in whole["ends"]]
        return "missed" if short[1] else "unproven" if short[0] else "met"

    def rate(self, found, promise, s, meant, bench):
        stage = promise["stage"]
        here, there = self.member(promise, s), s.counts(promise["to"], self.count)
        if here is False:
            return
        limit = self.horizon(promise)
        there = horizon.counts_in_time(s, stage, promise["to"], limit, there)
        self.by_horizon(found, promise, s, None if meant is None or here is None else True, there)

    def share(self, found, promise, s, meant, bench):
        found.add(meant, s.truth(promise["define"], promise["stage"]))

    def coverage(self, found, promise, s, meant, bench):
        stage, touch, limit = promise["stage"], s.lead["first_touch_at"], promise["within"]
        come = touched(s, stage, "first_touch_at")
        if come and limit:
            again = less(touch, s.dates[stage])         # the last touch alone says so: there may be one before it
            come = horizon.in_time(s.dates[stage], s.lead["last_touch_at"] if again else touch, limit)
            come = come or (None if again else come)
        self.by_horizon(found, promise, s, meant, come)

    def horizon(self, promise):
        """How long a lead has, in seconds, by the commitment itself; None where what happens is counted so far."""
        if promise["within"] or promise["kind"] != "rate":
            return promise["within"]
        return horizon.of_stages(self.contract, promise["stage"], promise["to"])

    def by_horizon(self, found, promise, s, below, came):
        """came: did it happen in time, by as-of?  Without a horizon everybody is young to whom it has not."""
        limit, entry = self.horizon(promise), s.dates[promise["stage"]]
        if limit is None:
            if came is False:
                found.so_far(below, False)
                found.wait(below)
            else:
                found.add(below, came)
        elif entry is None:                     # nobody knows how old it is: by the end it may come to either
            found.add(None, None)
        elif horizon.old_enough(entry, self.as_of, limit):
            found.add(below, came)
        elif came is False:
            found.wait(below)
        else:                                   # in no value yet
            found.early += came is True and below is True
            found.settled.append((below, came))

    def completeness(self, found, promise, s, meant, bench):
        found.add_ways(self.audit(promise).incomplete(s), meant, False)

    def disposition(self, found, promise, s, meant, bench):
        found.add_ways(self.audit(promise).no_disposition(s), meant, False)

    def feedback(self, found, promise, s, meant, bench):
        """Answered within the limit, by the date of the answer."""
        audit, entry, at = self.audit(promise), s.dates[promise["stage"]], s.lead["disposition_at"]
        asked = audit.no_disposition(s)
        due = None if entry is None else audit.answer_limit.was_due(entry, self.as_of)
        if entry is None:
            asked = ways.unknown(None)
        elif asked == ways.done(due) and due is not False:
            in_time = None if nothing(at) else audit.answer_limit.judge(entry, at)
            asked = {True: ways.done(due), False: {ways.FAILED}, None: ways.unknown(due)}[in_time]
        found.add_ways(asked, meant, False)

    def audit(self, promise):
        stage = promise["stage"]
        if stage not in self.audits:
            self.audits[stage] = Audit(self.leads, self.contract, self.calendars, self.as_of, None, stage, None)
        return self.audits[stage]

    def clock(self, found, promise, s, meant, bench):
        for row in bench.runs(s):
            if row["run"].clock is promise["clock"]:
                found.add_ways(row["ways"], meant, promise["less"])

    def outcome(self, promise, period):
        if not self.measured(promise):
            return {"period": period.name, "outcome": "not_measurable", "value": None, "target": None, "floor": None,
                    **dict.fromkeys(("count", "of", "open", "met_early", "unknown", "exempt"), 0)}
        found = self.tally(promise, period)
        volume = promise["kind"] == "counted"
        of = 0 if volume else found.did + found.did_not
        target, floor = (None if v is None else Fraction(v) for v in (promise["target"], promise["floor"]))
        if volume and period.kind != promise["per"]:
            target, floor = (None if v is None else converted(v, promise["per"], period.kind) for v in (target, floor))
        row = {"period": period.name, "count": found.did, "of": of, "open": found.open,
               "met_early": found.early, "unknown": found.unknown, "exempt": found.exempt,
               "target": None if target is None else float(target), "floor": None if floor is None else float(floor)}
        known = volume or (of and found.unknown * 20 <= of + found.unknown)
        value = None if not known else Fraction(found.did) if volume else Fraction(found.did, of)
        row["value"] = None if value is None else float(value)
        row["outcome"] = self.judge(promise, period, found, volume, target, floor)
        if promise["mix"]:
            row["mix_outcome"] = self.mix(promise, period, row["outcome"])
        return row

    def judge(self, promise, period, found, volume, target, floor):
        first = self.first_day()
        if period.last >= self.today:
            return "partial"
        if first is not None and period.holds(first) and first != period.first:
            return "partial"
        if target is None:
            return "not_measurable"
        if not volume and not found.settled and not found.still:
            return "not_measurable"
        ways = [self.lines(promise, found, volume, ahead, target, floor) for ahead in range(len(found.still) + 1)]
        if len(set().union(*ways)) == 1:
            return ways[0].pop()
        # time will tell where some way in which the open ones turn out decides it
        return "immature" if found.still and any(len(way) == 1 for way in ways) else "unproven"

    def lines(self, promise, found, volume, ahead, target, floor):
        """The outcomes that the unknown leave open, once `ahead` of those that are open have got there."""
        if volume:
            low, high = found.did, found.did + found.unknown
        else:
            gone = [(below, number < ahead) for number, below in enumerate(found.still)]
            whole = rate(found.settled + gone)
            low, high = whole["least"], whole["most"]
            if whole["of"] == 0 and whole["unknown"]:
                low, high = 0, 1         # where none is known to be asked about, nothing is proven
        return {self.line(promise, float(v), float(target), None if floor is None else float(floor))
                for v in (low, high)}

    def line(self, promise, value, target, floor):
        edge = 1e-12        # the value is a quotient of small whole numbers
        worse = (lambda v, than: v > than + edge) if promise["less"] else (lambda v, than: v < than - edge)
        if not worse(value, target):
            return "met"
        return "below_floor" if floor is not None and worse(value, floor) else "missed"
