"""Opening hours: how much of a span lies within them, and when so much has passed.

docs/contract.md, "Calendars, and bh, bd and h".  Plain: every opening of every day is listed as a pair of
instants, in the calendar's own zone, and all sums run over that list.
"""
import bisect
import datetime as dt
from functools import lru_cache

from values import instant, local_date, start_of_day, zone_of

FIRST, LAST = dt.date(2025, 9, 15), dt.date(2026, 9, 15)       # all that draw_export.py may write


DAYS = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days)]


@lru_cache(maxsize=None)
def opening(zone, day, hours):
    """One opening of one day, as a pair of instants."""
    times = []
    for text in hours.split("-"):
        hour, minute = (int(p) for p in text.split(":"))
        if hour == 24:
            times.append(start_of_day(zone, day + dt.timedelta(days=1)))
        else:
            times.append(instant(zone, day.year, day.month, day.day, hour, minute))
    return tuple(times)


@lru_cache(maxsize=None)
def every_day(zone, hours):
    return [[opening(zone, day, h) for h in hours] for day in DAYS]


class Calendar:
    def __init__(self, rules, zone):
        self.zone = rules["zone"] or zone
        holidays = {dt.date.fromisoformat(d) for d in rules["holidays"]}
        special = {dt.date.fromisoformat(d): hours for d, hours in rules["on"].items()}
        usual = every_day(self.zone, tuple(rules["hours"]))
        self.days = {day: open_ if day.weekday() in rules["days"] and day not in holidays else []
                     for day, open_ in zip(DAYS, usual)}
        self.days.update({day: [opening(self.zone, day, h) for h in hours] for day, hours in special.items()})
        self.openings = [o for day in DAYS for o in self.days[day]]
        self.begins = [o[0] for o in self.openings]
        self.before = [0]                 # opening seconds before each opening
        for opens, closes in self.openings:
            self.before.append(self.before[-1] + closes - opens)

    def until(self, at):
        """Opening seconds from the beginning of the list to the instant."""
        index = bisect.bisect_right(self.begins, at) - 1
        if index < 0:
            return 0
        opens, closes = self.openings[index]
        return self.before[index] + min(at, closes) - opens

    def between(self, start, stop):
        return self.until(stop) - self.until(start) if stop > start else 0

    def after(self, start, seconds):
        """The first instant at which so many opening seconds have passed since start."""
        wanted = self.until(start) + seconds
        if seconds == 0:
            return start
        index = bisect.bisect_left(self.before, wanted) - 1
        return self.openings[index][0] + wanted - self.before[index]

    def next_open(self, at):
        """The instant itself where the calendar is open, else the next opening."""
        index = bisect.bisect_right(self.begins, at) - 1
        if index >= 0 and at < self.openings[index][1]:
            return at
        return self.openings[index + 1][0]

    def days_later(self, start, count):
        """The same time of day on the next open day, so many times."""
        start = self.next_open(start)
        day = local_date(self.zone, start)
        time = dt.datetime.fromtimestamp(start, dt.timezone.utc).astimezone(zone_of(self.zone))
        while count:
            day += dt.timedelta(days=1)
            count -= bool(self.days[day])
        at = instant(self.zone, day.year, day.month, day.day, time.hour, time.minute, time.second)
        for opens, closes in self.days[day]:
            if at < opens:
                return opens
            if at <= closes:
                return at
        return self.days[day][-1][1]
