"""Putting a statement of a Party on record: as a further version, never in the place of an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sextant.application.party_statements import PartyStatement, PartyStatements, StatementKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """The version on record, and whether this put it there."""

    statement: PartyStatement
    new: bool


def record_statement(
    statements: PartyStatements, party: str, kind: StatementKind, subject: str, body: str, at: datetime
) -> Recorded:
    """Return the version on record afterwards. The same document as the last version changes nothing.

    The document has been read before: what cannot be read never comes here.
    """
    own = [each for each in statements.of(party, kind) if each.subject == subject]
    if own and own[-1].body == body:
        return Recorded(own[-1], False)
    statement = PartyStatement(party, kind, subject, len(own) + 1, body, at)
    if not statements.put(statement):
        # Somebody else stated the next version at this instant; theirs stands, and this one follows it.
        return record_statement(statements, party, kind, subject, body, at)
    return Recorded(statement, True)
