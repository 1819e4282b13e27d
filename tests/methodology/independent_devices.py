"""Readings of devices added up from the text of a file with whole numbers and fractions alone.

Nothing of Sextant is imported here: the rules are those of the settled points 16 to 19, written down a second time.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from datetime import date
from fractions import Fraction

NUMBER = re.compile(r" *([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]{1,3}))? *")
DAY = re.compile(r" *([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.Z +-]*)? *")
WHOLE = re.compile(r" *([+-]?[0-9]+)(?:\.0*)? *")


def number_of(text):
    """Return the exact number of a text, or none: no more than 18 decimals, no more than 20 digits before them."""
    found = NUMBER.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        return None
    power = int(found[4] or 0)
    if len(found[3]) - power > 18:
        return None
    value = Fraction(int(found[1] + (found[2] + found[3] or "0"))) * Fraction(10) ** (power - len(found[3]))
    return value if abs(value) < 10**20 else None


def whole_of(text):
    """Return a whole number, or none."""
    found = WHOLE.fullmatch(text)
    return int(found[1]) if found and abs(int(found[1])) < 2**63 else None


def day_of(text):
    """Return the day that a date names, counted from any one day, or none."""
    found = DAY.fullmatch(text)
    try:
        return date(*(int(each) for each in found.groups())).toordinal() if found else None
    except ValueError:
        return None


def rows_of(path, separator, dated):
    """Return the rows of a file as they are compared: device, day, and the rest."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=separator):
            day = day_of(row["day"]) if dated else whole_of(row["day"])
            values = tuple(number_of(row[name]) for name in ("fuel", "hours"))
            yield row["device"] or None, day, (row["stratum"], whole_of(row["qc"]), values)


def fault_of(row, limits):
    """Return why a day does not count, or none."""
    _, flag, values = row
    if flag != 0:
        return "days_qc"
    if None in values:
        return "days_no_value"
    inside = all((low is None or low <= value) and (high is None or value <= high)
                 for value, (low, high) in zip(values, limits, strict=True))  # fmt: skip
    return None if inside else "days_out_of_limits"


def added(rows, limits, first, last):
    """Return the counts of rows, and for each stratum its counts, its sums in micro-units, and what it earns."""
    rows = list(rows)
    named = [each for each in rows if each[0] is not None and each[1] is not None]
    counts = {"rows_read": len(rows), "rows_without_device_or_day": len(rows) - len(named),
              "rows_outside": sum(not first <= day <= last for _, day, _ in named)}  # fmt: skip
    devices = defaultdict(lambda: defaultdict(list))
    for device, day, row in named:
        if day <= last:
            devices[device][day].append(row)
    strata = defaultdict(lambda: defaultdict(int))
    sums = defaultdict(list)
    for days in devices.values():
        name = next(iter(days.values()))[0][0]
        sums[name].append(_device(days, limits, first, last, strata[name]))
    return counts, {name: {**strata[name], **_earned(found)} for name, found in sums.items()}


def _device(days, limits, first, last, of):
    begin = max(first, min(days))
    n = last - begin + 1
    inside = [copies for day, copies in days.items() if day >= first]
    quantities = []
    for copies in inside:
        if len(set(copies)) > 1:
            of["days_contradicting"] += 1
            of["rows_contradicting"] += len(copies)
            continue
        of["rows_repeated"] += len(copies) - 1
        fault = fault_of(copies[0], limits)
        if fault is None:
            quantities.append(math.floor(copies[0][2][0] * 10**6 + Fraction(1, 2)))
        else:
            of[fault] += 1
    valid, total = len(quantities), sum(quantities)
    of["devices"] += 1
    of["devices_late"] += min(days) > first
    of["days_missing"] += n - len(inside)
    if not valid or 10 * valid < 7 * n:
        of["devices_not_kept"] += 1
        of["days_dropped"] += valid
        return 0
    of["days_used"] += valid
    of["days_filled"] += n - valid
    return total + 9 * (n - valid) * total // (10 * valid)


def _earned(found):
    """Return the sums of a stratum, and its earning times 10^46 with the last digits cut off."""
    size, total, squares = len(found), sum(found), sum(each * each for each in found)
    earned = Fraction(0)
    if size > 1 and total:
        scatter = 1645**2 * (size * squares - total**2)
        discount = Fraction(0)
        if 100 * scatter > 1000**2 * (size - 1) * total**2:
            scaled = scatter * 10**100 // (1000**2 * (size - 1) * total**2)
            discount = min(Fraction(1), Fraction(math.isqrt(scaled), 10**50))
        earned = (total - discount * abs(total)) / 10**6
    return {"quantity_micro": total, "squares_micro": squares, "quantity": earned}
