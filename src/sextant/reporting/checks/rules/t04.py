"""T04: ITMOs used towards an NDC have a vintage in the same NDC period as the year of use."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.model import Action
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, finding

RULE = "T04"


def check(call: Call) -> Iterator[Finding]:
    """Yield the uses of another period's vintage; the period is that of the file that reports the use (settled)."""
    for filed, vintage, rows in call.grouped(_vintage_used):
        heading = filed.submission.content.heading
        first, last = heading.ndc_first_year, heading.ndc_last_year
        if vintage is None or first is None or last is None or first <= vintage <= last:
            continue
        yield finding(
            RULE,
            "vintage_outside_period",
            [call.place(filed, row) for row in rows],
            found=str(vintage),
            first=str(first),
            last=str(last),
        )


def _vintage_used(filed: Filed, row: Action) -> int | None:
    return row.vintage if row.type == "use" and row.used_for_year is not None else None
