"""A rate at a horizon: who is old enough, and who got there in time.

docs/metrics.md, "At a horizon".
"""
import entry_days
from values import both


def of_stages(contract, a, b):
    """The maturity of the stages from a to b, added up, in seconds; None where one has none."""
    given = [stage.maturity for stage in contract.stages[a:b]]
    return None if None in given else sum(given)


def signed(contract, a, b):
    """The horizon from stage a to stage b, in seconds: the maturity of the stages in between, added up, else the
    longest `within` of the commitments to this rate of all leads; None without one."""
    given = of_stages(contract, a, b)
    if given is not None:
        return given
    promised = (p["within"] for p in contract.commitments if p["within"] and not p["in_metric"]
                and (p["kind"], p["stage"], p["to"], p["where"]) == ("rate", a, b, None))
    return max(promised, default=None)


def old_enough(entry, as_of, horizon):
    """Did the lead enter at least so long before as-of?  On a day without a time, once all of the day is so old."""
    return as_of - entry.hi >= horizon


def in_time(entry, event, horizon):
    """Did it happen within the horizon of the entry?  None where the horizon cuts the range of the time."""
    if entry.day and event.day:
        return (event.day - entry.day) * 86400 <= horizon
    if event.hi - entry.lo <= horizon:
        return True
    return False if event.lo - entry.hi > horizon else None


def arrived(lead, a, b, horizon):
    """Did the lead, which is at stage b, get there within the horizon of its entry into stage a?  Of a date that nobody
    knows, all the days may be.  Without a date at b, that of a later stage that it holds may prove that it did, and
    that of a stage on the way that it did not; both together, out of order, prove nothing."""
    entry, dates = lead.dates[a], lead.dates
    if entry is None:
        return None
    if dates[b]:
        return in_time(entry, dates[b], horizon)
    if entry_days.unknown(lead, b):
        return in_time(entry, entry_days.moments(lead, b), horizon)
    did = any(in_time(entry, date, horizon) is True
              for date, may_be in zip(dates[b + 1:], lead.maybe[b + 1:]) if date and not may_be)
    did_not = any(in_time(entry, date, horizon) is False for date in dates[a + 1:b] if date)
    return did if did != did_not else None


def counts_in_time(lead, a, b, horizon, counts):
    """Of a lead of whom `counts` says whether it counts at stage b: does it within the horizon?"""
    if horizon is None or counts is False:
        return counts
    return both([counts, arrived(lead, a, b, horizon)])
