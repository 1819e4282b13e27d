"""What is looked at alike, whichever way the rows of a ledger were read: what they name, its entries, its spaces."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol, TypeVar
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
OfSpace = tuple[Sequence[Leg], Sequence[Block], Mapping[UUID, Entry]]
"""The legs of a serial space, its blocks, and at least the entries that its legs name."""


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
class Stored:
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
    unreadable: list[Finding] = field(default_factory=list)

    def rows(self, table: str, read: Callable[[], Iterable[Row]]) -> list[Row]:
        """Return the rows of a table; one that holds a value that is none of its kind is a finding."""
        try:
            return list(read())
        except (ValueError, KeyError, TypeError) as error:
            self.unreadable.append(finding("row_unreadable", table=table, reason=f"{type(error).__name__}: {error}"))
            return []


def read_what_is_named(reader: LedgerReader, stored: Stored) -> None:
    """Read the lots, and what legs and lots name: accounts, terms, holds, authorizations and spaces."""
    for lot in stored.rows("lot", reader.lots):
        stored.lots[lot.space].append(lot)
    stored.accounts = {account.id: account for account in stored.rows("account", reader.accounts)}
    stored.terms = dict(stored.rows("terms", lambda: reader.terms().items()))
    stored.holds = dict(stored.rows("hold", lambda: reader.holds().items()))
    stored.authorizations = dict(stored.rows("authorization_version", lambda: reader.authorizations().items()))
    stored.spaces = {space.id: space for space in stored.rows("serial_space", reader.spaces)}


def journal_of(stored: Stored, account_types: Mapping[str, AccountType]) -> Journal:
    """Return what entries are compared with, still without entries and legs."""
    lots: defaultdict[UUID, list[Lot]] = defaultdict(list)
    for issued in stored.lots.values():
        for lot in issued:
            lots[lot.issued_by].append(lot)
    return Journal(
        entries={},
        legs={},
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


@dataclass
class Looked:
    """What entries told while they were looked at one after another, for what is only known at the end."""

    count: int = 0
    drawn: Counter[str] = field(default_factory=Counter)
    versions: set[tuple[str, int]] = field(default_factory=set)
    """Key and number of each version of an authorization that was recorded."""
    issuances: defaultdict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    """For each space the kinds of its issuances, and the prefixes that they state."""

    placed: set[UUID] = field(default_factory=set)
    """The entries that placed holds."""

    def at(self, entry: Entry, journal: Journal) -> Iterator[Finding]:
        """Yield what is wrong with an entry."""
        yield from self.noted(entry)
        yield from check_request(entry, journal)
        if entry.kind != Authorize.kind and entry.id not in journal.legs:
            yield finding("entry_without_legs", entry=str(entry.id))

    def noted(self, entry: Entry) -> Iterator[Finding]:
        """Yield what is wrong with an entry by itself, without its request being compared with its legs."""
        self.count += 1
        if entry.kind == PlaceHold.kind:
            self.placed.add(entry.id)
        yield from check_entry(entry)
        for name, quantity in draws_in(entry):
            self.drawn[name] += quantity
        if entry.kind == Authorize.kind:
            self.versions |= _version_of(entry)
        if entry.kind in (Issue.kind, RecordIssuance.kind):
            # That a request is none is found where it is compared with its entry.
            with suppress(ValueError, KeyError, TypeError):
                asked = json.loads(entry.body)
                for key, prefix in prefixes_of(asked):
                    self.issuances[space_id(asked["registry"], key)].add((entry.kind, prefix))


def _version_of(entry: Entry) -> set[tuple[str, int]]:
    """Return the key and number of the version that an entry recorded; nothing where its request is none."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        asked = json.loads(entry.body)["authorization"]
        return {(authorization_key(asked["party"], asked["reference"]), asked["version"])}
    return set()


def check_spaces(
    stored: Stored,
    journal: Journal,
    looked: Looked,
    known: Container[UUID],
    named: Set[int],
    of_space: Callable[[int], OfSpace | None],
) -> Iterator[Finding]:
    """Yield what is wrong in serial spaces; `of_space` returns nothing where legs and blocks need no look.

    `known` holds at least the entries that are in the journal and issued lots, `named` the spaces of legs and blocks.
    """
    final = {number for number, each in journal.types.items() if each.final}
    for number in stored.spaces.keys() | stored.lots.keys() | named:
        space, lots = stored.spaces.get(number), stored.lots.get(number, [])
        for lot in lots:
            if lot.issued_by not in known:
                yield finding("lot_issued_by_no_entry", first=lot.first, last=lot.last)
        if space is None:
            yield finding("block_outside_its_lot", space=str(number), first=None, last=None)
            continue
        found = of_space(number)
        yield from check_ranges(space, lots, found[1] if found else ())
        yield from check_numbering(space, looked.issuances.get(number, ()))
        if found:
            yield from check_chain(space.prefix, *found[:2], lots, found[2], final.__contains__)


class Seen(Protocol):
    """What legs and blocks name, and how many there are."""

    @property
    def legs(self) -> int: ...
    @property
    def blocks(self) -> int: ...
    @property
    def accounts(self) -> Set[int]: ...
    @property
    def terms(self) -> Set[int]: ...
    @property
    def holds(self) -> Set[UUID]: ...


def verified(
    reader: LedgerReader,
    stored: Stored,
    account_types: Mapping[str, AccountType],
    seen: Seen,
    looked: Looked,
    findings: Iterable[Finding],
) -> Verified:
    """Return what was checked, with what was found and what is only known at the end."""
    lots = [lot for each in stored.lots.values() for lot in each]
    done = Verified(
        entries=looked.count,
        legs=seen.legs,
        lots=len(lots),
        blocks=seen.blocks,
        units=sum(lot.quantity for lot in lots),
    )
    done.findings += [finding("guard_missing", guard=name) for name in sorted(reader.missing_guards())]
    done.findings += stored.unreadable
    done.findings += findings
    done.findings += check_versions(stored.authorizations, looked.versions)
    done.findings += check_tallies(reader.all_tallies(), looked.drawn)
    done.findings += check_accounts(sorted(seen.accounts), stored.accounts, account_types)
    done.findings += check_terms(sorted(seen.terms), stored.terms)
    done.findings += check_holds(sorted(seen.holds), stored.holds, looked.placed)
    done.findings += [finding("outbox_of_no_entry", entry=str(each)) for each in sorted(reader.queued_without_entry())]
    done.findings += [finding("entry_not_in_outbox", entry=str(each)) for each in sorted(reader.entries_not_queued())]
    return done
