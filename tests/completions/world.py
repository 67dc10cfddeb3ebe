"""Draws an export as rows of cells, the logs beside it, and the moment of judging.

The rows are those of tests/recompute, with a few columns more; the times are written as ISO 8601 and never midnight,
so that no cell that becomes known turns a column of days into one of moments (docs/input.md, *Days*).
"""
import datetime as dt
import re

import draw_export
from draw_scores import TYPES

DATES = draw_export.STAGE_DATES + draw_export.OTHER_DATES
NUMBERS = draw_export.NUMBERS + ["touches", "amount", "response_time"]
FLAGS = draw_export.FLAGS
EXTRA = ["amount", "currency", "owner", "channels", "response_time"]
COLUMNS = ["lead_id", *draw_export.READERS, *EXTRA]
WORDS = {**draw_export.TEXTS,
         "stage": ["lead", "mql", "sal", "sql", "won", "lost", "rejected", "disqualified", "other"],
         "disposition": ["accepted", "rejected", "recycled", "pending"],
         "disposition_reason": ["Wrong title", "no budget", "because"],
         "email": [f"p{n}@x.example" for n in range(1, 9)], "owner": ["Ana", "Ben", "Cleo"],
         "currency": ["EUR", "USD"], "channels": ["phone", "email;phone", "email"]}
VALUES = {"employees": ["10", "51", "100", "200", "51-200", "5001+"], "touches": ["0", "1", "2"],
          "amount": ["500", "1200.50", "2000", "100-300"], "response_time": ["5", "45", "90", "600", "6000", "-3"]}
POINTS = ["0", "10", "20", "40", "50", "60", "75", "37.5", "-5"]
SIZES = [1, 2, 2, 3, 3, 4, 5, 6, 8, 12, 20, 30]


class World:
    """rows: dicts by column.  columns: those that the export has."""

    def __init__(self, rng, contract_zone, with_axes):
        self.rng, self.zone = rng, contract_zone
        self.local = dt.datetime(2026, 6, rng.randint(1, 30), *rng.choice([(0, 0), (12, 0), (17, 30)]))
        self.as_of = self.local.strftime("%Y-%m-%dT%H:%M")
        style = draw_export.Style(rng)
        style.bad = 0.0        # what cannot be read is planted apart: damage.py
        style.days = rng.choice([0.0, 0.0, 0.15, 0.5])
        draw_export_rows = [draw_export.draw_lead(rng, style, number, self.local)
                            for number in range(1, rng.choice(SIZES) + 1)]
        self.rows = [{column: self.tidy(row.get(column, "")) for column in COLUMNS} for row in draw_export_rows]
        for row in self.rows:
            self.draw_more(row)
        self.columns = list(COLUMNS)
        self.logs = {"--touches": self.draw_touches(), "--history": self.draw_history(), "--deals": self.draw_deals(),
                     "--signals": self.draw_signals() if with_axes else None}

    @staticmethod
    def tidy(cell):
        """A time of midnight is written as the day."""
        return re.sub(r"^(\d{4}-\d\d-\d\d)[T ]00:00(:00)?$", r"\1", cell)

    def draw_more(self, row):
        rng = self.rng
        row["amount"] = rng.choice(["500", "1200.50", "2000", "100-300", "", "700"])
        row["currency"] = rng.choice(["EUR", "EUR", "EUR", "USD", ""])
        row["owner"] = rng.choice(["Ana", "Ben", "Cleo", ""])
        row["channels"] = rng.choice(["phone", "email;phone", "email", ""])
        row["response_time"] = rng.choice(VALUES["response_time"][:-1] + [""])

    def near(self, row=None):
        """A moment near one of the lead's own, or near as-of."""
        rng = self.rng
        own = [self.at(row[name]) for name in DATES if row and self.at(row[name])]
        begin = rng.choice(own + [self.local]) if own else self.local - dt.timedelta(days=rng.randint(0, 60))
        return later(begin, rng.choice([0, 1, -1]) * dt.timedelta(days=rng.choice([0, 0, 1, 8]),
                                                                  minutes=rng.choice([1, 30, 240, 700])))

    @staticmethod
    def at(cell):
        try:
            return dt.datetime.fromisoformat(cell or "").replace(tzinfo=None)
        except ValueError:
            return None

    def text(self, at):
        return at.strftime("%Y-%m-%d" if self.rng.random() < 0.1 else "%Y-%m-%d %H:%M")

    def log(self, header, make, most=2):
        rng, lines = self.rng, [header]
        lines += [make(rng.choice(self.rows)) for _ in range(rng.randint(0, most * len(self.rows)))]
        return "\n".join(lines) + "\n"

    def draw_touches(self):
        return self.log("lead_id,at,type", lambda row:
                        f"{row['lead_id']},{self.text(self.near(row))},{self.rng.choice(['Call', 'Email', 'Note'])}")

    def draw_signals(self):
        return self.log("lead_id,at,type", lambda row:
                        f"{row['lead_id']},{self.text(self.near(row))},{self.rng.choice(TYPES)}")

    def draw_history(self):
        words = ["Lead", "MQL", "MQL", "SQL", "Won", "Lost", "accepted", "rejected"]

        def step(row):
            if self.rng.random() < 0.2:
                return f"{row['lead_id']},{self.text(self.near(row))},Owner,{self.rng.choice(['Ana', 'Ben'])},Cleo"
            return f"{row['lead_id']},{self.text(self.near(row))},Stage,{self.rng.choice(words)},"
        return self.log("lead_id,at,field,stage,old", step)

    def draw_deals(self):
        numbers = iter(range(1, 1000))

        def deal(row):
            begun = self.near(row)
            closed = later(begun, dt.timedelta(days=self.rng.randint(0, 30), minutes=5))
            how = self.rng.choice(["Open", "Closed Won", "Closed Lost"])
            return (f"D{next(numbers)},{row['lead_id']},{self.rng.choice(['1000', '2500.50', ''])},EUR,{how},"
                    f"{begun:%Y-%m-%d %H:%M},{'' if how == 'Open' else closed.strftime('%Y-%m-%d %H:%M')}")
        return self.log("deal,lead,amount,currency,stage,created,closed", deal, most=1)


def later(at, span):
    at = (at + span).replace(microsecond=0)
    return at + dt.timedelta(minutes=1) if (at.hour, at.minute) == (0, 0) else at


def table(columns, rows):
    return "".join(",".join(cells) + "\n" for cells in [columns, *([row[c] for c in columns] for row in rows)])
