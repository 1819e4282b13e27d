"""T08: the initial report, or its update, was submitted no later than the authorization."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, finding

RULE = "T08"


def check(call: Call) -> Iterator[Finding]:
    """Yield authorizations before the report on their approach (decision 2/CMA.3, annex, paragraphs 18 and 19)."""
    found = Gathering(RULE)
    for filed in call.filed:
        rows = filed.submission.content.authorizations
        reports = call.reports.get(filed.party)
        if not rows:
            continue
        if reports is None or not reports.initial_reports:
            yield finding(
                RULE, "report_not_given", files=(filed.submission.file,), outcome=UNVERIFIABLE, party=filed.party
            )
            continue
        for row in rows:
            fitting = [
                each.submitted_on
                for each in reports.initial_reports
                if not each.approaches or row.approach in each.approaches
            ]
            if row.authorized_on and (not fitting or min(fitting) > row.authorized_on):
                found.add(
                    "report_later",
                    [call.place(filed, row)],
                    authorization=row.authorization or "",
                    authorized=row.authorized_on.isoformat(),
                    reported=min(fitting).isoformat() if fitting else "–",
                )
    yield from found.findings()
