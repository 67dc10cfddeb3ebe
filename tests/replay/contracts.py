"""Draws a contract, as text.  What it may ask depends on the world: see replay.py for the three modes."""
from lives import REASONS, STAGES, STATES

ZONES = ["UTC", "America/New_York", "Europe/Berlin"]
# what never changes in the modes "once" and "last"
FACTS = ["employees >= 100", "industry = 'SaaS'", "fit >= 50", "source = 'Event'", "employees < 100 OR fit > 70",
         "industry IS NOT NULL AND fit >= 40"]
# dates that the CRM writes once
DATED = ["event_at IS NOT NULL", "hours(created_at, mql_at) <= 100", "first_touch_at IS NULL",
         "days(mql_at, sql_at) < 10", "sql_at IS NOT NULL", "within(created_at, '30d')",
         "held_at(created_at, first_touch_at IS NULL)",
         "COALESCE(event_at, first_touch_at) IS NOT NULL", "greatest(created_at, event_at) > '2026-03-01'",
         "CASE WHEN sal_at IS NULL THEN 1 ELSE 2 END = 2", "NOT (discovery_at IS NULL)", "warm >= 40"]
# dates that it overwrites
LAST = ["within(last_signal_at, '20d')", "last_touch_at IS NULL", "days(created_at, last_touch_at) > 10",
        "contacted_at IS NOT NULL", "hours(mql_at, contacted_at) < 48", "hot >= 30",
        "COALESCE(contacted_at, event_at) IS NOT NULL", "last_touch_at > first_touch_at"]
LIMITS = ["30m", "4h", "24h", "3d", "10d"]
BUSINESS = ["1bh", "4bh", "10bh", "1bd", "3bd"]


