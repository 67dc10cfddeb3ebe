"""Terms: what stands on the left of a comparison.  Each prints itself and gives a value of a lead.

Apart from predicates.py because a term has a value, and a predicate has a truth.
"""
from values import BAD, MISSING, Date, Number, less, nothing


class Field:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return self.name

    def names(self):
        return {self.name}

    def value(self, lead, moment, world):
        return lead[self.name]


class Sum:
    """The sum or difference of two number fields; ranges are carried along."""

    def __init__(self, first, sign, second):
        self.first, self.sign, self.second = first, sign, second

    def __str__(self):
        return f"{self.first} {self.sign} {self.second}"

    def names(self):
        return {self.first, self.second}

    def value(self, lead, moment, world):
        a, b = lead[self.first], lead[self.second]
        if a is MISSING or b is MISSING:
            return MISSING
        if a is BAD or b is BAD:
            return BAD
        if self.sign == "+":
            return Number(a.lo + b.lo, None if a.hi is None or b.hi is None else a.hi + b.hi)
        if b.hi is None:
            return BAD
        return Number(a.lo - b.hi, None if a.hi is None else a.hi - b.lo)


class Coalesce:
    def __init__(self, name, default, text):
        self.name, self.default, self.text = name, default, text

    def __str__(self):
        return f"COALESCE({self.name}, {self.text})"

    def names(self):
        return {self.name}

    def value(self, lead, moment, world):
        found = lead[self.name]
        return self.default if found is MISSING else found


class Lower:
    def __init__(self, name):
        self.name = name

    def __str__(self):
        return f"lower({self.name})"

    def names(self):
        return {self.name}

    def value(self, lead, moment, world):
        found = lead[self.name]
        return found if nothing(found) else found.lower()


def lacking(a, b):
    """What two operands come to where one is not there; None where both are."""
    return MISSING if a is MISSING or b is MISSING else BAD if a is BAD or b is BAD else None


class Span:
    """days(a, b) or hours(a, b), in exact fractions."""

    def __init__(self, unit, first, second):
        self.unit, self.first, self.second = unit, first, second

    def __str__(self):
        return f"{self.unit}({self.first}, {self.second})"

    def names(self):
        return {self.first, self.second}

    def value(self, lead, moment, world):
        from fractions import Fraction
        a, b = lead[self.first], lead[self.second]
        if lacking(a, b):
            return lacking(a, b)
        if self.unit == "days" and a.day and b.day:
            whole = Fraction(b.day - a.day)
            return Number(whole, whole)
        part = 86400 if self.unit == "days" else 3600
        return Number(Fraction(b.lo - a.hi, part), Fraction(b.hi - a.lo, part))


class Latest:
    """GREATEST or LEAST of two dates, for dated_by; the result is an interval where they overlap."""

    def __init__(self, word, first, second):
        self.word, self.first, self.second = word, first, second

    def __str__(self):
        return f"{self.word}({self.first}, {self.second})"

    def names(self):
        return {self.first, self.second}

    def value(self, lead, moment, world):
        a, b = lead[self.first], lead[self.second]
        if lacking(a, b):
            return lacking(a, b)
        first_less = less(a, b)
        if first_less is None:
            if a == b:
                return a
            pick = max if self.word == "GREATEST" else min
            return Date(pick(a.lo, b.lo), pick(a.hi, b.hi), None)
        return b if first_less == (self.word == "GREATEST") else a
