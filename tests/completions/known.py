"""What a report does not bound, each with the sentence of the manual that says so.

It is drawn, or compared, only where --known asks for it.  Who bounds one of these takes it out of this list.
"""

KNOWN = {
    "before": "contract.md: `before` is what a single stop before the start counts as, where nothing tells whether "
              "anybody came since: so it decides what is not known",
    "claimed-elsewhere": "metrics.md: a stage where a date stands that cannot be read was not passed over; it is "
                         "unknown whether a lead is there, unless another column claims the stage; and nothing is "
                         "claimed from a stage on that is dated after as-of. So where something else claims the "
                         "stage, an exit or an answer, the cell is taken for a date that is not after as-of",
    "order": "metrics.md: an entry on a day that nobody knows lies between the dates of the nearest stages beside it; when "
             "a lead came to a stage is known at most by the nearest later one. So a date that cannot be read is taken for "
             "one in the right order",
    "column-before": "metrics.md: where the export has no column for a stage's date, the stage is open for each lead "
                     "that is at the stage before, or may be: so not for one that the column would bring there",
    "estimate": "metrics.md: without `maturity` it is measured, an estimate that judges nothing: the 90th percentile "
                "of the times of all leads counted. So it moves with every time that becomes known",
    "dated-by": "metrics.md: the `dated_by` of a claim may be there and not be known; the lead then entered on a day that "
                "nobody knows. So a cell that `dated_by` asks, and that cannot be read, is taken for a date",
    "no-losing": "pipeline.md: there is no win rate where nothing in the export could say of a deal that it was lost. So "
                 "an exit whose column is not in the export loses nothing",
    "touches": "gaming.md: a lead is untouched where neither first_touch_at nor touches says otherwise; a column of the "
               "two that is not in the export says nothing",
    "one-touch": "contract.md: touches = 1 says that nobody came since the first touch, where the export has no "
                 "last_touch_at",
    "moved": "compare.md: where nobody knows the lane of a lead, and no gate that it may come to lets it in, the clauses of "
             "all these gates count",
    "begin": "metrics.md: a period is partial where the export begins within it, by the earliest stage date of all "
             "leads that a commitment counts; what the export cannot show at all is not measurable. So a date, or a "
             "column, that becomes known adds periods to those in which both sides are judged",
    "plain-facts": "gaming.md: `same_time` is counted, untested; `acceptance` and `months` have a measured horizon. "
                   "weekly.md: reasons are by the disposition's date, without one by the lead's entry",
    "left": "breaches.md: of a lead of which nobody knows whether it left, what is past due counts as overdue, and its "
            "explanation says so",
    "currency": "pipeline.md: an export without a column for the currency has none, and its deals stand in a row of "
                "their own",
    "address": "contract.md: duplicate(email): does another lead share the address? An address that cannot be read "
               "may be that of any other lead, and leaves none of them open",
    "later-verdict": "metrics.md: the verdict is the latest stage whose definition is true; it is unknown where none "
                     "from --stage on is true, and that of --stage is unknown. A later one that is unknown leaves it "
                     "decided",
}


class Known:
    def __init__(self, names):
        self.names = set(KNOWN if "all" in names else names)

    def draws(self, name):
        return name in self.names
