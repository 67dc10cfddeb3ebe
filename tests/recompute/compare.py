"""Runs the program on a pair, and lists where its JSON and the recomputation differ."""
import json
import subprocess


def run(binary, arguments, fine=(0,)):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, close_fds=False)
    if done.returncode not in fine:
        return None, done.stderr.strip()
    return json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout, ""


def close(mine, theirs):
    if isinstance(mine, bool) or isinstance(theirs, bool) or mine is None or theirs is None:
        return mine is theirs
    if isinstance(mine, (int, float)) and isinstance(theirs, (int, float)):
        return abs(mine - theirs) <= 1.0001e-6 + 1e-9 * abs(mine)
    return mine == theirs


def differ(mine, theirs, path=""):
    """Yields (path, mine, theirs); what only the program says is left aside."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key, value in mine.items():
            if key not in theirs:
                if key not in ("moved", "ends", "known"):
                    yield f"{path}.{key}", value, "<not there>"
            else:
                yield from differ(value, theirs[key], f"{path}.{key}")
    elif isinstance(mine, list) and isinstance(theirs, list):
        if len(mine) != len(theirs):
            yield f"{path}.length", len(mine), len(theirs)
        for index, (a, b) in enumerate(zip(mine, theirs)):
            name = index if not isinstance(a, dict) else a.get("check", a.get("clock", index))
            yield from differ(a, b, f"{path}[{name}]")
    elif not close(mine, theirs):
        yield path, mine, theirs


def some_lead(rows):
    return any(r["claimed"] or r["after_as_of"] or r["meets_unclaimed"] for r in rows)


def waterfall(funnel, by, theirs):
    result = theirs["result"]
    whole = funnel.result()
    if by is None:
        yield from differ(whole, result, "result")
        return
    yield from differ({k: whole[k] for k in ("leads", "time_order")}, result, "result")
    mine = funnel.groups(by)
    groups = {g[by]: g["stages"] for g in result["groups"]}
    for key in sorted(set(mine) | {k for k in groups if some_lead(groups[k])}, key=str):
        if key not in groups and by == "month" and not any(r["claimed"] for r in mine[key]):
            continue        # the documentation does not say that such a group is shown
        if key not in mine or key not in groups:
            yield f"groups[{key}]", "there" if key in mine else "absent", "there" if key in groups else "absent"
        else:
            yield from differ(mine[key], groups[key], f"groups[{key}].stages")
