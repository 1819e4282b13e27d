"""V02: the version is greater than any on file."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "V02"


def check(call: Call) -> Iterator[Finding]:
    """Yield one finding for each obsolete submission: it came later and has a lower version."""
    for each in call.filing.left_out:
        if each.why == "obsolete" and each.other:
            yield finding(
                RULE,
                "obsolete",
                files=(each.submission.file, each.other.file),
                file=each.submission.file,
                other=each.other.file,
                version=str(each.submission.content.heading.version or ""),
                known=str(each.other.content.heading.version or ""),
            )
