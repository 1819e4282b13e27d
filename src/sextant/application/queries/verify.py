"""Whether a stored ledger keeps every law: the journal is replayed and compared with its projection."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sextant.application.reader import LedgerReader
from sextant.domain.account import Account, AccountType
from sextant.domain.authorization import Authorization, authorization_key
from sextant.domain.unit import Block, Lot, SerialSpace, Terms, space_id
from sextant.ledger.findings.asked import prefixes_of
from sextant.ledger.findings.authorization import check_versions
from sextant.ledger.findings.chain import check_chain
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.findings.journal import Journal
from sextant.ledger.findings.ranges import check_numbering, check_ranges
from sextant.ledger.findings.record import (
    check_accounts,
    check_entry,
    check_holds,
    check_tallies,
    check_terms,
    draws_in,
)
from sextant.ledger.findings.request import check_request
from sextant.ledger.posting import Entry, Hold, Leg
from sextant.ledger.request import Authorize, Issue, PlaceHold, RecordIssuance

Row = TypeVar("Row")


@dataclass
class Verified:
    """What was looked at, and what was found."""

    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    legs: int = 0
    lots: int = 0
    blocks: int = 0
    units: int = 0


@dataclass
class _Stored:
    """The whole ledger as it was read, and what could not be read."""

    entries: dict[UUID, Entry] = field(default_factory=dict)
    lots: defaultdict[int, list[Lot]] = field(default_factory=lambda: defaultdict(list))
    """By space."""
    blocks: defaultdict[int, list[Block]] = field(default_factory=lambda: defaultdict(list))
    """By space."""
    legs: dict[int, list[Leg]] = field(default_factory=dict)
    """By space."""
    accounts: dict[int, Account] = field(default_factory=dict)
    terms: Mapping[int, Terms] = field(default_factory=dict)
    holds: Mapping[UUID, Hold] = field(default_factory=dict)
    spaces: dict[int, SerialSpace] = field(default_factory=dict)
    authorizations: Mapping[str, tuple[Authorization, ...]] = field(default_factory=dict)
    placed: Set[UUID] = frozenset()
    """The holds that the journal placed, by the entries that did."""
    unreadable: list[Finding] = field(default_factory=list)

    def rows(self, table: str, read: Callable[[], Iterable[Row]]) -> list[Row]:
        """Return the rows of a table; one that holds a value that is none of its kind is a finding."""
        try:
            return list(read())
        except (ValueError, KeyError, TypeError) as error:
            self.unreadable.append(finding("row_unreadable", table=table, reason=f"{type(error).__name__}: {error}"))
            return []


@dataclass
class _Seen:
    """What the journal names."""

    accounts: set[int] = field(default_factory=set)
    terms: set[int] = field(default_factory=set)
    holds: set[UUID] = field(default_factory=set)

    def note(self, leg: Leg) -> None:
        self.accounts.add(leg.account)
        self.terms.add(leg.terms)
        if leg.hold is not None:
            self.holds.add(leg.hold)


def verify(reader: LedgerReader, account_types: Mapping[str, AccountType]) -> Verified:
    """Return what was checked and every broken law; no findings means that every law holds."""
    stored, seen = _read(reader)
    journal = _journal(reader, stored, account_types)
    done = Verified(
        entries=len(stored.entries),
        legs=sum(map(len, stored.legs.values())),
        lots=sum(map(len, stored.lots.values())),
        blocks=sum(map(len, stored.blocks.values())),
        units=sum(lot.quantity for lots in stored.lots.values() for lot in lots),
    )
    done.findings += [finding("guard_missing", guard=name) for name in sorted(reader.missing_guards())]
    done.findings += stored.unreadable
    done.findings += _check_entries(reader, stored, journal)
    done.findings += _check_spaces(reader, stored, journal)
    done.findings += check_accounts(sorted(seen.accounts), stored.accounts, account_types)
    done.findings += check_terms(sorted(seen.terms), stored.terms)
    done.findings += check_holds(sorted(seen.holds), stored.holds, stored.placed)
    done.findings += [finding("outbox_of_no_entry", entry=str(each)) for each in sorted(reader.queued_without_entry())]
    done.findings += [finding("entry_not_in_outbox", entry=str(each)) for each in sorted(reader.entries_not_queued())]
    return done


def _read(reader: LedgerReader) -> tuple[_Stored, _Seen]:
    stored, seen = _Stored(), _Seen()
    stored.entries = {entry.id: entry for entry in stored.rows("entry", reader.entries)}
    for lot in stored.rows("lot", reader.lots):
        stored.lots[lot.space].append(lot)
    for block in stored.rows("block", reader.blocks):
        stored.blocks[block.space].append(block)
    stored.legs = dict(stored.rows("posting", reader.legs_by_space))
    for legs in stored.legs.values():
        for leg in legs:
            seen.note(leg)
    stored.accounts = {account.id: account for account in stored.rows("account", reader.accounts)}
    stored.terms = dict(stored.rows("terms", lambda: reader.terms().items()))
    placed = {entry.id for entry in stored.entries.values() if entry.kind == PlaceHold.kind}
    stored.holds = dict(stored.rows("hold", lambda: reader.holds().items()))
    stored.authorizations = dict(stored.rows("authorization_version", lambda: reader.authorizations().items()))
    stored.spaces = {space.id: space for space in stored.rows("serial_space", reader.spaces)}
    stored.placed = placed
    return stored, seen


def _journal(reader: LedgerReader, stored: _Stored, account_types: Mapping[str, AccountType]) -> Journal:
    legs: defaultdict[UUID, list[Leg]] = defaultdict(list)
    for own in stored.legs.values():
        for leg in own:
            legs[leg.entry].append(leg)
    lots: defaultdict[UUID, list[Lot]] = defaultdict(list)
    for issued in stored.lots.values():
        for lot in issued:
            lots[lot.issued_by].append(lot)
    return Journal(
        entries=stored.entries,
        legs=legs,
        lots=lots,
        types={
            number: account_types[account.type]
            for number, account in stored.accounts.items()
            if account.type in account_types
        },
        terms=stored.terms,
        holds=stored.holds,
        prefixes={number: space.prefix for number, space in stored.spaces.items()},
        authorizations=stored.authorizations,
    )


def _check_entries(reader: LedgerReader, stored: _Stored, journal: Journal) -> Iterator[Finding]:
    drawn: Counter[str] = Counter()
    recorded: set[tuple[str, int]] = set()
    for entry in stored.entries.values():
        yield from check_entry(entry)
        yield from check_request(entry, journal)
        for name, quantity in draws_in(entry):
            drawn[name] += quantity
        if entry.kind == Authorize.kind:
            recorded |= _version_of(entry)
        elif entry.id not in journal.legs:
            yield finding("entry_without_legs", entry=str(entry.id))
    yield from check_versions(journal.authorizations, recorded)
    yield from check_tallies(reader.all_tallies(), drawn)


def _version_of(entry: Entry) -> set[tuple[str, int]]:
    """Return the key and number of the version that an entry recorded; nothing where its request is none."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        asked = json.loads(entry.body)["authorization"]
        return {(authorization_key(asked["party"], asked["reference"]), asked["version"])}
    return set()


