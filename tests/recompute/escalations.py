"""Recomputes escalations: docs/metrics.md, "Commitments and escalations"."""
import datetime as dt

from periods import after, period_of

MISSED = {"target": ("missed", "below_floor"), "floor": ("below_floor",)}


def fired(promises, step, end):
    """All times that a rule fired by the end of a page, where it is past: (names of the whole run, due, state)."""
    promise = next(p for p in promises.with_clocks() if p["name"] == step["commitment"])
    first, week_start = promises.first_entry(), promises.contract.week_start
    found, run, due = [], [], None
    period = period_of(step["grain"], first or promises.today, week_start)
    while period.first <= promises.today and (end is None or period.last <= end):
        outcome = promises.outcome(promise, period)["outcome"]
        if outcome in MISSED[step["below"]]:
            run.append(period.name)
            if len(run) == step["count"]:
                due = period.last + dt.timedelta(days=step["due"]) if step["due"] else None
                found.append([run, due, "fired"])
            elif len(run) > step["count"]:
                found[-1][2] = "standing"
        elif outcome in ("met", "missed", "below_floor"):      # judged, and the line held
            if len(run) >= step["count"]:
                found[-1][2] = "over"
            run = []
        period = after(period, week_start)
    return found


def differences(promises, page, theirs):
    """The page shows those not met since, of a past page by its end, and those whose action is due in its period or
    later."""
    end = page.last if after(page, promises.contract.week_start).last < promises.today else None
    mine = [(step["name"], step["commitment"], run, due and due.isoformat(), state)
            for step in promises.contract.escalations for run, due, state in fired(promises, step, end)
            if state != "over" or due and due >= page.first]
    said = [(e["escalation"], e["commitment"], e["missed"], e["due"], e["state"]) for e in theirs]
    for one in mine:
        if one not in said:
            yield "escalations", one, said
    for one in said:
        if one not in mine:
            yield "escalations", mine, one
