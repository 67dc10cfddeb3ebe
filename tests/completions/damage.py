"""Plants what nobody can read into an export, or takes whole columns out of it, and completes it again.

A blank is a statement, and is never planted.  Not damaged are the columns that choose rows or order them: `lead_id`
and `modified_at`.  A completion writes a value into each cell that is not known: the one that stood there, a blank,
a date before or after its neighbours or after as-of, a number on either side of a line, another text.
"""
import datetime as dt
import itertools

from draw_export import STAGE_DATES
from world import COLUMNS, DATES, FLAGS, NUMBERS, POINTS, VALUES, WORDS, later

JUNK = {"date": ["#N/A", "soon", "31/13/2026", "2026-02-30"], "number": ["#N/A", "many", "n.a.?"],
        "flag": ["#N/A", "maybe"], "text": ["#N/A", "#REF!"]}


def kind(column):
    return "date" if column in DATES else "number" if column in NUMBERS else "flag" if column in FLAGS else "text"


class Damage:
    """The open export: rows and columns.  cells: (row, column) of what is not known."""

    def __init__(self, rng, world, weights, keep, shared=(), early=(), by_value=False,
                 any_order=True):
        """weights: columns that the contract asks, to be damaged more often.  keep: columns that must stay.  shared:
        those that are not damaged.  early: dates of stages and exits; by_value: may these be claimed without one?
        any_order: a date that is filled in may lie in the wrong order beside the others."""
        self.rng, self.world, self.early, self.by_value, self.any_order = rng, world, early, by_value, any_order
        pool = [c for c in COLUMNS if c != "lead_id" and c not in shared]
        pool += [c for c in weights if c in pool] * 4
        self.dropped = set()
        if rng.random() < 0.25:
            self.dropped = {rng.choice(pool) for _ in range(rng.choice([1, 1, 2]))} - set(keep)
        places = [(number, column) for number in range(len(world.rows)) for column in sorted(set(pool) - self.dropped)]
        self.cells = set()
        for _ in range(rng.choice([1, 1, 2, 3, 4, len(world.rows)])):
            column = rng.choice(pool)
            if column in self.dropped:
                continue
            rows = range(len(world.rows))
            some = rng.choice([[rng.choice(rows)], [n for n in rows if rng.random() < 0.3]])
            self.cells |= {(number, column) for number in some} & set(places)
        self.rows = [dict(row) for row in world.rows]
        for number, column in sorted(self.cells):
            self.rows[number][column] = rng.choice(JUNK[kind(column)])
        self.columns = [c for c in world.columns if c not in self.dropped]

    def unknown(self):
        """All cells that a completion may fill, those of the dropped columns too."""
        return sorted(self.cells | {(number, column) for number in range(len(self.rows)) for column in self.dropped})

    def value(self, number, column):
        """A date of a stage is a date, and not after as-of, where another column may claim the stage (known.py)."""
        cell = self.draw_value(number, column)
        stage = column in self.early and (self.claimed(number, column) or not self.is_there(number))
        while stage and not cell or self.is_late(cell) and (stage or not self.is_there(number)):
            cell = self.date(self.world.rows[number])
        return cell

    def is_late(self, cell):
        return bool(self.world.at(cell)) and self.world.at(cell) > self.world.local

    def is_there(self, number):
        """Is the lead there by as-of, by a date that can be read?  Else it is counted, and nobody knows if it is."""
        row = self.rows[number]
        stages = [name for name in STAGE_DATES if name in self.early and name in self.columns] or DATES
        return any(self.world.at(row.get(name)) and not self.is_late(row[name]) for name in stages)

    def claimed(self, number, column):
        """May a stage, an exit or an answer be claimed by something else than its own date?"""
        row = self.rows[number]
        if column == "disposition_at":
            return "disposition" in self.dropped or bool(row["disposition"])
        order = [name for name in STAGE_DATES if name in self.early]
        later_stages = order[order.index(column) + 1:] if column in order else []
        return self.by_value or any(row.get(name) for name in later_stages)

    def draw_value(self, number, column):
        rng, row = self.rng, self.world.rows[number]
        roll = rng.random()
        if roll < 0.25:
            return row[column]
        if roll < 0.4:
            return ""
        if kind(column) == "date":
            return self.date(row)
        if kind(column) == "number":
            return rng.choice(VALUES.get(column, POINTS))
        return rng.choice(["yes", "no"] if kind(column) == "flag" else WORDS[column])

    def date(self, row):
        """Beside one of the lead's dates or as-of, or at the very moment; now and then a day."""
        rng, world = self.rng, self.world
        if rng.random() < 0.25:
            span = rng.choice([-1, 1]) * dt.timedelta(days=rng.choice([0, 0, 3, 40]), minutes=1)
            return later(world.local, span).strftime("%Y-%m-%d %H:%M")
        others = [row[name] for name in DATES if row[name]]
        if others and rng.random() < 0.2:
            return rng.choice(others)
        return world.text(world.near(row))

    def complete(self):
        """(rows, columns): each cell known, or now and then left as it is."""
        rows = [dict(row) for row in self.rows]
        whole = self.rng.random() < 0.7
        for number, column in self.unknown():
            stays = column not in self.dropped and not whole and self.rng.random() < 0.4
            if not stays:
                rows[number][column] = self.value(number, column)
        return self.in_order(rows), self.world.columns

    def in_order(self, rows):
        """A date of a stage that was filled in lies between the dates of the stages beside it (known.py)."""
        if self.any_order:
            return rows
        for number, column in sorted(self.cells):
            order = [name for name in STAGE_DATES if name in self.early]
            if column not in order or not self.world.at(rows[number][column]):
                continue
            row, at = rows[number], order.index(column)
            known_later = [name for name in order[at + 1:] if (number, name) not in self.cells]   # the others follow
            before, after = self.dated(row, order[:at]), self.dated(row, known_later)
            if before and self.world.at(row[column]) < self.world.at(before[-1]):
                row[column] = before[-1]
            if after and not self.is_late(row[column]) and self.world.at(row[column]) > self.world.at(after[0]):
                row[column] = after[0]
        return rows

    def dated(self, row, columns):
        """The dates there by as-of, in the order of the stages."""
        return [row[name] for name in columns if self.world.at(row.get(name)) and not self.is_late(row[name])]

    def completions(self, many):
        """`many` of them; all there are of three values a cell where the cells are few."""
        cells = self.unknown()
        if len(cells) <= 2 and self.rng.random() < 0.3:
            choices = [sorted({self.value(*cell) for _ in range(8)}) for cell in cells]
            for values in itertools.product(*choices):
                rows = [dict(row) for row in self.rows]
                for (number, column), value in zip(cells, values):
                    rows[number][column] = value
                yield self.in_order(rows), self.world.columns
            return
        for _ in range(many):
            yield self.complete()