class Contract:
    """text: the file.  stages: names.  clocks, buckets, disposition: what it has."""

    def __init__(self, rng, world, known, history):
        self.rng, self.world, self.known = rng, world, known
        self.lines = []
        self.zone = rng.choice(ZONES)
        self.stages = [pair for pair in STAGES if pair[0] in ("Lead", "MQL", "SQL") or rng.random() < 0.6]
        self.values = rng.random() < 0.6 and (not history or known.allows("word"))
        self.exits = rng.random() < 0.7
        self.calendar = rng.random() < 0.6
        self.disposition = rng.random() < 0.7
        self.clocks, self.defined, self.buckets, self.whens = [], [], [], {}
        self.pool = FACTS + DATED + (LAST * 2 if world.mode == "last" else [])
        if self.disposition and not (world.changes_answer and not known.allows("disposition_at")):
            self.pool = self.pool + ["disposition = 'accepted'", "disposition IS NULL"]
        self.draw()
        self.text = "\n".join(self.lines) + "\n"

    def say(self, table, **keys):
        self.lines.append(table)
        self.lines += [f"{key} = {toml(value)}" for key, value in keys.items() if value is not None]

    def ask(self, of=None):
        pool = of or self.pool
        one, other = self.rng.choice(pool), self.rng.choice(pool)
        return self.rng.choice([one, one, f"({one}) AND ({other})", f"({one}) OR ({other})", f"NOT ({one})"])

    def draw(self):
        rng = self.rng
        self.lines.append("handoff = 2")
        self.say("[contract]", name="Replay", version="1", count=rng.choice([None, "claimed", "defined"]))
        self.say("[time]", zone=self.zone, week_start=rng.choice(["monday", "sunday"]))
        if self.calendar:
            self.lines += ["[calendar.default]", 'mon-fri = ["09:00-12:00", "13:00-17:30"]', "holidays = [2026-03-09]"]
        self.draw_columns()
        self.draw_tables()
        for name, field in self.stages:
            self.draw_stage(name, field)
        if self.exits:
            self.say("[[exit]]", name="Lost", at="lost_at", value="lost" if self.values else None)
        for number in range(rng.choice([1, 1, 2, 3])):
            self.draw_clock(number)
        if self.disposition:
            self.say("[disposition]", states=STATES, reasons=rng.choice([None, REASONS]),
                     reason_required=rng.choice([None, ["rejected"]]), limit=rng.choice([None, self.limit()]))
        if rng.random() < 0.3:
            self.say("[enrichment]", required=["industry", "employees"])
        self.draw_logs()
        for number in range(rng.choice([0, 1, 2, 4])):
            self.draw_commitment(f"promise {number}")

    def draw_columns(self):
        own = dict.fromkeys(self.world.overwritten, "last")
        if self.world.mode == "last":
            own["contacted_at"] = "last"
            if self.world.changes_answer:
                own["disposition_at"] = "last"
        self.lines += ["[columns]", 'preset = "none"']
        if self.world.declared:
            self.lines += [f'{name} = {{ column = "{name}", type = "date", keeps = "last" }}' for name in sorted(own)]
        elif self.world.mode == "last":
            self.lines += [f'{name} = {{ column = "{name}", type = "date" }}' for name in sorted(own)]
            self.lines += [f'{name} = {{ column = "{name}", keeps = "first" }}'
                           for name in ("last_touch_at", "last_signal_at")]

    def draw_tables(self):
        rng = self.rng
        names = [f'{name} = "{self.ask()}"' for name in ["icp", "good"] if rng.random() < 0.5]
        if names:
            self.lines += ["[define]", *names]
            self.defined = [line.split(" = ")[0] for line in names]
        facts = [f for f in FACTS if "source" not in f]
        if rng.random() < 0.5:
            self.lines += ["[segment]", f'A = "{rng.choice(facts)}"', 'B = "fit >= 20"']
            self.buckets.append("segment")
        if rng.random() < 0.4:
            self.lines += ["[lane]", f'abm = "{rng.choice(FACTS)}"']
            self.buckets.append("lane")
        points = [("event_at IS NOT NULL", 20), ("first_touch_at IS NOT NULL", 30), ("fit >= 40", 20)]
        rules = ", ".join(f'{{ when = "{when}", add = {add} }}' for when, add in points)
        self.lines += ["[score.warm]", f"points = [ {rules} ]"]
        if self.world.mode == "last":
            self.lines += ["[score.hot]", 'column = "intent"', 'at = "last_signal_at"', 'window = "30d"']

    def draw_stage(self, name, field):
        rng = self.rng
        when = self.ask() if rng.random() < (0.6 if name == "MQL" else 0.3) else None
        if when and "lane" in self.buckets and rng.random() < 0.4:
            when = {"abm": when, "else": self.ask()}
        unclaimed = isinstance(when, str) and rng.random() < 0.1 and self.known.allows("not-needed")
        self.whens[name] = when
        self.say("[[stage]]", name=name, at=field, value=name.lower() if self.values else None, when=when,
                 claim="not needed" if unclaimed else None,
                 maturity=rng.choice([None, None, "3d", "14d"]))

    def ask_dates(self):
        """Where what is asked without a date changes, the clocks ask dates alone."""
        return self.ask([word for word in DATED if "warm" not in word] if self.world.mode == "undated" else None)

    def limit(self):
        return self.rng.choice(LIMITS + BUSINESS * self.calendar)

    def draw_clock(self, number):
        rng, name = self.rng, f"clock {number}"
        on = "MQL" if number == 0 or rng.random() < 0.7 else rng.choice([stage for stage, _ in self.stages])
        stops = ["first_touch_at", "first_touch_at", "discovery_at"]
        if self.world.mode == "last" and self.known.allows("stop"):
            stops += ["last_touch_at", "contacted_at"]
        starts = [dict(self.stages)[on]] * 3 + ["created_at"] + ["assigned_at"] * self.known.allows("start")
        limit = self.limit()
        self.clocks.append((name, "bh" if "b" in limit else "h"))
        self.say("[[clock]]", name=name, owner="sales", on=on, start=rng.choice(starts), stop=rng.choice(stops),
                 limit=limit, target=rng.choice([None, 0.8]),
                 where=self.ask_dates() if rng.random() < 0.4 else None,
                 exempt=self.ask_dates() if rng.random() < 0.2 else None,
                 # which says what becomes of what is not known, so that it need not be what was known then
                 before=rng.choice([None, None, "met", "breached"]) if self.world.mode == "once" else None)

    def draw_logs(self):
        rng = self.rng
        rules = rng.choice([{}, {"minimum": 2, "within": "10d"}, {"minimum": 2, "channels": 2}])
        before = [None, None] + ["Lost"] * self.exits + ["rejected"] * self.disposition
        self.say("[touch]", types={"Call": "phone", "Email": "email"},
                 columns={n: n for n in ("lead_id", "at", "type")},
                 before=rng.choice(before) if rules else None, **rules)
        self.say("[history]", columns={n: n for n in ("lead_id", "at", "stage", "field", "old")})
        self.say("[deal.columns]", id="deal", lead_id="lead", amount="amount", currency="currency", stage="stage",
                 created_at="created", closed_at="closed")

    def draw_commitment(self, name):
        rng, later = self.rng, self.rng.choice([s for s, _ in self.stages[2:]])
        metric, target = rng.choice([
            ("count(MQL)", 5), ("count(SQL)", 2), (f"rate(MQL, {later})", 0.5), ("coverage(MQL)", 0.8),
            (f"share_within(MQL, {later}, '10d')", 0.3), (f"days(MQL, {later})", "6d"),
            ("sum(amount, MQL)", "2000 EUR")]
            + [(f"{kind}({clock})", share) for clock, _ in self.clocks for kind, share in
               [("compliance", 0.7), ("late_share", 0.2)]]
            + [(f"{kind}({clock})", f"9{unit}") for clock, unit in self.clocks for kind in ("median", "mean")]
            + [(f"share(MQL, {word})", 0.5) for word in self.defined]
            + [("disposition(MQL)", 0.5)] * self.disposition)
        self.say("[[commitment]]", name=name, owner=rng.choice(["marketing", "sales"]),
                 metric=metric.replace("'", '\\"'), per=rng.choice(["week", "month"]), target=target,
                 where=self.ask() if rng.random() < 0.2 else None,
                 within="7d" if metric.startswith(("rate", "coverage")) and rng.random() < 0.5 else None)


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value) if isinstance(value, (int, float)) else f'"{value}"'
