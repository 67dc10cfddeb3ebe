"""Draws what a contract promises: clocks, dispositions, required fields and commitments.

Apart from draw_contract.py for length alone.
"""
from draw_predicates import predicate

ELAPSED = [(1, "h"), (4, "h"), (24, "h"), (30, "m"), (2, "d"), (90, "m"), (1, "d"), (10, "d")]
BUSINESS = [(1, "bh"), (4, "bh"), (10, "bh"), (24, "bh"), (1, "bd"), (2, "bd")]
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "bh": 3600}
HORIZONS = [(n * SECONDS[unit], f"{n}{unit}")
            for n, unit in [(6, "h"), (1, "d"), (36, "h"), (7, "d"), (14, "d"), (30, "d")]]


def draw_limit(rng, contract):
    amount, unit = rng.choice(BUSINESS if contract.calendars and rng.random() < 0.5 else ELAPSED)
    return amount, unit, f"{amount}{unit}"


def draw_clocks(rng, contract):
    names = [s.name for s in contract.stages]
    for number in range(rng.choice([0, 1, 1, 2, 2, 3])):
        on = "MQL" if rng.random() < 0.85 else rng.choice(names)
        amount, unit, text = draw_limit(rng, contract)
        calendar = rng.choice(list(contract.calendars)) if unit[0] == "b" else None
        draw = lambda: predicate(rng, contract.zone, rng.randint(0, 1), contract.define)
        stop = rng.choice(["first_touch_at", "first_touch_at", "discovery_at", "disposition_at"])
        starts = ["assigned_at", "created_at", "disposition_at"] + [s.at for s in contract.stages if s.name == on and s.at] * 3
        contract.clocks.append({
            "name": f"clock {number}", "on": on, "start": rng.choice([at for at in starts if at != stop]),
            "stop": stop, "limit": text,
            "amount": amount, "unit": unit, "calendar": calendar,
            "where": draw() if rng.random() < 0.5 else None, "exempt": draw() if rng.random() < 0.25 else None,
            "where_stands": contract.stages[names.index(on)].defined() and rng.random() < 0.15,
            "target": rng.choice([None, 0.5, 0.9]), "before": rng.choice([None, None, None, "met", "breached"])})


def draw_disposition(rng, contract):
    if rng.random() < 0.35:
        return
    rules = {"states": ["accepted", "rejected", "recycled"], "reasons": [], "reason_required": [], "limit": None}
    if rng.random() < 0.6:
        rules["reason_required"] = ["rejected"] if rng.random() < 0.5 else ["recycled", "rejected"]
    if rng.random() < 0.5:
        rules["reasons"] = ["Wrong title", "No budget"]
    if rng.random() < 0.7:
        rules["amount"], rules["unit"], rules["limit"] = draw_limit(rng, contract)
        if rules["unit"][0] == "b" and "default" not in contract.calendars:
            rules["limit"] = None
    contract.disposition = rules


def draw_enrichment(rng, contract):
    if rng.random() < 0.5:
        fields = ["employees", "industry", "source", "created_at", "budget"]
        contract.enrichment = rng.sample(fields, rng.randint(1, 3))


def draw_commitments(rng, contract):
    names = [s.name for s in contract.stages]
    for number in range(rng.choice([0, 1, 2, 3])):
        kinds = ["counted", "counted", "rate", "rate"] + ["share"] * bool(contract.define) * 2
        kinds += ["clock"] * 2 * bool(contract.clocks) + ["coverage"] + ["completeness"] * bool(contract.enrichment)
        rules = contract.disposition
        kinds += ["disposition"] * bool(rules) + ["feedback"] * bool(rules and rules["limit"])
        kind = rng.choice(kinds)
        stage = names.index("MQL") if rng.random() < 0.6 else rng.randrange(len(names))
        promise = {"name": f"promise {number}", "kind": kind, "per": rng.choice(["week", "month", "month", "quarter"]),
                   "where": None, "within": None, "in_metric": False, "clock": None, "less": False, "to": None,
                   "define": None, "mix": None}
        if kind == "rate" and stage + 1 == len(names):
            stage -= 1
        if kind in ("rate", "coverage") and rng.random() < 0.5:
            promise["within"], promise["within_text"] = rng.choice(HORIZONS)
        if rng.random() < 0.3:
            promise["where"] = predicate(rng, contract.zone, 1, contract.define)
        draw_metric(rng, contract, promise, names, stage)
        contract.commitments.append(promise)


def draw_metric(rng, contract, promise, names, stage):
    kind = promise["kind"]
    target, floor = rng.choice([(0.5, 0.2), (0.65, 0.6), (0.3, None), (0.9, 0.5), (None, None)])
    if kind == "counted":
        target, floor = rng.choice([(1, None), (2, 1), (4, 2), (3, 1), (12, 6)])
        promise["metric"] = f"count({names[stage]})"
        if contract.segments and rng.random() < 0.5:
            parts = [name for name, _ in contract.segments][:rng.randint(1, 3)]
            parts += ["other"] if len(parts) == 1 or rng.random() < 0.5 else []
            first = rng.choice([0.5, 0.75, 0.9])
            promise["mix"] = {name: round((1 - first) / (len(parts) - 1), 6) for name in parts}
            promise["mix"][parts[0]] = round(1 - sum(list(promise["mix"].values())[1:]), 6)
    if kind == "rate":
        promise["to"] = rng.randrange(stage + 1, len(names))
        promise["metric"] = f"rate({names[stage]}, {names[promise['to']]})"
        if promise["within"] and rng.random() < 0.4:        # the same, by a horizon that stands in the metric
            promise["in_metric"] = True
            promise["metric"] = f'share_within({names[stage]}, {names[promise["to"]]}, "{promise["within_text"]}")'
    if kind == "share":
        name, promise["define"] = rng.choice(contract.define)
        promise["metric"] = f"share({names[stage]}, {name})"
    if kind in ("coverage", "completeness", "disposition", "feedback"):
        promise["metric"] = f"{kind}({names[stage]})"
    if kind == "clock":
        promise["clock"] = rng.choice(contract.clocks)
        stage, promise["less"] = names.index(promise["clock"]["on"]), rng.random() < 0.5
        promise["metric"] = f"{'late_share' if promise['less'] else 'compliance'}({promise['clock']['name']})"
        if promise["less"] and target is not None:
            target, floor = rng.choice([(0.1, 0.3), (0.5, None), (0.2, 0.6)])
    promise["stage"], promise["target"], promise["floor"] = stage, target, floor


def draw_escalations(rng, contract):
    """On commitments and on clocks that have a target."""
    names = [(p["name"], p["floor"]) for p in contract.commitments if p["target"] is not None]
    names += [(c["name"], None) for c in contract.clocks if c["target"] is not None]
    for number in range(rng.choice([0, 1, 2]) if names else 0):
        name, floor = rng.choice(names)
        contract.escalations.append({
            "name": f"step {number}", "commitment": name, "to": ["VP Sales"],
            "below": "floor" if floor is not None and rng.random() < 0.4 else "target",
            "count": rng.choice([1, 1, 2, 3]), "grain": rng.choice(["week", "month", "month", "quarter"]),
            "due": rng.choice([None, 7, 14])})
