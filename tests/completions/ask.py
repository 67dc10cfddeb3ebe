"""The commands, with the options that a pair asks them with, and how their answers are held against each other."""
import csv
import datetime as dt
import os

import lines
from law import Law
from sums import SUMS

FIELDS = ["industry", "region", "target_account", "source"]
LOGS = {**dict.fromkeys(["audit", "weekly", "monthly", "breaches", "explain"], ["--touches", "--history"]),
        "waterfall": ["--history"], "pipeline": ["--deals"], "gaming": ["--touches"]}
ASKED = ("waterfall", "audit", "weekly", "monthly", "breaches", "pipeline", "gaming", "compare", "score")
COMMANDS = ["waterfall", "audit", "breaches", "weekly", "monthly", "score", "pipeline", "gaming", "compare", "check",
            "explain", "backplan"]


class Question:
    """A command with its options.  files(): what it writes beside; law: how the answers are compared."""

    def __init__(self, rng, pair, command):
        self.rng, self.pair, self.command = rng, pair, command
        self.more, self.logs = [], []
        self.law = Law(strict=True)
        if command in LOGS and rng.random() < 0.3:
            told = {"--touches": "[touch]", "--deals": "[deal.columns]", "--history": ""}
            self.logs = [log for log in LOGS[command] if told[log] in pair.contract.text and rng.random() < 0.6]
        getattr(self, command)()
        if command in ("waterfall", "audit", "breaches", "pipeline", "gaming", "score", "compare"):
            self.window()
        if command in ASKED and rng.random() < 0.2:
            self.more += ["--where", pair.ask()]
        self.leave_out()

    def leave_out(self):
        """What the manual says that it does not bound: known.py."""
        pair, damage = self.pair, self.pair.damage
        out = set()
        if not pair.known.draws("plain-facts"):
            out |= {"[same_time", "[acceptance", ".months", ".reasons"}
        exits = "".join(part for part in pair.contract.text.split("\n[") if part.startswith("[exit]]"))
        unknown = damage.dropped | {column for _, column in damage.cells}
        leaves = unknown & {"stage"} or pair.mode == "dates" or any(column in exits for column in unknown)
        if leaves and not pair.known.draws("left"):
            out |= {".overdue", ".left", ".owed_now", ".owed_elsewhere", ".owed_undated"}
        if damage.dropped & {"first_touch_at", "touches"} and not pair.known.draws("touches"):
            out.add("[untouched")
        if self.command == "compare" and "when = {" in pair.contract.text and not pair.known.draws("moved"):
            out.add(".moved")
        if "currency" in damage.dropped and not pair.known.draws("currency"):
            out |= {".deals", ".won", ".lost", ".open"}
        if self.command == "score":
            out |= {".perhaps_claimed.meets", ".perhaps_claimed.off_definition"}    # who they are becomes known
        moves = pair.mode == "dates" or damage.dropped or "--where" in self.more or "[exclude]" in pair.contract.text
        if moves and not pair.known.draws("begin"):
            out.add(".both_sides_met")
        self.law.without |= out

    def window(self):
        if self.rng.random() < 0.25:
            begin = self.pair.world.local.date() - dt.timedelta(days=self.rng.choice([14, 30, 60]))
            self.more += ["--window", f"{begin}..{begin + dt.timedelta(days=self.rng.choice([13, 29, 59]))}"]

    def by(self, periods=True):
        if self.rng.random() < 0.35:
            self.more += ["--by", self.rng.choice(FIELDS + self.pair.buckets * 2 + ["month", "week"] * periods)]

    def count(self):
        if self.rng.random() < 0.7:
            self.more += ["--count", self.rng.choice(["defined", "claimed"])]

    def waterfall(self):
        self.count()
        self.by()
        if self.rng.random() < 0.1:
            self.more += ["--basis", "period"]
            self.law.strict = False

    def stage(self):
        if self.rng.random() < 0.2:
            self.more += ["--stage", self.rng.choice(self.pair.stages[:-1])]

    def audit(self):
        self.stage()
        self.by()
        if self.rng.random() < 0.7:
            self.more += ["--sample", "all"]
        else:                               # a sample is of a population that is known: another one has another
            self.more += ["--sample", "3", "--seed", "7"]
            self.law.without = frozenset([".failed", ".any_failed", ".unknown", ".any_met_early"])

    def breaches(self):
        self.stage()
        self.by(periods=False)
        self.more += ["--all", "--most", "100000"] + ["--due-within", "2d"] * (self.rng.random() < 0.5)

    def meeting(self, name):
        self.count()
        day = self.pair.world.local.date() - dt.timedelta(days=self.rng.choice([0, 7, 14, 30, 40]))
        self.more += [f"--{name}", f"{day:%Y-%m}" if name == "month" else self.rng.choice(["last-week", "this-week"])]
        if self.rng.random() < 0.25:
            self.more += ["--by", self.rng.choice(FIELDS + self.pair.buckets)]

    def weekly(self):
        self.meeting("week")

    def monthly(self):
        self.meeting("month")

    def score(self):
        self.more += self.rng.choice([[], [], ["--at", "as-of"]])
        if self.rng.random() < 0.3:
            self.more += ["--what-if", "fit >= 20..60 step 20"]

    def pipeline(self):
        self.count()
        self.law.loose = (".leakage",)
        if self.rng.random() < 0.3:
            self.more += ["--by", self.rng.choice(FIELDS + self.pair.buckets)]

    def gaming(self):
        pass

    def compare(self):
        pass

    def check(self):
        pass

    def explain(self):
        self.lead = self.rng.choice(self.pair.world.rows)["lead_id"]

    def backplan(self):
        self.count()
        self.more += ["--deals", "20"]

    def line(self, binary, name):
        """The command line for the export `name`."""
        pair, leads, rows = self.pair, self.pair.files[name], self.pair.path(f"{name}-{self.command}.csv")
        common = ["--as-of", pair.world.as_of, "-f", "json", "--threads", "1"]
        if self.command == "compare":
            return [binary, "compare", pair.toml, pair.other, *leads, *common, *self.more, "--leads", rows]
        if self.command == "backplan":
            return [binary, "backplan", "-c", pair.toml, *common, *self.more, "--from", *leads]
        line = [binary, self.command, *([self.lead] if self.command == "explain" else []), *leads, "-c", pair.toml]
        line += common + self.more + [x for log in self.logs for x in (log, pair.log(log, name))]
        if self.command == "audit":
            line += ["--ledger", rows]
        if self.command == "score":
            line += ["-o", rows]
            if pair.world.logs["--signals"] and (name != "open" or not pair.hides_signals):
                line += ["--signals", pair.log("--signals", name)]
        return line + ["--allow-unproven"] * any(log in line for log in pair.log_damage.rows)

    def rows(self, name):
        if self.command not in ("audit", "score", "compare"):
            return None
        with open(self.pair.path(f"{name}-{self.command}.csv"), newline="") as file:
            return list(csv.DictReader(file))

    def contradictions(self, opened, completed, open_rows, rows):
        """Yields (path, open, completed)."""
        if self.command == "explain":
            yield from lines.told(opened, completed)
            return
        if self.command == "check":
            yield from clauses(opened, completed)
            return
        yield from self.law.contradictions(opened, completed)
        for result in (opened, completed):
            yield from SUMS.get(self.command, lambda _: [])(result)
        if self.command == "audit" and "all" in self.more:
            yield from lines.ledger(open_rows, rows)
        if self.command == "score":
            yield from lines.scored(open_rows, rows, self.pair.known.draws("later-verdict"))
        if self.command == "compare":
            yield from lines.compared(open_rows, rows)
        if self.command == "breaches":
            yield from lines.listed(opened["breaches"], completed["breaches"],
                                    {"overdue", "left"} if ".overdue" in self.law.without else set())
        if self.command == "backplan":
            yield from steps(opened, completed)


def clauses(opened, completed):
    """What an export settles it settles also where more is known."""
    after = {row["clause"]: row for row in completed["clauses"]}
    for row in opened["clauses"]:
        other = after.get(row["clause"])
        a, b = row.get("decided"), other and other.get("decided")
        moves = any(word in row["clause"] for word in ("date", "current stage", "clock"))     # what comes under it
        if a and b and a["count"] > b["count"] and not moves:
            yield f"clauses[{row['clause']}].decided.count", a["count"], b["count"]


def steps(opened, completed):
    """A step of a plan by rates that become known is within the bounds of the step by those that are not."""
    for a, b in zip(opened["steps"], completed["steps"]):
        if a.get("low") is not None and b.get("exact") is not None:
            if not a["low"] - 1e-3 <= b["exact"] or a["high"] is not None and b["exact"] > a["high"] + 1e-3:
                yield f"steps[{a['stage']}].exact", (a["low"], a["exact"], a["high"]), b["exact"]