def _check_spaces(reader: LedgerReader, stored: _Stored, journal: Journal) -> Iterator[Finding]:
    final = {number for number, each in journal.types.items() if each.final}
    spaces = stored.spaces
    issuances = _issuances(stored.entries.values())
    for number in spaces.keys() | stored.legs.keys() | stored.lots.keys() | stored.blocks.keys():
        space = spaces.get(number)
        lots = stored.lots.get(number, [])
        for lot in lots:
            if lot.issued_by not in stored.entries:
                yield finding("lot_issued_by_no_entry", first=lot.first, last=lot.last)
        if space is None:
            yield finding("block_outside_its_lot", space=str(number), first=None, last=None)
            continue
        legs, blocks = stored.legs.get(number, []), stored.blocks.get(number, [])
        yield from check_ranges(space, lots, blocks)
        yield from check_numbering(space, issuances[number])
        yield from check_chain(space.prefix, legs, blocks, lots, stored.entries, final.__contains__)


def _issuances(entries: Iterable[Entry]) -> defaultdict[int, set[tuple[str, str]]]:
    """Return for each space the kinds of its issuances, and the prefixes that they state."""
    found: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        if entry.kind in (Issue.kind, RecordIssuance.kind):
            try:
                asked = json.loads(entry.body)
                for key, prefix in prefixes_of(asked):
                    found[space_id(asked["registry"], key)].add((entry.kind, prefix))
            except (ValueError, KeyError, TypeError):
                continue  # That the request is none is found where it is compared with its entry.
    return found
