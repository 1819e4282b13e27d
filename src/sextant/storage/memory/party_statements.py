"""Statements of Parties in memory: the reference for the database, and for scratch registries."""

from __future__ import annotations

from sextant.application.party_statements import PartyStatement, StatementKind


class MemoryPartyStatements:
    """Statements that are forgotten when the process ends."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str, int], PartyStatement] = {}

    def put(self, statement: PartyStatement) -> bool:
        """Keep one; return whether it was new."""
        key = (statement.party, statement.kind.value, statement.subject, statement.version)
        return self._kept.setdefault(key, statement) is statement

    def of(self, party: str, kind: StatementKind) -> list[PartyStatement]:
        """Return those of a Party, by subject and version."""
        return [self._kept[key] for key in sorted(self._kept) if key[:2] == (party, kind.value)]

    def parties(self) -> list[str]:
        """Return the Parties that have stated anything."""
        return sorted({party for party, *_ in self._kept})
