"""Checks the program `handoff` against its documentation, on random pairs of contract and export.

Every number is recomputed in the plainest way from the documentation alone, and compared with what the
program prints.  Usage:

    recompute.py --binary PATH --seed N --pairs M [--keep DIR] [--with NAME] [--only COMMAND] [--pass-known]

Exit code 1 where anything differs; with --pass-known, where something does that known.py does not name.
The files of a pair that differs are kept in DIR.
"""
import argparse
from collections import Counter
import datetime as dt
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
import traceback

import breaches
import compare
import draw_predicates
import leads
import ledger
import meeting
from business import Calendar
from checks import Audit
from commitments import Promises
from draw_contract import draw
from draw_export import draw_export, print_export, read_export
from funnel import Funnel
from known import READINGS, parted
from periods import period_of
from print_contract import print_contract
from scoreboard import Scoreboard
from standing import Standing
from values import Date, day_of, instant

SWITCHES = ["span_zero"]     # what the drawing leaves out otherwise: spans of day and time held against 0


class Pair:
    """A contract, an export and a moment of judging, drawn from one seed, and written into a folder."""

    def __init__(self, seed, folder, options):
        self.rng = rng = random.Random(seed)
        draw_predicates.SPANS_FROM[:] = [0] if options["span_zero"] else []
        self.contract = draw(rng)
        local = dt.datetime(2026, 6, rng.randint(1, 30), *rng.choice([(0, 0), (0, 0), (12, 0), (17, 30)]))
        if rng.random() < 0.15:
            local = dt.datetime(2026, 3, rng.choice([8, 9, 29, 30]), rng.choice([0, 12]), 0)
        self.as_of_text = local.strftime("%Y-%m-%dT%H:%M" if local.hour or rng.random() < 0.5 else "%Y-%m-%d")
        self.as_of = instant(self.contract.zone, *local.timetuple()[:5])
        self.absent = rng.sample(["fit", "region", "target_account", "event_at", "intent", "lost_at",
                                  "last_signal_at"], rng.choice([0, 0, 0, 1, 2]))
        self.absent += [name for name in ("last_touch_at", "touches") if rng.random() < 0.6]
        self.columns, self.rows = draw_export(rng, local, self.absent)
        self.leads = read_export(self.columns, self.rows, self.contract.zone)
        self.toml, self.csv = os.path.join(folder, "contract.toml"), os.path.join(folder, "export.csv")
        with open(self.toml, "w") as file:
            file.write(print_contract(self.contract))
        with open(self.csv, "w") as file:
            file.write(print_export(self.columns, self.rows))
        self.kept = {}
        rules = self.contract.disposition
        used = {c["calendar"] for c in self.contract.clocks} | {"default" if rules and rules["limit"] else None}
        self.calendars = {n: Calendar(hours, self.contract.zone)
                          for n, hours in self.contract.calendars.items() if n in used}
        self.found, self.known, self.refused = [], [], []

    @property
    def standings(self):
        """What each lead is, under the readings that are taken."""
        readings = self.contract.readings
        if readings not in self.kept:
            self.kept[readings] = [Standing(lead, self.contract, self.columns, self.as_of) for lead in self.leads]
        return self.kept[readings]

    def call(self, binary, command, *more, fine=(0,)):
        common = [self.csv, "-c", self.toml, "--as-of", self.as_of_text, "-f", "json", "--threads", "1"]
        answer, error = compare.run(binary, [command, *common, *more], fine)
        if answer is None:
            self.refused.append((command, more, error))
        return answer

    def add(self, command, more, compute):
        """compute() recomputes and compares."""
        left, names = parted(self.contract, command, compute)
        self.found += [(" ".join([command, *more]), *difference) for difference in left]
        self.known += names


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
        by = rng.choice([None, None, "source", "month", "segment" if pair.contract.segments else None])
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
    by = rng.choice([None, None, "source", "segment" if pair.contract.segments else None])
    if by:
        more += ["--by", by]
    path = os.path.join(os.path.dirname(pair.csv), "ledger.csv")
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
            board = Scoreboard(pair.standings, contract, pair.as_of, count, here, to)
            yield from meeting.scoreboard(board, answer["result"])
        pair.add(kind + "ly", more, differences)


