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
ATTRIBUTES = ("sectors", "activity_types")


def check(call: Call) -> Iterator[Finding]:
    """Yield the rows about the same units that differ in it."""
    return differing(call, RULE, ATTRIBUTES, _said)


def _said(call: Call, filed: Filed, row: Action | Holding) -> tuple[Hashable, ...]:
    """Return the sectors and activity types of the authorization in force on the day of the row."""
    versions = call.authorities.versions(row, filed.party)
    if not versions:
        return (None, None)
    if len(versions) == 1:
        granted = versions[0].row
    else:
        day = row.acted.day if isinstance(row, Action) and row.acted else date(filed.year, 12, 31)
        in_force_then = in_force(versions, day)
        assert in_force_then is not None
        granted = in_force_then.row
    return (granted.sectors or None, granted.activity_types or None)
