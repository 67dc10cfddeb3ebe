"""Recomputes what `weekly` and `monthly` say of commitments: docs/metrics.md, "Commitments and escalations"."""
from fractions import Fraction

from checks import answer
from clocks import EXEMPT, MET_EARLY, OPEN, Bench
from periods import converted
from rates import quantile, rate
from standing import elapsed
from values import Date, both, day_of, less


class Tally:
    """What one period came to: how many did, did not, may still, cannot be known, and are exempt."""

    def __init__(self):
        self.did = self.did_not = self.open = self.unknown = self.exempt = 0
        self.answers = []       # as rates.rate takes them
        self.early = []         # answers of those that were done before they were due
        self.still = 0          # those that are open, and in no answer

    def add(self, below, above, open_=False):
        """below: is it in the denominator; above: in the numerator; open_: it may still get there."""
        if open_ and below is True and above is False:
            self.still += 1
        else:
            self.answers.append((below, above))
        if below is True and above is not None:
            self.did += above
            self.did_not += not above
            self.open += open_ and not above
        elif below is not False:
            self.unknown += 1


class Promises:
    def __init__(self, standings, contract, calendars, as_of, count):
        self.leads, self.contract, self.as_of, self.count = standings, contract, as_of, count
        self.calendars = calendars
        self.today = day_of(contract.zone, Date(as_of, as_of, None))

    def entrants(self, promise):
        """(lead, day of entry, answer of `where`) of the claimed entrants.  One without a date of its own
        is placed by an earlier stage's; of volumes and rates it is unknown whether it belongs there."""
        stage = promise["stage"]
        for s in self.leads:
            date = s.placed(stage)
            if s.claimed[stage] and date:
                meant = True if promise["where"] is None else s.truth(promise["where"], stage)
                if meant is True and s.dates[stage] is None and promise["kind"] in ("counted", "rate"):
                    meant = None
                if meant is not False:
                    yield s, day_of(self.contract.zone, date), meant

    def with_clocks(self):
        """The commitments, and the clocks that have a target."""
        clocks = [{"stage": self.contract.stage(c["on"]), "where": None, "kind": "clock"}
                  for c in self.contract.clocks if c["target"] is not None]
        return self.contract.commitments + clocks

    def first_entry(self):
        """The day on which the periods begin: the first entry that is counted."""
        days = [day for p in self.with_clocks() for s, day, _ in self.entrants(p) if self.may_count(p, s)]
        return min(days, default=None)

    def passed(self, promise, s):
        """A claim of a stage that was passed over is in no volume."""
        return not self.contract.skipped_counted and s.skipped[promise["stage"]]

    def may_count(self, promise, s):
        if promise["kind"] not in ("counted", "rate"):
            return True
        if self.passed(promise, s):
            return False
        return s.counts(promise["stage"], self.count) is not False

    def first_day(self):
        """The earliest stage date of all leads that a commitment counts, whatever its `where`."""
        days = [day_of(self.contract.zone, d) for p in self.with_clocks()
                for s, _, _ in self.entrants({**p, "where": None}) for d in s.dates if d]
        return min(days, default=None)

    def young_after(self, promise):
        """How long a rate's leads may take: the maturity of its stages, or what nine in ten took."""
        a, b = promise["stage"], promise["to"]
        given = [s.maturity for s in self.contract.stages[a:b]]
        if None not in given:
            return Fraction(sum(given))
        times = []
        for s, _, meant in self.entrants(promise):
            here, there = s.dates[a], s.dates[b]
            both = s.counts(a, self.count) is True and s.counts(b, self.count) is True and here and there
            if meant is True and both and not s.is_later(here) and not s.is_later(there) and not less(there, here):
                times.append(elapsed(here, there))
        return quantile(times, Fraction(9, 10))

    def tally(self, promise, period):
        found = Tally()
        young = self.young_after(promise) if promise["kind"] == "rate" else None
        bench = Bench(self.contract, self.calendars, promise["stage"]) if promise["clock"] else None
        for s, day, meant in self.entrants(promise):
            if period.holds(day):
                getattr(self, promise["kind"])(found, promise, s, meant, young, bench)
        return found

    def counted(self, found, promise, s, meant, young, bench):
        counts = s.counts(promise["stage"], self.count)
        if self.passed(promise, s):
            return
        if counts is True and meant is True:
            found.did += 1
        elif counts is not False:
            found.unknown += 1

    def rate(self, found, promise, s, meant, young, bench):
        stage = promise["stage"]
        here, there = s.counts(stage, self.count), s.counts(promise["to"], self.count)
        if here is False or s.skipped[stage] and not self.contract.skipped_counted:
            return
        date = s.dates[stage]
        fresh = date is not None and young is not None and self.as_of - date.lo < young
        below = None if meant is None or here is None else True
        given = all(step.maturity is not None for step in self.contract.stages[stage:promise["to"]])
        if below is None and there is False and not given and "young_unknown" in self.contract.readings:
            there = None
        found.add(below, there, fresh and there is False)

    def share(self, found, promise, s, meant, young, bench):
        found.add(meant, s.truth(promise["define"], promise["stage"]))

    def clock(self, found, promise, s, meant, young, bench):
        for row in bench.runs(s):
            if row["run"].clock is not promise["clock"]:
                continue
            verdict, (due, met) = row["verdict"], answer(row)
            good = None if met is None else met != promise["less"]
            if verdict == EXEMPT:
                found.exempt += 1
            elif verdict == MET_EARLY:
                found.early.append((meant, not promise["less"]))
            elif "exempt_open" in self.contract.readings and row["said"] == EXEMPT:
                found.exempt += 1
            elif verdict == OPEN and "open_unsure" in self.contract.readings and not (
                    row["run"].verdict == OPEN and row["sure"] and meant):
                found.answers.append((None, None))
                found.unknown += row["run"].verdict == OPEN
            elif verdict == OPEN:
                found.open += meant is True
                found.still += meant is True
            else:
                found.add(both([due, meant]), good)

    def outcome(self, promise, period):
        found = self.tally(promise, period)
        volume = promise["kind"] == "counted"
        of = 0 if volume else found.did + found.did_not
        target, floor = (None if v is None else Fraction(v) for v in (promise["target"], promise["floor"]))
        if volume and period.kind != promise["per"]:
            target, floor = (None if v is None else converted(v, promise["per"], period.kind) for v in (target, floor))
        row = {"period": period.name, "count": found.did, "of": of, "open": found.open,
               "met_early": len(found.early), "unknown": found.unknown, "exempt": found.exempt,
               "target": None if target is None else float(target), "floor": None if floor is None else float(floor)}
        known = volume or (of and found.unknown * 20 <= of + found.unknown)
        value = None if not known else Fraction(found.did) if volume else Fraction(found.did, of)
        row["value"] = None if value is None else float(value)
        row["outcome"] = self.judge(promise, period, found, volume, target, floor)
        return row

    def judge(self, promise, period, found, volume, target, floor):
        first = self.first_day()
        if period.last >= self.today:
            return "partial"
        if first is not None and period.holds(first) and first != period.first:
            return "partial"
        if target is None:
            return "not_measurable"
        if not volume and not found.answers and not found.still and not found.early:
            return "not_measurable"
        ways = [self.lines(promise, found, volume, ahead, target, floor) for ahead in range(found.still + 1)]
        if len(set().union(*ways)) == 1:
            return ways[0].pop()
        # time will tell where some way in which the open ones turn out decides it
        return "immature" if found.still and any(len(way) == 1 for way in ways) else "unproven"

    def lines(self, promise, found, volume, ahead, target, floor):
        """The outcomes that the unknown leave open, once `ahead` of those that are open have got there."""
        if volume:
            low, high = found.did, found.did + found.unknown
        else:
            gone = [(True, True)] * ahead + [(True, False)] * (found.still - ahead)
            whole = rate(found.answers + found.early + gone)
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