def check_breaches(pair, binary):
    names = [s.name for s in pair.contract.stages]
    stage = "MQL" if pair.rng.random() < 0.8 else pair.rng.choice(names)
    more = [] if stage == "MQL" else ["--stage", stage]
    answer = pair.call(binary, "breaches", *more, fine=(0, 1))
    if answer:
        def differences():
            audit = Audit(pair.standings, pair.contract, pair.calendars, pair.as_of, None, names.index(stage), None)
            yield from breaches.differences(breaches.Duties(audit), answer["result"])
        pair.add("breaches", more, differences)


def check_score(pair, binary):
    """The truth of each definition, and the furthest claim, lead by lead."""
    rows, error = compare.run(binary, ["score", pair.csv, "-c", pair.toml, "--as-of", pair.as_of_text, "-q"])
    if rows is None:
        if "defines no stage" not in error and "has no definition" not in error:
            pair.refused.append(("score", [], error))
        return
    pair.add("score", [], lambda: leads.differences(pair.standings, pair.contract, rows))


CHECKS = {"waterfall": check_waterfall, "audit": check_audit, "meeting": check_meeting, "score": check_score,
          "breaches": check_breaches}
CHANCE = {"waterfall": 0.5, "audit": 0.5, "meeting": 0.4, "score": 0.1, "breaches": 0.3}


def commands(pair, only):
    """The commands that a pair is compared by: one or more, or those that were asked for."""
    drawn = [name for name in CHECKS if pair.rng.random() < CHANCE[name]] or ["waterfall"]
    return only or drawn


def one(job):
    """Draws and compares one pair; gives the new differences, the known ones and the refusals."""
    seed, binary, options, only, keep = job
    folder = tempfile.mkdtemp(prefix="recompute-")
    try:
        pair = Pair(seed, folder, options)
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
        return lines, [(name, seed) for name in pair.known], refused
    except Exception:
        return [f"seed {seed}: the recomputation failed\n{traceback.format_exc()}"], [], []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--keep", default=os.path.join(tempfile.gettempdir(), "recompute-kept"),
                        help="the folder for the files of pairs that differ")
    parser.add_argument("--with", dest="with_", action="append", default=[], choices=SWITCHES)
    parser.add_argument("--pass-known", action="store_true", help="exit with 0 where all differences are known")
    parser.add_argument("--only", action="append", choices=list(CHECKS))
    parser.add_argument("--show", type=int, default=40, help="lines of differences to print")
    given = parser.parse_args()
    options = {name: name in given.with_ for name in SWITCHES}
    binary = os.path.abspath(given.binary)
    jobs = [(given.seed + i, binary, options, given.only, given.keep) for i in range(given.pairs)]
    begun, lines, known, seeds, refused, bad = time.time(), [], Counter(), {}, [], 0
    with multiprocessing.Pool(2) as pool:
        for found, names, refusals in pool.imap(one, jobs, chunksize=8):
            lines += found
            known.update(name for name, _ in names)
            seeds = {**dict(reversed(names)), **seeds}
            refused += refusals
            bad += bool(found)
    print("\n".join(lines[:given.show]))
    for name, times in known.most_common():
        print(f"known in {times} runs (seed {seeds[name]} first): {READINGS[name]}")
    print("\n".join(refused[:10]), file=sys.stderr)
    print(f"{given.pairs} pairs in {time.time() - begun:.1f} s: {len(lines)} new differences in {bad} pairs, "
          f"{len(known)} known kinds; {len(refused)} runs were refused")
    return 1 if lines or known and not given.pass_known else 0


if __name__ == "__main__":
    sys.exit(main())
