"""Y05: a late resubmission leaves the holdings of an earlier year as they were filed."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Submission, block_of
from sextant.reporting.aef.ranges import Range, RangeSet, union
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Place, finding

RULE = "Y05"


def check(call: Call) -> Iterator[Finding]:
    """Yield resubmissions with other holdings after a later year was filed (decision 2/CMA.3, annex, paragraph 34)."""
    for each in call.filing.left_out:
        newer, older = each.other, each.submission
        if each.why != "superseded" or newer is None or _held(newer) == _held(older):
            continue
        heading = newer.content.heading
        later = [
            filed.submission
            for filed in call.filed
            if filed.party == heading.party and heading.reported_year and filed.year > heading.reported_year
        ]
        filed_before = [
            other
            for other in later
            if other.content.heading.submitted_on
            and heading.submitted_on
            and other.content.heading.submitted_on <= heading.submitted_on
        ]
        if filed_before:
            yield finding(
                RULE,
                "holdings_changed",
                [Place(newer.file, 4, 0), Place(older.file, 4, 0)],
                file=newer.file,
                other=older.file,
                year=str(heading.reported_year),
                later=str(filed_before[0].content.heading.reported_year),
            )


def _held(submission: Submission) -> dict[ItmoSeries, RangeSet]:
    found: dict[ItmoSeries, list[Range]] = {}
    for row in submission.content.holdings:
        block = block_of(row)
        if block is not None:
            found.setdefault(block.series, []).append((block.first, block.last))
    return {series: union(ranges) for series, ranges in found.items()}
