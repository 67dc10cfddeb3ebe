"""What each lead is at each stage: its date, claimed or not, whether it meets the definition, passed over,
and how it left.  From docs/metrics.md, "Claimed, stands, meets" and "moved on, exits, open"."""
import entry_days
from predicates import only
from values import BAD, MISSING, Date, both, less, nothing


class Standing:
    """One lead under one contract, as of one moment."""

    def __init__(self, lead, contract, columns, as_of, history=None):
        self.raw, self.contract, self.columns, self.as_of = lead, contract, columns, as_of
        self.overwritten = OVERWRITTEN.union(contract.keeps)
        self.lead = behind_the_wall(lead, as_of, self.overwritten)
        if "disposition" not in columns:
            self.lead["disposition"] = BAD
        stages = contract.stages
        self.own = [self.own_date(s) for s in stages]
        self.claimed, self.after, self.maybe = ([False] * len(stages) for _ in range(3))
        self.judged = [own or self.other_date(s) for s, own in zip(stages, self.own)]
        self.dates = [None if self.is_later(date) else date for date in self.own]
        self.meets = [self.meets_stage(i) for i in range(len(stages))]
        # came in after as-of: all its dates lie there
        self.outside = any(self.own) and all(self.is_later(date) for date in self.own if date)
        self.all_later = self.outside and not self.open_dates()     # no definition brings it in earlier
        self.claim()
        # what `dated_by` gives is the date of a claim, or of what may be one; where there is none, it dates nothing
        maybe = [may_be and not self.is_later(judged) for may_be, judged in zip(self.maybe, self.judged)]
        self.full = [own or (judged if claimed or after or may_be else None) for own, judged, claimed, after, may_be
                     in zip(self.own, self.judged, self.claimed, self.after, maybe)]
        self.dates = [None if self.is_later(date) else date for date in self.full]
        self.meets = [self.meets_stage(i) for i in range(len(stages))]
        self.outside = self.outside and not any(self.claimed + self.maybe)
        self.skipped = [self.passed_over(i) for i in range(len(stages))]
        self.furthest = max((i for i, c in enumerate(self.claimed) if c), default=None)
        self.exit, self.exit_unsure = self.leave()
        held = [None if may_be else date for may_be, date in zip(self.maybe, self.dates)]
        self.time_order = any(less(b, a) for i, a in enumerate(held) for b in held[i + 1:] if a and b)

    def order_is_open(self):
        """Are the dates of two stages there, one of which is not known, has no column, or is of a stage that the lead may hold?"""
        stages = self.contract.stages
        bad = [i for i, s in enumerate(stages) if s.at in self.columns and self.raw[s.at] is BAD
               or s.at and s.at not in self.columns and self.dates[i] is None
               or entry_days.unknown(self, i) or self.maybe[i] and self.dates[i]]
        there = sum(i not in bad and date is not None for i, date in enumerate(self.dates))
        return bool(bad) and len(bad) + there > 1

    def own_date(self, stage):
        value = self.raw[stage.at] if stage.at and stage.at in self.columns else MISSING
        return None if nothing(value) else value

    def other_date(self, stage):
        """What `dated_by` gives in place of a blank."""
        value = stage.dated_by.value(self.lead, None, self.contract) if stage.dated_by else MISSING
        if stage.at in self.columns and self.lead[stage.at] is BAD:
            return None         # a date stands there, and nobody knows it
        return None if nothing(value) else value

    def moment(self, index):
        """When a stage's definition is judged: its date, all that it may be, or the moment of judging."""
        if entry_days.unknown(self, index) or entry_days.untold(self, index):
            return entry_days.moments(self, index)
        date = self.judged[index]
        return Date(self.as_of, self.as_of, None) if date is None or self.is_later(date) else date

    def meets_stage(self, index):
        return self.meets_at(index, self.moment(index))

    def meets_at(self, index, moment):
        """Does the lead meet the stage's definition, or the gate of its lane, at that moment?"""
        return only(self.may_meet(index, moment))

    def may_meet(self, index, moment):
        stage, found = self.contract.stages[index], set()
        if not stage.defined():
            return {True}
        gates = [stage.when]
        if stage.gates is not None:
            lanes = self.contract.buckets("lane", self.lead, moment)
            gates = [stage.gates.get(lanes[0], stage.gates["else"])] if len(lanes) == 1 else stage.gates.values()
        for gate in gates:
            found |= set(gate.may(self.lead, moment, self.contract))
        return found

    def truth(self, node, index):
        return node.truth(self.lead, self.moment(index), self.contract)

    def is_later(self, date):
        return date is not None and date.lo > self.as_of

    def held(self, index):
        """Does the lead need no claim for this stage, and meet it?"""
        stage = self.contract.stages[index]
        return stage.free() and stage.defined() and self.meets[index] is True

    def claim(self):
        stages = self.contract.stages
        size = len(stages)
        value = self.current_stage()
        later = min((i for i in range(size) if self.is_later(self.judged[i])), default=size)
        reached, coming = -1, -1
        for i in range(size):
            if self.held(i) and self.outside:
                coming = max(coming, i)
            elif self.held(i):              # it meets the definition by as-of, whenever it is dated
                reached = max(reached, i)
            if self.own[i] and self.is_later(self.judged[i]):
                coming = max(coming, i)
            elif self.own[i]:
                reached = max(reached, i)
        if value is not None:
            reached = max(reached, value if value < later else -1)
            coming = max(coming, value)
        # a claim that a later date brings is there already where `dated_by` dates it by now
        early = [i for i in range(coming + 1) if stages[i].dated_by and not self.own[i]
                 and self.judged[i] and not self.is_later(self.judged[i])]
        reached = max([reached] + early)
        open_ = [i for i in range(coming + 1) if stages[i].dated_by and not self.own[i]
                 and stages[i].dated_by.value(self.lead, None, self.contract) is BAD]
        may_reach = max([self.may_reach(value, later)] + open_)
        self.claimed = [i <= reached for i in range(size)]
        self.after = [not self.claimed[i] and i > reached and i <= coming for i in range(size)]
        self.maybe = [reached < i <= may_reach for i in range(size)]
        for i, stage in enumerate(stages):      # without a column, whoever was at the stage before may have come there
            absent = stage.at and stage.at not in self.columns
            if absent and not self.claimed[i] and not self.is_later(self.full_date(i)):
                self.maybe[i] = self.maybe[i] or i == 0 or self.claimed[i - 1] or self.maybe[i - 1]

    def full_date(self, index):
        """The date of a claim: its own, or what `dated_by` gives."""
        claimed = self.claimed[index] or self.after[index]
        return self.own[index] or (self.judged[index] if claimed else None)

    def current_stage(self):
        """The last stage that the current stage of the lead names."""
        found = self.lead["stage"] if "stage" in self.columns and not nothing(self.lead["stage"]) else ""
        return max((i for i, s in enumerate(self.contract.stages) if found.lower() in s.value), default=None)

    def open_dates(self):
        """The stages of which a date stands in the export, and nobody knows when it was."""
        return [i for i, s in enumerate(self.contract.stages) if s.at in self.columns and self.lead[s.at] is BAD]

    def may_reach(self, value, later):
        """The last stage that what nobody knows may claim by as-of: a date or a current stage that cannot be read,
        a current stage of today whose date lies after as-of."""
        stages, found = self.contract.stages, self.open_dates()
        values = [i for i, s in enumerate(stages) if s.value] if value is None else [value]
        once = min((i for i in range(later, len(stages)) if self.is_later(self.judged[i]) and i not in found),
                   default=len(stages))
        if value is not None and value >= later or "stage" in self.columns and self.raw["stage"] is BAD:
            found += [min(i, once - 1) for i in values]
        found += [i for i in range(len(stages)) if self.may_be_met(i)]
        return max(found, default=-1)

    def may_be_met(self, index):
        """Does the stage need no claim, and nobody know whether the lead meets it?"""
        stage = self.contract.stages[index]
        if not stage.free() or not stage.defined():
            return False
        if self.outside:        # of whom nobody knows a date, it may have been there
            return self.meets[index] is not False and bool(self.open_dates())
        return self.meets[index] is None

    def there(self):
        """Who is first dated after as-of is yet to come."""
        return any(self.claimed) or any(self.maybe) or not any(self.after)

    def presence(self):
        """Is it there by as-of?  None: no date of it is, and one of them nobody knows, or it may hold a stage."""
        if any(self.claimed):
            return True
        misdated = any(entry_days.unknown(self, i) for i in range(len(self.contract.stages)))
        open_ = misdated or any(self.after) and any(self.maybe)
        return False if not self.there() else None if open_ else True

    def idle(self, index):
        """Does it meet the definition, handed over by nobody?"""
        return self.meets[index] is True and not self.claimed[index] and not self.maybe[index] and not self.outside

    def perhaps(self, index):
        """Does nobody know whether the lead is at the stage?  Who meets a stage that needs no claim is there."""
        free = self.contract.stages[index].free() and not self.claimed[index] and not self.all_later
        return self.maybe[index] or free and self.meets[index] is None

    def counts(self, index, count):
        """Does the lead count at the stage, under --count defined or claimed?"""
        if self.perhaps(index):
            return None
        if not self.claimed[index]:
            return False
        return True if count == "claimed" else self.meets[index]

    def passed_over(self, index):
        """Is a later stage claimed, another stage dated, and this one not?  None where nobody knows: whether the
        lead holds a later stage, or because the one date is not known, or of a stage that it may hold."""
        stage = self.contract.stages[index]
        if not stage.needed or stage.at is None or stage.at not in self.columns or self.dates[index]:
            return False
        # where a date stands that nobody knows, the stage was not passed over; where there is no column for it, it may
        unknown = entry_days.unknown(self, index)
        blank = stage.dated_by and self.lead[stage.at] is not BAD and not stage.dated_by.names() <= set(self.columns)
        if unknown and not blank:
            return False
        later = True if any(self.claimed[index + 1:]) else None if any(self.maybe[index + 1:]) else False
        dated = any(date and not may_be for date, may_be in zip(self.dates, self.maybe))
        if not dated and any(date or entry_days.unknown(self, i) for i, date in enumerate(self.dates)):
            dated = None
        return both([later, dated, None if unknown else True])

    def leave(self):
        """The exit by which the lead left, and whether nobody knows by which.  Each stage that it may hold may be its
        furthest, and it may have come back there."""
        held = [i for i, may_be in enumerate(self.maybe) if may_be]      # all beyond the furthest that is claimed
        found = [self.leave_from(furthest) for furthest in [self.furthest] + held]
        names = {name for name, _ in found}
        unsure = len(names) > 1 or any(unsure for _, unsure in found)
        return None if None in names else found[0][0], unsure

    def leave_from(self, furthest):
        """The first exit that applies, and whether one before it may."""
        unsure = False
        for leave in self.contract.exits:
            left = self.left_by(leave, furthest)
            unsure = unsure or left is None
            if left:
                return leave["name"], unsure
        return None, unsure

    def left_by(self, leave, furthest):
        """Yes, no, or None where nobody knows."""
        last = self.dates[furthest] if furthest is not None else None
        value = self.raw[leave["at"]] if leave["at"] else MISSING
        date = None if nothing(value) else value
        if self.is_later(date):
            return None if leave["at"] in self.overwritten else False
        back = furthest is not None and entry_days.unknown(self, furthest)       # it may have come back
        if date and not back and not (last and less(date, last)):
            return True
        current = "" if nothing(self.lead["stage"]) else self.lead["stage"].lower()
        if current in leave["value"]:
            return True
        meets = False
        if leave["when"] is not None:
            now = Date(self.as_of, self.as_of, None)
            meets = only(leave["when"].holds(self.lead, now, self.contract))
        hidden = leave["value"] and (self.raw["stage"] is BAD if "stage" in self.columns else not leave["at"])
        open_ = value is BAD or date and back or hidden
        return None if meets is False and open_ else meets

    def begun(self, index):
        """The date from which a clock runs that has none of its own: a date of the stage after as-of is not there."""
        stage = self.contract.stages[index]
        if self.dates[index] or stage.at in self.columns and self.lead[stage.at] is BAD:
            return self.dates[index]
        date = self.other_date(stage)
        return None if self.is_later(date) else date

    def undated_answer(self, field):
        """Of the date of answers: was one given without it?  None where nobody knows whether one was given."""
        rules, answer = self.contract.disposition, self.lead["disposition"]
        if field != "disposition_at" or not rules or self.raw[field] is not MISSING or answer is MISSING:
            return False
        return None if answer is BAD else answer.lower() in rules["states"]

    def dated_later(self, index, idle):
        """Does a date after as-of place the lead?  idle: where it meets a definition that nobody claims for it; a
        claim by a later date is not there yet."""
        return self.after[index] and not self.maybe[index] and not idle

    def placed(self, index, idle=False):
        """The date by which a lead is placed in windows and periods: its own, or the nearest earlier one's."""
        dates = self.full if self.dated_later(index, idle) else self.dates
        return next((dates[i] for i in range(index, -1, -1) if dates[i]), None)


OVERWRITTEN = {"last_signal_at", "last_touch_at"}


def behind_the_wall(lead, as_of, overwritten):
    """The lead as it was at the moment of judging: a later date is not there; where the CRM overwrites the
    date, it is unknown, and so is an answer of that date.  A blank answer beside such a date that cannot be read may
    have been an answer by then."""
    found = dict(lead)
    for field, value in lead.items():
        if isinstance(value, Date) and value.lo > as_of:
            found[field] = BAD if field in overwritten else MISSING
    if isinstance(lead["disposition_at"], Date) and lead["disposition_at"].lo > as_of:
        found["disposition"] = found["disposition_at"]
    if lead["disposition_at"] is BAD and "disposition_at" in overwritten and lead["disposition"] is MISSING:
        found["disposition"] = BAD
    return found


def elapsed(start, stop):
    """Time between two dates, from the first instant of each; whole days between two days."""
    if start.day and stop.day:
        return (stop.day - start.day) * 86400
    return max(0, stop.lo - start.lo)
