#!/usr/bin/env python3
"""Holds a rival's waterfall against handoff's: every number that the rival gives must be handoff's, in the same groups and stages.
usage: check_waterfall.py HANDOFF.json RIVAL.json NAME      exits 1 where they differ; says what the rival leaves out
Counts and sums must be the same, rates and times within the rounding of handoff's six decimals; a quantile of more than 4,096 times
may differ by 0.1 %, as handoff's binned ones do."""
import json, math, sys

EXACT_TIMES = 4096


def close(mine, theirs, share):
    return abs(mine - theirs) <= 0.5000001e-6 + share * abs(mine)


def differences(where, mine, theirs, share, out):
    """Of handoff's `mine`, all that the rival's `theirs` has."""
    if isinstance(theirs, dict) and isinstance(mine, dict):
        for key, value in theirs.items():
            if key == "rate" and mine.get("unknown", 0) > 0: continue   # handoff then gives bounds, which the rivals do not work out
            differences(f"{where} {key}", mine[key] if key in mine else "nothing", value, share, out)
    elif isinstance(mine, (int, float)) and isinstance(theirs, (int, float)):
        same = mine == theirs if isinstance(mine, int) and isinstance(theirs, int) else math.isfinite(theirs) and close(mine, theirs, share)
        if not same: out.append(f"{where}: handoff {mine}, the rival {theirs}")
    elif mine != theirs:
        out.append(f"{where}: handoff {mine}, the rival {theirs}")


def left_out(mine, theirs, path=""):
    """Keys of handoff's that the rival does not have."""
    for key in mine:
        if key not in theirs: yield path + key
        elif isinstance(mine[key], dict): yield from left_out(mine[key], theirs[key], path + key + ".")


def in_groups(rows):
    """A flat list of rows of a group and a stage, as handoff's result. Stages that nobody reached have no row in it."""
    groups = {}
    for row in rows: groups.setdefault((row["segment"], row["month"] or None), []).append({key: value for key, value in row.items() if key not in ("segment", "month")})
    return {"groups": [{"segment": segment, "month": month, "stages": stages} for (segment, month), stages in groups.items()]}


def by_group(result):
    return {(group["segment"], group["month"]): {stage["stage"]: stage for stage in group["stages"]} for group in result["groups"]}


def main(handoff_path, rival_path, name):
    with open(handoff_path) as file: handoff = json.load(file)["result"]
    with open(rival_path) as file: rival = json.load(file)
    flat = isinstance(rival, list)
    rival = in_groups(rival) if flat else rival["result"]
    out = []
    differences("all", handoff, {key: value for key, value in rival.items() if key != "groups"}, 0, out)
    mine, theirs = by_group(handoff), by_group(rival)
    for group in sorted(set(mine) ^ set(theirs), key=str): out.append(f"{group}: only {'handoff' if group in mine else 'the rival'} has this group")
    numbers, without = 0, set()
    for group in mine.keys() & theirs.keys():
        reached = {stage for stage, row in mine[group].items() if row["claimed"] > 0 or not flat}
        if reached != theirs[group].keys(): out.append(f"{group}: other stages")
        for stage in mine[group].keys() & theirs[group].keys():
            one, other = mine[group][stage], theirs[group][stage]
            binned = one["days_to_next"]["n"] > EXACT_TIMES
            differences(f"{group} {stage}", one, other, 0.001 if binned else 0, out)
            if one["after_as_of"] != 0: out.append(f"{group} {stage}: {one['after_as_of']} are dated after as-of, which the rivals do not look for")
            without |= set(left_out(one, other))
            numbers += 1
    for line in out[:20]: print(f"differs: {line}", file=sys.stderr)
    if len(out) > 20: print(f"... and {len(out) - 20} more", file=sys.stderr)
    if out or numbers == 0: return 1
    print(f"{name}: {numbers} rows of {len(mine)} groups agree; it leaves out: rows set aside with their reason, {', '.join(sorted(without))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
