"""Reads cells as docs/input.md says, and compares what they hold.

Every comparison is answered True, False or None (unknown): a range of employees or a date without a time
is an interval, and is decided only where all of it agrees (docs/contract.md, "Ranges, and days without a
time").  It exists so that no other file has to know how a cell is written.
"""
import calendar as month_lengths
import datetime as dt
import re
from collections import namedtuple
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

MISSING = "<missing>"     # a blank cell
BAD = "<bad>"             # a cell that cannot be read, or a column that is not there

Date = namedtuple("Date", "lo hi day")      # first and last second of what it may be; day number or None
Number = namedtuple("Number", "lo hi")      # hi is None where there is no upper end

UTC_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
DAY = 86400


def nothing(value):
    return value is MISSING or value is BAD


@lru_cache(maxsize=None)
def zone_of(name):
    return ZoneInfo(name)


@lru_cache(maxsize=200000)
def instant(zone, year, month, day, hour=0, minute=0, second=0):
    """Seconds since 1970 of a local time; in a repeated hour the earlier, in a gap moved forward."""
    local = dt.datetime(year, month, day, hour, minute, second, tzinfo=zone_of(zone))
    return int((local - UTC_EPOCH).total_seconds()) if zone == "UTC" else int(local.timestamp())


@lru_cache(maxsize=200000)
def local_date(zone, seconds):
    return dt.datetime.fromtimestamp(seconds, zone_of(zone)).date()


def start_of_day(zone, date):
    return instant(zone, date.year, date.month, date.day)


@lru_cache(maxsize=200000)
def whole_day(zone, date):
    after = date + dt.timedelta(days=1)
    return Date(start_of_day(zone, date), start_of_day(zone, after) - 1, date.toordinal())


def day_of(zone, value):
    """The calendar day on which a date lies, in the zone."""
    return dt.date.fromordinal(value.day) if value.day else local_date(zone, value.lo)


DATE_FORM = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$")


@lru_cache(maxsize=200000)
def read_date(cell, zone):
    cell = cell.strip()
    if not cell:
        return MISSING
    parts = DATE_FORM.match(cell)
    if not parts:
        return BAD
    year, month, day = (int(parts.group(i)) for i in (1, 2, 3))
    if not 1 <= month <= 12 or not 1 <= day <= month_lengths.monthrange(year, month)[1]:
        return BAD
    if parts.group(4) is None:
        return whole_day(zone, dt.date(year, month, day))
    hour, minute, second = int(parts.group(4)), int(parts.group(5)), int(parts.group(6) or 0)
    offset = parts.group(7)
    if offset is None:
        at = instant(zone, year, month, day, hour, minute, second)
    else:
        at = instant("UTC", year, month, day, hour, minute, second)
        if offset != "Z":
            shift = int(offset[1:3]) * 3600 + int(offset[4:6]) * 60
            at -= shift if offset[0] == "+" else -shift
    return Date(at, at, None)


PLAIN = re.compile(r"-?\d+(\.\d+)?$")
RANGE = re.compile(r"(\d+)-(\d+)$")


def read_number(cell):
    cell = cell.strip()
    if not cell:
        return MISSING
    if PLAIN.match(cell):
        value = Fraction(cell)
        return Number(value, value)
    parts = RANGE.match(cell)
    if parts:
        return Number(Fraction(parts.group(1)), Fraction(parts.group(2)))
    if re.match(r"\d+\+$", cell):
        return Number(Fraction(cell[:-1]), None)
    if cell.startswith("up to "):
        return Number(Fraction(0), Fraction(cell[6:]))
    return BAD


YES = {"true", "yes", "1", "y", "t", "on", "x"}
NO = {"false", "no", "0", "n", "f", "off"}


def read_boolean(cell):
    word = cell.strip().lower()
    if not word:
        return MISSING
    return True if word in YES else False if word in NO else BAD


SPREADSHEET_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}


def read_text(cell):
    cell = cell.strip()
    if not cell:
        return MISSING
    return BAD if cell in SPREADSHEET_ERRORS else cell


def less(a, b):
    """Is a < b, where both are numbers or both dates?"""
    if isinstance(a, Date) and a.day and b.day:
        return a.day < b.day
    if a.hi is not None and a.hi < b.lo:
        return True
    if b.hi is not None and a.lo >= b.hi:
        return False
    return None


def equal(a, b):
    if isinstance(a, Date) and a.day and b.day:
        return a.day == b.day
    if a.lo == a.hi and b.lo == b.hi:
        return a.lo == b.lo
    apart = (a.hi is not None and a.hi < b.lo) or (b.hi is not None and b.hi < a.lo)
    return False if apart else None


def less_than_day(at, day):
    """Is a date before, in, or after a whole day that stands in an expression?  -1, 0, 1 or None."""
    if at.day:
        return (at.day > day.day) - (at.day < day.day)
    return -1 if at.hi < day.lo else 1 if at.lo > day.hi else 0


def negate(truth):
    return None if truth is None else not truth


def both(truths):
    truths = list(truths)
    return False if False in truths else None if None in truths else True


def either(truths):
    truths = list(truths)
    return True if True in truths else None if None in truths else False
