"""The rules for readings written down plainly, one device and one day at a time, to compare every engine with."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction


def micro(value) -> int:
    """Return micro-units of the exact stored value, ties up."""
    return math.floor(Fraction(value) * 10**6 + Fraction(1, 2))


def fault_of(row, limits) -> str | None:
    """Return why a row does not count, or none."""
    if row["qc"] is None or row["qc"] != 0:
        return "days_qc"
    values = [row[name] for name in limits]
    if any(each is None or (isinstance(each, float) and not math.isfinite(each)) for each in values):
        return "days_no_value"
    for name, (low, high) in limits.items():
        exactly = Fraction(row[name])
        if (low is not None and exactly < low) or (high is not None and exactly > high):
            return "days_out_of_limits"
    return None


def same(row):
    """Return what makes two copies identical; NaN is like NaN."""
    return tuple("nan" if isinstance(each, float) and math.isnan(each) else each for each in row.values())


def strata(rows, *, limits, quantity, first, last, gaps=True):
    """Return for each stratum the sum, the sum of squares and the counts."""
    days = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["device"] is not None and row["day"] is not None and row["day"] <= last:
            days[row["device"]][row["day"]].append(row)
    found = {}
    for by_day in days.values():
        stratum = next(iter(by_day.values()))[0]["stratum"]
        of = found.setdefault(stratum, defaultdict(int))
        begin = max(min(by_day), first)
        inside = {day: copies for day, copies in by_day.items() if day >= first}
        total = valid = 0
        for copies in inside.values():
            if len({same(each) for each in copies}) > 1:
                of["days_contradicting"] += 1
                of["rows_contradicting"] += len(copies)
                continue
            of["rows_repeated"] += len(copies) - 1
            fault = fault_of(copies[0], limits)
            if fault:
                of[fault] += 1
            else:
                valid += 1
                total += micro(copies[0][quantity])
        n = last - begin + 1 if gaps else len(inside)
        of["devices"] += 1
        of["devices_late"] += min(by_day) > first
        of["days_missing"] += n - len(inside)
        if valid and 10 * valid >= 7 * n:
            q = total + math.floor(Fraction(9, 10) * (n - valid) * total / valid)
            of["days_used"] += valid
            of["days_filled"] += n - valid
        else:
            q = 0
            of["devices_not_kept"] += 1
            of["days_dropped"] += valid
        of["quantity"] += q
        of["squares"] += q * q
    return found
