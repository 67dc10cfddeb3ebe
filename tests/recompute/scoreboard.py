"""Recomputes the scoreboard of `weekly` and `monthly`: what each period brought, and what came of it.

docs/metrics.md, "weekly and monthly".
"""
import horizon
from rates import half_by_known, rate
from standing import elapsed
from values import BAD, day_of, less, nothing


def touched(s, stage, field):
    """Was the lead touched at or after its entry?"""
    entry, touch = s.dates[stage], s.lead[field]
    if touch is BAD or not nothing(touch) and entry is None:
        return None
    return not nothing(touch) and not less(touch, entry)


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
        for s in self.leads:
            placed = s.placed(stage)
            if s.claimed[stage] and placed and period[0] <= day_of(self.contract.zone, placed) <= period[1]:
                yield s

    def row(self, period):
        claimed = list(self.entered(self.stage, period))
        counts = [s.counts(self.stage, self.count) for s in claimed]
        row = {"claimed": len(claimed), "delivered": counts.count(True), "undecided": counts.count(None)}
        if self.to is not None:
            accepted = self.entered(self.to, period)
            left_out = not self.contract.skipped_counted
            row["conversion"] = rate((c, self.converted(s)) for s, c in zip(claimed, counts)
                                     if not (left_out and s.skipped[self.stage]))
            row["accepted"] = sum(s.counts(self.to, self.count) is True for s in accepted)
        if self.contract.stages[self.stage].defined():
            row["on_definition"] = rate((True, s.meets[self.stage]) for s in claimed)
        row["speed_to_lead"] = self.speed(claimed)
        row["touched"] = rate((True, self.come(s)) for s in claimed)
        return row

    def converted(self, s):
        return horizon.counts_in_time(s, self.stage, self.to, self.horizon, s.counts(self.to, self.count))

    def come(self, s):
        return touched(s, self.stage, self.touch)

    def speed(self, claimed):
        """First touch - entry, of those with a date of their own; without one they wait until as-of."""
        touched, waiting, open_ = [], [], 0
        for s in claimed:
            entry, touch = s.dates[self.stage], s.lead[self.touch]
            if entry is None or touch is BAD:        # not measured
                open_ += 1
                continue
            come = self.come(s)
            time = elapsed(entry, touch) if come else max(0, self.as_of - entry.lo)
            (touched if come else waiting).append(time)
        median = half_by_known(touched, waiting, open_, open_)
        return None if median is None else float(median)
