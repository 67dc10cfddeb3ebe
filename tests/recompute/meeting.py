"""Compares the commitments of `weekly` and `monthly` with the recomputed ones."""
import datetime as dt

from compare import differ
from periods import before, period_of


def own_period(promises, promise, period):
    """The last of its own periods that ended by the end of the meeting's, else the one running then."""
    first, week_start = promises.first_entry(), promises.contract.week_start
    if first is None:
        return None
    end = min(period.last, promises.today)
    running = period_of(promise["per"], end, week_start)
    if running.last <= period.last:
        return running if running.last >= first else None
    own = before(running, week_start)
    return own if own.last >= first else running if running.last >= first else None


def scoreboard(board, theirs):
    """Compares each of the periods that the page shows."""
    for row in theirs["periods"]:
        if row["before_data"]:
            continue
        span = (dt.date.fromisoformat(row["from"]), dt.date.fromisoformat(row["to"]))
        mine = {k: v for k, v in board.row(span).items() if k in row}
        yield from differ(mine, row, f"periods[{row['period']}]")


def differences(promises, period, theirs):
    rows = {row["commitment"]: row for row in theirs["commitments"]}
    for promise in promises.with_clocks():
        row = rows.get(promise["name"])
        if row is None:
            yield f"commitments[{promise['name']}]", "there", "absent"
            continue
        own = own_period(promises, promise, period)
        limit = promises.horizon(promise)
        mine = {"within_seconds": limit, "so_far": limit is None and promise["kind"] in ("rate", "coverage")}
        if own is not None or (row["own"] and row["own"]["count"]):
            mine["own"] = None if own is None else promises.outcome(promise, own)
        if row["here"] is not None:
            mine["here"] = promises.outcome(promise, period)
        yield from differ(mine, row, f"{promise['metric'].split('(')[0]}")
