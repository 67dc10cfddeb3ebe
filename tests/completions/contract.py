"""Draws a contract as text: one that asks as much of an export as a contract can, so that what is not known has
something to decide.

Half of the pairs have a contract of tests/recompute instead, which is drawn as objects and printed.
"""
from draw_predicates import predicate

STAGES = [("Lead", "created_at"), ("MQL", "mql_at"), ("SAL", "sal_at"), ("SQL", "sql_at"), ("Won", "won_at")]
ZONES = ["UTC", "America/New_York", "Europe/Berlin"]
# what the predicates of tests/recompute do not ask
MORE = ["first_touch_at IS NULL", "hours(mql_at, first_touch_at) <= 24", "days(mql_at, sql_at) < 10",
        "sql_at IS NOT NULL", "within(last_signal_at, '20d')", "held_at(mql_at, fit >= 50)",
        "COALESCE(event_at, first_touch_at) IS NOT NULL", "greatest(created_at, event_at) > '2026-05-01'",
        "least(fit, intent) >= 40", "abs(fit - intent) < 20", "contains(channels, 'phone')", "count_of(channels) >= 2",
        "length(industry) > 4", "CASE WHEN fit >= 60 THEN intent ELSE employees END >= 40",
        "CASE source WHEN 'Event' THEN 1 WHEN 'Partner' THEN 2 END = 1", "disposition = 'accepted'",
        "disposition IS NULL", "owner = 'Ana'", "amount >= 1000", "mql_at >= '2026-05-20'", "fit * 2 >= intent",
        "lost_at IS NULL", "touches >= 1", "last_touch_at > first_touch_at", "fit / intent > 1", "NOT budget",
        "(fit >= 50) IS TRUE", "(employees >= 100) IS NOT FALSE", "industry || region LIKE '%S%'"]
LIMITS = ["30m", "4h", "24h", "3d", "10d"]
BUSINESS = ["1bh", "4bh", "10bh", "1bd", "3bd"]
STATES = ["accepted", "rejected", "recycled"]


