"""Predicates as trees: each node can print itself as an expression and say what is true of a lead.

Each node gives the set of what it may be: True, False, and None for what a blank leaves open.  What nobody
knows (an unreadable cell, a column that is not there, a range across the line) may be true or false.  The
meaning is that of docs/contract.md, "Expressions"; it stands apart from the drawing of contracts so that it
can be read beside that page.  A lead is a dict of field names to values (values.py); `moment` is the moment
of judging, a Date.
"""
import re

from values import BAD, MISSING, Date, both, either, equal, less, less_than_day, negate, nothing

ANYTHING = frozenset([True, False])
BLANK = frozenset([None])


class Node:
    def names(self):
        """The fields that the predicate reads, through definitions and buckets."""
        return set()

    def truth(self, lead, moment, world):
        """True, False or None for unknown."""
        return only(self.may(lead, moment, world))

    def holds(self, lead, moment, world):
        """As a condition: what a blank leaves open does not hold.  A set of True and False."""
        return {truth is True for truth in self.may(lead, moment, world)}


def only(found):
    return next(iter(found)) if len(found) == 1 else None


def joined(word, sets):
    """All that AND or OR of the sets may come to."""
    found = {word == "AND"}
    for part in sets:
        found = {(both if word == "AND" else either)([a, b]) for a in found for b in part}
    return found


def turned(found, inverted=True):
    return {negate(truth) for truth in found} if inverted else found


def asked(value, operator, constant):
    """What a comparison may come to."""
    if value is MISSING or constant is MISSING:
        return BLANK
    truth = compare(value, operator, constant)
    return ANYTHING if truth is None else {truth}


class Compare(Node):
    """field OP constant; the value is made by `term`, a Field, Sum, Coalesce, Span or Call."""

    def __init__(self, term, operator, constant, text):
        self.term, self.operator, self.constant, self.text = term, operator, constant, text

    def __str__(self):
        return f"{self.term} {self.operator} {self.text}"

    def names(self):
        return self.term.names()

    def may(self, lead, moment, world):
        return asked(self.term.value(lead, moment, world), self.operator, self.constant)


def compare(value, operator, constant):
    if nothing(value) or nothing(constant):
        return None
    if isinstance(value, (str, bool)):
        same = value == constant
        return same if operator == "=" else not same
    if isinstance(constant, Date) and constant.day:
        return against_day(less_than_day(value, constant), operator)
    if operator == "=":
        return equal(value, constant)
    if operator in ("<>", "!="):
        return negate(equal(value, constant))
    if operator == "<":
        return less(value, constant)
    if operator == ">":
        return less(constant, value)
    return negate(less(constant, value) if operator == "<=" else less(value, constant))


def against_day(place, operator):
    if place is None:
        return None
    return {"=": place == 0, "<>": place != 0, "!=": place != 0, "<": place < 0, "<=": place <= 0,
            ">": place > 0, ">=": place >= 0}[operator]


class Between(Node):
    def __init__(self, term, low, high, low_text, high_text, inverted):
        self.term, self.low, self.high = term, low, high
        self.low_text, self.high_text, self.inverted = low_text, high_text, inverted

    def __str__(self):
        return f"{self.term} {'NOT ' * self.inverted}BETWEEN {self.low_text} AND {self.high_text}"

    def names(self):
        return self.term.names()

    def may(self, lead, moment, world):
        value = self.term.value(lead, moment, world)
        ends = [asked(value, operator, end) for operator, end in ((">=", self.low), ("<=", self.high))]
        return turned(joined("AND", ends), self.inverted)


class In(Node):
    """constants: list of (value, text); MISSING stands for NULL."""

    def __init__(self, term, constants, inverted):
        self.term, self.constants, self.inverted = term, constants, inverted

    def __str__(self):
        return f"{self.term} {'NOT ' * self.inverted}IN ({', '.join(t for _, t in self.constants)})"

    def names(self):
        return self.term.names()

    def may(self, lead, moment, world):
        value = self.term.value(lead, moment, world)
        if value is BAD:
            return ANYTHING
        found = [asked(value, "=", constant) for constant, _ in self.constants]
        return turned(joined("OR", found), self.inverted)


