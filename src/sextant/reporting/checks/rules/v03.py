"""V03: a newer version supersedes an older one, and the rules between Parties and years are run again with it."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, finding

RULE = "V03"


def check(call: Call) -> Iterator[Finding]:
    """Yield one finding for each superseded submission, with the Parties whose own results may change."""
    for each in call.filing.left_out:
        if each.why == "superseded" and each.other:
            yield finding(
                RULE,
                "superseded",
                files=(each.submission.file, each.other.file),
                file=each.submission.file,
                other=each.other.file,
                version=str(each.submission.content.heading.version or ""),
                newer=str(each.other.content.heading.version or ""),
                parties=", ".join(_counterparties(each.submission, each.other)) or "–",
            )


def _counterparties(*submissions: object) -> list[str]:
    found: set[str] = set()
    for submission in submissions:
        for row in submission.content.actions:  # type: ignore[attr-defined]
            found |= {row.transferring_party, row.acquiring_party} - {None}
    return sorted(found)
