"""I04: all rows about the same units have the same metric."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding
from sextant.reporting.checks.same import differing

RULE = "I04"
ATTRIBUTES = ("metric", "non_ghg_metric")


def check(call: Call) -> Iterator[Finding]:
    """Yield the rows about the same units that differ in it."""
    return differing(call, RULE, ATTRIBUTES, _said)


def _said(_call: Call, _filed: Filed, row: Action | Holding) -> tuple[Hashable, ...]:
    """Return the metric, by name where it is not greenhouse gas."""
    return (row.metric, row.non_ghg_metric)
