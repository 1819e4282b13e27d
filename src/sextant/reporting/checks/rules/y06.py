"""Y06: no year is missing between two filed years while units are held."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "Y06"


def check(call: Call) -> Iterator[Finding]:
    """Yield the gaps (decision 2/CMA.3, annex, paragraph 20: annual information is annual)."""
    for before, after in pairwise(call.filed):
        gap = after.year - before.year - 1
        if before.party == after.party and gap > 0 and before.submission.content.holdings:
            missing = str(before.year + 1) if gap == 1 else f"{before.year + 1}–{after.year - 1}"
            yield finding(
                RULE,
                "year_missing",
                files=(before.submission.file, after.submission.file),
                party=before.party,
                found=missing,
            )
