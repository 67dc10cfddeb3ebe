"""The law of completions of single leads: what is said of one while something is not known stays said.

It reads what names leads: the ledger of `audit`, the rows of `score`, the list of `breaches`, the list of `compare`,
and the story of `explain`.
"""
from collections import Counter, defaultdict

UNKNOWN = {"unknown", "(undecided)", "undecided", None, "open"}


def grouped(rows, *keys):
    found = defaultdict(list)
    for row in rows:
        found[tuple(row.get(key) for key in keys)].append(row)
    return found


def ledger(opened, completed):
    """Of each lead and clock: the verdict, the ICP, the definition."""
    after = grouped(completed, "lead_id", "stage")
    for row in opened:
        others = after.get((row["lead_id"], row["stage"]))
        here = f"ledger[{row['lead_id']}, {row['clock']}]"
        if not others:
            yield here, row, "<no row>"
            continue
        for name in ("fit_icp", "meets_definition"):
            if row[name] in ("yes", "no") and any(other[name] != row[name] for other in others):
                yield f"{here}.{name}", row[name], [other[name] for other in others]
        if row["verdict"] in ("met", "breached"):        # of clocks that compete, listed under the last of them
            if not any(other["verdict"] == row["verdict"] for other in others):
                yield f"{here}.verdict", row["verdict"], [(other["clock"], other["verdict"]) for other in others]


def scored(opened, completed, verdicts):
    """The rows of `score`: buckets, axes as numbers or ranges, and with `verdicts` the one word for all stages."""
    after = {row["lead_id"]: row for row in completed}
    for row in opened:
        other = after.get(row["lead_id"])
        if other is None:
            yield f"scores[{row['lead_id']}]", row, "<no row>"
            continue
        for name, said in row.items():
            here = f"scores[{row['lead_id']}].{name}"
            if name.startswith("meets_") and said in ("yes", "no") and other[name] != said:
                yield here, said, other[name]
            if name in ["route", "segment", "lane", "source"] + ["verdict"] * verdicts and \
                    said not in ("", "unknown", "(undecided)") and other[name] != said:
                yield here, said, other[name]
            if name in ("worth", "heat", "score_worth", "score_heat") and said and not inside(other[name], said):
                yield here, said, other[name]


def inside(cell, around):
    """Is a score, or a range of scores, within another?"""
    if not cell:
        return False
    ends = [[float(end) for end in text.lstrip("'").split("..")] for text in (cell, around)]
    return ends[1][0] <= ends[0][0] and ends[0][-1] <= ends[1][-1]


def listed(opened, completed, without):
    """Duties that are named: each is named again.  without: standings that are left out."""
    def named(rows):
        return Counter((row["lead_id"], row["kind"], row["standing"]) for row in rows if row["standing"] not in without)
    for row in sorted(named(opened) - named(completed)):
        yield "breaches", row, "<not named>"


def compared(opened, completed):
    """The list of `compare`: what each contract says of a lead."""
    after = {row["lead_id"]: row for row in completed}
    for row in opened:
        for name in ("class", "verdict_a", "verdict_b"):
            if row[name] != "unknown" and row["lead_id"] in after and after[row["lead_id"]][name] != row[name]:
                yield f"leads[{row['lead_id']}].{name}", row[name], after[row["lead_id"]][name]


def told(opened, completed):
    """The story of one lead."""
    def pairs(key, name):
        rows = {row[name]: row for row in completed.get(key) or []}
        return [(row[name], row, rows[row[name]]) for row in opened.get(key) or [] if row[name] in rows]
    for name, a, b in pairs("stages", "stage"):
        if a.get("recomputed") in ("yes", "no", "met", "not met", True, False) and a["recomputed"] != b["recomputed"]:
            yield f"stages[{name}].recomputed", a["recomputed"], b["recomputed"]
        if a.get("claimed") is True and b.get("claimed") is not True:
            yield f"stages[{name}].claimed", a["claimed"], b["claimed"]
    for name, a, b in pairs("clocks", "clock"):
        if a.get("verdict") in ("met", "breached") and a["verdict"] != b.get("verdict"):
            yield f"clocks[{name}].verdict", a["verdict"], b.get("verdict")
    for name, a, b in pairs("checks", "check"):
        if a.get("finding") in ("pass", "fail") and a["finding"] != b.get("finding"):
            yield f"checks[{name}].finding", a["finding"], b.get("finding")
    for name, a, b in pairs("buckets", "list"):
        if a.get("bucket") not in UNKNOWN and a["bucket"] != b.get("bucket"):
            yield f"buckets[{name}]", a["bucket"], b.get("bucket")
    for name, a, b in pairs("exclusions", "exclusion"):
        if a.get("verdict") in ("yes", "no") and a["verdict"] != b.get("verdict"):
            yield f"exclusions[{name}]", a["verdict"], b.get("verdict")
    for name, a, b in pairs("scores", "axis"):
        if a.get("score") is not None and a["score"] != b.get("score"):
            yield f"scores[{name}]", a["score"], b.get("score")
