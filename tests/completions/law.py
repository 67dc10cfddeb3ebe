"""The law of completions, on the answers of two runs: of an open export, and of one of its completions.

Whatever has bounds holds in them what the completion makes of it, and nothing that is decided is decided otherwise.
What has bounds is told by its keys (docs/output.md): a rate by `least` and `most`, a time by `half_by_least` and
`half_by_most`, a commitment by `value_least` and `value_most`.  A count of leads of whom something is known can only
grow, since of those who are not known more may be found to belong to it.
"""
SLACK = 2e-6      # of what is printed to six places
RATE = {"count", "of", "unknown", "least", "most"}
UNDECIDED = ("(undecided)", "(under 30 leads)", "unknown")
# which row of a list is which
NAMES = ("stage", "check", "clock", "duty", "commitment", "period", "week", "month", "cause", "class", "against",
         "currency", "verdict_a", "verdict_b", "source", "segment", "lane", "route", "owner", "industry", "quarter",
         "region", "target_account", "stage_before", "day", "year", "scale", "band", "threshold", "pattern", "subject",
         "touch", "reason", "channel", "text", "setting", "limit", "clause", "from_stage", "to", "counted_by", "side")
# counts of leads of whom it is known
KNOWN_COUNTS = {"reached", "claimed", "stands", "off_definition", "off_definition_to", "meets_unclaimed", "skipped", "open", "met",
                "breached", "never_touched", "overdue", "late", "left", "missed", "owed_now", "delivered", "accepted",
                "opened", "won", "leads", "population", "time_order", "duplicates", "never_claimed", "meets",
                "converted_before", "won_before", "failed", "counted_a", "counted_b", "n", "lost", "deals", "entered",
                "population_all", "moved_on", "just_above", "just_below"}
JUDGED = {"met", "missed", "below_floor"}


def is_rate(node):
    return isinstance(node, dict) and RATE <= node.keys()


def name_of(row):
    return tuple((key, str(row[key])) for key in NAMES if key in row and not isinstance(row[key], (dict, list)))


