"""T01: every action is of the reported year."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "T01"


def check(call: Call) -> Iterator[Finding]:
    """Yield the actions of other years, by year (decision 2/CMA.3, annex, paragraph 20)."""
    for filed, year, rows in call.grouped(lambda _, row: row.acted[0].year if row.acted else None):
        if year is not None and year != filed.year:
            yield finding(
                RULE, "other_year", [call.place(filed, row) for row in rows], found=str(year), expected=str(filed.year)
            )
