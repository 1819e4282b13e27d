"""T03: the year for which ITMOs are used lies in the NDC period of the Party that reports the use."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "T03"


def check(call: Call) -> Iterator[Finding]:
    """Yield the uses for years outside the period (decision 2/CMA.3, annex, paragraph 8(b))."""
    for filed, year, rows in call.grouped(lambda _, row: row.used_for_year if row.type == "use" else None):
        heading = filed.submission.content.heading
        first, last = heading.ndc_first_year, heading.ndc_last_year
        if year is None or first is None or last is None or first <= year <= last:
            continue
        yield finding(
            RULE,
            "year_outside_period",
            [call.place(filed, row) for row in rows],
            found=str(year),
            first=str(first),
            last=str(last),
        )
