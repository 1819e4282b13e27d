"""T05: each first transfer is the event that the authorization makes the first transfer.

For an NDC the first international transfer; for other international mitigation purposes the event that the Party
specifies; for both the earliest of the two (decision 2/CMA.3, annex, paragraph 2).
"""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.aef.model import Action, Authorization
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.filing import Filed
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "T05"
_EVENTS = {
    "authorization": {"authorization"},
    "issuance": {"issuance"},
    "use_or_cancellation": {"use_or_cancellation", "mandatory_omge", "voluntary_omge", "other_cancellation"},
}
ABROAD = "to_another_party"


def check(call: Call) -> Iterator[Finding]:
    """Yield the first transfers that are none by the authorization, or of which it does not say what they are."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.actions:
            if row.type != "first_transfer":
                continue
            code, outcome = _fault(call, filed, row)
            if code:
                found.add(
                    code,
                    [call.place(filed, row)],
                    outcome=outcome,
                    authorization=row.authorization or "",
                    found=row.subtype or "",
                )
    yield from found.findings()


def _fault(call: Call, filed: Filed, row: Action) -> tuple[str | None, str]:
    if row.first_transferring_party not in (filed.party, None):
        return "not_the_host", "fail"
    if (
        row.subtype in (ABROAD, None)
        and row.acquiring_party in (filed.party, row.first_transferring_party)
        and row.acquiring_party
    ):
        return "to_itself", "fail"
    granted = call.governing(filed, row)
    if granted is None:
        return "authorization_unknown", UNVERIFIABLE
    covered = call.covers(granted.row.purposes)
    if not covered or row.subtype == "not_yet_defined":
        return "definition_unknown", UNVERIFIABLE
    return _against(row, granted.row, covered)


def _against(row: Action, authorization: Authorization, covered: tuple[str, ...]) -> tuple[str | None, str]:
    abroad = row.subtype in (ABROAD, None)
    if {"imp", "op"}.isdisjoint(covered):
        return (None, "") if abroad else ("not_abroad", "fail")
    definition = authorization.first_transfer_definition
    if definition is None:
        return ("definition_unknown", UNVERIFIABLE)
    if not abroad:
        return (None, "") if row.subtype in _EVENTS[definition] else ("not_the_event", "fail")
    if "ndc" not in covered:
        return "not_the_event", "fail"
    # Authorization and issuance always come before a unit can go abroad, so they are the earliest.
    return (None, "") if definition == "use_or_cancellation" else ("not_the_earliest", "fail")
