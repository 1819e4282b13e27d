"""Whether a ledger that was sifted keeps every law: entries one after another, and of spaces those left in doubt.

Neither all entries nor all legs are ever in memory. An entry that moved many ranges from one state into another is
told as one range (`ledger/findings/condensed.py`). Where that breaks a law, or cannot be told so, it is read leg by
leg.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sextant.application.queries.verify_parts import (
    Looked,
    OfSpace,
    Stored,
    Verified,
    check_spaces,
    journal_of,
    verified,
)
from sextant.application.reader import LedgerReader
from sextant.application.sifting import Sifted
from sextant.domain.account import AccountType
from sextant.ledger.findings.condensed import Moved, condensed
from sextant.ledger.findings.finding import Finding
from sextant.ledger.findings.journal import Journal
from sextant.ledger.findings.request import check_request
from sextant.ledger.posting import Entry, Leg

AT_ONCE = 2_000
"""Entries that are looked at together."""


def sifted_verified(
    reader: LedgerReader, stored: Stored, account_types: Mapping[str, AccountType], sifted: Sifted
) -> Verified:
    """Return what was checked and every broken law. Raises what reading raises, where a row cannot be read."""
    journal = journal_of(stored, account_types)
    looked = Looked()
    findings: list[Finding] = []
    moved = _Along(sifted.moved())
    for entries in reader.entries_in_turn(AT_ONCE):
        findings += _look_at(reader, entries, moved.up_to(entries[-1].id), journal, looked)

    def of_space(number: int) -> OfSpace | None:
        if number in sifted.spaces and number not in sifted.doubtful:
            return None
        legs, blocks = reader.of_space(number)
        return legs, blocks, {entry.id: entry for entry in reader.entries({leg.entry for leg in legs})}

    known = reader.known_entries(journal.lots)
    findings += check_spaces(stored, journal, looked, known, sifted.spaces, of_space)
    return verified(reader, stored, account_types, sifted, looked, findings)


class _Along:
    """What entries moved, taken from the beginning as far as their ids are reached."""

    def __init__(self, moved: Iterator[Moved]) -> None:
        self._moved = moved
        self._next = next(moved, None)

    def up_to(self, last: UUID) -> dict[UUID, Moved]:
        """Return by entry what was moved by those up to an id that were not returned before."""
        found: dict[UUID, Moved] = {}
        while self._next is not None and self._next.entry <= last:
            found[self._next.entry] = self._next
            self._next = next(self._moved, None)
        return found


def _look_at(
    reader: LedgerReader, entries: Sequence[Entry], moved: Mapping[UUID, Moved], journal: Journal, looked: Looked
) -> Iterator[Finding]:
    others: list[Entry] = []
    for entry in entries:
        if entry.id in moved and _as_asked(entry, moved[entry.id], journal):
            yield from looked.noted(entry)
        else:
            others.append(entry)
    corrected = {entry.corrects for entry in others if entry.corrects is not None}
    legs: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for leg in reader.legs_of_entries({entry.id for entry in others} | corrected):
        legs[leg.entry].append(leg)
    at_hand = replace(journal, entries={each.id: each for each in reader.entries(corrected)}, legs=legs)
    for entry in others:
        yield from looked.at(entry, at_hand)


def _as_asked(entry: Entry, moved: Moved, journal: Journal) -> bool:
    """Whether an entry can be told as one range, and that does what was asked."""
    told = condensed(entry, moved, journal.terms) if entry.id not in journal.lots else None
    if told is None:
        return False
    one, legs = told
    return not any(check_request(one, replace(journal, legs={one.id: legs})))
