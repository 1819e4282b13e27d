"""T02: approach and purpose of a use, cancellation or first transfer fit the authorization."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sextant.reporting.aef.model import Action, Authorization
from sextant.reporting.aef.need import CANCELLATIONS
from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "T02"
_TYPES = frozenset({"use", "first_transfer", *CANCELLATIONS})
_CODES = {"imp": "imp", "international mitigation purposes": "imp", "op": "op", "other purposes": "op", "corsia": "imp"}


def check(call: Call) -> Iterator[Finding]:
    """Yield the actions that the authorization in force at the first transfer does not allow (settled)."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.actions:
            if row.type not in _TYPES or row.authorization is None:
                continue
            granted = call.governing(filed, row)
            if granted is None:
                place = [call.place(filed, row)]
                found.add("authorization_unknown", place, outcome=UNVERIFIABLE, authorization=row.authorization)
                continue
            authorization = granted.row
            if row.approach and authorization.approach and row.approach != authorization.approach:
                found.add(
                    "approach_differs",
                    [call.place(filed, row)],
                    authorization=row.authorization,
                    found=row.approach,
                    expected=authorization.approach,
                )
            wanted = _purpose_not_covered(row, authorization, call.covers(authorization.purposes))
            if authorization.purposes and wanted:
                place = [call.place(filed, row)]
                found.add("purpose_not_authorized", place, authorization=row.authorization, found=wanted)
    yield from found.findings()


def _purpose_not_covered(row: Action, authorization: Authorization, covered: tuple[str, ...]) -> str | None:
    """Return the purpose of the row that is not authorized, or none."""
    if row.type == "use" and row.used_for_year is not None and "ndc" not in covered:
        return "NDC"
    purpose = row.oimp_purpose
    if purpose is None:
        return None
    if not {"imp", "op"} & set(covered):
        return purpose
    code = _CODES.get(purpose.casefold())
    if code:
        return None if code in covered else purpose
    named = authorization.oimp
    # The column is free text: one word in common is taken as the same purpose.
    return None if named is None or _words(purpose) & _words(named) or purpose.casefold() == "oimp" else purpose


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{3,}", text.casefold()))
