"""Draws the axes of a score, routes, and the log of signals."""
import datetime as dt

from draw_predicates import predicate
from scores import Axis
from values import instant

TYPES = ["Demo", "Pricing page", "Webinar"]


def draw_axes(rng, contract):
    for name in ["worth", "heat"][:rng.choice([0, 0, 1, 1, 2])]:
        axis = Axis(name)
        kind = rng.random()
        if kind < 0.15:
            axis.column = rng.choice(["fit", "intent"])
        else:
            axis.points = [(predicate(rng, contract.zone, rng.choice([0, 0, 1]), contract.define, moving=False),
                            rng.choice([10, 20, 30, 40, 15, -10, -25])) for _ in range(rng.randint(1, 4))]
        if name == "heat" and kind > 0.6:
            axis.signals = [{"type": kind_, "add": rng.choice([5, 10, 15, -5]), "most": None}
                            for kind_ in rng.sample(TYPES, rng.randint(1, 2))]
            for rule in axis.signals:
                if rng.random() < 0.4:
                    rule["most"] = 20 if rule["add"] > 0 else -5
        if rng.random() < 0.4:
            axis.cap = rng.choice([40, 50, 100])
        if rng.random() < 0.4:
            axis.floor = 0
        if rng.random() < 0.4:
            axis.at = "last_signal_at"
        if axis.at or axis.signals:
            axis.window = rng.choice([None, None, 7, 30])
            axis.decay = rng.choice([None, None, (10, "0.5"), (30, "0.25"), (7, "0")])
        contract.axes.append(axis)


def draw_routes(rng, contract):
    if rng.random() < 0.4:
        contract.routes = [(name, predicate(rng, contract.zone, 1, contract.define, moving=False))
                           for name in ["AE", "SDR", "nurture"][:rng.randint(1, 3)]]


def draw_log(rng, zone, rows, as_of):
    """(text, {lead_id: [(instant, type)]}); as_of is a local datetime."""
    lines, found = ["lead_id,at,type"], {}
    for _ in range(rng.randint(0, 2 * len(rows))):
        lead = rng.choice(rows)["lead_id"] if rng.random() < 0.95 else "X1"
        at = as_of + dt.timedelta(days=2) - dt.timedelta(minutes=rng.randint(0, 100 * 1440))
        kind = rng.choice(TYPES + ["demo", "Other"])
        day = rng.random() < 0.1
        parts = at.timetuple()[:3] if day else at.timetuple()[:5]
        found.setdefault(lead, []).append((instant(zone, *parts), kind))
        lines.append(f"{lead},{at.strftime('%Y-%m-%d' if day else '%Y-%m-%d %H:%M')},{kind}")
    return "\n".join(lines) + "\n", found


def print_axis(axis, quoted):
    lines = [f"[score.{axis.name}]"]
    if axis.points:
        rows = ", ".join(f"{{ when = {quoted(node)}, add = {points} }}" for node, points in axis.points)
        lines.append(f"points = [ {rows} ]")
    if axis.signals:
        most = lambda rule: "" if rule["most"] is None else f", most = {rule['most']}"
        rows = ", ".join(f"{{ type = {quoted(r['type'])}, add = {r['add']}{most(r)} }}" for r in axis.signals)
        lines.append(f"signals = [ {rows} ]")
    for key in ("column", "at"):
        if getattr(axis, key):
            lines.append(f"{key} = {quoted(getattr(axis, key))}")
    lines += [f"{key} = {getattr(axis, key)}" for key in ("cap", "floor") if getattr(axis, key) is not None]
    if axis.window:
        lines.append(f'window = "{axis.window}d"')
    if axis.decay:
        lines.append(f'decay = {{ every = "{axis.decay[0]}d", keep = {axis.decay[1]} }}')
    return lines
