"""Draws a random contract, held as plain data, and prints it as TOML.

The contract is the only thing that the recomputation and the program share; both get it from here, one as
objects and the other as text.
"""
from draw_clocks import draw_clocks, draw_commitments, draw_disposition, draw_enrichment, draw_escalations
from draw_predicates import predicate
from draw_scores import draw_axes, draw_routes
from terms import Field, Latest
from values import BAD, MISSING

STAGES = [("Lead", "created_at"), ("MQL", "mql_at"), ("SAL", "sal_at"), ("SQL", "sql_at"), ("Won", "won_at")]
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
ZONES = ["UTC", "America/New_York", "Europe/Berlin"]
HOURS = [["09:00-17:00"], ["09:00-12:00", "13:00-17:00"], ["00:00-24:00"], ["08:30-18:00"], ["13:00-24:00"]]


class Stage:
    def __init__(self, name):
        self.name, self.at, self.value, self.when, self.gates = name, None, [], None, None
        self.dated_by, self.needed, self.maturity, self.maturity_text = None, True, None, None

    def defined(self):
        return self.when is not None or self.gates is not None

    def free(self):
        """Does it need no claim?"""
        return not self.needed or (self.at is None and not self.value)


class Contract:
    """All that a contract says; see draw()."""

    def __init__(self):
        self.zone, self.week_start, self.count = "UTC", "monday", None
        self.define, self.lanes, self.segments, self.routes = [], [], [], []
        self.axes, self.log = [], None    # of the score; the log of signals, by lead
        self.stages, self.exits, self.clocks, self.commitments = [], [], [], []
        self.keeps = []         # the dates that the CRM overwrites
        self.escalations, self.touch = [], False      # touch: is a log of touches read?
        self.skipped_counted, self.disposition, self.calendars, self.enrichment = False, None, {}, []

    def stage(self, name):
        return [s.name for s in self.stages].index(name)

    def buckets(self, table, lead, moment):
        """The buckets that may take the lead: the first whose predicate is true, MISSING for none."""
        found = []
        for name, node in {"lane": self.lanes, "segment": self.segments, "route": self.routes}[table]:
            holds = node.holds(lead, moment, self)
            if True in holds:
                found.append(name)
            if False not in holds:
                return found
        return found + [MISSING]

    def bucket(self, table, lead, moment):
        found = self.buckets(table, lead, moment)
        return found[0] if len(found) == 1 else BAD


def duration(rng, choices):
    amount, unit = rng.choice(choices)
    return amount * UNITS[unit], f"{amount}{unit}"


def asked_by(rows):
    """The fields that a table of buckets asks."""
    return set().union(*(node.names() for _, node in rows))


def draw_stage(rng, contract, name, at):
    stage = Stage(name)
    roll = rng.random()
    has_value = contract.uses_value and rng.random() < 0.7
    stage.at = at if roll < 0.88 or not has_value else None
    stage.value = [name.lower()] if has_value else []
    if rng.random() < (0.6 if name == "MQL" else 0.25):
        named = contract.define
        tables = [("lane", contract.lanes), ("segment", contract.segments)]
        buckets = [(table, name, asked_by(rows)) for table, rows in tables for name, _ in rows]
        draw = lambda: predicate(rng, contract.zone, rng.randint(0, 2), named, buckets, axes=contract.axes)
        if contract.lanes and rng.random() < 0.3:
            stage.gates = {n: draw() for n, _ in contract.lanes if n == "abm" or rng.random() < 0.7}
            stage.gates["else"] = draw()
        else:
            stage.when = draw()
            if rng.random() < 0.15:
                stage.needed = False
    if rng.random() < 0.15:
        stage.dated_by = Field("event_at")
        if rng.random() < 0.4:
            other = rng.choice(["created_at", "assigned_at"])
            stage.dated_by = Latest(rng.choice(["GREATEST", "LEAST"]), "event_at", other)
    if rng.random() < 0.3:
        stage.maturity, stage.maturity_text = duration(rng, [(1, "d"), (7, "d"), (14, "d"), (36, "h"), (30, "d")])
    return stage


def draw_calendar(rng):
    kind = rng.randrange(3)
    hours = rng.choice(HOURS)
    days = [("mon-fri", range(5)), ("mon-sat", range(6)), ("sun-thu", [6, 0, 1, 2, 3])][kind]
    holidays = rng.sample(["2026-02-16", "2026-05-25", "2026-06-19", "2026-03-09"], rng.randint(0, 3))
    on = {"2026-06-01": rng.choice([[], ["10:00-12:00"]])} if rng.random() < 0.3 else {}
    return {"key": days[0], "days": set(days[1]), "hours": hours, "holidays": holidays, "on": on,
            "zone": rng.choice([None, None, "Europe/Berlin", "America/New_York"])}


def draw(rng):
    contract = Contract()
    contract.zone = rng.choice(ZONES)
    contract.week_start = rng.choice(["monday", "monday", "sunday"])
    contract.uses_value = rng.random() < 0.6
    contract.count = rng.choice([None, None, "claimed", "defined"])
    zone = contract.zone
    for name in ["icp", "good", "warm"][:rng.randint(0, 3)]:
        contract.define.append((name, predicate(rng, zone, 1, contract.define)))
    if rng.random() < 0.4:
        contract.lanes = [(n, predicate(rng, zone, 1, contract.define, moving=False))
                          for n in ["abm", "plg"][:rng.randint(1, 2)]]
    if rng.random() < 0.5:
        contract.segments = [(n, predicate(rng, zone, 1, moving=False)) for n in ["A", "B", "C"][:rng.randint(1, 3)]]
    draw_axes(rng, contract)
    wanted = rng.randint(2, 5)
    others = rng.sample([0, 2, 3, 4], wanted - 1)
    for index in sorted(others + [1]):
        contract.stages.append(draw_stage(rng, contract, *STAGES[index]))
    contract.skipped_counted = rng.random() < 0.25
    draw_exits(rng, contract)
    for name in ["default", "berlin"][:rng.choice([0, 1, 2])]:
        contract.calendars[name] = draw_calendar(rng)
    draw_clocks(rng, contract)
    draw_disposition(rng, contract)
    draw_enrichment(rng, contract)
    draw_commitments(rng, contract)
    draw_escalations(rng, contract)
    draw_routes(rng, contract)
    return contract


def draw_exits(rng, contract):
    kinds = rng.sample(["lost", "rejected", "predicate"], rng.choice([0, 1, 1, 2, 3]))
    for kind in kinds:
        leave = {"name": kind.capitalize(), "at": None, "value": [], "when": None}
        if kind == "lost":
            leave["at"] = "lost_at"
        if kind == "lost" and contract.uses_value and rng.random() < 0.6:
            leave["value"] = ["lost"]
        if kind == "rejected":
            leave["at"] = "rejected_at" if not contract.uses_value or rng.random() < 0.5 else None
            leave["value"] = [] if leave["at"] else ["disqualified"]
        if kind == "predicate":
            leave["when"] = predicate(rng, contract.zone, 1, contract.define)
        contract.exits.append(leave)


def draw_keeps(rng, contract, absent):
    """A contract names no column that the export lacks."""
    dates = ["created_at", "mql_at", "sal_at", "sql_at", "won_at", "lost_at", "first_touch_at", "discovery_at",
             "assigned_at", "disposition_at"]
    if rng.random() < 0.3:
        contract.keeps = [name for name in rng.sample(dates, rng.randint(1, 3)) if name not in absent]


def quoted(text):
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def listed(texts):
    return "[" + ", ".join(quoted(t) for t in texts) + "]"