class Law:
    """contradictions(): (path, open, completed) for each."""

    def __init__(self, counts=True, strict=True, without=frozenset()):
        """counts: are counts of leads compared, too?  strict: is a rate a share of leads?  without: paths left out."""
        self.counts, self.strict, self.without, self.found = counts, strict, without, []
        self.loose = ()         # lists in which a lead may move from row to row

    def contradictions(self, opened, completed):
        self.found = []
        self.walk(opened, completed, "result")
        return self.found

    def is_without(self, path):
        return any(path.endswith(end) or end.startswith("[") and end in path for end in self.without)

    def is_loose(self, path):
        return not self.counts or any(word in path for word in self.loose)

    def say(self, path, opened, completed, why):
        self.found.append((f"{path} ({why})", opened, completed))

    def walk(self, a, b, path):
        if self.is_without(path):
            return
        if is_rate(a) and is_rate(b):
            self.rate(a, b, path)
        elif isinstance(a, dict) and isinstance(b, dict):
            self.table(a, b, path)
        elif isinstance(a, list) and isinstance(b, list):
            self.rows(a, b, path)
        elif isinstance(a, dict) and b is None and not is_rate(a) and decided(a):
            self.say(path, a, b, "gone")

    def table(self, a, b, path):
        if "half_by_least" in a:
            self.times(a, b, path)
        if "outcome" in a:
            self.outcome(a, b, path)
            return
        if "difference" in a and "most" in a:
            self.bounds(a, b, path)
        estimated = "maturity_days" in a and a["maturity_days"] != b.get("maturity_days")
        for key in sorted(a.keys() & b.keys()):
            here = f"{path}.{key}"
            if key in ("mature", "days_to_next") and estimated:
                continue
            if isinstance(a[key], (dict, list)):
                self.walk(a[key], b[key], here)
            elif key == "open" and "reached" not in a:      # of a clock: not due, whether it applies or not
                continue
            elif not self.is_loose(here) and (key in KNOWN_COUNTS or path.endswith(".exits")) and whole(a[key]) and \
                    not self.is_without(here):
                if whole(b[key]) and a[key] > b[key] or b[key] is None and a[key]:
                    self.say(here, a[key], b[key], "known before, and not after")

    def duties(self, a, b, path):
        """Of clocks that compete, a lead that is late by each is listed under the last: so they are added up."""
        for kind in sorted({row["kind"] for row in a}):
            for name in ("overdue", "left", "late", "met", "owed_now"):
                one, other = (sum(row.get(name) or 0 for row in rows if row["kind"] == kind) for rows in (a, b))
                if one > other and not self.is_without(f"{path}.{name}"):
                    self.say(f"{path}[{kind}].{name}", one, other, "known before, and not after")

    def rows(self, a, b, path):
        if path.endswith(".duties"):
            self.duties(a, b, path)
            return
        named = {name_of(row): row for row in b if isinstance(row, dict)}
        for row in a:
            if not isinstance(row, dict):
                return
            name = name_of(row)
            if not name or any(value in UNDECIDED for _, value in name):
                continue
            here = f"{path}[{', '.join(value for _, value in name)}]"
            if name in named:
                self.walk(row, named[name], here)
            elif decided(row) and path.endswith((".groups", ".sources", ".reasons")):
                self.say(here, "a row with leads", None, "row gone")

    def rate(self, a, b, path):
        if b["of"] + b["unknown"] == 0:
            if a["of"] and not self.is_loose(path):
                self.say(path, short(a), short(b), "decided leads gone")
            return
        if a["least"] is None or b["least"] is None:
            if a["least"] is None and b["of"] and (a["of"] + a["unknown"] == 0):
                self.say(path, short(a), short(b), "nobody, and then somebody")
            return
        most = float("inf") if a["most"] is None else a["most"]         # of a rate that is no share
        if b["least"] < a["least"] - SLACK or (most if b["most"] is None else b["most"]) > most + SLACK:
            self.say(path, short(a), short(b), "out of bounds")
        elif b["rate"] is not None and not a["least"] - SLACK <= b["rate"] <= most + SLACK:
            self.say(path, short(a), short(b), "rate out of bounds")
        elif self.strict and not self.is_loose(path):
            if a["count"] > b["count"] or a["of"] - a["count"] > b["of"] - b["count"]:
                self.say(path, short(a), short(b), "decided leads gone")
            elif total(b) > total(a):
                self.say(path, short(a), short(b), "more leads than may be")

    def times(self, a, b, path):
        """A time that is not reached is beyond all others."""
        ends = [float("inf") if x is None else x for x in
                (a["half_by_least"], a["half_by_most"], b.get("half_by_least"), b.get("half_by_most"))]
        if ends[2] < ends[0] - SLACK:
            self.say(f"{path}.half_by_least", times(a), times(b), "sooner than the least")
        if ends[3] > ends[1] + SLACK and not nobody_timed(b):
            self.say(f"{path}.half_by_most", times(a), times(b), "later than the most")

    def bounds(self, a, b, path):
        if a["least"] is not None and b.get("least") is not None:
            if b["least"] < a["least"] - SLACK or b["most"] > a["most"] + SLACK:
                self.say(path, (a["least"], a["most"]), (b["least"], b["most"]), "difference out of bounds")
        if a.get("proven") and b.get("proven") is False:
            self.say(f"{path}.proven", a, b, "no longer proven")

    def outcome(self, a, b, path):
        if a["period"] != b["period"]:      # the export begins, or ends, within another one
            return
        if a["outcome"] in JUDGED and a["outcome"] != b["outcome"]:
            self.say(f"{path}.outcome", judged(a), judged(b), "judged otherwise")
        if a["outcome"] == "not_measurable" and b["outcome"] in JUDGED and "column" not in (a["why"] or ""):
            self.say(f"{path}.outcome", judged(a), judged(b), "nothing to judge, and then judged")
        low, high = a.get("value_least"), a.get("value_most")
        if low is None and high is None and a.get("unknown") == 0 and a.get("most") is None:
            low = high = a["value"]
        for key in ("value", "value_least", "value_most"):
            if b.get(key) is not None and (low is not None and b[key] < low - SLACK or
                                           high is not None and b[key] > high + SLACK):
                self.say(f"{path}.{key}", judged(a), judged(b), "value out of bounds")
                break
        if a.get("mix_outcome") in JUDGED and a["mix_outcome"] != b.get("mix_outcome"):
            self.say(f"{path}.mix_outcome", a["mix_outcome"], b.get("mix_outcome"), "judged otherwise")


def whole(value):
    return isinstance(value, int) and not isinstance(value, bool)


def total(rate):
    return rate["of"] + rate["unknown"]


def short(rate):
    return f"{rate['count']} of {rate['of']}, {rate['unknown']} unknown, {rate['least']} to {rate['most']}"


def times(row):
    return f"{row.get('half_by_least')} to {row.get('half_by_most')}, n {row.get('n')}"


def nobody_timed(row):
    return row.get("half_by_least") is None and not row.get("n")


def judged(row):
    return {key: row.get(key) for key in ("period", "outcome", "value", "value_least", "value_most", "most", "target",
                                          "count", "of", "unknown", "open", "met_early", "why")}


def decided(row):
    """Is a lead counted in it, of whom it is known?"""
    if isinstance(row, list):
        return any(map(decided, row))
    if not isinstance(row, dict):
        return False
    if is_rate(row):
        return row["of"] > 0
    return any(key in ("reached", "population", "delivered") and value for key, value in row.items()) or \
        any(decided(value) for value in row.values() if isinstance(value, (dict, list)))
