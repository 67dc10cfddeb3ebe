"""Checks the program `handoff` against its documentation, on random pairs of contract and export.

Every number is recomputed in the plainest way from the documentation alone, and compared with what the
program prints.  Usage:

    recompute.py --binary PATH --seed N --pairs M [--keep DIR] [--only COMMAND] [--first]

Exit code 1 where anything differs.  A run that is refused differs, but where the documentation says so.
The files of a pair that differs are kept in DIR.
"""
import sys
sys.dont_write_bytecode = True      # nothing is left in the folder of the sources

import argparse
import datetime as dt
import multiprocessing
import os
import random
import shutil
import tempfile
import time
import traceback

import breaches
import compare
import entries
import escalations
import leads
import ledger
import meeting
from business import Calendar
from checks import Audit
from commitments import Promises
from draw_scores import draw_log
from funnel import Funnel
from pair import Pair
from periods import period_of
from print_contract import print_contract
from scoreboard import Scoreboard
from values import Date, day_of


def check_waterfall(pair, binary):
    rng = pair.rng
    for count in rng.sample(["defined", "claimed"], 1):
        window, more = None, ["--count", count]
        if rng.random() < 0.35:
            start = dt.date(2026, rng.randint(2, 6), rng.choice([1, 5, 15]))
            window = (start, start + dt.timedelta(days=rng.choice([6, 27, 60])))
            if start > dt.datetime.fromisoformat(pair.as_of_text).date():
                window = None
            else:
                more += ["--window", f"{window[0]}..{window[1]}"]
        by = rng.choice([None, None, "source", "month", *pair.tables()])
        if by:
            more += ["--by", by]
        answer = pair.call(binary, "waterfall", *more)
        if answer:
            pair.add("waterfall", more, lambda: compare.waterfall(
                Funnel(pair.standings, pair.contract, pair.as_of, count, window), by, answer))


def check_audit(pair, binary):
    rng, names = pair.rng, [s.name for s in pair.contract.stages]
    stage = "MQL" if rng.random() < 0.8 else rng.choice(names)
    here = names.index(stage)
    to = names.index("SQL") if "SQL" in names[here + 1:] else here + 1 if here + 1 < len(names) else None
    more, window = ["--sample", "all"], None
    if stage != "MQL":
        more += ["--stage", stage]
    if to is not None and rng.random() < 0.2:
        to = rng.randrange(here + 1, len(names))
        more += ["--to", names[to]]
    if rng.random() < 0.25:
        window = (dt.date(2026, 3, 1), dt.date(2026, 5, 31))
        more += ["--window", "2026-03-01..2026-05-31"]
    by = rng.choice([None, None, "source", *pair.tables()])
    if by:
        more += ["--by", by]
    path = os.path.join(pair.folder, "ledger.csv")
    answer = pair.call(binary, "audit", *more, "--ledger", path)
    if answer:
        def differences():
            audit = Audit(pair.standings, pair.contract, pair.calendars, pair.as_of, window, here, to)
            yield from compare.differ(audit.result(), answer["result"], "result")
            yield from ledger.differences(audit, path)
            if by:
                theirs = {group[by]: group for group in answer["result"]["groups"]}
                mine = audit.groups(by)
                yield from compare.differ(sorted(map(str, mine)), sorted(map(str, theirs)), "groups")
                yield from compare.differ(mine, theirs, "groups")
        pair.add("audit", more, differences)


def check_meeting(pair, binary):
    rng, contract = pair.rng, pair.contract
    kind = rng.choice(["month", "month", "week"])
    day = dt.datetime.fromisoformat(pair.as_of_text).date() - dt.timedelta(days=rng.randint(0, 60))
    period = period_of(kind, day, contract.week_start)
    today = day_of(contract.zone, Date(pair.as_of - 1, pair.as_of - 1, None))
    if period.first > today:
        period = period_of(kind, today, contract.week_start)
    count = rng.choice(["defined", "claimed"])
    more = ["--" + kind, period.name, "--count", count]
    names = [s.name for s in contract.stages]
    here = names.index("MQL")
    to = names.index("SQL") if "SQL" in names else here + 1 if here + 1 < len(names) else None
    answer = pair.call(binary, kind + "ly", *more)
    if answer:
        def differences():
            promises = Promises(pair.standings, contract, pair.calendars, pair.as_of, count)
            yield from meeting.differences(promises, period, answer["result"])
            yield from escalations.differences(promises, period, answer["result"]["escalations"])
            board = Scoreboard(pair.standings, contract, pair.as_of, count, here, to)
            yield from meeting.scoreboard(board, answer["result"])
        pair.add(kind + "ly", more, differences)


def check_breaches(pair, binary):
    names = [s.name for s in pair.contract.stages]
    stage = "MQL" if pair.rng.random() < 0.8 else pair.rng.choice(names)
    more = [] if stage == "MQL" else ["--stage", stage]
    answer = pair.call(binary, "breaches", *more, fine=(0, 1), may_refuse=True)

    def differences():
        audit = Audit(pair.standings, pair.contract, pair.calendars, pair.as_of, None, names.index(stage), None)
        duties = breaches.Duties(audit)
        yield from breaches.refusal(duties, refused=answer is None)
        if answer is not None:
            yield from breaches.differences(duties, answer["result"])
    pair.add("breaches", more, differences)


