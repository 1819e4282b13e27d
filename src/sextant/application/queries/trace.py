"""What became of one serial number: from its issuance to now, every entry that changed it.

The walk goes backwards along `follows`, from the block in which the unit stands to its issuance. It reads
a few legs a step, however large the ledger is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sextant.application.reader import LedgerReader
from sextant.domain.account import Account, AccountType, Act
from sextant.domain.activity import Activity
from sextant.domain.identifier import MAX_SERIAL
from sextant.domain.unit import Block, Lot, SerialSpace, Terms
from sextant.ledger.posting import Entry, Leg

_LONGEST_SERIAL = len(str(MAX_SERIAL))
_SERIAL = re.compile(
    r"(?P<prefix>[^\s]*[^\s-])(?:\s*-\s*|\s+)(?P<number>[1-9][0-9]{0,2}(?:[,\u202f ][0-9]{3})+|[1-9][0-9]*)"
)
"""A prefix and a number; the number may be grouped by thousands, and never begins with zero."""
_RANGE = re.compile(r"(?P<first>.*[0-9])\s*(?:–|—|\.\.|\bto\b|至)\s*[0-9][0-9,\u202f ]*")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the life of a unit."""

    entry: Entry
    leg: Leg
    """The leg by which the unit entered the state that this entry gave it."""
    account: Account | None
    left: Account | None
    """The account it came from; none at issuance."""
    terms: Terms | None
    changed: tuple[str, ...]
    """What changed: issued, account, terms, first_transfer, hold."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One unit: where it is, what it was issued for, and what happened to it, oldest first."""

    space: SerialSpace
    serial: int
    lot: Lot
    block: Block
    account: Account | None
    terms: Terms | None
    activity: Activity | None
    events: tuple[Event, ...]

    @property
    def printed(self) -> str:
        return self.space.serial(self.serial)


def parse_serial(text: str) -> tuple[str, int] | None:
    """Return prefix and number of a printed serial such as `GH-123456` or `GH 123,456`, or none."""
    found = _SERIAL.fullmatch(text.strip())
    if found is None or not found["prefix"].isprintable():
        return None
    number = re.sub(r"[^0-9]", "", found["number"])
    return (found["prefix"], int(number)) if len(number) <= _LONGEST_SERIAL else None


def first_of_range(text: str) -> str | None:
    """Return the first serial of a printed range such as `GH 1–2,210`, or none where the text is no range."""
    found = _RANGE.fullmatch(text.strip())
    parsed = parse_serial(found["first"]) if found else None
    return f"{parsed[0]}-{parsed[1]}" if parsed else None


def trace(reader: LedgerReader, prefix: str, serial: int) -> list[Trace]:
    """Return the life of a serial in every registry that prints this prefix; empty where none issued it."""
    found: list[Trace] = []
    for space in reader.spaces(prefix=prefix):
        lot = reader.lot_at(space.id, serial)
        block = reader.block_at(space.id, serial) if lot else None
        if lot is not None and block is not None:
            found.append(_trace(reader, space, serial, lot, block))
    return found


def _trace(reader: LedgerReader, space: SerialSpace, serial: int, lot: Lot, block: Block) -> Trace:
    steps = _steps(reader, space.id, serial, block)
    entries = {entry.id: entry for entry in reader.entries(leg.entry for _, leg in steps)}
    terms = reader.terms({leg.terms for _, leg in steps})
    accounts = {number: reader.account(number) for number in {leg.account for _, leg in steps}}
    events = tuple(
        Event(
            entry=entries[leg.entry],
            leg=leg,
            account=accounts[leg.account],
            left=accounts[before.account] if before else None,
            terms=terms.get(leg.terms),
            changed=changed_by(before, leg),
        )
        for before, leg in steps
    )
    activities = reader.activities([lot.activity])
    return Trace(
        space=space,
        serial=serial,
        lot=lot,
        block=block,
        account=accounts.get(block.account),
        terms=terms.get(block.terms),
        activity=activities[0] if activities else None,
        events=events,
    )


def _steps(reader: LedgerReader, space: int, serial: int, block: Block) -> list[tuple[Leg | None, Leg]]:
    """Return the legs by which the unit entered each of its states, each with the one before, oldest first."""
    legs: list[Leg] = []
    entry: UUID | None = block.since
    while entry is not None:
        entered = [
            leg
            for leg in reader.legs_of_entries([entry])
            if leg.sign > 0 and leg.space == space and leg.first <= serial <= leg.last
        ]
        if not entered:
            raise LookupError(f"the journal does not tell how serial {serial} came to entry {entry}")
        legs.append(entered[0])
        entry = entered[0].follows
    legs.reverse()
    return [(legs[index - 1] if index else None, leg) for index, leg in enumerate(legs)]


def changed_by(before: Leg | None, leg: Leg) -> tuple[str, ...]:
    """Return what a leg changed against the one before it."""
    if before is None:
        marked = leg.first_transfer is not None
        return ("issued", "first_transfer") if marked else ("issued",)
    names = ("account", "terms", "first_transfer", "hold")
    return tuple(name for name in names if getattr(before, name) != getattr(leg, name))


def kind_of(entry: Entry) -> str:
    """Return the kind of an entry for display: a cancellation into a retirement account is a retirement."""
    act = json.loads(entry.body).get("act")
    return act if act in _NAMED_ACTS else entry.kind


_NAMED_ACTS = {"retirement", "administrative_cancellation"}


def standing_of(found: Trace, account_types: Mapping[str, AccountType]) -> str:
    """Return what can still happen to a unit: in_account, held, cancelled or retired."""
    kind = account_types.get(found.account.type) if found.account else None
    if kind is not None and kind.final:
        return "retired" if Act.RETIREMENT in kind.entered_by else "cancelled"
    return "held" if found.block.hold is not None else "in_account"


def purpose_of(entry: Entry) -> str | None:
    """Return the purpose that a cancellation or retirement states."""
    stated = json.loads(entry.body).get("purpose")
    return stated if isinstance(stated, str) else None
