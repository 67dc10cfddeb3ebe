"""Weeks, months and quarters of the contract's zone, their names, and targets for another length."""
import datetime as dt
from fractions import Fraction

A_YEAR = {"week": Fraction(365, 7), "month": Fraction(12), "quarter": Fraction(4)}


class Period:
    def __init__(self, kind, first, last, name):
        self.kind, self.first, self.last, self.name = kind, first, last, name

    def holds(self, day):
        return self.first <= day <= self.last


def period_of(kind, day, week_start):
    if kind == "week":
        offset = day.weekday() if week_start == "monday" else (day.weekday() + 1) % 7
        first = day - dt.timedelta(days=offset)
        year, week, _ = first.isocalendar()
        name = f"{year}-W{week:02d}" if week_start == "monday" else first.isoformat()
        return Period(kind, first, first + dt.timedelta(days=6), name)
    size = 1 if kind == "month" else 3
    month = (day.month - 1) // size * size + 1
    first = dt.date(day.year, month, 1)
    after = dt.date(day.year + (month + size > 12), (month + size - 1) % 12 + 1, 1)
    name = first.strftime("%Y-%m") if kind == "month" else f"{day.year}-Q{(month + 2) // 3}"
    return Period(kind, first, after - dt.timedelta(days=1), name)


def before(period, week_start):
    return period_of(period.kind, period.first - dt.timedelta(days=1), week_start)


def after(period, week_start):
    return period_of(period.kind, period.last + dt.timedelta(days=1), week_start)


def converted(target, from_kind, to_kind):
    return target * A_YEAR[from_kind] / A_YEAR[to_kind]
