"""Sums of money and quantities as an actor states them. What cannot be read is none; it is never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from sextant.workflow.case import Stated

_SUM = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
_WHOLE = re.compile(r"[0-9]{1,15}")
_YEAR_AND_WHOLE = re.compile(r"\s*([0-9]{4})\s*:\s*([0-9]{1,15})\s*")


def sum_of_money(stated: Stated) -> Decimal | None:
    """Return a sum with at most two decimals, such as `1500` or `"1851.75"`; none where it is no such sum."""
    if isinstance(stated, bool) or stated is None:
        return None
    written = str(stated)
    return Decimal(written) if _SUM.fullmatch(written) else None


def quantity(stated: Stated) -> int | None:
    """Return a whole quantity: a number, or the total of several years as in `"2026: 13000; 2027: 500"`."""
    if isinstance(stated, bool) or stated is None:
        return None
    written = str(stated)
    if _WHOLE.fullmatch(written):
        return int(written)
    years = by_year(stated)
    return None if years is None else sum(years.values())


def by_year(stated: Stated) -> dict[int, int] | None:
    """Return quantities by year, as in `"2026: 13000; 2027: 500"`; none where it is no such list."""
    found = [_YEAR_AND_WHOLE.fullmatch(part) for part in str(stated).split(";")]
    if not all(found):
        return None
    years: dict[int, int] = {}
    for each in found:
        if each:
            years[int(each[1])] = years.get(int(each[1]), 0) + int(each[2])
    return years
