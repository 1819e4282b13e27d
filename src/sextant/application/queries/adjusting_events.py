"""What adjusts a Party's emissions balance, read from the ledger: its first transfers, and its uses.

A first transfer belongs to the Party in which the mitigation took place, whoever holds the units; a use to the Party
whose account for use towards a nationally determined contribution they entered. An act that was corrected counts as
if it had never been.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import AccountType
from sextant.domain.authorization import Use
from sextant.domain.unit import Lot, SerialRange
from sextant.ledger.posting import Entry, Leg
from sextant.reporting.adjustment import Event, Kind


@dataclass(frozen=True, slots=True)
class Behind:
    """An event with the serials behind it, so that every figure can be unfolded down to them."""

    event: Event
    entry: UUID
    range: SerialRange
    authorization: str | None
    version: int | None
    uses: tuple[str, ...]
    """For what the units are authorized."""
    lot: Lot
    used_by: str | None
    """The Party that used the units; none for a first transfer."""


def adjusting_events(
    reader: LedgerReader, account_types: Mapping[str, AccountType], party: str, at: Moment
) -> tuple[Behind, ...]:
    """Return the first transfers and uses of a Party up to the end of a legal day, in the order of their dates."""
    with reader.at_one_instant():
        found = [*_first_transfers(reader, party, at), *_uses(reader, account_types, party, at)]
    return tuple(sorted(found, key=lambda each: (each.event.executed_on, each.range.space, each.range.first)))


def _first_transfers(reader: LedgerReader, party: str, at: Moment) -> Iterator[Behind]:
    lots = {lot.id: lot for lot in reader.lots(party=party)}
    blocks = reader.blocks(ranges=[lot.range for lot in lots.values()]) if lots else []
    marked = [block for block in blocks if block.first_transfer is not None]
    entries = {entry.id: entry for entry in reader.entries({b.first_transfer for b in marked if b.first_transfer})}
    terms = reader.terms({block.terms for block in marked})
    for block in marked:
        entry = entries.get(block.first_transfer) if block.first_transfer else None
        vintage = lots[block.lot].vintage
        if entry is None or vintage is None or not _known(entry, at):
            continue
        quantity = Fraction(block.quantity)
        event = Event(Kind.FIRST_TRANSFER, quantity, vintage, entry.effective_on, reference=str(entry.id))
        under = terms[block.terms]
        yield Behind(
            event, entry.id, block.range, under.authorization, under.version, under.uses, lots[block.lot], None
        )


def _uses(reader: LedgerReader, account_types: Mapping[str, AccountType], party: str, at: Moment) -> Iterator[Behind]:
    for account in reader.accounts(party=party):
        kind = account_types.get(account.type)
        if kind is None or Use.NDC.value not in kind.purposes:
            continue
        legs = reader.legs_of_account(account.id, at=at)
        entries = {entry.id: entry for entry in reader.entries({leg.entry for leg in legs})}
        undone = {entry.corrects for entry in entries.values() if entry.corrects is not None}
        lots = {lot.id: lot for lot in reader.lots(ids={leg.lot for leg in legs})}
        terms = reader.terms({leg.terms for leg in legs})
        for leg in legs:
            if leg.sign > 0 and leg.entry not in undone and entries[leg.entry].kind == "cancel":
                under = terms[leg.terms]
                if not under.authorized:
                    continue  # Units of another kind, such as those carried over from the Kyoto Protocol, are no ITMOs.
                lot = lots[leg.lot]
                event = _used(leg, entries[leg.entry], lot)
                yield Behind(event, leg.entry, _range(leg), under.authorization, under.version, under.uses, lot, party)


def _used(leg: Leg, entry: Entry, lot: Lot) -> Event:
    asked: Mapping[str, Any] = json.loads(entry.body)
    return Event(
        Kind.USE,
        Fraction(leg.quantity),
        lot.vintage or 0,
        entry.effective_on,
        used_for_year=asked.get("used_for_year"),
        reference=str(entry.id),
    )


def _range(leg: Leg) -> SerialRange:
    return SerialRange(leg.space, leg.first, leg.last)


def _known(entry: Entry, at: Moment) -> bool:
    by_then = at.known_at is None or (entry.recorded_at is not None and entry.recorded_at <= at.known_at)
    return by_then and entry.effective_on <= at.as_of
