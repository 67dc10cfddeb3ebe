"""A contract, an export and a moment of judging, drawn from one seed, and how the program is asked about them."""
import datetime as dt
import os
import random
from functools import cached_property

import compare
from business import Calendar
from draw_contract import draw, draw_keeps
from draw_export import draw_export, print_export, read_export
from draw_ties import draw_ties
from print_contract import print_contract
from standing import Standing
from values import instant

ANSWERS = ["first_touch_at", "discovery_at", "assigned_at", "disposition", "disposition_reason", "disposition_at"]


class Pair:
    """A contract, an export and a moment of judging, drawn from one seed, and written into a folder."""

    def __init__(self, seed, folder):
        self.rng, self.folder = random.Random(seed), folder
        rng = self.rng
        self.contract = draw(rng)
        local = dt.datetime(2026, 6, rng.randint(1, 30), *rng.choice([(0, 0), (0, 0), (12, 0), (17, 30)]))
        if rng.random() < 0.15:
            local = dt.datetime(2026, 3, rng.choice([8, 9, 29, 30]), rng.choice([0, 12]), 0)
        self.local = local
        self.as_of_text = local.strftime("%Y-%m-%dT%H:%M" if local.hour or rng.random() < 0.5 else "%Y-%m-%d")
        self.as_of = instant(self.contract.zone, *local.timetuple()[:5])
        self.absent = rng.sample(["fit", "region", "target_account", "event_at", "intent", "lost_at",
                                  "last_signal_at"], rng.choice([0, 0, 0, 1, 2]))
        self.absent += rng.sample(ANSWERS, rng.choice([0, 0, 0, 0, 0, 0, 1, 2]))
        self.absent += [name for name in ("last_touch_at", "touches") if rng.random() < 0.6]
        # a stage without the column of its date can still be claimed by the current stage
        self.absent += [s.at for s in self.contract.stages[1:] if s.at and s.value and rng.random() < 0.08]
        self.absent += self.draw_absent_stage(seed)
        draw_keeps(rng, self.contract, self.absent)
        self.columns, self.rows = draw_export(rng, local, self.absent)
        draw_ties(random.Random(f"{seed} ties"), self, self.rows)
        self.leads = read_export(self.columns, self.rows, self.contract.zone)
        self.toml, self.csv = os.path.join(folder, "contract.toml"), os.path.join(folder, "export.csv")
        with open(self.toml, "w") as file:
            file.write(print_contract(self.contract))
        with open(self.csv, "w") as file:
            file.write(print_export(self.columns, self.rows))
        self.found, self.refused = [], []
        self.standings = self.stand()

    def draw_absent_stage(self, seed):
        """Where each stage has a date in the export, its current stage may not be there."""
        dated = all(stage.at and stage.at not in self.absent for stage in self.contract.stages)
        return ["stage"] if dated and random.Random(f"stage of {seed}").random() < 0.2 else []

    @cached_property
    def calendars(self):
        rules = self.contract.disposition
        used = {c["calendar"] for c in self.contract.clocks} | {"default" if rules and rules["limit"] else None}
        return {n: Calendar(hours, self.contract.zone) for n, hours in self.contract.calendars.items() if n in used}

    def tables(self):
        """The tables of buckets by which leads may be grouped."""
        contract = self.contract
        return ["segment"] * bool(contract.segments) + ["lane"] * bool(contract.lanes)

    def stand(self):
        return [Standing(lead, self.contract, self.columns, self.as_of) for lead in self.leads]

    def call(self, binary, command, *more, fine=(0,), toml=None, may_refuse=False):
        common = [self.csv, "-c", toml or self.toml, "--as-of", self.as_of_text, "-f", "json", "--threads", "1"]
        answer, error = compare.run(binary, [command, *common, *more], fine)
        if answer is None:
            self.refused.append((command, more, error))
            if not may_refuse:
                self.found.append((" ".join([command, *more]), "refused", False, error))
        return answer

    def add(self, command, more, compute):
        """compute() recomputes and compares."""
        self.found += [(" ".join([command, *more]), *difference) for difference in compute()]