class Like(Node):
    def __init__(self, term, pattern, any_case, inverted):
        self.term, self.pattern, self.any_case, self.inverted = term, pattern, any_case, inverted
        form = "".join(".*" if c == "%" else "." if c == "_" else re.escape(c) for c in pattern)
        self.form = re.compile(form + r"\Z", re.S | (re.I if any_case else 0))

    def __str__(self):
        word = "ILIKE" if self.any_case else "LIKE"
        return f"{self.term} {'NOT ' * self.inverted}{word} '{self.pattern}'"

    def names(self):
        return self.term.names()

    def may(self, lead, moment, world):
        value = self.term.value(lead, moment, world)
        if nothing(value):
            return BLANK if value is MISSING else ANYTHING
        return {bool(self.form.match(value)) != self.inverted}


class IsNull(Node):
    def __init__(self, term, inverted):
        self.term, self.inverted = term, inverted

    def __str__(self):
        return f"{self.term} IS {'NOT ' * self.inverted}NULL"

    def names(self):
        return self.term.names()

    def may(self, lead, moment, world):
        value = self.term.value(lead, moment, world)
        return ANYTHING if value is BAD else {(value is MISSING) != self.inverted}


class IsTruth(Node):
    def __init__(self, inner, wanted, inverted):
        self.inner, self.wanted, self.inverted = inner, wanted, inverted

    def __str__(self):
        return f"({self.inner}) IS {'NOT ' * self.inverted}{'TRUE' if self.wanted else 'FALSE'}"

    def names(self):
        return self.inner.names()

    def may(self, lead, moment, world):
        return {(truth is self.wanted) != self.inverted for truth in self.inner.may(lead, moment, world)}


class Flag(Node):
    """A boolean field that stands alone."""

    def __init__(self, field):
        self.field = field

    def __str__(self):
        return self.field

    def names(self):
        return {self.field}

    def may(self, lead, moment, world):
        value = lead[self.field]
        return BLANK if value is MISSING else ANYTHING if value is BAD else {value}


class Not(Node):
    def __init__(self, inner):
        self.inner = inner

    def __str__(self):
        return f"NOT ({self.inner})"

    def names(self):
        return self.inner.names()

    def may(self, lead, moment, world):
        return turned(self.inner.may(lead, moment, world))


class Join(Node):
    """AND or OR of two or three."""

    def __init__(self, word, parts):
        self.word, self.parts = word, parts

    def __str__(self):
        return f" {self.word} ".join(f"({p})" if isinstance(p, (Join, IsTruth)) else str(p) for p in self.parts)

    def names(self):
        return set().union(*(p.names() for p in self.parts))

    def may(self, lead, moment, world):
        return joined(self.word, [p.may(lead, moment, world) for p in self.parts])


class Named(Node):
    """A predicate of [define], by its name."""

    def __init__(self, name, inner):
        self.name, self.inner = name, inner

    def __str__(self):
        return self.name

    def names(self):
        return self.inner.names()

    def may(self, lead, moment, world):
        return self.inner.may(lead, moment, world)


class Within(Node):
    """within(field, 'Nd'): at most so long before the moment of judging."""

    def __init__(self, field, days):
        self.field, self.days = field, days

    def __str__(self):
        return f"within({self.field}, '{self.days}d')"

    def names(self):
        return {self.field}

    def may(self, lead, moment, world):
        at = lead[self.field]
        if nothing(at):
            return BLANK if at is MISSING else ANYTHING
        if at.day and moment.day:
            return {at.day >= moment.day - self.days}
        span = self.days * 86400
        truth = negate(less(at, Date(moment.lo - span, moment.hi - span, None)))
        return ANYTHING if truth is None else {truth}


class Bucket(Node):
    """lane = 'x', segment = 'x', or one of them IS NULL."""

    def __init__(self, table, name, asked):
        self.table, self.name, self.asked = table, name, asked      # asked: the fields of the table's predicates

    def __str__(self):
        return f"{self.table} IS NULL" if self.name is None else f"{self.table} = '{self.name}'"

    def names(self):
        return self.asked

    def may(self, lead, moment, world):
        found = world.bucket(self.table, lead, moment)
        if found is BAD:
            return ANYTHING
        if self.name is None:
            return {found is MISSING}
        return BLANK if found is MISSING else {found == self.name}
