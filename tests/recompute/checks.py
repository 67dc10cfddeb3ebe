"""Recomputes `audit --sample all`: docs/metrics.md, "audit"."""
from collections import Counter
from fractions import Fraction

import entry_days
import ways
from clocks import BREACHED, EXEMPT, MET, OPEN, UNKNOWN, Bench, Limit
from funnel import ANY, UNDECIDED, group_keys, sure_key
from rates import half_by_known, quantile, rate
from standing import elapsed
from values import BAD, MISSING, both, less, nothing

GROUPED = ("check", "measurable", "all", "known", "open_all", "met_early_all")


class Audit:
    def __init__(self, standings, contract, calendars, as_of, window, stage, to):
        self.contract, self.as_of, self.stage, self.to, self.everyone = contract, as_of, stage, to, standings
        self.bench = Bench(contract, calendars, stage)
        self.columns = standings[0].columns
        inside = lambda s: True if window is None else entry_days.inside(s, stage, window)
        self.population = [s for s in standings if s.claimed[stage] and inside(s)]
        # those of whom nobody knows whether they are at the stage, or came in the window, or are of a group
        self.maybe = [s for s in standings if (s.perhaps(stage) and inside(s) is not False)
                      or (s.claimed[stage] and inside(s) is None)]
        self.after = sum(s.after[stage] and not s.perhaps(stage) and inside(s) is True for s in standings)
        rules = contract.disposition
        self.answer_limit = None
        if rules and rules["limit"]:
            calendar = calendars["default"] if rules["unit"][0] == "b" else None
            self.answer_limit = Limit(rules["amount"], rules["unit"], calendar)
        self.icp = dict(contract.define).get("icp")
        self.addresses = Counter((s.lead["email"].lower(), s.presence()) for s in standings
                                 if not nothing(s.lead["email"]))

    def late(self, s):
        return self.bench.late(s)

    def no_disposition(self, s):
        value, due = s.lead["disposition"], True
        if self.answer_limit is not None:
            entry = s.dates[self.stage]
            due = None if entry is None else self.answer_limit.was_due(entry, self.as_of)
        if value is BAD:
            return ways.unknown(due)
        if value is not MISSING and value.lower() in self.contract.disposition["states"]:
            return ways.done(due)
        return ways.not_done(due)

    def off_icp(self, s):
        return ways.held(s.truth(self.icp, self.stage))

    def off_definition(self, s):
        return ways.held(s.meets[self.stage])

    def reason_given(self, s):
        """True where none is needed."""
        rules, value, reason = self.contract.disposition, s.lead["disposition"], s.lead["disposition_reason"]
        if value is BAD:
            return None
        if value is MISSING or value.lower() not in rules["reason_required"]:
            return True
        if nothing(reason):
            return None if reason is BAD else False
        return not rules["reasons"] or reason.lower() in [r.lower() for r in rules["reasons"]]

    def no_reason(self, s):
        return ways.held(self.reason_given(s))

    def undated(self, s):
        open_ = s.perhaps(self.stage) or entry_days.unknown(s, self.stage)
        return ways.held(None if open_ else s.dates[self.stage] is not None)

    def time_order(self, s):
        return ways.held(False if s.time_order else None if s.order_is_open() else True)

    def shared(self, s):
        """Does another lead have the address, one that is there by as-of?"""
        email, mine = s.lead["email"], s.presence()
        if nothing(email):
            return None
        others = {known: self.addresses[email.lower(), known] - (mine is known) for known in (True, None)}
        return True if others[True] else None if others[None] else False

    def duplicate(self, s):
        shared = self.shared(s)
        return ways.held(None if shared is None else not shared)

    def incomplete(self, s):
        values = [s.raw[f] for f in self.contract.enrichment]
        return ways.held(False if MISSING in values else None if BAD in values else True)

    def measured(self):
        """The checks that the contract and the export allow, in the order of the report."""
        rules, stage = self.contract.disposition, self.contract.stages[self.stage]
        shown = lambda *fields: all(f in self.columns for f in fields)
        clock = any(shown(c["start"], c["stop"]) for c in self.bench.of_touch())
        answered = shown("disposition")
        asked = [("late", clock), ("no_disposition", rules and answered), ("off_icp", self.icp is not None),
                 ("off_definition", stage.defined()),
                 ("no_reason", rules and rules["reason_required"] and answered and shown("disposition_reason")),
                 ("undated", stage.at and shown(stage.at)), ("time_order", True), ("duplicate", True),
                 ("incomplete", self.contract.enrichment)]
        return [(name, bool(needs)) for name, needs in asked]

    def check_row(self, name, measurable):
        if not measurable:
            return {"check": name, "measurable": False}
        found = [getattr(self, name)(s) for s in self.population]
        counts = Counter(ways.counted(one) for one in found)
        whole = self.whole(found, [getattr(self, name)(s) for s in self.maybe])
        return {"check": name, "measurable": True, "known": counts["unknown"], "unknown": whole["unknown"],
                "unknown_all": whole["unknown"], "open": counts[ways.OPEN], "open_all": counts[ways.OPEN],
                "met_early": counts[ways.EARLY], "met_early_all": counts[ways.EARLY], "failed": whole, "all": whole}

    def whole(self, found, maybe):
        """The rate over the whole population, a plain fact; maybe: of leads of whom nobody knows whether they
        are of the group."""
        return rate([ways.pair(one) for one in found] + [ways.pair(one | {ways.EXEMPT}) for one in maybe], plain=True)

    def any_failed(self):
        wanted = [self.bench.clocks, self.contract.disposition, self.icp is not None]
        asked = [name for (name, _), by_contract in zip(self.measured(), wanted) if by_contract]
        if not asked:
            return {}
        union = lambda s: ways.joined(getattr(self, name)(s) for name in asked)
        found = [union(s) for s in self.population]
        counts = Counter(ways.counted(one) for one in found)
        whole = self.whole(found, [union(s) for s in self.maybe])
        return {"any_failed": whole, "any_failed_all": whole, "any_unknown": whole["unknown"],
                "any_open": counts[ways.OPEN], "any_met_early": counts[ways.EARLY],
                "any_failed_early": counts[ways.FAILED_EARLY], "any_exempt": counts[ways.EXEMPT]}

    def clock_rows(self):
        rows, more = ({c["name"]: [] for c in self.bench.clocks} for _ in range(2))
        for leads, into in ((self.population, rows), (self.maybe, more)):
            for s in leads:
                for row in self.bench.runs(s):
                    into[row["run"].clock["name"]].append(row)
        return [self.clock_row(c, rows[c["name"]], more[c["name"]]) for c in self.bench.clocks]

    def clock_row(self, clock, rows, more):
        verdicts = Counter(r["verdict"] for r in rows)
        row = {"clock": clock["name"], "target": clock["target"]}
        row.update({v: verdicts[v] for v in (MET, "met_early", BREACHED, OPEN, UNKNOWN, EXEMPT)})
        found = [r["ways"] for r in rows] + [r["ways"] | {ways.EXEMPT} for r in more]
        row["compliance"] = rate([ways.pair(one, failing=False) for one in found], plain=True)
        row["never_touched"] = sum(r["verdict"] == BREACHED and r["run"].stop is None and not r["run"].before
                                   for r in rows)
        row["touched_before"] = sum(r["run"].before and r["run"].started and r["judged"] for r in rows)
        row["before_start"] = sum(r["run"].open_before and r["listed"] == UNKNOWN and r["judged"] for r in rows)
        stopped, waiting, open_ = [], [], 0
        for r in rows:
            run = r["run"]
            if r["verdict"] == EXEMPT:
                continue
            if run.elapsed is None or not r["sure"]:
                open_ += 1
                continue
            (waiting if run.stop is None else stopped).append(run.elapsed)
        number = lambda v: None if v is None else float(v)
        by = lambda part: number(half_by_known(stopped, waiting, *self.may(open_, more), part))
        row["seconds"] = {"median": by(Fraction(1, 2)), "n": len(stopped), "p90": by(Fraction(9, 10)),
                          "half_by": by(Fraction(1, 2)),
                          "mean": sum(stopped) / len(stopped) if stopped else None}
        return row

    @staticmethod
    def may(open_, more):
        """How many may have been answered, and how many may wait: of the clock's leads, and of those that may be."""
        may_have = may_wait = open_
        for r in (r for r in more if r["verdict"] != EXEMPT):
            known = r["run"].elapsed is not None and r["sure"]
            may_have += not known or r["run"].stop is not None
            may_wait += 1
        return may_have, may_wait

    def result(self):
        found = {"population": len(self.population), "after_as_of": self.after,
                 "checks": [self.check_row(*c) for c in self.measured()], "clocks": self.clock_rows()}
        found.update(self.any_failed())
        found["fields_filled"] = self.fields_filled()
        found.update(self.conversion() if self.to is not None else {})
        return found

    def groups(self, by):
        """{group: its numbers}, over the population."""
        everyone, perhaps, found = self.population, self.maybe, {}
        keys = {s: group_keys(s, self.stage, by) for s in everyone + perhaps}
        sure = {s: sure_key(k) for s, k in keys.items()}
        for key in {sure[s] for s in everyone}:
            self.population = [s for s in everyone if sure[s] == key]
            self.maybe = [s for s in perhaps if sure[s] == key]
            self.maybe += [s for s in everyone + perhaps if key != UNDECIDED and sure[s] == UNDECIDED
                           and (keys[s] is ANY or key in keys[s])]
            whole = self.any_failed()
            rows = [{k: v for k, v in self.check_row(*c).items() if k in GROUPED} for c in self.measured()]
            for row in rows:
                if row["measurable"]:       # of a group, those of whom it is unknown whether they are of it are apart
                    row["unknown_all"] = row.pop("known")
            found[key] = {"population": len(self.population), "clocks": self.clock_rows(), "checks": rows}
            if whole:
                found[key]["any_failed_all"] = whole["any_failed_all"]
        self.population, self.maybe = everyone, perhaps
        return found

    def fields_filled(self):
        names = self.contract.enrichment
        if not names or not self.population:
            return None
        holds = lambda value: None if value is BAD else value is not MISSING
        return rate([(below, holds(s.raw[f])) for s, below in self.asked() for f in names], plain=True)

    def asked(self):
        """(lead, is it of the population?)"""
        return [(s, True) for s in self.population] + [(s, None) for s in self.maybe]

    def conversion(self):
        to, asked = self.to, self.asked()
        stands = {s: (s.counts(self.stage, "defined"), s.counts(to, "defined")) for s, _ in asked}
        claimed = rate([(below, None if s.perhaps(to) else s.claimed[to]) for s, below in asked], plain=True)
        standing = rate([(below, both(stands[s])) for s, below in asked], plain=True)
        recomputed = rate([(both([below, here]), there) for (_, below), (here, there) in zip(asked, stands.values())],
                          plain=True)
        gap = None
        if claimed["rate"] and standing["rate"] is not None:
            gap = (claimed["rate"] - standing["rate"]) / claimed["rate"]
        return {"converts_to": self.contract.stages[to].name, "claimed": claimed, "standing": standing,
                "recomputed": recomputed, "gap_relative": gap, "gap": self.gap(recomputed["unknown"])}

    def gap(self, unknown):
        here, there = self.stage, self.to
        claimed = [s for s in self.population if s.claimed[there]]
        young = self.young_after()
        needed = self.contract.stages[here].defined()
        return {
            "off_definition": sum(s.meets[here] is False for s in claimed),
            "off_definition_to": sum(s.meets[there] is False for s in claimed),
            "skipped": sum(s.dates[here] is None and not entry_days.unknown(s, here) for s in claimed),
            "time_order": sum(bool(s.dates[here] and s.dates[there] and less(s.dates[there], s.dates[here]))
                              for s in claimed),
            "duplicates": sum(self.shared(s) is True for s in claimed),
            "undecided": unknown,
            "immature": sum(not s.claimed[there] and self.younger(s, young) for s in self.population),
            "maturity_days": None if young is None else float(Fraction(young) / 86400),
            "never_claimed": sum(needed and s.idle(here) for s in self.everyone)}

    def younger(self, s, than):
        if s.dates[self.stage] is None or than is None:
            return False
        return self.as_of - s.dates[self.stage].lo < than

    def young_after(self):
        """How old a lead must be to have had its time."""
        maturity = self.contract.stages[self.stage].maturity
        if self.to == self.stage + 1 and maturity is not None:
            return maturity
        times = [elapsed(s.dates[self.stage], s.dates[self.to]) for s in self.population
                 if s.claimed[self.to] and s.dates[self.stage] and s.dates[self.to]
                 and not s.is_later(s.dates[self.stage]) and not s.is_later(s.dates[self.to])
                 and not less(s.dates[self.to], s.dates[self.stage])]
        return quantile(times, Fraction(9, 10))

