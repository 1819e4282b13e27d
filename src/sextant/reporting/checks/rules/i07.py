"""I07: the cooperative approach of an ITMO is the same wherever it is reported."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding
from sextant.reporting.checks.same import differing

RULE = "I07"
ATTRIBUTES = ("approach",)


def check(call: Call) -> Iterator[Finding]:
    """Yield the rows about the same units that differ in it."""
    return differing(call, RULE, ATTRIBUTES, _said)


def _said(_call: Call, _filed: Filed, row: Action | Holding) -> tuple[Hashable, ...]:
    """Return the approach. Rows are compared by their identifiers, which have an approach of their own."""
    return (row.approach,)
