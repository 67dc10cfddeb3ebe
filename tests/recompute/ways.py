"""All that may be so of a lead where something is asked of it, and what comes of several things together.

docs/metrics.md, "Shares are over leads that are due" and "any of the first three".  A set of the words below;
of one word, it is known.
"""
EXEMPT, PASSED, FAILED = "exempt", "passed", "failed"          # not asked; due and done; due and not done
EARLY, OPEN = "early", "open"                                  # not yet due: done already, or not known to be
FAILED_EARLY = "failed_early"      # of several things together: one failed already, another is not yet due
DUE = {PASSED, FAILED}


def held(truth):
    """Of what has no limit."""
    return {True: {PASSED}, False: {FAILED}, None: {PASSED, FAILED}}[truth]


def by_due(due, was, was_not):
    return set(was) if due is True else set(was_not) if due is False else set(was) | set(was_not)


def not_done(due):
    return by_due(due, {FAILED}, {OPEN})


def done(due):
    return by_due(due, {PASSED}, {EARLY})


def unknown(due):
    return by_due(due, {PASSED, FAILED}, {EARLY, OPEN})


def was_due(ways):
    """Is the lead in the denominator of a share?"""
    return True if ways <= DUE else None if ways & DUE else False


def fails(ways):
    """Of the ways in which it is in the denominator: in the numerator?"""
    found = ways & DUE
    return found == {FAILED} if len(found) == 1 else None


def pair(ways, failing=True):
    """As rates.rate takes it: the share of those that failed, or of those that passed."""
    failed = fails(ways)
    return was_due(ways), failed if failed is None or failing else not failed


def together(a, b):
    """What comes of two things of one lead."""
    if EXEMPT in (a, b):
        return b if a == EXEMPT else a
    failed = {a, b} & {FAILED, FAILED_EARLY}
    if {a, b} <= DUE:
        return FAILED if failed else PASSED
    return FAILED_EARLY if failed else OPEN if OPEN in (a, b) else EARLY


def joined(parts):
    found = {EXEMPT}
    for part in parts:
        found = {together(a, b) for a in found for b in part}
    return found


def counted(ways):
    """Where the lead is counted: passed, failed, early, open, failed_early, exempt or unknown."""
    if len(ways) == 1:
        return next(iter(ways))
    return "unknown" if ways & DUE else OPEN
