"""The law of replay: a report as of a day, made from an export of today, never contradicts the one made on that day.

One log of events is drawn, and two exports are made of it: the CRM's of a moment D, and its later one, in which later
leads and dates are there and whatever a CRM overwrites is overwritten.  `handoff COMMAND then.csv --as-of D` and
`handoff COMMAND today.csv --as-of D` are held against each other.  What is promised stands in docs/metrics.md
(*As-of is a wall*) and docs/contract.md (`keeps`), and is checked in three modes:

    once     all that is asked has a date that is written once, or never changes: the two reports are the same.  The
             current stage does change, and is asked: each stage that it claims is dated.
    last     dates that the CRM overwrites are asked: nothing is decided that was not decided so then, and the bounds
             of today's report contain those of then.  A log of touches decides as it did then.
    undated  what has no date of its own is overwritten, and asked: an export tells it as of its own day, so nothing
             is promised of it.  What rests on dates alone is the same all the same, and `check` says of scores that
             they are those of today.

Usage: replay.py --binary PATH [--seed N] [--pairs M] [--keep DIR] [--mode MODE] [--damage KIND] [--known NAME]
Exit code 1 where a report contradicts.  --damage spoils the pairs, so that the test must fail.
"""
import sys
sys.dont_write_bytecode = True      # nothing is left in the folder of the sources

import argparse
import csv
import datetime as dt
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
import time
import traceback

import exports
import law
import undated
from contracts import Contract
from known import KNOWN, Known
from lives import END, World, draw_log, text

MODES = ["once", "once", "last", "last", "undated"]
DAMAGES = ["early", "no-as-of", "lost-lead", "undeclared", "leaked-touch"]


class Pair:
    """A contract and two exports of one log, written into a folder."""

    def __init__(self, seed, folder, given):
        self.rng = rng = random.Random(seed)
        self.mode = given.mode or MODES[seed % len(MODES)]
        self.folder, self.damage = folder, given.damage
        self.known = known = Known(given.known)
        self.history = rng.random() < 0.3
        self.touches = rng.random() < 0.5
        self.world = World(rng, self.mode, self.history, known)
        self.world.declared = self.damage != "undeclared"
        self.log = draw_log(rng, self.world, rng.randint(5, 60))
        self.day = self.world.day
        self.contract = Contract(rng, self.world, known, self.history)
        self.write_files(known)

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(content)
        return path

    def write_files(self, known):
        columns = [c for c in exports.COLUMNS if c not in self.left_out()]
        self.toml = self.write("sla.toml", self.contract.text)
        log = self.spoilt() if self.damage in ("early", "lost-lead", "leaked-touch") else self.log
        self.files = {}
        for name, moment, of in (("then", self.day, log), ("today", END + dt.timedelta(days=200), self.log)):
            self.files[name] = {
                "leads": self.write(f"{name}.csv", exports.leads_at(of, moment, columns)),
                "--touches": self.write(f"{name}-touches.csv", exports.touches_at(of, moment)),
                "--history": self.write(f"{name}-history.csv", exports.history_at(of, moment)),
                "--deals": self.write(f"{name}-deals.csv", exports.deals_at(of, moment))}

    def left_out(self):
        """Columns that are written without being asked by name: a first touch before the start asks them."""
        return set() if self.mode == "last" else {"last_touch_at", "touches", "contacted_at"}

    def spoilt(self):
        """The log of then with a fault in it."""
        log = type(self.log)()
        log.writes, log.touches, log.history, log.deals = (list(rows) for rows in (
            self.log.writes, self.log.touches, self.log.history, self.log.deals))
        early = self.day - dt.timedelta(minutes=1)
        if self.damage == "lost-lead":
            lead = self.rng.choice(log.writes)[1]
            log.writes = [write for write in log.writes if write[1] != lead]
        elif self.damage == "leaked-touch":
            log.touches = [(min(at, early), lead, kind) for at, lead, kind in log.touches]
        else:
            log.writes = [(early, lead, field, text(early) if field.endswith("_at") else cell) if at > self.day else
                          (at, lead, field, cell) for at, lead, field, cell in log.writes]
        return log

    def run(self, binary, name, command, more, logs):
        as_of = END if self.damage == "no-as-of" and name == "today" else self.day
        files = self.files[name]
        line = [binary, command, files["leads"], "-c", self.toml, "--as-of", as_of.strftime("%Y-%m-%dT%H:%M"),
                "-f", "json", "--threads", "1", *more]
        for log in logs:
            line += [log, files[log]]
        done = subprocess.run(line, capture_output=True, text=True, close_fds=False)
        if done.returncode not in (0, 1) or not done.stdout.startswith("{"):
            return None, done.stderr.strip().replace(files["leads"], "LEADS").replace(self.folder, "")
        return json.loads(done.stdout)["result"], ""


