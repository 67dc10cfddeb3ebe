"""Places where the program and the documentation say two things, and those have been reported.

Each is a reading: recomputed with it, the numbers are the program's.  A difference that vanishes when all
readings are taken is known, and counted apart; one that stays is new.  Without them, the recomputation is
that of the documentation.
"""

READINGS = {
    "wide_due": "audit, weekly, monthly: what may have been due and was not done is unknown in both parts",
    "open_clock": "audit: where a clock may apply or not, a lead that fails anyway is not known to be due",
    "whole_days": "audit, weekly, monthly: day to day across a change of clocks is whole days of 24 hours",
    "open_unsure": "weekly, monthly: a lead that is not due is not open where something else about it is unknown",
    "wide_clock": "audit: of a clock that may apply it is also unknown what came of it",
    "young_unknown": "weekly, monthly: without a `maturity`, whom a rate may not count may still convert",
    "exempt_open": "weekly, monthly: who is exempt from a clock that may not apply is exempt, in `audit` unknown",
}


def parted(contract, command, compute):
    """compute() gives the differences; returns those that are new, and the names of the known ones."""
    if not list(compute()):
        return [], []
    names = [name for name, text in READINGS.items() if command in text.split(":")[0]]
    contract.readings = frozenset(names)
    left, found = list(compute()), []
    for name in names:
        contract.readings = frozenset(names) - {name}
        if len(list(compute())) > len(left):
            found.append(name)
    contract.readings = frozenset()
    return left, found
