"""What an export tells of a day that has passed where it has no dates.

It tells it as of its own day, so nothing is promised of definitions, exemptions, groups and amounts that rest on such
columns.  What rests on dates alone is the same all the same; and `check` says of a score that it is that of today.
"""

# of these, industry and fit, employees, source and amount, or the owner, are a part
ASK_FACTS = {"value", "values", "off_definition", "undecided", "meets_unclaimed", "owner", "segment", "source", "sources",
             "standing", "recomputed", "gap", "gap_relative", "fields_filled", "on_definition", "bad", "great",
             "commitments", "both_sides_met", "both_sides", "escalations", "attainment"}
FACT_CHECKS = {"off_icp", "off_definition", "incomplete"}


def dated(node):
    """A report of claims without what rests on columns that have no date."""
    if isinstance(node, dict):
        return {key: dated(value) for key, value in node.items()
                if key not in ASK_FACTS and not key.startswith("any_")}
    if isinstance(node, list):
        return [dated(row) for row in node if not (isinstance(row, dict) and row.get("check") in FACT_CHECKS)]
    return node


LEDGER = ("lead_id", "stage", "clock", "start", "stop", "due", "elapsed_seconds", "verdict", "disposition", "reason")


def ledger(rows):
    return [{name: row[name] for name in LEDGER} for row in rows]


def warnings(contract, clauses):
    """Yields (clause, what is promised, what is said) for a stage whose definition asks a score, without a warning."""
    said = {clause["clause"]: clause for clause in clauses}
    for name, when in contract.whens.items():
        clause = said.get(f"{name}, definition")
        if "fit" not in str(when) or clause is None or clause["proof"] == "untried":
            continue
        if clause["proof"] == "proven" or "today's value" not in (clause["why"] or ""):
            yield f"check: {name}, definition", "fit is today's value", (clause["proof"], clause["why"])
