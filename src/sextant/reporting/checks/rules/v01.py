"""V01: Party, reported year and version name one submission."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "V01"


def check(call: Call) -> Iterator[Finding]:
    """Yield one finding for each duplicate; the submission that was on file first is the one that counts."""
    for each in call.filing.left_out:
        if each.why == "duplicate" and each.other:
            heading = each.submission.content.heading
            yield finding(
                RULE,
                "duplicate",
                files=(each.submission.file, each.other.file),
                file=each.submission.file,
                other=each.other.file,
                party=str(heading.party),
                year=str(heading.reported_year),
                version=str(heading.version or ""),
            )
