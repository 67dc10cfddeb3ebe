"""Draws what happened to leads: one log of writes, from which exports of any day are made (exports.py).

A write is (moment, lead, field, text).  The CRM shows of each field what was written last.  A date that is written
once is in the log once; one that the CRM overwrites is in it as often as it was overwritten.
Moments are local times of the contract's zone, to the minute, and never midnight: a column of midnights holds days.
"""
import datetime as dt

STAGES = [("Lead", "created_at"), ("MQL", "mql_at"), ("SAL", "sal_at"), ("SQL", "sql_at"), ("Won", "won_at")]
BEGIN, END = dt.datetime(2026, 1, 5), dt.datetime(2026, 6, 20)
FACTS = {"employees": ["10", "80", "150", "51-200", "900", ""], "industry": ["SaaS", "Retail", ""],
         "fit": ["20", "40", "60", "80", ""], "source": ["Event", "Web", "Partner"], "amount": ["500", "1200.50", ""],
         "region": ["EMEA", "AMER", ""]}
OWNERS = ["Ana", "Ben", "Cleo"]
STATES, REASONS = ["accepted", "rejected", "recycled"], ["No budget", "Wrong title"]


class Log:
    """writes, touches (moment, lead, type), entries and owners of the history, and deals."""

    def __init__(self):
        self.writes, self.touches, self.history, self.deals = [], [], [], []


class Life:
    """One lead, from its creation to the end of the period."""

    def __init__(self, rng, world, log, lead):
        self.rng, self.world, self.log, self.lead = rng, world, log, lead
        since = rng.choice([BEGIN, max(BEGIN, world.day - dt.timedelta(days=30))])
        self.at = moment(rng, since, world.day if rng.random() < 0.8 else END)
        self.stage, self.out, self.touches, self.state = 0, False, 0, ""
        self.written = set()
        self.owner = rng.choice(OWNERS)
        self.write(created_at=text(self.at), stage="lead", owner=self.owner)
        self.write(**{name: rng.choice(words) for name, words in FACTS.items()})
        self.history("Lead")
        kinds = list(world.kinds)
        for _ in range(rng.choice([0, 3, 6, 12, 20])):
            self.at = after(self.at, gap(rng))
            if self.at >= END:
                break
            getattr(self, rng.choices(kinds, [world.kinds[k] for k in kinds])[0])()

    def write(self, **fields):
        for field, cell in fields.items():
            self.log.writes.append((self.at, self.lead, field, cell))
            self.written.add(field)
        self.log.writes.append((self.at, self.lead, "modified_at", text(self.at)))

    def stamp(self, field):
        """A date: written once, unless the CRM overwrites this one."""
        if field in self.world.overwritten or field not in self.written:
            self.write(**{field: text(self.at)})

    def history(self, name):
        self.log.history.append((self.at, self.lead, "Stage", name, ""))

    def enter(self, index):
        name, field = STAGES[index]
        self.stage = index
        self.stamp(field)
        self.write(stage=name.lower())
        self.history(name)

    def advance(self):
        if not self.out and self.stage + 1 < len(STAGES):
            jump = self.world.jumps and self.stage < 3 and self.rng.random() < 0.15
            self.enter(self.stage + (2 if jump else 1))
            if self.stage == 3 and self.rng.random() < 0.7:
                self.log.deals.append(self.draw_deal())

    def leave(self):
        if not self.out and ("lost_at" not in self.written or "lost_at" in self.world.overwritten):
            self.out = True     # a second time has a date only where the CRM overwrites the first
            self.stamp("lost_at")
            self.write(stage="lost")
            self.history("Lost")

    def come_back(self):
        """A lead that left enters MQL anew."""
        if self.out and self.stage >= 1:
            self.out = False
            self.enter(1)

    def touch(self):
        self.touches += 1
        self.stamp("first_touch_at")
        self.write(last_touch_at=text(self.at), contacted_at=text(self.at), touches=str(self.touches))
        self.log.touches.append((self.at, self.lead, self.rng.choice(["Call", "Email", "Email", "Note"])))

    def answer(self):
        if self.stage >= 1 and (not self.state or self.world.changes_answer):
            self.state = self.rng.choice(STATES)
            self.write(disposition=self.state, disposition_at=text(self.at),
                       disposition_reason=self.rng.choice(["", *REASONS]) if self.state != "accepted" else "")
            self.log.history.append((self.at, self.lead, "Stage", self.state, ""))

    def assign(self):
        self.stamp("assigned_at")

    def hand_over(self):
        """To another owner."""
        new = self.rng.choice([name for name in OWNERS if name != self.owner])
        self.log.history.append((self.at, self.lead, "Owner", new, self.owner))
        self.owner = new
        self.write(owner=new)

    def meet(self):
        self.stamp(self.rng.choice(["event_at", "discovery_at"]))

    def signal(self):
        self.write(last_signal_at=text(self.at), intent=str(self.rng.choice([10, 30, 50, 70])))

    def correct(self):
        """A fact without a date is overwritten."""
        name = self.rng.choice(list(FACTS))
        self.write(**{name: self.rng.choice(FACTS[name])})

    def draw_deal(self):
        """(lead, amount, begun, closed, how it ended)"""
        begun = after(self.at, gap(self.rng))
        closed = after(begun, gap(self.rng) * 4) if self.rng.random() < 0.6 else None
        return (self.lead, self.rng.choice(["1000", "2500.50", "40000"]), begun, closed,
                self.rng.choice(["Closed Won", "Closed Lost"]))


class World:
    """Which things happen, and which dates the CRM overwrites."""

    def __init__(self, rng, mode, history, known):
        """day: the moment of which the reports are, to the hour."""
        self.mode, self.jumps, self.changes_answer = mode, mode == "last", False
        self.day = moment(rng, BEGIN + dt.timedelta(days=4), END - dt.timedelta(days=20)).replace(minute=0)
        self.day = self.day.replace(hour=rng.choice([0, 0, 9, 17]))
        self.kinds = {"advance": 5, "leave": 1, "come_back": 2, "touch": 4, "answer": 2, "assign": 1, "meet": 2}
        self.overwritten = set()
        if history:
            self.kinds["hand_over"] = 2
        if mode == "last":
            self.kinds["signal"] = 3
            self.overwritten |= {name for name in ("mql_at", "lost_at", "assigned_at")
                                 if known.allows(name) and rng.random() < 0.5}
            self.changes_answer = known.allows("disposition_at") and rng.random() < 0.6
        if mode == "undated":
            self.kinds.update(correct=4, signal=2, hand_over=2)
        if history and rng.random() < 0.5:
            self.overwritten.add("mql_at")


def text(at):
    return at.strftime("%Y-%m-%d %H:%M")


def gap(rng):
    days = rng.choice([0, 0, rng.randint(0, 10), rng.randint(5, 30)])
    return dt.timedelta(days=days, minutes=rng.randint(1, 700))


def after(at, span):
    at += span
    return at + dt.timedelta(minutes=1) if (at.hour, at.minute) == (0, 0) else at


def moment(rng, begin, end):
    minutes = int((end - begin).total_seconds() // 60)
    return after(begin, dt.timedelta(minutes=rng.randint(1, minutes - 2)))


def draw_log(rng, world, leads):
    log = Log()
    for number in range(1, leads + 1):
        Life(rng, world, log, f"L{number:02d}")
    while not any(write[0] <= world.day for write in log.writes):      # an export holds a lead
        number += 1
        Life(rng, world, log, f"L{number:02d}")
    log.writes.sort(key=lambda write: write[0])      # of one moment, the order in which they were made
    return log
