"""Axes of a score: docs/contract.md, "[score.NAME]".

An axis is a term of predicates too.  What nobody knows makes it a range; what a blank leaves open adds nothing.
"""
from fractions import Fraction

from values import BAD, MISSING, Number, nothing

DAY = 86400


class Axis:
    """points: list of (predicate, add); signals: list of {type, add, most}; else column, a number field."""

    def __init__(self, name):
        self.name, self.points, self.signals, self.column = name, [], [], None
        self.cap = self.floor = self.at = self.window = self.decay = None      # window, decay[0]: whole days

    def __str__(self):
        return self.name

    def names(self):
        """The fields that it asks."""
        found = set().union(*(node.names() for node, _ in self.points)) if self.points else set()
        return found | {f for f in (self.at, self.column) if f}

    def value(self, lead, moment, world):
        base = self.base(lead, moment, world)
        if nothing(base):
            return base
        base = self.aged(base, lead, moment)
        if nothing(base):
            return base
        if self.signals:
            log = world.log
            if log is None:
                return BAD
            base = add(base, self.of_signals(log.get(lead["lead_id"], ()), moment))
        return Number(*(self.within(end) for end in base))

    def base(self, lead, moment, world):
        if self.column:
            found = lead[self.column]
            return BAD if not nothing(found) and found.hi is None else found
        low = high = Fraction(0)
        for node, points in self.points:
            ways = {points if holds else 0 for holds in node.holds(lead, moment, world)}
            low, high = low + min(ways), high + max(ways)
        return Number(low, high)

    def aged(self, base, lead, moment):
        """After window and decay by the date of the last signal."""
        if self.at is None or (self.window is None and self.decay is None):
            return base
        at = lead[self.at]
        if nothing(at):
            return at
        if at.day and moment.day:
            ages = [(moment.day - at.day) * DAY]
        else:
            ages = [moment.lo - at.hi, moment.hi - at.lo]
        weights = self.weights(ages[0], ages[-1])
        ends = [weight * end for weight in weights for end in base]
        return Number(min(ends), max(ends))

    def weights(self, least, most):
        """What may be left of points that are so many seconds old."""
        marks = {least, most}
        if self.window is not None:
            marks |= {m for m in (self.window * DAY, self.window * DAY + 1) if least <= m <= most}
        if self.decay:
            step = self.decay[0] * DAY
            marks |= {n * step for n in range(1, max(0, most) // step + 1) if least <= n * step <= most}
        return {self.weight(age) for age in marks}

    def weight(self, age):
        if self.window is not None and age > self.window * DAY:
            return 0
        return Fraction(self.decay[1]) ** (max(0, age) // (self.decay[0] * DAY)) if self.decay else 1

    def of_signals(self, lines, moment):
        total = Number(Fraction(0), Fraction(0))
        for rule in self.signals:
            found = Number(Fraction(0), Fraction(0))
            for at, kind in lines:
                if kind.lower() != rule["type"].lower() or at > moment.hi:
                    continue
                ends = [w * rule["add"] for w in self.weights(max(0, moment.lo - at), moment.hi - at)]
                ends += [0] if at > moment.lo else []
                found = add(found, Number(min(ends), max(ends)))
            most = rule["most"]
            if most is not None:
                cut = min if rule["add"] > 0 else max
                found = Number(cut(found.lo, most), cut(found.hi, most))
            total = add(total, found)
        return total

    def within(self, value):
        if self.cap is not None:
            value = min(value, self.cap)
        return value if self.floor is None else max(value, self.floor)


def add(a, b):
    return Number(a.lo + b.lo, a.hi + b.hi)
