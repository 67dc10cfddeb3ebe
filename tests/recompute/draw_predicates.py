"""Draws random predicates over the fields of the export.

Constants are drawn near the values that draw_export.py writes, so that both answers and ties occur.
"""
from fractions import Fraction

from predicates import (Between, Bucket, Compare, Flag, In, IsNull, IsTruth, Join, Like, Named, Not, Within)
from terms import Coalesce, Field, Lower, Span, Sum
from values import MISSING, Number, read_date

NUMBERS = ["fit", "intent", "employees"]
TEXTS = {"source": ["Event", "event", "Partner", "Paid Search", "Webinar"],
         "industry": ["SaaS", "Retail", "B2B SaaS", "saas"],
         "region": ["North", "South", "north east"]}
FLAGS = ["target_account", "budget"]
DATES = ["created_at", "event_at", "last_signal_at"]
OPERATORS = ["=", "<>", "<", "<=", ">", ">=", "!="]
EMPLOYEES = [10, 50, 51, 100, 200, 201, 500, 5001]


def number(rng, field):
    value = rng.choice(EMPLOYEES) if field == "employees" else rng.choice([0, 10, 20, 40, 50, 60, 75, "37.5"])
    exact = Fraction(value)
    return Number(exact, exact), str(value)


def number_leaf(rng):
    field = rng.choice(NUMBERS)
    kind = rng.randrange(7)
    value, text = number(rng, field)
    if kind == 0:
        other, other_text = number(rng, field)
        if other.lo < value.lo and rng.random() < 0.8:
            value, text, other, other_text = other, other_text, value, text
        return Between(Field(field), value, other, text, other_text, rng.random() < 0.3)
    if kind == 1:
        constants = [number(rng, field) for _ in range(rng.randint(1, 3))]
        if rng.random() < 0.2:
            constants.append((MISSING, "NULL"))
        return In(Field(field), constants, rng.random() < 0.4)
    if kind == 2:
        return Compare(Sum("fit", rng.choice("+-"), "intent"), rng.choice(OPERATORS), value, text)
    if kind == 3:
        default, default_text = number(rng, field)
        return Compare(Coalesce(field, default, default_text), rng.choice(OPERATORS), value, text)
    return Compare(Field(field), rng.choice(OPERATORS), value, text)


def text_leaf(rng):
    field = rng.choice(list(TEXTS))
    words = TEXTS[field]
    kind = rng.randrange(5)
    if kind == 0:
        constants = [(w, f"'{w}'") for w in rng.sample(words, rng.randint(1, 2))]
        if rng.random() < 0.2:
            constants.append((MISSING, "NULL"))
        return In(Field(field), constants, rng.random() < 0.4)
    if kind == 1:
        word = rng.choice(words)
        pattern = rng.choice(["%" + word[1:], word[:2] + "%", "%" + word[1:-1] + "%", word[0] + "_" + word[2:]])
        return Like(Field(field), pattern, rng.random() < 0.5, rng.random() < 0.3)
    word = rng.choice(words)
    if kind == 2:
        return Compare(Lower(field), rng.choice(["=", "<>"]), word.lower(), f"'{word.lower()}'")
    return Compare(Field(field), rng.choice(["=", "<>"]), word, f"'{word}'")


def date_text(rng, day_only=None):
    text = f"2026-{rng.randint(1, 7):02d}-{rng.choice([1, 2, 8, 15, 28]):02d}"
    if day_only is None:
        day_only = rng.random() < 0.6
    return text if day_only else text + rng.choice([" 00:00", " 09:00", " 12:30", " 23:59"])


def date_leaf(rng, zone):
    field = rng.choice(DATES)
    kind = rng.randrange(5)
    if kind == 0:
        low, high = sorted([date_text(rng), date_text(rng)])
        return Between(Field(field), read_date(low, zone), read_date(high, zone), f"'{low}'", f"'{high}'",
                       rng.random() < 0.3)
    if kind == 1:
        first, second = rng.sample(DATES, 2)
        value = Fraction(rng.choice([0, 1, 7, 24, 30]))
        return Compare(Span(rng.choice(["days", "hours"]), first, second), rng.choice(OPERATORS),
                       Number(value, value), str(value))
    if kind == 2:
        return Within(field, rng.choice([1, 7, 30, 60]))
    text = date_text(rng)
    return Compare(Field(field), rng.choice(OPERATORS), read_date(text, zone), f"'{text}'")


def leaf(rng, zone, moving):
    kind = rng.random()
    if kind < 0.42:
        return number_leaf(rng)
    if kind < 0.65:
        return text_leaf(rng)
    if kind < 0.80:
        node = date_leaf(rng, zone)
        return node if moving or not isinstance(node, Within) else number_leaf(rng)
    if kind < 0.90:
        flag = Flag(rng.choice(FLAGS))
        return flag if rng.random() < 0.6 else IsTruth(flag, rng.random() < 0.5, rng.random() < 0.3)
    return IsNull(Field(rng.choice(NUMBERS + list(TEXTS) + DATES + FLAGS)), rng.random() < 0.5)


def predicate(rng, zone, depth=2, named=(), buckets=(), moving=True, axes=()):
    """`named`: definitions to use; `buckets`: (table, bucket) pairs; `moving`: may ask the moment; `axes`: of a
    score."""
    roll = rng.random()
    if depth == 0 or roll < 0.4:
        if named and rng.random() < 0.2:
            name, inner = rng.choice(list(named))
            return Named(name, inner)
        if buckets and rng.random() < 0.2:
            return Bucket(*rng.choice(list(buckets)))
        if axes and rng.random() < 0.3:
            value = Fraction(rng.choice([0, 10, 15, 20, 30, 40, "7.5"]))
            return Compare(rng.choice(axes), rng.choice(OPERATORS), Number(value, value), str(float(value)))
        return leaf(rng, zone, moving)
    inner = [predicate(rng, zone, depth - 1, named, buckets, moving, axes) for _ in range(rng.choice([2, 2, 3]))]
    if roll < 0.55:
        return Not(inner[0])
    if roll < 0.62:
        return IsTruth(inner[0], rng.random() < 0.6, rng.random() < 0.3)
    return Join("AND" if roll < 0.8 else "OR", inner)
