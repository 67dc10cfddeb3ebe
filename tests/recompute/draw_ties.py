"""Moves dates of a drawn export onto the lines that verdicts turn on, or a second beside them: a clock that stops
exactly when it is due, or is due at the very moment of judging; an entry that is exactly one horizon old, and a step
that took exactly so long; the first and the last second of a month or a week; signals exactly as old as is asked.

Apart from draw_export.py because these lines are the contract's, and chance alone hardly ever meets them.
"""
import datetime as dt

from clocks import Limit
from draw_clocks import SECONDS
from predicates import Node, Within
from values import Date, read_date, start_of_day

BESIDE = [0, 0, 0, 1, -1]
A_DAY = 86400


def draw_ties(rng, pair, rows):
    if rng.random() < 0.12:
        midnight(rng, rows)
    if rng.random() < 0.4:
        for row in rows:
            if rng.random() < 0.4:
                rng.choice([stopped, stopped, due_now, answered, old, stepped, turned, signalled])(rng, pair, row)


def midnight(rng, rows):
    """A column all of whose times are 00:00 holds the days that stand in it."""
    names = [name for name in rows[0] if name.endswith("_at")]
    for name in rng.sample(names, rng.choice([1, 1, 2, 4])):
        time = rng.choice([" 00:00", " 00:00:00", "T00:00:00Z", "T00:00:00.000Z", "T00:00-04:00"])
        for row in rows:
            if row[name][:4].isdigit():
                row[name] = row[name][:10] + time


def put(rng, row, name, at):
    at += rng.choice(BESIDE)
    row[name] = dt.datetime.fromtimestamp(at, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(pair, row, name):
    """The instant that stands there, or None."""
    date = read_date(row[name], pair.contract.zone) if name else None
    return date.lo if isinstance(date, Date) and not date.day else None


def limit_of(pair, rules, calendar):
    return Limit(rules["amount"], rules["unit"], pair.calendars[calendar] if rules["unit"][0] == "b" else None)


def stopped(rng, pair, row):
    """A clock stops exactly when it is due; or the first touch came before the start, and the last one then."""
    clock = rng.choice(pair.contract.clocks or [None])
    start = clock and moment(pair, row, clock["start"])
    if start is None:
        return
    due, stop = limit_of(pair, clock, clock["calendar"]).due(start), clock["stop"]
    if stop == "first_touch_at" and rng.random() < 0.4:
        put(rng, row, stop, start - 3600)
        stop = "last_touch_at"
    put(rng, row, stop, due)


def due_now(rng, pair, row):
    """A clock that nobody stopped is due at the moment of judging."""
    clock = rng.choice([c for c in pair.contract.clocks if not c["calendar"]] or [None])
    if clock:
        put(rng, row, clock["start"], pair.as_of - clock["amount"] * SECONDS[clock["unit"]])
        row[clock["stop"]] = "" if rng.random() < 0.8 else row[clock["stop"]]


def answered(rng, pair, row):
    """An answer comes exactly when it is due, or is due at the moment of judging."""
    rules, stage = pair.contract.disposition, pair.contract.stages[pair.contract.stage("MQL")]
    if not rules or not rules["limit"] or not stage.at:
        return
    if rules["unit"][0] != "b" and rng.random() < 0.5:
        put(rng, row, stage.at, pair.as_of - rules["amount"] * SECONDS[rules["unit"]])
    start = moment(pair, row, stage.at)
    if start is not None:
        put(rng, row, "disposition_at", limit_of(pair, rules, "default").due(start))


def horizons(contract):
    """(stage, later stage or None, seconds)"""
    stages = contract.stages
    found = [(i, i + 1 if i + 1 < len(stages) else None, stage.maturity)
             for i, stage in enumerate(stages) if stage.maturity]
    return found + [(p["stage"], p["to"], p["within"]) for p in contract.commitments if p["within"]]


def old(rng, pair, row):
    """An entry is exactly one horizon old."""
    stage, _, seconds = rng.choice(horizons(pair.contract) or [(0, None, 0)])
    name = pair.contract.stages[stage].at
    if name and seconds:
        put(rng, row, name, pair.as_of - seconds)


def stepped(rng, pair, row):
    """A step, or a touch, comes exactly one horizon after the entry."""
    stage, to, seconds = rng.choice(horizons(pair.contract) or [(0, None, 0)])
    names = [pair.contract.stages[i].at if i is not None else "first_touch_at" for i in (stage, to)]
    start = moment(pair, row, names[0])
    if start is not None and names[1]:
        put(rng, row, names[1], start + seconds)


def turned(rng, pair, row):
    """An entry, or an exit, at the first moment of a month or a week."""
    day = dt.datetime.fromisoformat(pair.as_of_text).date() - dt.timedelta(days=rng.randint(0, 80))
    day = day.replace(day=1) if rng.random() < 0.5 else day - dt.timedelta(days=day.weekday())
    name = rng.choice([stage.at for stage in pair.contract.stages if stage.at] + ["lost_at"])
    put(rng, row, name, start_of_day(pair.contract.zone, day) - rng.choice([0, 0, 1]))


def asked(node):
    """All (field, days) of within() in a predicate."""
    found = [(node.field, node.days)] if isinstance(node, Within) else []
    for value in vars(node).values():
        for part in value if isinstance(value, (list, tuple)) else [value]:
            found += asked(part) if isinstance(part, Node) else []
    return found


def signalled(rng, pair, row):
    """A date is exactly so old at the entry, or at the moment of judging, as a within() or an axis asks."""
    contract = pair.contract
    nodes = [s.when for s in contract.stages if s.when] + [node for _, node in contract.define]
    nodes += [clock[key] for clock in contract.clocks for key in ("where", "exempt") if clock[key]]
    spans = [span for node in nodes for span in asked(node)]
    spans += [(axis.at, days) for axis in contract.axes if axis.at
              for days in (axis.window, axis.decay and axis.decay[0]) if days]
    if spans:
        name, days = rng.choice(spans)
        entry = moment(pair, row, contract.stages[contract.stage("MQL")].at) if rng.random() < 0.6 else None
        put(rng, row, name, (pair.as_of if entry is None else entry) - days * A_DAY)
