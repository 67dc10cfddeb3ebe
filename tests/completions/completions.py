"""The law of completions: a report over cells that nobody can read holds in its bounds every report that one gets by
completing these cells.

A contract and an export are drawn, and cells of the export are made unreadable, or whole columns are taken out.  The
same command is run on that open export and on completions of it, in which each of these cells says something: what
stood there, a blank, another date, another number, another text.  What is promised stands in docs/metrics.md
(*Who is not known widens it*, and what each number is) and is compared by law.py for whatever has bounds, and by
lines.py for what is said of single leads.

Rows of the logs beside it lose their date or their type too: damaged_logs.py.

Usage: completions.py --binary PATH [--seed N] [--pairs M] [--keep DIR] [--only COMMAND] [--damage KIND] [--known NAME]
Exit code 1 where a completion contradicts.  --damage spoils the completions, so that the test must fail.
"""
import sys
sys.dont_write_bytecode = True      # nothing is left in the folder of the sources

import argparse
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(1, os.path.join(os.path.dirname(HERE), "recompute"))

import draw_contract
from print_contract import print_contract

from ask import COMMANDS, Question
from contract import STAGES, Contract
from damage import Damage
from damaged_logs import LogDamage
from known import KNOWN, Known
from world import World, table

DAMAGES = ["moved", "lost-lead", "other-answer"]


def dated_by(text):
    """The columns by which claims without a date of their own are dated."""
    lines = [line for line in text.splitlines() if line.startswith("dated_by")]
    return [name for name in ("event_at", "created_at", "assigned_at") if any(name in line for line in lines)]


class Drawn:
    """A contract of tests/recompute, in the shape of contract.Contract."""

    def __init__(self, rng, known):
        contract = draw_contract.draw(rng)
        while not known.draws("before") and any(clock["before"] for clock in contract.clocks):
            contract = draw_contract.draw(rng)
        self.zone, self.text = contract.zone, print_contract(contract)
        self.stages = [(stage.name, stage.at) for stage in contract.stages]
        self.buckets = [name for name, rows in (("segment", contract.segments), ("lane", contract.lanes)) if rows]
        self.axes = [axis.name for axis in contract.axes]


class Pair:
    """A contract, an open export and its completions, written into a folder."""

    def __init__(self, seed, folder, given):
        self.rng = rng = random.Random(seed)
        self.folder, self.given, self.files = folder, given, {}
        self.known = known = Known(given.known)
        self.contract = (Contract if rng.random() < 0.6 else Drawn)(rng, known)
        self.stages, self.buckets = [name for name, _ in self.contract.stages], self.contract.buckets
        self.world = World(rng, self.contract.zone, "signals = [" in self.contract.text)
        self.hides_signals = rng.random() < 0.3
        self.toml = self.write("sla.toml", self.contract.text)
        self.other = self.write("other.toml", self.second(rng))
        asked = [c for c in self.world.columns if c != "lead_id" and c in self.contract.text]
        keep = ["created_at", "stage"] + [line.split(" = ")[0] for line in self.contract.text.splitlines()
                                          if "{ column" in line]
        shared = [] if known.draws("address") else ["email"]
        dates = [at for _, at in self.contract.stages if at]
        early = [] if known.draws("claimed-elsewhere") else [*dates, "lost_at", "rejected_at", "disposition_at"]
        early += [] if known.draws("dated-by") else dated_by(self.contract.text)
        by_value = "value = " in self.contract.text or "not needed" in self.contract.text or \
            any(not at for _, at in self.contract.stages)
        self.mode = given.mode or rng.choice(["facts", "facts", "dates"])
        if dated_by(self.contract.text) and not known.draws("order"):
            self.mode = "facts"       # a date that is filled in might lie in the wrong order beside what it stands for
        if self.mode == "facts":
            shared += dates + ["stage", *dated_by(self.contract.text)]
        keep += [] if known.draws("column-before") else dates
        keep += [] if known.draws("one-touch") else ["last_touch_at"]
        keep += [] if known.draws("no-losing") else ["lost_at", "rejected_at"]
        self.damage = Damage(rng, self.world, asked + dates * 2, keep, shared, early, by_value,
                             known.draws("order"))
        if not known.draws("order"):
            self.leave_out_other_stages()
        damages_logs = "[exclude]" not in self.contract.text   # --allow-unproven counts whom an exclusion leaves open
        self.log_damage = LogDamage(random.Random(f"{seed} logs"), self.world, damages_logs)
        for log, text in self.log_damage.open.items():
            self.write(log[2:] + ".csv", text)
        self.files["open"] = [self.write("open.csv", table(self.damage.columns, self.damage.rows))]
        self.names = []
        for number, (rows, columns) in enumerate(self.damage.completions(given.completions)):
            name = f"full-{number}"
            self.names.append(name)
            for log, text in self.log_damage.complete().items():
                self.write(f"{log[2:]}-{name}.csv", text)
            self.files[name] = [self.write(name + ".csv", table(columns, self.spoilt(rows, columns)))]

    def leave_out_other_stages(self):
        """Of a lead with a date that cannot be read a history has no other stage: a date that is filled in would stand
        in the wrong order beside it."""
        names = {at: name.lower() for name, at in self.contract.stages if at}
        damaged = {}
        for number, column in self.damage.cells:
            if column in names:
                damaged.setdefault(self.world.rows[number]["lead_id"], set()).add(names[column])
        lines = (self.world.logs["--history"] or "").splitlines()
        others = {name.lower() for name in self.stages}

        def stays(line):
            lead, _, field, stage, _ = line.split(",")
            own = damaged.get(lead)
            return not own or field != "Stage" or stage.lower() not in others - own
        if lines:
            self.world.logs["--history"] = "".join(line + "\n" for line in [lines[0], *filter(stays, lines[1:])])

    def second(self, rng):
        """Another contract of the same zone and stages, for `compare`."""
        return f"""handoff = 2
[contract]
name = "Other"
version = "1"
[time]
zone = "{self.contract.zone}"
[[stage]]
name = "MQL"
at = "mql_at"
when = "{self.ask(rng)}"
"""

    def ask(self, rng=None):
        rng = rng or self.rng
        drawn = Contract.__new__(Contract)
        drawn.rng, drawn.zone = rng, self.contract.zone
        return drawn.ask()

    def spoilt(self, rows, columns):
        """The rows of a completion with a fault in them, where the test is to fail."""
        kind = self.given.damage
        if kind is None:
            return rows
        rows = [dict(row) for row in rows]
        if kind == "lost-lead":
            return rows[1:] or rows
        for row in rows:
            if kind == "moved":
                row["mql_at"], row["sql_at"] = row["sql_at"], row["mql_at"]
            else:
                row["first_touch_at"] = "" if row["first_touch_at"] else "2026-05-01 10:00"
        return rows

    def may_ask(self, command):
        """Is what the command measures bounded? (known.py: estimate)"""
        signed = self.contract.text.count("\nmaturity = ") >= len(self.stages) - 1
        return command != "backplan" or signed or self.known.draws("estimate")

    def path(self, name):
        return os.path.join(self.folder, name)

    def log(self, log, name):
        completed = self.path(f"{log[2:]}-{name}.csv")
        return completed if os.path.exists(completed) else self.path(log[2:] + ".csv")

    def write(self, name, content):
        with open(self.path(name), "w") as file:
            file.write(content)
        return self.path(name)

    def run(self, question, name):
        line = question.line(self.given.binary, name)
        done = subprocess.run(line, capture_output=True, text=True, close_fds=False)
        if done.returncode not in (0, 1) or not done.stdout.startswith("{"):
            return None, done.stderr.strip().replace(self.folder, "")
        return json.loads(done.stdout)["result"], ""


