"""Y03: versions of an authorization follow each other, and none reaches back to units already first transferred."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sextant.reporting.aef.ranges import size
from sextant.reporting.checks.authority import Granted
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, Place
from sextant.reporting.checks.life import FIRST_TRANSFERS

RULE = "Y03"


def check(call: Call) -> Iterator[Finding]:
    """Yield versions out of order, versions told in two ways, and versions below what was first transferred before.

    Terms and conditions may provide for a change that reaches back; then somebody has to read them.
    """
    found = Gathering(RULE)
    several = {name: versions for name, versions in call.authorities.all() if len(versions) > 1}
    transferred = _first_transferred(call, set(several)) if several else {}
    for name, versions in several.items():
        for before, after in pairwise(versions):
            code = _out_of_order(before, after)
            outcome = "fail"
            if code is None and before.row.version != after.row.version:
                code = _reaches_back(call, after, transferred.get(name, []))
                outcome = UNVERIFIABLE if code and before.row.terms else "fail"
            if code:
                places = [call.place(each.filed, each.row) for each in (after, before)]
                found.add(
                    code,
                    places,
                    outcome=outcome,
                    authorization=name[1],
                    version=str(after.row.version or ""),
                    before=str(before.row.version or ""),
                )
    yield from found.findings()


def _out_of_order(before: Granted, after: Granted) -> str | None:
    if before.row.version == after.row.version:
        same = before.row._replace(row=0, documentation=None) == after.row._replace(row=0, documentation=None)
        return None if same else "version_told_twice"
    if before.row.authorized_on and after.row.authorized_on and after.row.authorized_on < before.row.authorized_on:
        return "dates_not_ascending"
    return None


_Units = list[tuple[int, str, int, int, Place]]


def _first_transferred(call: Call, names: set[tuple[str, str]]) -> dict[tuple[str, str], _Units]:
    """Return the first transfers under these authorizations: day, series, first and last serial, place."""
    found: dict[tuple[str, str], _Units] = {}
    for life in call.lives:
        first = next((event for event in life.events if event.kind in FIRST_TRANSFERS), None)
        name = (life.series.first_transferring_party, (first.row.authorization or "") if first else "")
        if first is not None and name in names:
            units = (first.day, "-".join(map(str, life.series)), life.first, life.last, call.place_of(first))
            found.setdefault(name, []).append(units)
    return found


def _reaches_back(call: Call, after: Granted, transferred: _Units) -> str | None:
    changed = after.row.authorized_on
    if changed is None:
        return None
    year = after.filed.year
    backdated = changed.year < year and any(
        changed.toordinal() <= day and date.fromordinal(day).year < year for day, *_ in transferred
    )
    if backdated:
        return "backdated"
    before = [each for each in transferred if each[0] <= changed.toordinal()]
    series: dict[str, list[tuple[int, int]]] = {}
    for _, name, first, last, _ in before:
        series.setdefault(name, []).append((first, last))
    counted = sum(size(ranges) for ranges in series.values())
    return "below_first_transferred" if after.row.quantity is not None and counted > after.row.quantity else None
