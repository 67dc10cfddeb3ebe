"""Recomputes the scoreboard of `weekly` and `monthly`: what each period brought, and what came of it.

docs/metrics.md, "weekly and monthly".
"""
import entry_days
import horizon
from rates import half_by_known, rate
from standing import elapsed
from values import BAD, both, less, negate, nothing


def touched(s, stage, field):
    """Was the lead touched at or after its entry?  Of one whose first touch came before, the last touch may say so."""
    entry, touch = s.dates[stage], s.lead[field]
    if touch is BAD or not nothing(touch) and entry is None or s.undated_answer(field) is not False:
        return None
    if nothing(touch) or not less(touch, entry):
        return not nothing(touch)
    return touched_again(s, entry) if field == "first_touch_at" else None


def touched_again(s, entry):
    last, touches, given = s.lead["last_touch_at"], s.lead["touches"], s.raw["last_touch_at"]
    damaged = last is BAD and "last_touch_at" in s.columns
    if damaged or not nothing(given) and given.lo > s.as_of:
        return None
    if not nothing(last):
        return negate(less(last, entry))
    return False if not nothing(touches) and touches.lo == touches.hi == 1 else None


class Scoreboard:
    def __init__(self, standings, contract, as_of, count, stage, to):
        self.leads, self.contract, self.as_of = standings, contract, as_of
        self.count, self.stage, self.to = count, stage, to
        bench = [c for c in contract.clocks if c["on"] == contract.stages[stage].name]
        stops = [clock["stop"] for clock in bench]
        self.horizon = None if to is None else horizon.signed(contract, stage, to)
        self.touch = stops[0] if stops and "first_touch_at" not in stops else "first_touch_at"

    def entered(self, stage, period):
        """The claimed leads that entered a stage in the period."""
        return [s for s in self.leads if s.claimed[stage] and entry_days.in_period(s, stage, period)]

    def may_have(self, stage, period):
        """Those of whom nobody knows whether they hold the stage, or entered it in the period."""
        return [s for s in self.leads if s.perhaps(stage) and entry_days.in_period(s, stage, period) is not False
                or s.claimed[stage] and entry_days.in_period(s, stage, period) is None]

    def number(self, stage, entered, maybe):
        """How many count; None where the export has no column for the day of some, and they may be more."""
        least = sum(s.counts(stage, self.count) is True for s in entered)
        most = sum(s.counts(stage, self.count) is not False for s in entered + maybe)
        dayless = any(entry_days.without_column(s, stage) for s in entered + maybe)
        return None if dayless and most != least else least

    def row(self, period):
        claimed, maybe = self.entered(self.stage, period), self.may_have(self.stage, period)
        counts = [s.counts(self.stage, self.count) for s in claimed]
        row = {"claimed": len(claimed), "delivered": self.number(self.stage, claimed, maybe), "undecided": counts.count(None)}
        if self.to is not None:
            accepted, perhaps = self.entered(self.to, period), self.may_have(self.to, period)
            row["conversion"] = rate(self.conversion(claimed, maybe))
            row["accepted"] = self.number(self.to, accepted, perhaps)
        asked = [(True, s) for s in claimed] + [(None, s) for s in maybe]
        if self.contract.stages[self.stage].defined():
            row["on_definition"] = rate((below, s.meets[self.stage]) for below, s in asked)
        row["speed_to_lead"] = self.speed(claimed, maybe)
        row["touched"] = rate((below, self.come(s)) for below, s in asked)
        return row

    def conversion(self, claimed, maybe):
        for s in claimed + maybe:
            passed = False if self.contract.skipped_counted else s.skipped[self.stage]
            below = both([s.counts(self.stage, self.count), negate(passed)])
            yield None if s in maybe and below is True else below, self.converted(s)

    def converted(self, s):
        return horizon.counts_in_time(s, self.stage, self.to, self.horizon, s.counts(self.to, self.count))

    def come(self, s):
        return touched(s, self.stage, self.touch)

    def speed(self, claimed, maybe):
        """First touch - entry, of those with a date of their own; without one they wait until as-of."""
        touched, waiting, open_ = [], [], len(maybe)
        for s in claimed:
            entry, touch = s.dates[self.stage], s.lead[self.touch]
            come = self.come(s)
            if entry is None or come is None or come and less(touch, entry):     # not measured
                open_ += 1
                continue
            time = elapsed(entry, touch) if come else max(0, self.as_of - entry.lo)
            (touched if come else waiting).append(time)
        median = half_by_known(touched, waiting, open_, open_)
        return None if median is None else float(median)