class Contract:
    """text: the file.  stages, clocks: names.  buckets: what leads may be grouped by."""

    def __init__(self, rng, known):
        self.rng, self.known, self.lines = rng, known, []
        self.zone = rng.choice(ZONES)
        self.stages = [pair for pair in STAGES if pair[0] in ("MQL", "SQL") or rng.random() < 0.7]
        self.values, self.calendar = rng.random() < 0.6, rng.random() < 0.6
        self.disposition, self.exits = rng.random() < 0.7, []
        self.clocks, self.defined, self.buckets, self.axes = [], [], [], []
        self.signed = rng.random() < 0.4       # each stage has a maturity
        self.draw()
        self.text = "\n".join(self.lines) + "\n"

    def say(self, table, **keys):
        self.lines.append(table)
        self.lines += [f"{key} = {toml(value)}" for key, value in keys.items() if value is not None]

    def ask(self, moving=True):
        """A predicate; one that does not ask the moment where moving is false."""
        if self.rng.random() < 0.6 or not moving:
            return str(predicate(self.rng, self.zone, self.rng.choice([0, 0, 1, 2]), moving=moving))
        one, other = self.rng.choice(MORE), self.rng.choice(MORE + [str(predicate(self.rng, self.zone, 0))])
        return self.rng.choice([one, one, one, f"({one}) AND ({other})", f"({one}) OR ({other})", f"NOT ({one})"])

    def draw(self):
        rng = self.rng
        self.lines.append("handoff = 2")
        self.say("[contract]", name="Completed", version="1", count=rng.choice([None, None, "claimed", "defined"]))
        self.say("[time]", zone=self.zone, week_start=rng.choice(["monday", "sunday"]))
        if self.calendar:
            self.lines += ["[calendar.default]", 'mon-fri = ["09:00-12:00", "13:00-17:30"]', "holidays = [2026-06-19]"]
        self.draw_columns()
        self.draw_tables()
        if rng.random() < 0.15:
            self.say("[exclude]", test=self.ask(moving=False))
        for name, field in self.stages:
            self.draw_stage(name, field)
        if rng.random() < 0.25:
            self.say("[funnel]", skipped="counted")
        self.draw_exits()
        for number in range(rng.choice([1, 1, 2, 3])):
            self.draw_clock(number)
        self.draw_duties()
        for number in range(rng.choice([0, 1, 2, 4])):
            self.draw_commitment(f"promise {number}")

    def draw_columns(self):
        rng = self.rng
        dates = ["mql_at", "sql_at", "lost_at", "first_touch_at", "discovery_at", "assigned_at", "disposition_at"]
        self.lines += ["[columns]", 'preset = "none"']
        self.lines += [f'{name} = {{ column = "{name}", type = "date", keeps = "last" }}'
                       for name in (rng.sample(dates, 2) if rng.random() < 0.15 else [])]
        self.taken = rng.random() < 0.2
        if self.taken:
            self.lines.append('response_time = { column = "response_time", type = "duration", unit = "m" }')

    def draw_tables(self):
        rng = self.rng
        for name in [name for name in ("icp", "good") if rng.random() < 0.5]:
            self.lines += ["[define]"] * (not self.defined) + [f"{name} = {toml(self.ask())}"]
            self.defined.append(name)
        for table, names in (("segment", "AB"), ("lane", ["abm", "plg"]), ("source", ["In", "Out"]),
                             ("route", ["AE", "SDR"])):
            if rng.random() < 0.35:
                self.lines += [f"[{table}]"] + [f"{name} = {toml(self.ask(moving=False))}" for name in names]
                self.buckets.append(table)
        for name in ["worth", "heat"][:rng.choice([0, 1, 2])]:
            rules = ", ".join(f'{{ when = {toml(self.ask(moving=False))}, add = {rng.choice([10, 20, 30, -10])} }}'
                              for _ in range(rng.choice([1, 2, 3])))
            self.say(f"[score.{name}]", cap=rng.choice([None, 40, 50]), floor=rng.choice([None, 0]),
                     at="last_signal_at" if name == "heat" else None, window="30d" if name == "heat" else None)
            self.lines.append(f"points = [ {rules} ]")
            if name == "heat" and rng.random() < 0.5:
                self.lines.append('signals = [ { type = "Demo", add = 20 }, { type = "Webinar", add = 9, most = 9 } ]')
            self.axes.append(name)

    def draw_stage(self, name, field):
        rng = self.rng
        asked = [f"{axis} >= {rng.choice([10, 20, 30])}" for axis in self.axes]
        when = rng.choice(asked + [self.ask()] * 2) if rng.random() < (0.6 if name == "MQL" else 0.3) else None
        if when and "lane" in self.buckets and rng.random() < 0.4:
            when = {"abm": when, "else": self.ask()}
        at = field if rng.random() < 0.9 or not self.values else None
        self.say("[[stage]]", name=name, at=at, value=name.lower() if self.values else None, when=when,
                 claim="not needed" if isinstance(when, str) and rng.random() < 0.15 else None,
                 dated_by=rng.choice([None] * 6 + ["event_at", "GREATEST(event_at, created_at)"]),
                 maturity=rng.choice([None] * (not self.signed) + ["36h", "3d", "14d"]))

    def draw_exits(self):
        rng = self.rng
        for name in [name for name in ("Lost", "Rejected", "Recycled") if rng.random() < 0.4]:
            self.exits.append(name)
            if name == "Recycled":
                self.say("[[exit]]", name=name, when=self.ask())
            else:
                self.say("[[exit]]", name=name, at=f"{name.lower()}_at",
                         value=name.lower() if self.values and rng.random() < 0.6 else None)

    def limit(self):
        return self.rng.choice(LIMITS + BUSINESS * self.calendar)

    def draw_clock(self, number):
        rng, name = self.rng, f"clock {number}"
        on = "MQL" if number == 0 or rng.random() < 0.7 else rng.choice([stage for stage, _ in self.stages])
        stops = ["first_touch_at"] * 3 + ["discovery_at", "last_touch_at"]
        limit = self.limit()
        taken = self.taken and "bd" not in limit and rng.random() < 0.6
        self.clocks.append((name, on, "bh" if "b" in limit else "h"))
        self.say("[[clock]]", name=name, owner="sales", on=on,
                 start=rng.choice([dict(STAGES)[on]] * 3 + ["created_at", "assigned_at"]),
                 stop=None if taken else rng.choice(stops), taken="response_time" if taken else None, limit=limit,
                 target=rng.choice([None, 0.5, 0.8]), where=self.ask() if rng.random() < 0.45 else None,
                 exempt=self.ask() if rng.random() < 0.3 else None,
                 before=rng.choice(["met", "breached"]) if self.known.draws("before") and rng.random() < 0.3 else None)

    def draw_duties(self):
        rng = self.rng
        if self.disposition:
            self.say("[disposition]", states=STATES, reasons=rng.choice([None, ["Wrong title", "No budget"]]),
                     reason_required=rng.choice([None, ["rejected"], ["rejected", "recycled"]]),
                     owed_on=rng.choice([None, None, None, ["rejected"]]), limit=rng.choice([None, self.limit()]))
        if rng.random() < 0.4:
            fields = ["employees", "industry", "source", "created_at", "budget"]
            self.say("[enrichment]", required=rng.sample(fields, 2))
        rules = rng.choice([{}, {"minimum": 2, "within": "10d"}, {"minimum": 2, "channels": 2}])
        before = [None, None, None] + self.exits + ["rejected"] * self.disposition
        self.effort = bool(rules)
        self.say("[touch]", types={"Call": "phone", "Email": "email"},
                 columns={name: name for name in ("lead_id", "at", "type")}, **rules,
                 before=rng.choice(before) if rules else None,
                 where_lead=self.ask() if rules and rng.random() < 0.3 else None)
        self.say("[history]", columns={name: name for name in ("lead_id", "at", "stage", "field", "old")})
        self.say("[deal.columns]", id="deal", lead_id="lead", amount="amount", currency="currency", stage="stage",
                 created_at="created", closed_at="closed")

    def draw_commitment(self, name):
        rng = self.rng
        first = rng.randrange(len(self.stages) - 1)
        here, later = self.stages[first][0], self.stages[rng.randrange(first + 1, len(self.stages))][0]
        choices = [(f"count({here})", rng.choice([1, 2, 4])), (f"rate({here}, {later})", 0.5),
                   (f"rate({here}, {later})", 0.3), (f"coverage({here})", 0.8), ("completeness(MQL)", 0.7),
                   (f"share_within({here}, {later}, '10d')", 0.3), (f"days({here}, {later})", "6d"),
                   (f"sum(amount, {here})", "2000 EUR")]
        for clock, _, unit in self.clocks:
            choices += [(f"compliance({clock})", 0.7), (f"late_share({clock})", 0.2), (f"median({clock})", f"9{unit}"),
                        (f"p90({clock})", f"30{unit}"), (f"mean({clock})", f"9{unit}")]
        choices += [(f"share({here}, {word})", 0.5) for word in self.defined]
        choices += [("disposition(MQL)", 0.5), ("feedback(MQL)", 0.5)] * self.disposition
        metric, target = rng.choice(choices)
        if "completeness" in metric and not any("[enrichment]" in line for line in self.lines):
            metric, target = "count(MQL)", 2
        if metric.startswith("feedback") and not any(line.startswith("[disposition]") for line in self.lines):
            metric, target = "count(MQL)", 2
        mixed = metric.startswith("count") and "segment" in self.buckets and rng.random() < 0.6
        self.say("[[commitment]]", name=name, owner=rng.choice(["marketing", "sales"]),
                 metric=metric.replace("'", '\\"'), target=target,
                 per=rng.choice(["week", "month", "month", "quarter"]),
                 where=self.ask() if rng.random() < 0.3 else None,
                 mix={"A": 0.6, "B": 0.3, "other": 0.1} if mixed else None,
                 within="7d" if metric.startswith(("rate", "coverage")) and rng.random() < 0.6 else None)
        if rng.random() < 0.3:
            self.say("[[escalation]]", name=f"step {name}", commitment=name, below="target", to=["VP"],
                     **{"for": f"{rng.choice([1, 2])} months"})


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, (int, float)):
        return str(value)
    return '"' + str(value) + '"'
