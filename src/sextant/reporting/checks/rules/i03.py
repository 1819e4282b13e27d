"""I03: sectors and activity types of an ITMO stay the same through its life."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date

from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.checks.authority import in_force
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import Finding
from sextant.reporting.checks.same import differing

RULE = "I03"


def check(call: Call) -> Iterator[Finding]:
    """Yield the rows about the same units that differ in it."""
    return differing(call, RULE, _said)


def _said(call: Call, filed: Filed, row: Action | Holding) -> dict[str, Hashable]:
    """Return the sectors and activity types of the authorization in force on the day of the row."""
    versions = call.authorities.versions(row, filed.party)
    day = row.acted.day if isinstance(row, Action) and row.acted else date(filed.year, 12, 31)
    granted = in_force(versions, day)
    if granted is None:
        return {}
    return {"sectors": granted.row.sectors or None, "activity_types": granted.row.activity_types or None}
