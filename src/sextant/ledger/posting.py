"""What a decision asks the store to write, as data without rules.

A store compares the expected blocks with what it holds and writes all of a posting or nothing of it.
The constructor asserts conservation: the expected blocks and what becomes of them cover the same serials,
and an issuance adds exactly its lots. A posting that breaks this cannot be built.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sextant.domain.authorization import Authorization
from sextant.domain.unit import Block, Lot, SerialSpace, Terms


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: what was asked, by whom, from which legal date."""

    id: UUID
    digest: bytes
    kind: str
    actor: str
    effective_on: date
    body: str
    result: str
    corrects: UUID | None = None
    recorded_at: datetime | None = None
    """The instant of recording; set by the application's clock when the entry is written."""


class Leg(NamedTuple):
    """Units leave a state (sign -1) or enter one (sign +1). `follows` names the entry they came from.

    A tuple, because every act makes several: its fields are the columns of the table, in their order.
    """

    entry: UUID
    line: int
    sign: int
    account: int
    effective_on: date
    space: int
    first: int
    last: int
    lot: UUID
    terms: int
    first_transfer: UUID | None
    hold: UUID | None
    follows: UUID | None

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    @property
    def state(self) -> tuple[int, int, UUID | None, UUID | None, UUID]:
        """Account, terms, first transfer, hold and lot: what a leg says of its units."""
        return (self.account, self.terms, self.first_transfer, self.hold, self.lot)


@dataclass(frozen=True, slots=True)
class Hold:
    """A reservation of units for a case."""

    id: UUID
    case: str
    placed_by: str
    expires_on: date | None

    def binds(self, on: date) -> bool:
        """Whether the hold still binds on a day; the last day is inclusive."""
        return self.expires_on is None or on <= self.expires_on


@dataclass(frozen=True, slots=True)
class Draw:
    """A quantity counted against a tally; negative where a correction gives it back.

    With a quantity of nothing it only asks that the tally still has the version that the decision saw.
    """

    name: str
    quantity: int
    limit: int | None = None
    """The most that may be used in all, beside the tally's own limit."""
    version: int | None = None
    """The version that the tally must still have; none where that does not matter."""
    authorization: str | None = None
    """The authorization whose quantity the limit is."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Serials taken from the counter of a space: it stood at `found` and stands at `left` afterwards."""

    space: SerialSpace
    found: int
    left: int


@dataclass(frozen=True, slots=True)
class Posting:
    """One entry and all that it changes."""

    entry: Entry
    expected: tuple[Block, ...]
    becomes: tuple[Block, ...]
    legs: tuple[Leg, ...]
    lots: tuple[Lot, ...] = ()
    spaces: tuple[SerialSpace, ...] = ()
    """Spaces that must exist before the entry is written."""
    numbering: tuple[Numbering, ...] = ()
    terms: tuple[Terms, ...] = ()
    """Terms that must be known before the entry is written."""
    holds: tuple[Hold, ...] = ()
    draws: tuple[Draw, ...] = ()
    authorization: Authorization | None = None
    """The version of an authorization that the entry records."""
    counted: tuple[tuple[str, int], ...] = ()
    """Tallies of that authorization with what the decision saw used: a version may not allow less than was done."""
    watches: tuple[tuple[int, int], ...] = ()
    """Accounts with the version that the decision saw."""

    def __post_init__(self) -> None:
        check_conservation(self.expected, self.lots, self.becomes)


@dataclass(frozen=True, slots=True)
class Posted:
    """The entry is in the journal; the blocks are as they stood right after it.

    A repetition is given the stored result, and no blocks: they may have changed long since.
    """

    entry: UUID
    blocks: tuple[Block, ...]
    result_text: str
    replayed: bool = False

    @property
    def result(self) -> dict[str, Any]:
        """The stored result: quantity, ranges moved, blocks, tallies drawn on, warnings."""
        stored: dict[str, Any] = json.loads(self.result_text)
        return stored


@dataclass(frozen=True, slots=True)
class Stale:
    """Something that the decision saw has changed; nothing was written."""


@dataclass(frozen=True, slots=True)
class AlreadyPosted:
    """An entry with this id is in the journal."""

    digest: bytes
    result: str


def check_conservation(before: Iterable[Block], lots: Iterable[Lot], after: Iterable[Block]) -> None:
    """Assert that the same serials of the same lots stand before and after, none twice."""
    was = [(each.space, each.first, each.last, each.lot) for each in before]
    was += [(lot.space, lot.first, lot.last, lot.id) for lot in lots]
    now = [(each.space, each.first, each.last, each.lot) for each in after]
    if len(was) > 1 or len(now) > 1:
        was, now = _merged(sorted(was, key=_place)), _merged(sorted(now, key=_place))
    assert was == now, "the serials before and after differ"


def _place(each: tuple[int, int, int, UUID]) -> tuple[int, int]:
    return each[:2]


def _merged(ranges: list[tuple[int, int, int, UUID]]) -> list[tuple[int, int, int, UUID]]:
    merged: list[tuple[int, int, int, UUID]] = []
    for space, first, last, lot in ranges:
        assert first <= last, "a block without units"
        if merged and merged[-1][0] == space:
            assert merged[-1][2] < first, "two blocks overlap"
            if merged[-1][2] + 1 == first and merged[-1][3] == lot:
                merged[-1] = (space, merged[-1][1], last, lot)
                continue
        merged.append((space, first, last, lot))
    return merged
