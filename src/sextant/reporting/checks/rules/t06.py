"""T06: the vintage is 2021 or later and not after the year of the action."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering

RULE = "T06"


def check(call: Call) -> Iterator[Finding]:
    """Yield vintages that cannot be (decision 2/CMA.3, annex, paragraph 1(e)); holdings count as of their year."""
    found = Gathering(RULE)
    floor = call.figures["vintage_floor"]
    for filed, (vintage, year), rows in call.grouped(
        lambda _, row: (row.vintage, row.acted[0].year if row.acted else None)
    ):
        code = _fault(vintage, year, floor)
        if code:
            places = [call.place(filed, row) for row in rows]
            found.add(code, places, found=str(vintage), floor=str(floor), year=str(year or ""))
    for filed in call.filed:
        for row in filed.submission.content.holdings:
            code = _fault(row.vintage, filed.year, floor)
            if code:
                found.add(
                    code, [call.place(filed, row)], found=str(row.vintage), floor=str(floor), year=str(filed.year)
                )
    yield from found.findings()


def _fault(vintage: int | None, year: int | None, floor: int) -> str | None:
    if vintage is None:
        return None
    if vintage < floor:
        return "before_floor"
    return "after_action" if year is not None and vintage > year else None
