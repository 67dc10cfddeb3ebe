"""The law of replay, on the answers of two runs: of the export of then, and of today's as of then.

same(): where everything that is asked has a date that is written once, the two say the same.
within(): where a date was overwritten, today's answer knows less.  What it still decides is what was decided then,
and its bounds contain those of then.
"""
from collections import Counter

# what only today's export can show: leads and deals dated after as-of, and that it names another owner by now
LATER = {"after_as_of", "deals_after_as_of", "moved_leads", "untold_leads"}
SLACK = 2e-6      # of what is printed to six places
# which row of a list is which
NAMES = ("stage", "check", "clock", "duty", "commitment", "period", "week", "source", "reason", "cause", "model",
         "currency")
# counts of leads that are there
PRESENT = ("claimed", "meets_unclaimed", "population", "overdue", "due", "left", "late", "open", "met", "met_early",
           "unknown", "exempt")
# counts of what is decided: more than then would be invented
# (but for what is exempt or not due: it is in no share, and is counted so also where nobody knows if it is asked)
DECIDED = {"met", "breached", "overdue", "due", "left", "late", "never_touched", "stands", "off_definition",
           "delivered", "won", "opened"}
JUDGED = {"met", "missed", "below_floor"}


def is_rate(node):
    return isinstance(node, dict) and {"count", "of", "unknown", "least", "most"} <= node.keys()


def nobody(row):
    """Is it a row in which no lead is?  Leads that come later may have made a row of their group, or of a channel."""
    if isinstance(row, list):
        return all(map(nobody, row))
    if not isinstance(row, dict):
        return True
    if is_rate(row):
        return row["count"] == 0 and row["unknown"] >= 0
    return all(row.get(key) in (0, None) for key in PRESENT) and all(nobody(value) for value in row.values())


def same(then, today, without=frozenset(), path="result"):
    """Yields (path, then, today) for each difference."""
    if isinstance(then, dict) and isinstance(today, dict):
        for key in then.keys() | today.keys():
            if key in LATER or key in without:
                continue
            if key not in then or key not in today:
                yield f"{path}.{key}", then.get(key, "<not there>"), today.get(key, "<not there>")
            else:
                yield from same(then[key], today[key], without, f"{path}.{key}")
    elif isinstance(then, list) and isinstance(today, list):
        if path.endswith((".groups", ".channels")):      # of leads that came later, and of nobody who was there
            then, today = ([row for row in rows if not nobody(row)] for rows in (then, today))
        if len(then) != len(today):
            yield f"{path}.length", len(then), len(today)
        for index, (a, b) in enumerate(zip(then, today)):
            yield from same(a, b, without, f"{path}[{name_of(a, index)}]")
    elif then != today:
        yield path, then, today


def name_of(row, index):
    return next((row[name] for name in NAMES if isinstance(row, dict) and name in row), index)


def within(then, today, without=frozenset(), path="result"):
    """Yields (path, then, today) where today decides more than then, or another way, or leaves then's bounds out."""
    if is_rate(then) and is_rate(today):
        yield from within_rate(then, today, path)
    elif isinstance(then, dict) and isinstance(today, dict):
        if "outcome" in then:
            yield from within_outcome(then, today, path)
            return
        estimated = "mature" in then and total(then["mature"]) != total(today["mature"])     # by the times that are known
        for key in sorted(then.keys() & today.keys()):
            a, b = then[key], today[key]
            if key in without or (key == "mature" and estimated):
                continue
            if key in DECIDED and isinstance(a, int) and isinstance(b, int):
                if b > a:
                    yield f"{path}.{key}", a, b
            elif isinstance(a, (dict, list)):
                yield from within(a, b, without, f"{path}.{key}")
    elif path.endswith(".duties"):
        yield from within_duties(then, today, path)
    elif isinstance(then, list) and isinstance(today, list) and path.rsplit(".")[-1] in KEYED:
        rows = {name_of(row, index): row for index, row in enumerate(today)}
        if path.endswith(".stages") and then and "reached" in then[0]:
            yield from within_stages(then, today, path)
        for index, row in enumerate(then):
            name = name_of(row, index)
            if name in rows:
                yield from within(row, rows[name], without, f"{path}[{name}]")


KEYED = ("stages", "checks", "clocks", "periods", "commitments", "trend")


def within_duties(then, today, path):
    """Where nobody knows which of two clocks applies, and all agree, the lead is listed under the last of them: so
    they are added up.  Each may fall due in another week, so on a page of one week only what is owed now is."""
    for kind in {row["kind"] for row in then}:
        for name in ["owed_now"] if "owed_now" in then[0] else ["overdue", "due", "left", "late", "met"]:
            a, b = (sum(row.get(name, 0) or 0 for row in rows if row["kind"] == kind) for rows in (then, today))
            if b > a:
                yield f"{path}[{kind}].{name}", a, b


def within_rate(then, today, path):
    if today["of"] + today["unknown"] == 0:
        if then["of"] + then["unknown"] and not path.endswith("both_sides_met"):     # what is too early plays no part
            yield path, then, today
    elif then["least"] is not None and (today["least"] is None or today["least"] > then["least"] + SLACK or
                                        today["most"] < then["most"] - SLACK):
        yield path, then, today


def total(rate):
    return rate["of"] + rate["unknown"]


def within_stages(then, today, path):
    """Who is at a stage then is among those that are, or may be, by today's: undecided there, or by a date or a
    current stage that nobody knows, undecided at the stage before."""
    perhaps = 0
    for a, b in zip(then, today):
        here = f"{path}[{a['stage']}]"
        counted = "stands" if b["stands"] is not None else "claimed"
        if not b[counted] <= a[counted] <= b[counted] + (b["undecided"] or 0) + perhaps:
            yield f"{here}.{counted}", a[counted], (b[counted], b["undecided"], perhaps)
        if not b["claimed"] <= a["claimed"] <= b["claimed"] + perhaps:
            yield f"{here}.claimed", a["claimed"], (b["claimed"], perhaps)
        for name, before in {"open": a["open"], **a["exits"]}.items():
            if {"open": b["open"], **b["exits"]}[name] > before:
                yield f"{here}.{name}", before, b
        perhaps += b["moved_undecided"]


def within_outcome(then, today, path):
    """A commitment that is judged by today's export was judged so."""
    if today["outcome"] in JUDGED and today["outcome"] != then["outcome"]:
        yield f"{path}.outcome", then["outcome"], today["outcome"]


def ledger(then, today):
    """Rows of a lead and a clock: each verdict of today's export is that of then, or unknown."""
    keys = [tuple(row[key] for key in ("lead_id", "stage", "clock")) for row in then]
    rows = {}
    for key, row in zip(keys, then):
        rows.setdefault(key, []).append(row)
    for row in today:
        key = tuple(row[name] for name in ("lead_id", "stage", "clock"))
        for name in ("fit_icp", "meets_definition"):
            said = {other[name] for other in rows.get(key, [])}       # of each of its entries
            if row[name] not in said | {"unknown"} and said:
                yield f"ledger[{key[0]}].{name}", said, row[name]
        said = {other["verdict"] for other in rows.get(key, [])} or {"exempt"}      # of a clock that may be another's
        if row["verdict"] not in said | {"unknown"}:
            yield f"ledger[{key[0]}, {key[2]}].verdict", said, row["verdict"]


def listed(then, today):
    """Duties that are named: today's export names none that then did not."""
    def named(rows):
        return Counter((row["lead_id"], row["kind"], row["standing"]) for row in rows)
    for row in sorted(named(today) - named(then)):
        yield "breaches", "<not named>", row
