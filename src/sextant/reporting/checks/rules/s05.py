"""S05: identifiers can be read, first and last belong to one series, and the first is not above the last."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.checks.call import Call, flaw_findings
from sextant.reporting.checks.finding import Finding, Gathering

RULE = "S05"


def check(call: Call) -> Iterator[Finding]:
    """Yield the findings of the rule (6/CMA.4, annex I, paragraphs 5 and 6)."""
    yield from flaw_findings(call, RULE)
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.unit_rows:
            first, last = row.first, row.last
            if first is None or last is None:
                continue
            if not _in_one_series(first, last):
                found.add("series_differ", [call.place(filed, row)], first=str(first), last=str(last))
            elif _serial(first) > _serial(last):
                found.add("last_before_first", [call.place(filed, row)], first=str(first), last=str(last))
    yield from found.findings()


def _in_one_series(first: ItmoId | int, last: ItmoId | int) -> bool:
    if isinstance(first, ItmoId) and isinstance(last, ItmoId):
        return first[:3] == last[:3] and first[4] == last[4]
    # A bare serial number belongs to the series that the columns name.
    return isinstance(first, int) and isinstance(last, int)


def _serial(given: ItmoId | int) -> int:
    return given if isinstance(given, int) else given.serial
