"""Whether a stored ledger keeps every law: the journal is replayed and compared with its projection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from uuid import UUID

from sextant.application.queries.verify_parts import (
    Looked,
    OfSpace,
    Stored,
    Verified,
    check_spaces,
    journal_of,
    read_what_is_named,
    verified,
)
from sextant.application.queries.verify_sifted import sifted_verified
from sextant.application.reader import LedgerReader
from sextant.application.sifting import Sifted
from sextant.domain.account import AccountType
from sextant.ledger.findings.journal import Journal
from sextant.ledger.posting import Leg

__all__ = ["Verified", "verify"]


@dataclass
class _Seen:
    """What the journal and the projection name."""

    legs: int = 0
    blocks: int = 0
    spaces: Set[int] = frozenset()
    accounts: set[int] = field(default_factory=set)
    terms: set[int] = field(default_factory=set)
    holds: set[UUID] = field(default_factory=set)

    def note(self, leg: Leg) -> None:
        self.accounts.add(leg.account)
        self.terms.add(leg.terms)
        if leg.hold is not None:
            self.holds.add(leg.hold)


def verify(reader: LedgerReader, account_types: Mapping[str, AccountType], sifted: Sifted | None = None) -> Verified:
    """Return what was checked and every broken law; no findings means that every law holds.

    Where the ledger was sifted, legs and blocks are read only where that left a doubt. The findings are the same.
    """
    stored = Stored()
    read_what_is_named(reader, stored)
    if sifted is not None and not stored.unreadable:
        # Which row cannot be read, and what follows of it, is told by the way through memory.
        with suppress(ValueError, KeyError, TypeError):
            return sifted_verified(reader, stored, account_types, sifted)
    return _replayed(reader, stored, account_types)


def _replayed(reader: LedgerReader, stored: Stored, account_types: Mapping[str, AccountType]) -> Verified:
    """Return what is found where the whole ledger is read into memory and every leg is followed."""
    seen = _read(reader, stored)
    journal = _journal(stored, account_types)
    looked = Looked()
    findings = [each for entry in stored.entries.values() for each in looked.at(entry, journal)]

    def of_space(number: int) -> OfSpace:
        return stored.legs.get(number, []), stored.blocks.get(number, []), stored.entries

    findings += check_spaces(stored, journal, looked, stored.entries, seen.spaces, of_space)
    return verified(reader, stored, account_types, seen, looked, findings)


def _read(reader: LedgerReader, stored: Stored) -> _Seen:
    seen = _Seen()
    stored.entries = {entry.id: entry for entry in stored.rows("entry", reader.entries)}
    for block in stored.rows("block", reader.blocks):
        stored.blocks[block.space].append(block)
        seen.blocks += 1
    stored.legs = dict(stored.rows("posting", reader.legs_by_space))
    for legs in stored.legs.values():
        seen.legs += len(legs)
        for leg in legs:
            seen.note(leg)
    seen.spaces = stored.legs.keys() | stored.blocks.keys()
    return seen


def _journal(stored: Stored, account_types: Mapping[str, AccountType]) -> Journal:
    legs: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for own in stored.legs.values():
        for leg in own:
            legs[leg.entry].append(leg)
    return replace(journal_of(stored, account_types), entries=stored.entries, legs=legs)
