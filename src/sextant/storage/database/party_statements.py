"""Statements of Parties on a relational database, version by version, added and never changed."""

from __future__ import annotations

from typing import Any

from sextant.application.party_statements import PartyStatement, StatementKind
from sextant.domain.identifier import key_id
from sextant.storage.database.driver import Driver, as_instant
from sextant.storage.database.rows import columns, marks

COLUMNS = ("id", "party", "kind", "subject", "version", "body", "recorded_at")
_READ = f"SELECT {columns(COLUMNS[1:])} FROM party_statement"
_PUT = (
    f"INSERT INTO party_statement ({columns(COLUMNS)}) SELECT {marks(COLUMNS)}"
    ' WHERE NOT EXISTS (SELECT 1 FROM party_statement WHERE "id" = ?)'
)


class DatabasePartyStatements:
    """Statements on one connection, for one thread."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def put(self, statement: PartyStatement) -> bool:
        """Keep one; return whether it was new. Of two who state the same at once, DuplicateEntry tells the second."""
        each = statement
        number = key_id("party_statement", each.party, each.kind.value, each.subject, str(each.version))
        row = (number, each.party, each.kind.value, each.subject, each.version, each.body, each.recorded_at)
        return self._driver.execute(_PUT, (*row, number)) == 1

    def of(self, party: str, kind: StatementKind) -> list[PartyStatement]:
        """Return those of a Party, by subject and version."""
        found = self._driver.query(
            f'{_READ} WHERE "party" = ? AND "kind" = ? ORDER BY "subject", "version"', (party, kind.value)
        )
        return [_statement(*row) for row in found]

    def parties(self) -> list[str]:
        """Return the Parties that have stated anything."""
        return [party for (party,) in self._driver.query('SELECT DISTINCT "party" FROM party_statement ORDER BY 1', ())]


def _statement(party: str, kind: str, subject: str, version: int, body: str, recorded_at: Any) -> PartyStatement:
    instant = as_instant(recorded_at)
    assert instant is not None
    return PartyStatement(party, StatementKind(kind), subject, version, body, instant)
