"""Plants what nobody can read into the logs, and completes it again: the date or the type of rows about leads.

A row whose date is filled in says when; one whose date becomes a blank says that nothing has happened yet.
"""
from draw_scores import TYPES

KINDS = {"--touches": ["Call", "Email", "Note", "Other"], "--signals": [*TYPES, "Other"]}


class LogDamage:
    """open: the text of each log that there is.  rows: by damaged log, (line, column) of what is not known."""

    def __init__(self, rng, world, damages):
        self.rng, self.world = rng, world
        self.lines = {log: [line.split(",") for line in text.splitlines()] for log, text in world.logs.items() if text}
        self.rows = {}
        for log in KINDS:
            count = len(self.lines.get(log, [])) - 1
            if damages and count > 0 and rng.random() < 0.5:
                some = {rng.randint(1, count) for _ in range(rng.choice([1, 1, 2, 4]))}
                self.rows[log] = sorted((line, rng.choice([1, 1, 1, 2])) for line in some)
        self.by_id = {row["lead_id"]: row for row in world.rows}
        self.open = {log: self.text(log, lambda *_: "#N/A") for log in self.lines}

    def text(self, log, value):
        lines = [list(cells) for cells in self.lines[log]]
        for line, column in self.rows.get(log, []):
            lines[line][column] = value(log, lines[line], column)
        return "".join(",".join(cells) + "\n" for cells in lines)

    def value(self, log, cells, column):
        """What stood there, a blank, another moment near one of the lead's own, another type."""
        roll = self.rng.random()
        if roll < 0.3:
            return cells[column]
        if column == 2:
            return self.rng.choice(KINDS[log])
        return "" if roll < 0.4 else self.world.text(self.world.near(self.by_id[cells[0]]))

    def complete(self):
        """The text of each damaged log, each cell known."""
        return {log: self.text(log, self.value) for log in self.rows}
