"""Draws a random export: 1 to 40 leads with blanks, unreadable cells, ranges, days without times, ties,
stages out of order, stages passed over, and dates after the moment of judging.

The cells are written as text and read back by `read_export`, so that what is compared is the reading too.
"""
import datetime as dt
import re

from draw_predicates import EMPLOYEES, FLAGS, NUMBERS, TEXTS
from values import BAD, read_boolean, read_date, read_number, read_text

STAGE_DATES = ["created_at", "mql_at", "sal_at", "sql_at", "won_at"]
OTHER_DATES = ["event_at", "last_signal_at", "lost_at", "rejected_at", "first_touch_at", "assigned_at",
               "discovery_at", "disposition_at", "last_touch_at"]
TEXT_FIELDS = list(TEXTS) + ["stage", "disposition", "disposition_reason", "email"]
READERS = {**{f: "date" for f in STAGE_DATES + OTHER_DATES}, **{f: "number" for f in NUMBERS + ["touches"]},
           **{f: "boolean" for f in FLAGS}, **{f: "text" for f in TEXT_FIELDS}}
# local times around the changes of the clocks in New York and Berlin
EDGES = [dt.datetime(2026, 3, 8, 1, 59), dt.datetime(2026, 3, 8, 2, 30), dt.datetime(2026, 3, 29, 2, 15),
         dt.datetime(2025, 11, 2, 1, 30), dt.datetime(2026, 3, 8, 23, 0), dt.datetime(2026, 3, 29, 4, 0)]


class Style:
    """How one export writes its cells."""

    def __init__(self, rng):
        self.days = rng.choice([0.0, 0.0, 0.15, 0.5, 1.0])
        self.blank = rng.choice([0.05, 0.15, 0.35])
        self.bad = rng.choice([0.0, 0.0, 0.04])
        self.late = rng.choice([0.0, 0.1, 0.25])
        self.mixed = rng.random() < 0.3


def write_date(rng, style, at):
    if rng.random() < style.bad:
        return rng.choice(["soon", "#N/A", "2026-02-30"])
    if rng.random() < style.days:
        return at.isoformat()[:10]
    if style.mixed and rng.random() < 0.2:
        return at.isoformat() + rng.choice(["Z", "-04:00", "+02:00"])
    return at.isoformat(" ", rng.choice(["minutes", "seconds"]))


def step(rng):
    roll = rng.random()
    if roll < 0.1:
        return dt.timedelta(0)
    if roll < 0.4:
        return dt.timedelta(minutes=rng.choice([1, 30, 60, 240, 241, 480]))
    if roll < 0.5:
        return -dt.timedelta(hours=rng.choice([1, 30, 24 * 9]))
    return dt.timedelta(days=rng.randint(0, 20), hours=rng.randint(0, 23), minutes=rng.choice([0, 0, 15]))


def draw_lead(rng, style, number, as_of):
    """as_of is a local datetime."""
    row = {"lead_id": f"L{number:02d}"}
    if rng.random() < 0.06:
        at = rng.choice(EDGES)
    else:
        at = as_of - dt.timedelta(days=rng.randint(0, 100), minutes=rng.randint(0, 1440))
    at = at.replace(second=rng.choice([0, 0, 0, 30]), microsecond=0)
    reached = rng.choice([0, 1, 1, 2, 2, 3, 4, 4])
    for index, name in enumerate(STAGE_DATES):
        row[name] = ""
        if index <= reached and rng.random() >= style.blank:
            shown = at
            if rng.random() < style.late / 3:
                shown = as_of + dt.timedelta(minutes=rng.choice([0, 1, 600, 30000]))
            row[name] = write_date(rng, style, shown)
        if index < reached:
            at = at + step(rng)
    for name in OTHER_DATES:
        chance = {"lost_at": 0.2, "rejected_at": 0.15}.get(name, 0.7)
        row[name] = write_date(rng, style, at + step(rng)) if rng.random() < chance else ""
    words = ["lead", "mql", "sal", "sql", "won", "MQL", "lost", "disqualified", "other", ""]
    row["stage"] = ["lead", "mql", "sal", "sql", "won"][reached] if rng.random() < 0.5 else rng.choice(words)
    row["stage"] = "#N/A" if rng.random() < style.bad else row["stage"]
    draw_facts(rng, style, row)
    return row


def draw_facts(rng, style, row):
    def cell(text):
        roll = rng.random()
        return "" if roll < style.blank else text
    for name in NUMBERS:
        text = str(rng.choice([0, 10, 20, 40, 50, 60, 70, 75, 80, "37.5"]))
        if name == "employees":
            text = rng.choice([str(rng.choice(EMPLOYEES)), "51-200", "201-500", "5001+", "up to 10", "10-50"])
        row[name] = "many" if rng.random() < style.bad else cell(text)
    for name, words in TEXTS.items():
        row[name] = "#REF!" if rng.random() < style.bad else cell(rng.choice(words))
    for name in FLAGS:
        row[name] = "maybe" if rng.random() < style.bad else cell(rng.choice(["true", "false", "Yes", "no", "1", "0"]))
    row["touches"] = cell(rng.choice(["0", "1", "1", "2"]))
    row["disposition"] = cell(rng.choice(["accepted", "rejected", "Recycled", "pending", ""]))
    row["disposition_reason"] = cell(rng.choice(["Wrong title", "no budget", "because", ""]))
    row["email"] = cell(f"p{rng.randint(1, 30)}@x.example")


def draw_export(rng, as_of, absent):
    style = Style(rng)
    size = rng.choice([1, 2, 3, 5, 8, 8, 12, 20, 30])
    rows = [draw_lead(rng, style, number, as_of) for number in range(1, size + 1)]
    columns = ["lead_id"] + [f for f in READERS if f not in absent]
    rng.shuffle(rows)
    return columns, rows


def print_export(columns, rows):
    lines = [",".join(columns)]
    lines += [",".join(row[c] for c in columns) for row in rows]
    return "\n".join(lines) + "\n"


def midnights(rows):
    """The columns all of whose times are 00:00 in their own notation: they hold the days written."""
    found = set()
    for field in (f for f, kind in READERS.items() if kind == "date"):
        times = [row[field] for row in rows if re.match(r"\d{4}-\d\d-\d\d[T ]", row[field])]
        if times and all(re.match(r".{10}[T ]00:00(:00(\.0+)?)?($|Z|[+-])", cell) for cell in times):
            found.add(field)
    return found


def read_export(columns, rows, zone):
    """Each lead as values; what has no column is BAD everywhere."""
    leads, days = [], midnights(rows)
    for row in rows:
        lead = {"lead_id": row["lead_id"]}
        for field, kind in READERS.items():
            if field not in columns:
                lead[field] = BAD
            elif kind == "date":
                lead[field] = read_date(row[field][:10] if field in days else row[field], zone)
            elif kind == "number":
                lead[field] = read_number(row[field])
            else:
                lead[field] = (read_boolean if kind == "boolean" else read_text)(row[field])
        leads.append(lead)
    return leads
