"""The sums that a structured summary reports, from the actions on file (decision 2/CMA.3, annex, paragraph 23)."""

from __future__ import annotations

from decimal import Decimal

from sextant.reporting.checks.call import Call

Sums = dict[str, dict[int, Decimal]]


def sums_of(call: Call, party: str, *, by_vintage: bool) -> Sums:
    """Return tonnes by year: first transferred, authorized for other purposes, used, and the adjustment.

    The adjustment takes first transfers in the vintage year and uses in the year used for, whatever the basis of
    the annual rows (settled). Only metric GHG counts; another metric has its own account.
    """
    sums: Sums = {name: {} for name in ("first_transferred_23c", "authorized_for_oimp_23d", "used_23e", "adjustment")}
    for filed in call.filed:
        if filed.party != party:
            continue
        for row in filed.submission.content.actions:
            if row.quantity is None or row.metric != "ghg":
                continue
            amount = Decimal(row.quantity)
            if row.type == "first_transfer" and row.vintage is not None:
                year = row.vintage if by_vintage else filed.year
                _add(sums["first_transferred_23c"], year, amount)
                _add(sums["adjustment"], row.vintage, amount)
                granted = call.governing(filed, row)
                if granted and {"imp", "op"} & set(call.covers(granted.row.purposes)):
                    _add(sums["authorized_for_oimp_23d"], year, amount)
            elif row.type == "use" and row.used_for_year is not None:
                _add(sums["used_23e"], row.used_for_year if by_vintage else filed.year, amount)
                _add(sums["adjustment"], row.used_for_year, -amount)
    return sums


def _add(years: dict[int, Decimal], year: int, amount: Decimal) -> None:
    years[year] = years.get(year, Decimal(0)) + amount
