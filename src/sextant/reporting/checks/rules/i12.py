"""I12: entity ids of tables 2 and 3 are identification numbers of table 5, for the same approach."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering

RULE = "I12"


def check(call: Call) -> Iterator[Finding]:
    """Yield entities that table 5 of the reporter or of the host does not list in any year on file."""
    known = {
        (filed.party, entity.identification, entity.approach)
        for filed in call.filed
        for entity in filed.submission.content.entities
    }
    found = Gathering(RULE)
    for filed in call.filed:
        for row in filed.submission.content.authorizations:
            for entity in row.entities:
                if (filed.party, entity, row.approach) not in known:
                    found.add("entity_not_listed", [call.place(filed, row)], found=entity, approach=row.approach or "–")
        for action in filed.submission.content.actions:
            entity_id, host = action.using_entity, action.first_transferring_party
            if entity_id is None or any((party, entity_id, action.approach) in known for party in (filed.party, host)):
                continue
            elsewhere = call.authorities.could_be_elsewhere(action, filed.party)
            found.add(
                "host_not_on_file" if elsewhere else "entity_not_listed",
                [call.place(filed, action)],
                outcome=UNVERIFIABLE if elsewhere else "fail",
                found=entity_id,
                approach=action.approach or "–",
            )
    yield from found.findings()
