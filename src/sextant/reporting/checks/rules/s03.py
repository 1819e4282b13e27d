"""S03: what only the secretariat fills is as it was found.

The flaw is found while the file is read; here it becomes a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call, flaw_findings
from sextant.reporting.checks.finding import Finding

RULE = "S03"


def check(call: Call) -> Iterator[Finding]:
    """Yield the findings of the rule."""
    return flaw_findings(call, RULE)
