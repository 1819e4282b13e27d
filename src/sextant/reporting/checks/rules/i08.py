"""I08: first transferring Party, vintage, mitigation type and GWP of the same units are the same."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding
from sextant.reporting.checks.same import differing

RULE = "I08"
ATTRIBUTES = ("first_transferring_party", "vintage", "mitigation_type", "gwp")


def check(call: Call) -> Iterator[Finding]:
    """Yield the rows about the same units that differ in it."""
    return differing(call, RULE, ATTRIBUTES, _said)


def _said(_call: Call, _filed: Filed, row: Action | Holding) -> tuple[Hashable, ...]:
    """Return what never changes about a unit."""
    return (row.first_transferring_party, row.vintage, row.mitigation_type, row.gwp)
