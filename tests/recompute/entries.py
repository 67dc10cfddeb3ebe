"""Draws a stage history and a touch log, and recomputes the clocks entry by entry.

docs/commands/audit.md, "A stage history".  Only leads that the export dates to the minute are in the history, and
only clocks that run from the entry to the first touch are compared: those that nothing else decides.
"""
import copy
import datetime as dt
from collections import Counter

import ways
from clocks import category
from draw_clocks import BUSINESS, ELAPSED
from rates import rate
from values import BAD, Date


def simplified(rng, contract, stage):
    """The contract with one clock, which takes all entrants from their entry to the first touch."""
    found = copy.copy(contract)
    calendar = "default" if "default" in contract.calendars and rng.random() < 0.5 else None
    amount, unit = rng.choice(BUSINESS if calendar else ELAPSED)
    plain = dict.fromkeys(("where", "exempt", "target", "before"), None)
    at = contract.stages[stage]
    found.clocks = [{**plain, "name": "first touch", "on": at.name, "start": at.at, "stop": "first_touch_at",
                      "limit": f"{amount}{unit}", "amount": amount, "unit": unit,
                     "calendar": calendar, "where_stands": False}]
    found.commitments, found.escalations, found.touch = [], [], True
    return found


class History:
    """entries: {lead_id: [instants]}, ascending; touches: {lead_id: [instants]}."""

    def __init__(self, rng, pair, stage):
        self.contract, self.as_of = pair.contract, pair.as_of
        self.entries, self.touches = {}, {}
        name = self.contract.stages[stage].name
        between = [leave["name"] for leave in self.contract.exits]
        rows, log = [], []
        for s in pair.standings:
            last = s.own[stage]
            if last is None or last.day or s.is_later(last) or rng.random() < 0.2:
                continue
            at, found = last.lo, [last.lo]
            rows.append((s.lead["lead_id"], at, name))
            for _ in range(rng.choice([0, 0, 1, 2])):
                gap = rng.choice([3600, 7200, 86400, 5 * 86400])
                parted = bool(between) and rng.random() < 0.8
                if parted:
                    rows.append((s.lead["lead_id"], at - gap // 2, rng.choice(between)))
                at -= gap
                rows.append((s.lead["lead_id"], at, name))
                if parted:
                    found.insert(0, at)
                else:
                    found[0] = at          # the same entry, told twice
            self.entries[s.lead["lead_id"]] = found
            for _ in range(rng.choice([0, 1, 2])):
                touch = rng.choice(found) + rng.choice([0, 60, 3600, 14400, 86400, -3600])
                log.append((s.lead["lead_id"], touch))
                self.touches.setdefault(s.lead["lead_id"], []).append(touch)
        rng.shuffle(rows)
        text = lambda at: dt.datetime.fromtimestamp(at, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        # a column all of whose times are 00:00 is one of days (docs/input.md), which is not recomputed here
        self.of_days = any(found and all(row[1] % 86400 == 0 for row in found) for found in (rows, log))
        self.history = "lead_id,at,stage\n" + "".join(f"{lead},{text(at)},{to}\n" for lead, at, to in rows)
        self.log = "lead_id,at,type\n" + "".join(f"{lead},{text(at)},Call\n" for lead, at in log)


def of_entries(history, audit, clock):
    """(all ways of each entry by the clock, leads, entries after the first)."""
    limit, found, again = audit.bench.limits[clock["name"]], [], 0
    for s in audit.population:
        lead = s.lead["lead_id"]
        entries = history.entries.get(lead)
        if entries is None:
            found.append(unseen(s, audit, clock, history.as_of))
            continue
        again += len(entries) - 1
        for number, entry in enumerate(entries):
            ends = entries[number + 1] if number + 1 < len(entries) else None
            stops = [t for t in history.touches.get(lead, ())
                     if entry <= t <= history.as_of and (not ends or t < ends)]
            found.append(of_entry(Date(entry, entry, None), min(stops, default=None), ends, limit, history.as_of))
    return found, len(audit.population), again


def unseen(s, audit, clock, as_of):
    """Of a lead that neither the history nor the log knows: it was never touched."""
    date, limit = s.begun(audit.stage), audit.bench.limits[clock["name"]]
    if date is None or s.lead[clock["start"]] is BAD:
        return ways.unknown(None)
    return ways.not_done(limit.was_due(date, as_of))


def of_entry(entry, stop, ends, limit, as_of):
    due = limit.due(entry.lo)
    if stop is not None:
        return ways.done(due < as_of) if stop <= due else {ways.FAILED}
    if ends is not None and ends <= due:
        return {ways.EXEMPT}                # the next entry ended it before it was due
    return ways.not_done(due < as_of)


def differences(history, audit, clock, result):
    found, leads, again = of_entries(history, audit, clock)
    mine = {"population": len(found), "leads": leads, "reentries": again}
    for key, value in mine.items():
        if result.get(key) != value:
            yield f"entries.{key}", value, result.get(key)
    row = next(r for r in result["clocks"] if r["clock"] == clock["name"])
    counts = Counter(category(one) for one in found)
    for word in ("met", "met_early", "breached", "open", "unknown", "exempt"):
        if row[word] != counts[word]:
            yield f"entries.{clock['name']}.{word}", counts[word], row[word]
    found += [unseen(s, audit, clock, history.as_of) | {ways.EXEMPT} for s in audit.maybe]
    whole = rate([ways.pair(one, failing=False) for one in found], plain=True)
    for key in ("count", "of", "unknown", "least", "most"):
        if (whole[key] is None) != (row["compliance"][key] is None) or whole[key] is not None and abs(
                whole[key] - row["compliance"][key]) > 2e-6:
            yield f"entries.{clock['name']}.compliance.{key}", whole[key], row["compliance"][key]
