"""Clocks of the contract: who is judged by which, and what came of it.  docs/contract.md, "Clocks"."""
import ways
from draw_clocks import SECONDS
from values import BAD, both, less, nothing

MET, BREACHED, OPEN, UNKNOWN, EXEMPT = "met", "breached", "open", "unknown", "exempt"
# what the audit calls the ways in which a clock is counted
CALLED = {ways.PASSED: MET, ways.FAILED: BREACHED, ways.EARLY: "met_early"}


class Limit:
    """A length of time on its own kind of clock."""

    def __init__(self, amount, unit, calendar):
        self.amount, self.unit, self.calendar = amount, unit, calendar

    def kind(self):
        return {"bh": "business_hours", "bd": "business_days"}.get(self.unit, "elapsed")

    def due(self, start):
        if self.unit == "bd":
            return self.calendar.days_later(start, self.amount)
        if self.unit == "bh":
            return self.calendar.after(start, self.amount * 3600)
        return start + self.amount * SECONDS[self.unit]

    def taken(self, start, stop):
        if stop <= start:
            return 0
        return self.calendar.between(start, stop) if self.calendar else stop - start

    def elapsed(self, start, stop):
        """Between two days without times, whole days of 24 hours."""
        if start.day and stop.day and not self.calendar:
            return max(0, stop.day - start.day) * 86400
        return self.taken(start.lo, stop.lo)

    def seconds(self, start):
        if self.unit == "bd":
            return self.calendar.between(start, self.due(start))
        return self.amount * SECONDS[self.unit]

    def judge(self, start, stop):
        """Was it stopped within the limit?  True, False or None; both may be intervals."""
        best = stop.lo <= self.due(start.hi)
        worst = max(start.lo, stop.hi) <= self.due(start.lo)
        return best if best == worst else None

    def was_due(self, start, as_of):
        """Had the limit run out before as-of?"""
        early, late = self.due(start.lo) < as_of, self.due(start.hi) < as_of
        return early if early == late else None


class Run:
    """One clock and one lead: `verdict` as of now, and `ways`, all that may be so of it."""

    def __init__(self, clock, limit, standing, stage):
        lead, as_of = standing.lead, standing.as_of
        self.clock, self.limit, self.lead, self.raw, self.as_of = clock, limit, lead, standing.raw, as_of
        self.has_last = "last_touch_at" in standing.columns
        self.start, self.stop, self.before = lead[clock["start"]], lead[clock["stop"]], False
        self.verdict, self.ways, self.elapsed = UNKNOWN, ways.unknown(None), None
        self.started, self.open_before, self.timed = True, False, True
        self.given = standing.undated_answer(clock["stop"])
        bad = self.start is BAD or self.stop is BAD or standing.undated_answer(clock["start"]) is not False
        self.start = None if nothing(self.start) else self.start
        self.stop = None if nothing(self.stop) else self.stop
        if self.start is None and self.stop is None and not bad and self.given is False:
            self.start = standing.begun(stage)
        if self.start is None:
            return
        if self.start.lo > as_of:
            self.not_started()
            return
        self.due = limit.was_due(self.start, as_of)
        self.ways = ways.unknown(self.due)
        if not bad and self.given is False:
            self.run()
        elif not bad and self.given and self.due is False:     # it stands by as-of, so it was in time
            self.done(MET)

    def not_started(self):
        self.stop, self.verdict, self.ways, self.started = None, OPEN, {ways.OPEN}, False

    def run(self):
        if self.stop is not None and less(self.stop, self.start):
            self.before, self.stop = True, None
        if self.stop is not None:
            self.done({True: MET, False: BREACHED, None: UNKNOWN}[self.limit.judge(self.start, self.stop)])
            self.elapsed = self.limit.elapsed(self.start, self.stop)
            return
        came = self.since_before() if self.before else BREACHED
        if came != BREACHED:
            self.done(came)
            return
        self.elapsed = self.limit.taken(self.start.lo, self.as_of)
        self.ways = ways.not_done(self.due)
        self.verdict = {True: BREACHED, False: OPEN, None: UNKNOWN}[self.due]

    def done(self, verdict):
        self.verdict = verdict
        self.ways = {MET: ways.done(self.due), BREACHED: {ways.FAILED}, UNKNOWN: ways.unknown(self.due)}[verdict]

    def since_before(self):
        """What came after a single stop before the start."""
        if self.clock["stop"] == "first_touch_at":
            last, touches = self.lead["last_touch_at"], self.lead["touches"]
            given = self.raw["last_touch_at"]
            if not nothing(given) and given.lo > self.as_of or last is BAD and self.has_last:
                pass
            elif not nothing(last):
                if less(last, self.start):
                    return BREACHED
                if less(last, self.start) is False and self.limit.judge(self.start, last):
                    return MET
            elif not nothing(touches) and touches.lo == touches.hi == 1:
                return BREACHED
        self.open_before = True
        return {"met": MET, "breached": BREACHED}.get(self.clock["before"], UNKNOWN)


