"""Recomputes `waterfall`: docs/metrics.md, "waterfall", number by number."""
from fractions import Fraction

import entry_days
import horizon
from rates import half_by_known, quantile, rate
from standing import elapsed
from values import BAD, MISSING, Date, both, less, negate

UNDECIDED = "(undecided)"
ANY = "any"             # every group

class Funnel:
    def __init__(self, standings, contract, as_of, count, window):
        self.leads, self.contract, self.as_of = standings, contract, as_of
        self.count, self.window = count, window
        self.size = len(contract.stages)
        self.counted = {s: [s.counts(i, count) for i in range(self.size)] for s in standings}
        self.horizon = [self.signed(i) for i in range(self.size - 1)] + [None]
        self.maturity = [self.mature_after(i) for i in range(self.size - 1)] + [None]

    def passed(self, lead, index):
        """Was the stage passed over, and does that matter?  None where nobody knows."""
        return False if self.contract.skipped_counted else lead.skipped[index]

    def below(self, lead, index, maybe):
        """In the denominator of a rate from the stage?  maybe: those of whom nobody knows whether they are of the
        group, and of the window."""
        member = both([self.counted[lead][index], negate(self.passed(lead, index))])
        return None if lead in maybe and member is True else member

    def in_window(self, lead, index, idle=False):
        return True if self.window is None else entry_days.inside(lead, index, self.window, idle)

    def time(self, lead, index):
        """Seconds from the stage to the next one, or None where they cannot be known."""
        here, there = lead.dates[index], lead.dates[index + 1]
        if not (self.counted[lead][index] is True and self.counted[lead][index + 1] is True and here and there):
            return None
        if lead.is_later(here) or lead.is_later(there) or less(there, here):
            return None
        return elapsed(here, there)

    def signed(self, index):
        """The horizon to the next stage, where the contract has one."""
        return horizon.signed(self.contract, index, index + 1)

    def mature_after(self, index):
        if self.horizon[index] is not None:
            return Fraction(self.horizon[index])
        times = [t for t in (self.time(lead, index) for lead in self.leads) if t is not None]
        return quantile(times, Fraction(9, 10))

    def old_enough(self, lead, index):
        """None where nobody knows the day of the entry, and the first of its days is so long ago."""
        date, needed = lead.dates[index], self.maturity[index]
        if needed is None:
            return False
        if entry_days.unknown(lead, index):
            return None if self.as_of - entry_days.moments(lead, index).lo >= needed else False
        return date is not None and self.as_old(date, index)

    def as_old(self, date, index):
        needed = self.maturity[index]
        if self.horizon[index] is None:         # measured
            return self.as_of - date.lo >= needed
        return horizon.old_enough(date, self.as_of, needed)

    def stage_row(self, index, leads, idle, first, maybe, maybe_first):
        """leads: those placed here by the row's group and window; idle: the same, by dates that are there already;
        first: those of the first stage; maybe and maybe_first: those of whom nobody knows whether they are of the
        group, or of the window."""
        counted = self.counted
        standing = [s for s in leads if counted[s][index] is True]
        claimed = [s for s in leads if s.claimed[index]]
        row = {"stage": self.contract.stages[index].name, "reached": len(claimed), "claimed": len(claimed)}
        judged = lambda count: count() if self.count == "defined" else None
        row["stands"] = judged(lambda: len(standing))
        row["off_definition"] = judged(lambda: sum(s.meets[index] is False for s in claimed))
        row["undecided"] = judged(lambda: sum(s.meets[index] is None for s in claimed))
        row["meets_unclaimed"] = judged(lambda: self.unclaimed(index, idle))
        row["implied"] = sum(self.implied(s, index) for s in claimed)
        row["skipped"] = sum(self.passed(s, index) is True for s in standing)
        row["undated"] = sum(s.dates[index] is None for s in standing)
        row["after_as_of"] = sum(s.after[index] for s in leads)
        self.where_they_are(row, index, [s for s in standing if self.passed(s, index) is not True])
        row["conversion_next"] = self.to_next(index, idle, maybe)
        row["conversion_total"] = self.from_first(index, first, maybe_first)
        row["mature"] = self.mature(index, idle, maybe)
        needed = self.maturity[index]
        row["maturity_days"] = None if needed is None else float(needed / 86400)
        row["days_to_next"] = self.times(index, idle, [s for s in maybe if s not in idle])
        return row

    def from_first(self, index, first, maybe):
        """Who counts at the first stage counts at the first stage: there the two questions are one."""
        return rate((self.below(s, 0, maybe), True if index == 0 else self.counted[s][index])
                    for s in first + maybe)

    def implied(self, lead, index):
        """Is the lead seen at the stage by a later one alone?"""
        dated = lead.dates[index] is not None or entry_days.unknown(lead, index)
        return not dated and self.passed(lead, index) is False and not self.contract.stages[index].free() \
            and index < lead.furthest

    def unclaimed(self, index, leads):
        stage = self.contract.stages[index]
        if not stage.defined() or stage.free():
            return 0
        return sum(s.idle(index) for s in leads if self.is_there(s))

    def is_there(self, lead):
        """Is the lead at any stage?  Else all that nobody knows of it may lie after as-of, and the lead not be there."""
        dated = any(lead.after) or any(entry_days.unknown(lead, i) for i in range(self.size))
        return any(lead.claimed) or not (dated and any(lead.maybe))

    def where_they_are(self, row, index, leads):
        row["exits"] = {leave["name"]: 0 for leave in self.contract.exits}
        row["open"] = row["moved_undecided"] = row["moved"] = 0
        for lead in leads:
            moved = self.counted[lead][index + 1] if index + 1 < self.size else False
            if self.passed(lead, index) is None or moved is None or moved is False and lead.exit_unsure:
                row["moved_undecided"] += 1
            elif moved is True:
                row["moved"] += 1
            elif lead.exit:
                row["exits"][lead.exit] += 1
            else:
                row["open"] += 1

    def to_next(self, index, leads, maybe):
        return rate(self.pairs(index, leads, maybe))

    def pairs(self, index, leads, maybe, in_time=None):
        if index + 1 == self.size:
            return []
        came = lambda s: horizon.counts_in_time(s, index, index + 1, in_time, self.counted[s][index + 1])
        return [(self.below(s, index, maybe), came(s)) for s in leads + maybe]

    def mature(self, index, leads, maybe):
        old = lambda found, so: [s for s in found if self.old_enough(s, index) is so]
        maybe = old(maybe, True) + old(maybe + leads, None)
        return rate(self.pairs(index, old(leads, True), maybe, self.horizon[index]))

    def times(self, index, leads, maybe):
        if index + 1 == self.size:
            return {"median": None, "mean": None, "p90": None, "n": 0, "half_by": None}
        events, waiting, timed, may_have, may_wait = [], [], [], 0, 0
        for lead in leads + maybe:
            time, age = self.time(lead, index), self.age(lead, index)
            here, there = self.below(lead, index, maybe), self.counted[lead][index + 1]
            if time is not None and here:
                events.append(time)
                if self.is_timed(lead, index):
                    timed.append(time)
            elif time is not None:
                may_have, may_wait = may_have + 1, may_wait + 1
            elif here is False:
                continue
            elif entry_days.unknown(lead, index):         # nobody knows when it came
                may_have += there is not False
                may_wait += 1
            elif age is None:
                continue            # without a date of its own a lead is in no time
            elif there is True and entry_days.unknown(lead, index + 1):         # nobody knows when it moved on
                may_have, may_wait = may_have + 1, may_wait + 1
            elif there is True and self.counted[lead][index] is True:
                continue            # nor is it without a date of the next stage
            elif here is True and there is False:
                waiting.append(age)
            else:
                may_have += there is not False
                may_wait += 1
        days = lambda v: None if v is None else float(Fraction(v) / 86400)
        mean = Fraction(sum(timed), len(timed)) if timed else None
        return {"median": days(quantile(timed, Fraction(1, 2))), "mean": days(mean), "p90": days(quantile(timed, Fraction(9, 10))),
                "n": len(timed), "half_by": days(half_by_known(events, waiting, may_have, may_wait))}

    def age(self, lead, index):
        """How long ago a lead that holds the stage, or may hold it, came there; None without a date of its own."""
        date = lead.dates[index]
        there = lead.claimed[index] or lead.maybe[index]
        if not there or self.passed(lead, index) or date is None or lead.is_later(date):
            return None
        return self.as_of - date.lo

    def is_timed(self, lead, index):
        """Where a horizon is signed, the times are of the mature leads that moved on in time."""
        needed = self.horizon[index]
        return needed is None or (self.old_enough(lead, index) is True
                                  and horizon.arrived(lead, index, index + 1, needed) is True)

    def result(self):
        leads = [s for s in self.leads
                 if any(s.claimed[i] and self.in_window(s, i) is True for i in range(self.size))]
        return {"leads": len(leads), "time_order": sum(s.time_order for s in leads),
                "stages": self.rows(lambda *place: True)}

    def rows(self, in_group, may_be=lambda *place: False):
        pick = lambda i, *idle: [s for s in self.leads
                                 if self.in_window(s, i, *idle) is True and in_group(s, i, *idle)]
        some = lambda i: [s for s in self.leads if self.in_window(s, i, True) is not False
                          and (may_be(s, i, True) or in_group(s, i, True) and self.in_window(s, i, True) is None)]
        return [self.stage_row(i, pick(i), pick(i, True), pick(0, True), some(i), some(0)) for i in range(self.size)]

    def groups(self, by):
        """by: "month", "segment", "lane" or a field; returns {key: rows}, without groups of zeros."""
        keys = {(s, i): group_keys(s, i, by) for s in self.leads for i in range(self.size)}
        keys.update({(*place, True): group_keys(*place, by, True) for place in list(keys)})
        sure = {place: sure_key(found) for place, found in keys.items()}
        found = {}
        for key in set(sure.values()):
            open_ = lambda *place: (sure[place] == UNDECIDED and key != UNDECIDED
                                    and (keys[place] is ANY or key in keys[place]))
            # on a day that nobody knows, those alone stand in the row (undecided) that hold the stage
            held = lambda s, i, *idle: not (by == "month" and key == UNDECIDED and idle and s.perhaps(i))
            rows = self.rows(lambda *place: sure[place] == key and held(*place), open_)
            if any(r["claimed"] or r["after_as_of"] or r["meets_unclaimed"] for r in rows):
                found[key] = rows
        return found


def group_keys(lead, index, by, idle=False):
    """All groups of which the lead may be; ANY where the cell cannot be read."""
    if by == "month":
        entered = entry_days.of_entry(lead, index, idle)
        return [None] if entered is None else entered.months()
    if by in ("segment", "lane"):
        found = lead.contract.buckets(by, lead.lead, Date(lead.as_of, lead.as_of, None))
        return ["unmapped" if bucket is MISSING else bucket for bucket in found]
    value = lead.lead[by]
    return ANY if value is BAD else [None if value is MISSING else value]


def sure_key(found):
    return UNDECIDED if found is ANY or isinstance(found, entry_days.Months) or len(found) > 1 else found[0]