def check_score(pair, binary):
    """Each lead's scores, verdict and route, and the sums of the summary."""
    rng, contract = pair.rng, pair.contract
    names = [s.name for s in contract.stages]
    defined = [i for i, stage in enumerate(contract.stages) if stage.defined()]
    if not defined:
        return
    stage = names.index("MQL")
    more, log, strange = [], os.path.join(pair.folder, "signals.csv"), False
    if rng.random() < 0.4 and any(axis.signals for axis in contract.axes):
        text, contract.log = draw_log(rng, contract.zone, pair.rows, pair.local)
        with open(log, "w") as file:
            file.write(text)
        more = ["--signals", log]
        # a log that is not about these leads is refused: docs/input.md
        strange = bool(contract.log) and not any(lead["lead_id"] in contract.log for lead in pair.leads)
    path = os.path.join(pair.folder, "scored.csv")
    answer = pair.call(binary, "score", *more, "-o", path, may_refuse=strange)
    if answer:
        def differences():
            standings = pair.stand() if contract.log is not None else pair.standings
            standings = [s for s in standings if s.there()]
            scores = leads.Scores(standings, contract, stage)
            with open(path, newline="") as file:
                yield from scores.differences(file.read())
            if any(map(scores.unsaid, standings)):
                return
            sums, verdicts = scores.summary()
            yield from compare.differ(sums, answer["result"], "score")
            theirs = answer["result"]["by_verdict"]
            yield from compare.differ({v: verdicts[v] for v in {*verdicts, *theirs}}, theirs, "by_verdict")
        pair.add("score", more, differences)
        contract.log = None


def check_entries(pair, binary):
    """A lead that comes back counts again: its clocks by a stage history and a log of touches."""
    stage = pair.contract.stage("MQL")
    if pair.contract.stages[stage].at is None:
        return
    contract = entries.simplified(pair.rng, pair.contract, stage)
    drawn = entries.History(pair.rng, pair, stage)
    if drawn.of_days:
        return
    paths = [os.path.join(pair.folder, name) for name in ("entries.toml", "history.csv", "touches.csv")]
    for path, text in zip(paths, (print_contract(contract), drawn.history, drawn.log)):
        with open(path, "w") as file:
            file.write(text)
    more = ["--sample", "all", "--history", paths[1], "--touches", paths[2]]
    # a log that is only a part is refused where five leads or more entered before it or after it: docs/input.md
    refusable = sum(s.claimed[stage] for s in pair.standings) >= 5
    answer = pair.call(binary, "audit", *more, toml=paths[0], may_refuse=refusable)
    if answer:
        calendars = {n: Calendar(hours, contract.zone) for n, hours in contract.calendars.items() if n == "default"}
        audit = Audit(pair.standings, contract, calendars, pair.as_of, None, stage, None)
        pair.add("audit", more, lambda: entries.differences(drawn, audit, contract.clocks[0], answer["result"]))


CHECKS = {"waterfall": check_waterfall, "audit": check_audit, "meeting": check_meeting, "score": check_score,
          "breaches": check_breaches, "entries": check_entries}
WEIGHTS = {"waterfall": 6, "audit": 6, "meeting": 6, "score": 4, "breaches": 4, "entries": 4}


def commands(pair, only):
    """The commands that a pair is compared by: one or two, or those that were asked for."""
    drawn = pair.rng.choices(list(CHECKS), WEIGHTS.values(), k=pair.rng.choice([1, 1, 2]))
    return only or list(dict.fromkeys(drawn))


MEMORY = "/dev/shm"        # where files cost least


def one(job):
    """Draws and compares one pair; gives the differences and the refusals."""
    seed, binary, only, keep = job
    folder = tempfile.mkdtemp(prefix="recompute-", dir=MEMORY if os.path.isdir(MEMORY) else None)
    try:
        pair = Pair(seed, folder)
        for name in commands(pair, only):
            pair.rng = random.Random(f"{seed} {name}")       # so that --only repeats the same run
            CHECKS[name](pair, binary)
        lines = [f"seed {seed}: {command} --as-of {pair.as_of_text}: {path}: docs {mine!r}, program {theirs!r}"
                 for command, path, mine, theirs in pair.found]
        if lines:
            kept = os.path.join(keep, f"seed-{seed}")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
            with open(os.path.join(kept, "differences.txt"), "w") as file:
                file.write("\n".join(lines) + "\n")
            lines = [f"{line} (files in {kept})" for line in lines]
        refused = [f"seed {seed}: {c} {' '.join(m)}: {e}" for c, m, e in pair.refused]
        return lines, refused
    except Exception:
        return [f"seed {seed}: the recomputation failed\n{traceback.format_exc()}"], []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--keep", default=os.path.join(tempfile.gettempdir(), "recompute-kept"),
                        help="the folder for the files of pairs that differ")
    parser.add_argument("--only", action="append", choices=list(CHECKS))
    parser.add_argument("--first", action="store_true", help="stop at the first pair that differs")
    parser.add_argument("--show", type=int, default=40, help="lines of differences to print")
    given = parser.parse_args()
    binary = os.path.abspath(given.binary)
    jobs = [(given.seed + i, binary, given.only, given.keep) for i in range(given.pairs)]
    begun, lines, refused, bad = time.time(), [], [], 0
    with multiprocessing.Pool(2) as pool:
        for found, refusals in pool.imap(one, jobs, chunksize=8):
            lines += found
            refused += refusals
            bad += bool(found)
            if bad and given.first:
                break
    print("\n".join(lines[:given.show]))
    print("\n".join(refused[:10]), file=sys.stderr)
    print(f"{given.pairs} pairs from seed {given.seed} in {time.time() - begun:.1f} s: {len(lines)} differences in "
          f"{bad} pairs; {len(refused)} runs were refused")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
