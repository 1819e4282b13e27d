"""The units already issued to an activity, as an act on its authorization finds them, and what is to become of them.

Everything is decided before anything changes: what a statement does not cover is left out or refused beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sextant.application.deeds.authorization import AuthorizationOfUse
from sextant.application.deeds.holding import book_of, day_of
from sextant.application.doing import Doing
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.domain.account import AccountType, Act
from sextant.domain.activity import activity_id
from sextant.domain.transaction import FirstTransfer
from sextant.domain.unit import Block, SerialRange, Terms
from sextant.ledger.authorized import tally_of_first_transferred, tally_of_issued
from sextant.ledger.distribution import spread
from sextant.rules.rulebook import Rulebooks


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some or all units of one block."""

    block: Block
    range: SerialRange


def whole(blocks: Iterable[Block]) -> list[Stretch]:
    """Return all units of blocks."""
    return [Stretch(block, block.range) for block in blocks]


class IssuedUnits:
    """What was issued to the activity of a case, up to the day of an act."""

    def __init__(self, doing: Doing, registry: Registry, reader: LedgerReader, rulebooks: Rulebooks) -> None:
        self.registry = registry
        self.reader = reader
        self.book = book_of(doing, rulebooks)
        run = doing.after.runs[doing.act.case]
        self.on = day_of(doing)
        self.statement = AuthorizationOfUse(doing.after, run, self.book)
        number = activity_id(self.book.mechanism.registry_code, run.case.subject)
        lots = [each for each in reader.lots(activity=number) if each.issued_on <= self.on]
        self.vintages: Mapping[UUID, int | None] = {each.id: each.vintage for each in lots}
        self.blocks: Sequence[Block] = reader.blocks(ranges=[each.range for each in lots]) if lots else []

    @cached_property
    def terms(self) -> Mapping[int, Terms]:
        """The terms under which these units stand."""
        return self.reader.terms({each.terms for each in self.blocks})

    def kind(self, block: Block) -> AccountType | None:
        """Return the type of the account in which units stand."""
        account = self.reader.account(block.account)
        return self.registry.account_types.get(account.type) if account else None

    def forwarded_first_transferred(self, block: Block, unit_class: str) -> bool:
        """Whether units of a class are first transferred by being forwarded to where a block stands.

        The matrix of the registry tells: shares of proceeds and overall mitigation are, the buffer is not.
        """
        kind = self.kind(block)
        rows = kind.entrances.items() if kind is not None and kind.entrances is not None else ()
        return any(
            (act, of) == (Act.LEVY.value, unit_class) and row.first_transfer is FirstTransfer.ALWAYS
            for (act, _, of), row in rows
        )

    def used(self, key: str) -> tuple[int, int]:
        """Return how many units were issued, or brought, under an authorization and how many first transferred."""
        tallies = {each.name: each.used for each in self.reader.all_tallies()}
        return tallies.get(tally_of_issued(key), 0), tallies.get(tally_of_first_transferred(key), 0)

    def part_of(self, blocks: Sequence[Block], quantity: int) -> list[Stretch]:
        """Return so many units of blocks, spread over vintages and accounts, with the lowest serials of each.

        No text says which units a part is; each account gives its share of each vintage by largest remainder, ties
        to the earlier vintage, as levies are shared out (settled points 11 and 12).
        """
        cells: dict[tuple[int, int], list[Block]] = {}
        for block in blocks:
            cells.setdefault((self.vintages[block.lot] or 0, block.account), []).append(block)
        ordered = sorted(cells.items(), key=lambda each: (each[0][0], each[1][0].space, each[1][0].first))
        sizes = [sum(block.quantity for block in found) for _, found in ordered]
        parts = spread(quantity, sizes, sizes)
        return [
            stretch
            for (_, found), part in zip(ordered, parts, strict=True)
            for stretch in lowest(found, part)
        ]  # fmt: skip


def lowest(blocks: Iterable[Block], quantity: int) -> list[Stretch]:
    """Return so many units of blocks, those with the lowest serials."""
    found = list[Stretch]()
    for block in sorted(blocks, key=lambda each: (each.space, each.first)):
        taken = min(quantity, block.quantity)
        if taken:
            found.append(Stretch(block, SerialRange(block.space, block.first, block.first + taken - 1)))
            quantity -= taken
    return found
