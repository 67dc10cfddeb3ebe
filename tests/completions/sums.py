"""What adds up in a report, whatever is known: rows and undecided make the whole (docs/metrics.md).

Each yields (path, what stands there, what it should be).
"""


def equal(path, stands, made):
    if stands != made:
        yield f"{path} (does not add up)", stands, made


def waterfall(result):
    for group in result.get("groups") or [result]:
        for stage in group.get("stages", []):       # none where no lead is in a window
            here = f"stages[{stage['stage']}]"
            on = 0 if result["basis"] == "period" else stage["conversion_next"]["count"]
            parts = on + sum(stage["exits"].values()) + stage["open"] + stage["moved_undecided"] + stage["skipped"]
            if result["basis"] == "cohort":
                counted = stage["claimed" if result["count"] == "claimed" else "stands"]
                yield from equal(f"{here}.stands", counted, parts)
            if result["count"] == "defined":
                yield from equal(f"{here}.claimed", stage["claimed"],
                                 stage["stands"] + stage["off_definition"] + stage["undecided"])


def meeting(result):
    breaches = result["breaches"]
    for duty in breaches["duties"]:
        yield from equal(f"duties[{duty['duty']}].owed_now", duty["owed_now"],
                         duty["overdue"] + duty["owed_elsewhere"] + duty["owed_undated"])
    if breaches["owed_now"] is None:        # nothing that is asked can be judged
        return
    yield from equal("breaches.owed_now", breaches["owed_now"], sum(duty["owed_now"] for duty in breaches["duties"]))
    yield from equal("breaches.missed", breaches["missed"],
                     sum(duty["overdue"] + duty["left"] + duty["late"] for duty in breaches["duties"]))


def score(result):
    yield from equal("by_verdict", sum(result["by_verdict"].values()), result["leads"])
    if result.get("claimed"):       # of a stage with a definition
        parts = sum(sum(result[key].values()) for key in ("claimed", "not_claimed", "perhaps_claimed"))
        yield from equal("claimed and not_claimed", parts, result["leads"])


def compare(result):
    yield from equal("classes", sum(row["leads"] for row in result["classes"]), result["leads"])
    yield from equal("cross", sum(row["leads"] for row in result["cross"]), result["leads"])


def pipeline(result):
    causes = {row["cause"]: row["leads"]["count"] for row in result["leakage"]}
    if causes:
        yield from equal("leakage", sum(causes.values()), result["entered"])


SUMS = {"waterfall": waterfall, "weekly": meeting, "monthly": meeting, "score": score, "compare": compare,
        "pipeline": pipeline}
