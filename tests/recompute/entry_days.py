"""On which days a lead may have entered a stage: docs/metrics.md, "An entry on a day that nobody knows"."""
import datetime as dt

from values import BAD, MISSING, Date, day_of, whole_day

BEGINNING = dt.date.min
LONG_AGO = -10**11          # the first moment of all days before a date


class Months:
    """Of several months, each that an entry may lie in."""

    def __init__(self, first, last):
        self.first, self.last = first, last

    def __contains__(self, month):
        return month is not None and self.first <= month <= self.last


class Days:
    """From the first to the last, both included."""

    def __init__(self, first, last):
        self.first, self.last = first, last

    def within(self, window):
        """Does the window hold the entry?  None where it holds some of the days alone."""
        if window[0] <= self.first and self.last <= window[1]:
            return True
        return False if self.last < window[0] or window[1] < self.first else None

    def months(self):
        first, last = self.first.isoformat()[:7], self.last.isoformat()[:7]
        return [first] if first == last else Months(first, last)


def unknown(standing, index, later=False):
    """Does the date of the stage stand there, and nobody know it?  later: of a claim by a date after as-of too."""
    stage = standing.contract.stages[index]
    own = standing.lead[stage.at] if stage.at and stage.at in standing.columns else MISSING
    claim = standing.claimed[index] or standing.maybe[index] or later and standing.after[index]
    if own is BAD or standing.own[index] or stage.dated_by is None or not claim:
        return own is BAD
    return stage.dated_by.value(standing.lead, None, standing.contract) is BAD


def untold(standing, index):
    """Does the lead hold the stage, or may it, whose date has no column and nothing else gives?"""
    stage = standing.contract.stages[index]
    held = standing.claimed[index] or standing.maybe[index]
    return bool(held and stage.at and stage.at not in standing.columns and not standing.judged[index])


def before(standing, index):
    """The date of the nearest earlier stage that has one by as-of."""
    return next((standing.dates[i] for i in range(index - 1, -1, -1) if standing.dates[i]), None)


def after(standing, index):
    """The date of the nearest later stage that the lead holds and that has one by as-of, else as-of."""
    now, held = Date(standing.as_of, standing.as_of, None), standing.claimed[index + 1:]
    return next((date for date, holds in zip(standing.dates[index + 1:], held) if date and holds), now)


def placing(standing, index, later=False):
    """The stage whose date says when the lead entered: its own, or the nearest earlier one that has a date, be it
    one that nobody knows.  None where no stage has."""
    dates = standing.full if later else standing.dates
    return next((i for i in range(index, -1, -1) if dates[i] or unknown(standing, i, later)), None)


def open_days(standing, index):
    """Is the entry on a day that nobody knows?"""
    by = placing(standing, index)
    return by is not None and unknown(standing, by)


def on_one_day(standing, index):
    """Is the day of the entry known?  It is too where the dates beside one that nobody knows leave one day."""
    days = of_entry(standing, index)
    return days is not None and days.first == days.last


def without_column(standing, index):
    """Has the lead no date there, for want of a column, nor one of an earlier stage that stands for it?"""
    for i in range(index, -1, -1):
        at = standing.contract.stages[i].at
        if standing.dates[i] or at:
            return not standing.dates[i] and at not in standing.columns
    return False


def of_entry(standing, index, idle=False):
    """All days on which the lead may have entered the stage; None where nothing places it.
    idle: where it meets a definition that nobody claims for it."""
    zone = standing.contract.zone
    later = standing.dated_later(index, idle)
    by = placing(standing, index, later)
    if by is not None and unknown(standing, by, later):
        return around(standing, by)
    placed = standing.placed(index, idle)
    return None if placed is None else Days(*[day_of(zone, placed)] * 2)


def around(standing, index):
    """The days between the dates beside a stage whose date nobody knows."""
    zone, ends = standing.contract.zone, (before(standing, index), after(standing, index))
    if ends[0] is None:
        return Days(BEGINNING, day_of(zone, ends[1]))
    # where the stages are out of order, the days between the two dates are meant all the same
    return Days(*sorted(day_of(zone, date) for date in ends))


def moments(standing, index):
    """All moments of the days around, up to as-of."""
    zone, days = standing.contract.zone, around(standing, index)
    first = LONG_AGO if days.first == BEGINNING else whole_day(zone, days.first).lo
    return Date(first, min(whole_day(zone, days.last).hi, standing.as_of), None)


def in_period(standing, index, period):
    """The same for a week or a month of the meeting, which takes no other stage's day for that of one without a column."""
    if without_column(standing, index) and not open_days(standing, index):
        return around(standing, index).within(period)
    return inside(standing, index, period)


def inside(standing, index, window, idle=False):
    """Did the lead enter the stage in the window?  True, False, or None where nobody knows."""
    days = of_entry(standing, index, idle)
    return days.within(window) if days else False
