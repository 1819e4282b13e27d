"""Whether a stored ledger keeps every law: the journal is replayed and compared with its projection."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sextant.application.reader import LedgerReader
from sextant.domain.account import AccountType
from sextant.domain.unit import Block, Lot
from sextant.ledger.findings.chain import check_chain
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.findings.ranges import check_ranges
from sextant.ledger.findings.record import (
    check_accounts,
    check_entry,
    check_holds,
    check_tallies,
    check_terms,
    draws_in,
)
from sextant.ledger.posting import Entry, Leg


@dataclass
class Verified:
    """What was looked at, and what was found."""

    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    legs: int = 0
    lots: int = 0
    blocks: int = 0
    units: int = 0


def verify(reader: LedgerReader, account_types: Mapping[str, AccountType]) -> Verified:
    """Return what was checked and every broken law; no findings means that every law holds."""
    done = Verified()
    done.findings += [finding("guard_missing", guard=name) for name in sorted(reader.missing_guards())]
    entries = {entry.id: entry for entry in reader.entries()}
    done.entries = len(entries)
    drawn: Counter[str] = Counter()
    for entry in entries.values():
        done.findings += check_entry(entry)
        for name, quantity in draws_in(entry):
            drawn[name] += quantity
    done.findings += check_tallies(reader.all_tallies(), drawn)
    seen = _spaces(reader, account_types, entries, done)
    done.findings += _references(reader, account_types, seen)
    done.findings += [finding("entry_without_legs", entry=str(each)) for each in sorted(entries.keys() - seen.entries)]
    return done


@dataclass
class _Seen:
    """What the journal names."""

    entries: set[UUID] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    terms: set[int] = field(default_factory=set)
    holds: set[UUID] = field(default_factory=set)

    def note(self, leg: Leg) -> None:
        self.entries.add(leg.entry)
        self.accounts.add(leg.account)
        self.terms.add(leg.terms)
        if leg.hold is not None:
            self.holds.add(leg.hold)


def _spaces(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    entries: Mapping[UUID, Entry],
    done: Verified,
) -> _Seen:
    lots: defaultdict[int, list[Lot]] = defaultdict(list)
    for lot in reader.lots():
        lots[lot.space].append(lot)
        done.lots += 1
        done.units += lot.quantity
        if lot.issued_by not in entries:
            done.findings.append(finding("lot_issued_by_no_entry", first=lot.first, last=lot.last))
    blocks: defaultdict[int, list[Block]] = defaultdict(list)
    for block in reader.blocks():
        blocks[block.space].append(block)
        done.blocks += 1
    accounts = {account.id: account for account in reader.accounts()}

    def final(number: int) -> bool:
        account = accounts.get(number)
        return account is not None and account.type in account_types and account_types[account.type].final

    spaces = {space.id: space for space in reader.spaces()}
    legs = dict(reader.legs_by_space())
    seen = _Seen()
    for number in spaces.keys() | legs.keys() | lots.keys() | blocks.keys():
        own = legs.get(number, [])
        for leg in own:
            seen.note(leg)
        done.legs += len(own)
        space = spaces.get(number)
        if space is None:
            done.findings.append(finding("block_outside_its_lot", space=str(number), first=None, last=None))
            continue
        done.findings += check_ranges(space, lots[number], blocks[number])
        done.findings += check_chain(space.prefix, own, blocks[number], lots[number], entries, final)
    return seen


def _references(reader: LedgerReader, account_types: Mapping[str, AccountType], seen: _Seen) -> Iterator[Finding]:
    accounts = {account.id: account for account in reader.accounts()}
    yield from check_accounts(sorted(seen.accounts), accounts, account_types)
    yield from check_terms(sorted(seen.terms), reader.terms())
    yield from check_holds(sorted(seen.holds), reader.holds(seen.holds))