def category(found):
    """Of met, met_early, breached, open, unknown and exempt."""
    where = ways.counted(found)
    return CALLED.get(where, where)


class Bench:
    """All clocks on one stage."""

    def __init__(self, contract, calendars, stage):
        self.contract, self.stage = contract, stage
        self.clocks = [c for c in contract.clocks if c["on"] == contract.stages[stage].name]
        self.limits = {c["name"]: Limit(c["amount"], c["unit"], calendars.get(c["calendar"])) for c in self.clocks}

    def applies(self, clock, standing):
        """True, False, or None where nobody knows whether the clock applies."""
        moment = standing.moment(self.stage)
        found = True if clock["where"] is None else clock["where"].truth(standing.lead, moment, self.contract)
        return both([found, standing.meets[self.stage]]) if clock["where_stands"] else found

    def runs(self, standing):
        """[(Run, verdict)] of each clock that applies to the lead or may, and whether the choice is open."""
        found, settled = [], set()
        for clock in self.clocks:
            if clock["stop"] in settled:
                continue
            answer = self.applies(clock, standing)
            if answer is False:
                continue
            if answer is True:
                settled.add(clock["stop"])
            found.append((clock, answer))
        result = []
        for clock, answer in found:
            rivals = [c for c, _ in found if c["stop"] == clock["stop"]]
            run = Run(clock, self.limits[clock["name"]], standing, self.stage)
            exempt = {False}
            if clock["exempt"] is not None:
                exempt = clock["exempt"].holds(standing.lead, standing.moment(self.stage), self.contract)
            own = {ways.EXEMPT} if exempt == {True} else run.ways | {ways.EXEMPT} if True in exempt else run.ways
            alone = answer is True and len(rivals) == 1
            asked = own if alone else own | {ways.EXEMPT}
            sure = alone and len(exempt) == 1
            listed = EXEMPT if asked == {ways.EXEMPT} else run.verdict if sure else UNKNOWN
            result.append({"run": run, "own": own, "ways": asked, "verdict": category(asked), "listed": listed,
                           "answer": answer, "stop": clock["stop"], "sure": sure, "judged": exempt == {False}})
        return result

    def of_lead(self, rows):
        """All that may be so of the lead, by the clocks that stop at one event."""
        found = set().union(*(r["own"] for r in rows))
        return found if rows and rows[-1]["answer"] is True else found | {ways.EXEMPT}

    def of_touch(self):
        """The clocks that stop at the first touch, else those that stop where the first one does."""
        stops = [clock["stop"] for clock in self.clocks]
        stop = "first_touch_at" if "first_touch_at" in stops else stops[0] if stops else None
        return [clock for clock in self.clocks if clock["stop"] == stop]

    def late(self, standing):
        """All that may be so by those clocks."""
        return self.of_lead([r for r in self.runs(standing) if r["run"].clock in self.of_touch()])