def options(pair, command):
    """What a command is asked besides, and which logs it reads."""
    rng, more, logs = pair.rng, [], []
    if command in ("waterfall", "weekly", "monthly", "pipeline"):
        more += ["--count", rng.choice(["defined", "claimed"]) if pair.mode != "undated" else "claimed"]
    if command in ("waterfall", "audit", "breaches") and pair.mode == "once" and rng.random() < 0.4:
        more += ["--by", rng.choice(["source", "month", *pair.contract.buckets])]
    if command in ("waterfall", "audit", "breaches", "pipeline") and rng.random() < 0.25:
        begin = pair.day.date() - dt.timedelta(days=rng.choice([30, 60]))
        more += ["--window", f"{begin}..{pair.day.date() - dt.timedelta(days=1)}"]
    if pair.history and command not in [*WITHOUT_HISTORY, "check"]:
        logs.append("--history")
    if command in ("audit", "breaches", "weekly", "monthly") and pair.touches:
        logs.append("--touches")
    if command == "pipeline" and rng.random() < 0.7:
        logs.append("--deals")
    more += {"audit": ["--sample", "all"], "breaches": ["--all", "--most", "100000"]}.get(command, [])
    return more, logs


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def compare(pair, binary, command, refused):
    """Yields (command, path, then, today)."""
    more, logs = options(pair, command)
    answers, errors, tables = {}, {}, {}
    for name in ("then", "today"):
        extra = {"audit": ["--ledger", os.path.join(pair.folder, f"{name}-ledger.csv")],
                 "score": ["-o", os.path.join(pair.folder, f"{name}-scores.csv")]}.get(command, [])
        answers[name], errors[name] = pair.run(binary, name, command, more + extra, logs)
        if answers[name] and extra:
            tables[name] = rows_of(extra[1])
    line = " ".join([command, *more, *logs])
    if pair.mode == "last" and "it is not in the data" in errors["today"]:
        return      # today's export decides nothing, and says so
    if errors["then"] != errors["today"]:
        yield line, "refused", errors["then"], errors["today"]
    elif errors["then"]:
        refused.append(f"{line}: {errors['then']}")
    else:
        for difference in differences(pair, command, answers, tables):
            yield line, *difference


def differences(pair, command, answers, tables):
    then, today = answers["then"], answers["today"]
    if pair.mode == "once":
        without = {"owner"} if command in WITHOUT_HISTORY else set()        # of today
        yield from law.same(then, today, without)
        if tables:
            yield from law.same(tables["then"], tables["today"], without, "rows")
    elif pair.mode == "last":
        yield from law.within(then, today)
        if command == "audit":
            yield from law.ledger(tables["then"], tables["today"])
        if command == "breaches":
            yield from law.listed(then["breaches"], today["breaches"])
    elif command == "check":
        yield from undated.warnings(pair.contract, today["clauses"])
    else:
        yield from law.same(undated.dated(then), undated.dated(today), {"why"})
        if tables:
            yield from law.same(undated.ledger(tables["then"]), undated.ledger(tables["today"]), path="rows")


UNDATED = ["waterfall", "audit", "breaches", "weekly", "monthly", "check"]
WITHOUT_HISTORY = ["pipeline", "gaming", "score"]
COMMANDS = ["waterfall", "audit", "breaches", "weekly", "monthly", "pipeline", "gaming", "score"]


def commands_of(pair):
    if pair.mode == "undated":
        return UNDATED
    needs_history = pair.history and "mql_at" in pair.world.overwritten      # else nothing tells of the entry before
    return [command for command in COMMANDS if not (needs_history and command in WITHOUT_HISTORY)]


def one(job):
    seed, given = job
    folder = tempfile.mkdtemp(prefix="replay-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    try:
        pair, found, refused = Pair(seed, folder, given), [], []
        commands = commands_of(pair)
        asked = given.only or (commands if given.all else pair.rng.sample(commands, 3))
        for command in asked:
            pair.rng = random.Random(f"{seed} {command}")       # so that --only repeats the same run
            found += compare(pair, given.binary, command, refused)
        lines = [f"seed {seed} ({pair.mode}): {line} --as-of {pair.day:%Y-%m-%dT%H:%M}: {path}: "
                 f"then {then!r}, today {today!r}" for line, path, then, today in found]
        if lines:
            kept = os.path.join(given.keep, f"seed-{seed}")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        return lines[:given.per], [f"seed {seed}: {words}" for words in refused]
    except Exception:
        return [f"seed {seed}: the test itself failed\n{traceback.format_exc()}"], []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True, type=os.path.abspath)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", default=os.path.join(tempfile.gettempdir(), "replay-kept"),
                        help="the folder for pairs that contradict")
    parser.add_argument("--mode", choices=sorted(set(MODES)))
    parser.add_argument("--only", action="append", choices=COMMANDS + ["check"])
    parser.add_argument("--all", action="store_true", help="every command of each pair, not three of them")
    parser.add_argument("--damage", choices=DAMAGES, help="spoil the pairs: the test must then fail")
    parser.add_argument("--known", action="append", default=[], choices=[*KNOWN, "all"],
                        help="draw too what the program is known to get wrong (known.py)")
    parser.add_argument("--per", type=int, default=3, help="lines to print of a pair")
    parser.add_argument("--show", type=int, default=40, help="lines to print")
    return parser.parse_args()


def main():
    given = arguments()
    jobs = [(given.seed + i, given) for i in range(given.pairs)]
    begun, lines, refused, bad = time.time(), [], [], 0
    with multiprocessing.Pool(given.jobs) as pool:
        for found, refusals in pool.imap(one, jobs, chunksize=4):
            lines += found
            refused += refusals
            bad += bool(found)
    print("\n".join(lines[:given.show]))
    print("\n".join(refused[:10]), file=sys.stderr)
    print(f"{given.pairs} pairs from seed {given.seed} in {time.time() - begun:.1f} s: {len(lines)} contradictions in "
          f"{bad} pairs; {len(refused)} runs were refused")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
