"""Which units a request means: parts of the blocks that are known, or the reason why they are not there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sextant.domain.refusal import Fact, Refusal, refuse
from sextant.domain.unit import Block, SerialRange
from sextant.ledger.facts import Facts
from sextant.ledger.posting import Leg
from sextant.ledger.request import Order, Take, Units


@dataclass(frozen=True, slots=True)
class Part:
    """Some or all units of one block."""

    block: Block
    first: int
    last: int

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


def select(units: Units, facts: Facts, on: date) -> tuple[Part, ...] | Refusal:
    """Return the parts of known blocks that the request means, sorted, or the first reason to refuse."""
    if isinstance(units, Take):
        return _take(units, facts, on)
    if not units:
        return refuse("units_missing")
    parts: list[Part] = []
    previous: SerialRange | None = None
    for wanted in sorted(units, key=lambda each: (each.space, each.first)):
        if not wanted.valid:
            return refuse("serial_range_invalid", first=wanted.first, last=wanted.last)
        if previous and previous.space == wanted.space and previous.last >= wanted.first:
            return refuse("serial_ranges_overlap", first=wanted.first, last=previous.last)
        previous = wanted
        found = _parts_of(wanted, facts.blocks)
        if sum(part.quantity for part in found) != wanted.quantity:
            return refuse("units_unknown", **_place(wanted, facts))
        parts.extend(found)
    return tuple(parts)


def _parts_of(wanted: SerialRange, blocks: Sequence[Block]) -> list[Part]:
    start = bisect_right(blocks, (wanted.space, wanted.first), key=lambda each: (each.space, each.first)) - 1
    found: list[Part] = []
    for block in blocks[max(start, 0) :]:
        if (block.space, block.first) > (wanted.space, wanted.last):
            break
        if block.space == wanted.space and block.last >= wanted.first:
            found.append(Part(block, max(block.first, wanted.first), min(block.last, wanted.last)))
    return found


def _place(wanted: SerialRange, facts: Facts) -> dict[str, str | int | None]:
    space = facts.spaces.get(wanted.space)
    return {"space": space.prefix if space else wanted.space, "first": wanted.first, "last": wanted.last}


def place_of(part: Part, facts: Facts) -> dict[str, Fact]:
    """Return where units are, as facts of a refusal."""
    space = facts.spaces.get(part.block.space)
    return {"space": space.prefix if space else part.block.space, "first": part.first, "last": part.last}


def _take(take: Take, facts: Facts, on: date) -> tuple[Part, ...] | Refusal:
    if take.quantity < 1:
        return refuse("quantity_not_positive", quantity=take.quantity)
    if take.within is not None and not take.within.valid:
        return refuse("serial_range_invalid", first=take.within.first, last=take.within.last)
    if take.account not in facts.accounts:
        return refuse("account_unknown", account=take.account)
    left = take.quantity
    parts: list[Part] = []
    for part in _ordered(take, facts, on):
        if part.quantity >= left:
            parts.append(replace(part, first=part.last - left + 1))
            return tuple(sorted(parts, key=lambda each: (each.block.space, each.first)))
        parts.append(part)
        left -= part.quantity
    return refuse("units_insufficient", found=take.quantity - left, expected=take.quantity)


def _ordered(take: Take, facts: Facts, on: date) -> Iterable[Part]:
    if take.order is not Order.FEWEST_BLOCKS:
        return _takeable(take, facts, on)
    parts = tuple(_takeable(take, facts, on))
    # Of equal parts the lowest comes first either way.
    enough = min((part for part in parts if part.quantity >= take.quantity), key=_quantity, default=None)
    return (enough,) if enough is not None else sorted(parts, key=_quantity, reverse=True)


def _quantity(part: Part) -> int:
    return part.quantity


def _takeable(take: Take, facts: Facts, on: date) -> Iterable[Part]:
    blocks = tuple(reversed(facts.blocks)) if take.order is Order.HIGHEST_SERIAL else facts.blocks
    for block in blocks:
        if block.account != take.account or (take.terms is not None and block.terms != take.terms):
            continue
        if block.acted_on > on or held(block, facts, on):
            continue
        within = take.within
        if within is None:
            yield Part(block, block.first, block.last)
        elif within.space == block.space and block.first <= within.last and block.last >= within.first:
            yield Part(block, max(block.first, within.first), min(block.last, within.last))


def held(block: Block, facts: Facts, on: date) -> bool:
    """Whether a hold binds the block on a day. A hold that is not known binds: unknown is not free."""
    if block.hold is None:
        return False
    hold = facts.holds.get(block.hold)
    return hold is None or hold.binds(on)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Blocks before and after an act, and the legs that tell the journal of it."""

    expected: tuple[Block, ...]
    becomes: tuple[Block, ...]
    legs: tuple[Leg, ...]


State = tuple[int, int, UUID | None, UUID | None]
"""Account, terms, first transfer and hold of a block."""


def rewrite(parts: Sequence[Part], change: Callable[[Block], State], *, entry: UUID, effective_on: date) -> Rewritten:
    """Return what becomes of the blocks when the parts change; the rest of each block keeps all it had.

    A split does not stamp the remainder: an older act on units of the remainder, known later, stays possible.
    """
    expected: list[Block] = []
    becomes: list[Block] = []
    legs: list[Leg] = []
    for block, chosen in _by_block(parts):
        expected.append(block)
        at = block.first
        for part in chosen:
            if part.first > at:
                becomes.append(cut(block, at, part.first - 1))
            old = cut(block, part.first, part.last)
            account, terms, first_transfer, hold = change(old)
            new = Block(
                old.space,
                old.first,
                old.last,
                old.lot,
                account,
                terms,
                entry,
                effective_on,
                first_transfer,
                hold,
            )
            becomes.append(new)
            legs.append(leg(old, sign=-1, line=len(legs), entry=entry, effective_on=effective_on))
            legs.append(leg(new, sign=1, line=len(legs), entry=entry, effective_on=effective_on, follows=block.since))
            at = part.last + 1
        if at <= block.last:
            becomes.append(cut(block, at, block.last))
    return Rewritten(tuple(expected), tuple(becomes), tuple(legs))


def cut(block: Block, first: int, last: int) -> Block:
    """Return a part of a block, which keeps all that the block had."""
    return Block(
        block.space,
        first,
        last,
        block.lot,
        block.account,
        block.terms,
        block.since,
        block.acted_on,
        block.first_transfer,
        block.hold,
    )


def leg(block: Block, *, sign: int, line: int, entry: UUID, effective_on: date, follows: UUID | None = None) -> Leg:
    """Return the leg by which units leave (follows their last entry) or enter the state of a block."""
    return Leg(
        entry,
        line,
        sign,
        block.account,
        effective_on,
        block.space,
        block.first,
        block.last,
        block.lot,
        block.terms,
        block.first_transfer,
        block.hold,
        block.since if sign < 0 else follows,
    )


def _by_block(parts: Sequence[Part]) -> list[tuple[Block, list[Part]]]:
    grouped: list[tuple[Block, list[Part]]] = []
    for part in parts:
        if grouped and grouped[-1][0] == part.block:
            grouped[-1][1].append(part)
        else:
            grouped.append((part.block, [part]))
    return grouped
