"""X04: annual information comes by 15 April, the biennial transparency report by 31 December."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Place, finding

RULE = "X04"


def check(call: Call) -> Iterator[Finding]:
    """Yield first submissions that are late (decision 2/CMA.3, annex, paragraphs 20 and 21).

    A later version is no late filing: the first one on file counts, and where it is not there, nothing is said.
    """
    month, day = call.figures["annual_information_due_month"], call.figures["annual_information_due_day"]
    superseded = (each.submission for each in call.filing.left_out if each.why == "superseded")
    for submission in (*(each.submission for each in call.filed), *superseded):
        heading = submission.content.heading
        if heading.version != (1, 0) or heading.submitted_on is None or heading.reported_year is None:
            continue
        due = date(heading.reported_year + 1, month, day)
        if heading.submitted_on > due:
            yield finding(
                RULE,
                "filed_late",
                [Place(submission.file, 1, 0)],
                found=heading.submitted_on.isoformat(),
                expected=due.isoformat(),
            )
    for party in sorted(call.filed_years):
        reports = call.reports.get(party)
        files = [filed.submission.file for filed in call.filed if filed.party == party]
        if reports is None or reports.biennial_report is None:
            yield finding(RULE, "report_not_given", files=files, outcome=UNVERIFIABLE, party=party)
            continue
        year, submitted = reports.biennial_report
        due = date(year, call.figures["biennial_report_due_month"], call.figures["biennial_report_due_day"])
        if submitted > due:
            yield finding(
                RULE, "report_late", files=files, party=party, found=submitted.isoformat(), expected=due.isoformat()
            )
