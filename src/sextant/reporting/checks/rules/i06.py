"""I06: a use names the Party that uses, and Party and entity are authorized."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "I06"


def check(call: Call) -> Iterator[Finding]:
    """Yield uses by nobody, by a Party or by an entity that the authorization does not name (table 2, 12 and 13)."""
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.actions:
            if row.type != "use":
                continue
            place = [call.place(filed, row)]
            if row.using_party is None:
                found.add("using_party_missing", place)
                continue
            granted = call.governing(filed, row)
            if granted is None:
                found.add("authorization_unknown", place, outcome=UNVERIFIABLE, authorization=row.authorization or "")
                continue
            allowed = granted.row.parties
            if allowed and row.using_party != filed.party and row.using_party not in allowed:
                found.add("party_not_authorized", place, found=row.using_party, expected=", ".join(allowed))
            entities = granted.row.entities
            if entities and row.using_entity is not None and row.using_entity not in entities:
                found.add("entity_not_authorized", place, found=row.using_entity, expected=", ".join(entities))
    yield from found.findings()
