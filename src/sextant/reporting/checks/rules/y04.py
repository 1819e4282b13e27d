"""Y04: NDC period and method of corresponding adjustment stay the same between submissions."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding, Place, finding

RULE = "Y04"


def check(call: Call) -> Iterator[Finding]:
    """Yield changes of a period that overlaps the one before, and changes of method (2/CMA.3, annex, paragraph 7)."""
    before: dict[str, Filed] = {}
    for filed in call.filed:
        earlier = before.get(filed.party)
        before[filed.party] = filed
        if earlier is None:
            continue
        one, other = _period(earlier), _period(filed)
        # The next period begins after the one before has ended; anything else is a change of the same period.
        if None in (*one, *other) or one == other or other[0] > one[1]:  # type: ignore[operator]
            continue
        yield finding(
            RULE,
            "period_changed",
            [Place(each.submission.file, 1, 0) for each in (earlier, filed)],
            party=filed.party,
            found=f"{other[0]}–{other[1]}",
            expected=f"{one[0]}–{one[1]}",
        )
    for party, reports in call.reports.items():
        methods = sorted({each.method for each in reports.initial_reports if each.method})
        if len(methods) > 1 and party in call.filed_years:
            files = [each.submission.file for each in call.filed if each.party == party]
            yield finding(RULE, "method_changed", files=files, party=party, found=", ".join(methods))


def _period(filed: Filed) -> tuple[int | None, int | None]:
    heading = filed.submission.content.heading
    return heading.ndc_first_year, heading.ndc_last_year
