"""P04: the acquiring Party is one that the authorization names, where it names any."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.model import Action
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "P04"


def check(call: Call) -> Iterator[Finding]:
    """Yield transfers to and acquisitions by a Party that is not authorized (table 2, column 12)."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.actions:
            acquirer = _acquirer(filed, row)
            if acquirer is None or acquirer == row.first_transferring_party:
                continue
            granted = call.governing(filed, row)
            if granted is None:
                place = [call.place(filed, row)]
                found.add("authorization_unknown", place, outcome=UNVERIFIABLE, authorization=row.authorization or "")
            elif granted.row.parties and acquirer not in granted.row.parties:
                place = [call.place(filed, row)]
                found.add("party_not_authorized", place, found=acquirer, expected=", ".join(granted.row.parties))
    yield from found.findings()


def _acquirer(filed: Filed, row: Action) -> str | None:
    if row.type == "acquisition":
        return filed.party
    return row.acquiring_party if row.type in ("first_transfer", "transfer") else None
