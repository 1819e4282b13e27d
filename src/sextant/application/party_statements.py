"""Statements of Parties that are kept beside the ledger: accounting statements, reports, and records of reviews.

Each is kept version by version, and none is changed or taken out. Its number is derived from what it is about and never
from what it says: from a public number nothing confidential can be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class StatementKind(StrEnum):
    """What a statement is."""

    ACCOUNTS = "accounts"
    REPORT = "report"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class PartyStatement:
    """One version of a statement."""

    party: str
    kind: StatementKind
    subject: str
    """Which of the Party's statements of this kind: a report or a review by its name; `accounts` is the only one."""
    version: int
    body: str
    """The document as JSON, with every digit it was given with. It may hold what is confidential."""
    recorded_at: datetime


class PartyStatements(Protocol):
    """Where statements are kept."""

    def put(self, statement: PartyStatement) -> bool:
        """Keep one; return whether it was new."""
        ...

    def of(self, party: str, kind: StatementKind) -> Sequence[PartyStatement]:
        """Return those of a Party, by subject and version."""
        ...

    def parties(self) -> Sequence[str]:
        """Return the Parties that have stated anything."""
        ...
