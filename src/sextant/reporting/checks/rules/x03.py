"""X03: approaches, entities and metrics are those of the initial report and its updates."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, finding
from sextant.reporting.checks.reports import InitialReport

RULE = "X03"


def check(call: Call) -> Iterator[Finding]:
    """Yield what a file has and the reports do not (6/CMA.4, annex II, paragraph 3(b))."""
    for filed in call.filed:
        reports = call.reports.get(filed.party)
        files = (filed.submission.file,)
        if reports is None or not reports.initial_reports:
            yield finding(RULE, "report_not_given", files=files, outcome=UNVERIFIABLE, party=filed.party)
            continue
        for kind, found, reported in _compared(filed, reports.initial_reports):
            strangers = sorted(found - reported)
            if strangers:
                yield finding(RULE, f"{kind}_not_reported", files=files, party=filed.party, found=", ".join(strangers))


def _compared(filed: Filed, reports: tuple[InitialReport, ...]) -> Iterator[tuple[str, set[str], set[str]]]:
    content = filed.submission.content
    if any(each.approaches for each in reports):
        own = {row.approach for row in content.authorizations if row.approach}
        own |= {row.approach for row in content.unit_rows if row.approach}
        yield "approaches", own, {name for each in reports for name in each.approaches}
    if any(each.entities is not None for each in reports):
        entities = {row.identification for row in content.entities if row.identification}
        yield "entities", entities, {name for each in reports for name in each.entities or ()}
    if any(each.metrics is not None for each in reports):
        metrics = {
            "GHG" if row.metric == "ghg" else row.non_ghg_metric or "non-GHG" for row in content.actions if row.metric
        }
        yield "metrics", metrics, {name for each in reports for name in each.metrics or ()}
