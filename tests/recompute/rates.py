"""Rates with bounds and Wilson intervals, quantiles and half got there by, as docs/metrics.md says
under "Rules that hold for all"."""
from fractions import Fraction
from math import sqrt

Z = 1.959964


def wilson(count, of):
    """Low and high of the score interval."""
    if of == 0:
        return 0.0, 1.0
    p, n = count / of, of
    middle = p + Z * Z / (2 * n)
    spread = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    low = 0.0 if count == 0 else (middle - spread) / whole
    high = 1.0 if count == of else (middle + spread) / whole
    return low, high


def rate(answers, plain=False):
    """answers: pairs (in the denominator, in the numerator), each True, False or None for unknown."""
    count = of = unknown = least_more = most_more = 0
    for below, above in answers:
        if below is False:
            continue
        if below is True and above is not None:
            of += 1
            count += above
            continue
        unknown += 1
        least_more += above is not True
        most_more += above is not False
    if of + unknown == 0:
        return {"count": 0, "of": 0, "unknown": 0, **dict.fromkeys(("least", "most", "rate", "low", "high"))}
    # where the bound would divide by nothing, the only share that can come about stands
    least = Fraction(count, of + least_more) if of + least_more else Fraction(1)
    most = Fraction(count + most_more, of + most_more) if of + most_more else Fraction(0)
    known = of > 0 and unknown * 20 <= of + unknown
    low = float(least) if plain else wilson(count, of + least_more)[0]
    high = float(most) if plain else wilson(count + most_more, of + most_more)[1]
    ends = (count, of + least_more), (count + most_more, of + most_more)
    return {"ends": ends, "count": count, "of": of, "unknown": unknown, "least": float(least), "most": float(most),
            "rate": count / of if known else None, "low": low, "high": high}


def quantile(values, share):
    """Linear between order statistics; an exact fraction, or None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    position = Fraction(share) * (len(ordered) - 1)
    below = int(position)
    if below + 1 == len(ordered):
        return Fraction(ordered[below])
    return ordered[below] + (position - below) * (ordered[below + 1] - ordered[below])


def half_by_known(events, waiting, may_have, may_wait, share=Fraction(1, 2)):
    """Of those who are known; None where more than one in twenty is not.
    may_have: how many may have got there; may_wait: how many may wait."""
    unknown, known = max(may_have, may_wait), len(events) + len(waiting)
    return None if known and 20 * unknown > known + unknown else reached_by(share, events, waiting)


def reached_by(part, events, waiting):
    """The first time at which so large a part had got there; None where that is not reached."""
    share = Fraction(1)
    for time in sorted(set(events)):
        watched = sum(e >= time for e in events) + sum(w >= time for w in waiting)
        share *= 1 - Fraction(sum(e == time for e in events), watched)
        if share <= 1 - part:
            return time
    return None
