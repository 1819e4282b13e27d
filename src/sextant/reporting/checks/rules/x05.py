"""X05: the most recent national inventory report is there."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, finding

RULE = "X05"


def check(call: Call) -> Iterator[Finding]:
    """Yield Parties without an inventory, or with an old one (decision 2/CMA.3, annex, paragraph 4(e))."""
    oldest = call.figures["inventory_age_years"]
    for party in sorted(call.filed_years):
        reports = call.reports.get(party)
        files = [filed.submission.file for filed in call.filed if filed.party == party]
        if reports is None or not reports.inventory_stated:
            yield finding(RULE, "inventory_not_given", files=files, outcome=UNVERIFIABLE, party=party)
            continue
        latest, reported = reports.inventory_latest_year, call.filed_years[party][-1]
        if latest is None:
            yield finding(RULE, "inventory_missing", files=files, party=party)
        elif latest < reported - oldest:
            yield finding(
                RULE, "inventory_old", files=files, party=party, found=str(latest), expected=str(reported - oldest)
            )