def compare(pair, command, refused):
    """Yields lines of contradictions."""
    pair.rng = random.Random(f"{pair.given.seed} {command}")
    question = Question(pair.rng, pair, command)
    opened, error = pair.run(question, "open")
    words = " ".join([command, *question.more, *question.logs]) + (f" {question.lead}" if command == "explain" else "")
    if opened is None:
        refused.append(f"{words}: {error}")
        return
    open_rows = question.rows("open")
    for name in pair.names:
        completed, error = pair.run(question, name)
        if completed is None:
            refused.append(f"{words} ({name}): {error}")
            continue
        for path, a, b in question.contradictions(opened, completed, open_rows, question.rows(name)):
            yield f"{words} --as-of {pair.world.as_of}: {path}: open {a!r}, {name} {b!r}"


def one(job):
    seed, given = job
    folder = tempfile.mkdtemp(prefix="completions-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    refused, found = [], []
    try:
        given.seed = seed
        pair = Pair(seed, folder, given)
        for command in given.only or (COMMANDS if given.all else pair.rng.sample(COMMANDS, 4)):
            if not pair.may_ask(command):
                continue
            found += compare(pair, command, refused)
        if found:
            kept = os.path.join(given.keep, f"seed-{seed}")
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        return [f"seed {seed}: {line}" for line in found], [f"seed {seed}: {words}" for words in refused]
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
    parser.add_argument("--completions", type=int, default=6, help="of each open export")
    parser.add_argument("--keep", default=os.path.join(tempfile.gettempdir(), "completions-kept"),
                        help="the folder for pairs that contradict")
    parser.add_argument("--only", action="append", choices=COMMANDS)
    parser.add_argument("--mode", choices=["facts", "dates"], help="whether the dates of stages are damaged too")
    parser.add_argument("--all", action="store_true", help="every command of each pair, not four of them")
    parser.add_argument("--damage", choices=DAMAGES, help="spoil the completions: the test must then fail")
    parser.add_argument("--known", action="append", default=[], choices=[*KNOWN, "all"],
                        help="draw too what the manual says that a report does not bound (known.py)")
    parser.add_argument("--per", type=int, default=3, help="lines to print of a pair")
    parser.add_argument("--show", type=int, default=40, help="lines to print")
    return parser.parse_args()


def main():
    given = arguments()
    jobs = [(given.seed + i, given) for i in range(given.pairs)]
    begun, found, refused, bad = time.time(), [], [], 0
    with multiprocessing.Pool(given.jobs) as pool:
        for lines, refusals in pool.imap(one, jobs, chunksize=4):
            found += lines[:given.per]
            refused += refusals
            bad += bool(lines)
    print("\n".join(found[:given.show]))
    print("\n".join(refused[:10]), file=sys.stderr)
    print(f"{given.pairs} pairs from seed {given.seed} in {time.time() - begun:.1f} s: {len(found)} contradictions in "
          f"{bad} pairs; {len(refused)} runs were refused")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
