"""An entry that moved many ranges from one state into another, told as one that moved the first of them only.

What such an entry did is the same for each of its ranges, so that one of them shows whether it was asked for. That its
ranges are those of its request and of its result is told by the texts of all three. Where anything is not so,
nothing is condensed, and the entry is looked at leg by leg.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from sextant.domain.unit import Terms
from sextant.ledger.posting import Entry, Leg
from sextant.ledger.request import Cancel, ChangeTerms, MarkFirstTransfer, PlaceHold, ReleaseHold, Transfer

ACTS = frozenset(each.kind for each in (Cancel, ChangeTerms, MarkFirstTransfer, PlaceHold, ReleaseHold, Transfer))
_NOT_LOOKED_AT = UUID(int=0)
"""Stands for the lot and the entry that units came from, which are no part of a request."""


class MovedState(NamedTuple):
    """What a leg says of its units besides their lot."""

    account: int
    terms: int
    first_transfer: UUID | None
    hold: UUID | None


class Moved(NamedTuple):
    """What an entry moved, where all of it had one state before and one state afterwards."""

    entry: UUID
    ranges: str
    """Space, first and last serial of each range, in order, as the text of a request writes them, without the ends."""
    quantity: int
    before: MovedState
    after: MovedState


def condensed(entry: Entry, moved: Moved, terms: Mapping[int, Terms]) -> tuple[Entry, tuple[Leg, Leg]] | None:
    """Return the entry with its first range only and the two legs of that, or nothing where it cannot be told so."""
    asked = f'"units":[{moved.ranges}]'
    told = f'{{"moved":[{moved.ranges}],"quantity":{moved.quantity}}}'
    known = moved.before.terms in terms and moved.after.terms in terms
    # In a text inside the request every quotation mark is escaped, so that the name of a member stands nowhere else.
    alike = asked in entry.body and entry.body.count('"units":') == 1 and entry.result == told
    if entry.kind not in ACTS or not alike or not known:
        return None
    one = moved.ranges[: moved.ranges.index("]") + 1]
    space, first, last = map(int, one[1:-1].split(","))
    shorter = replace(
        entry,
        body=entry.body.replace(asked, f'"units":[{one}]'),
        result=f'{{"moved":[{one}],"quantity":{last - first + 1}}}',
    )

    def leg(line: int, sign: int, state: MovedState) -> Leg:
        return Leg(
            entry.id,
            line,
            sign,
            state.account,
            entry.effective_on,
            space,
            first,
            last,
            _NOT_LOOKED_AT,
            state.terms,
            state.first_transfer,
            state.hold,
            _NOT_LOOKED_AT,
        )

    return shorter, (leg(0, -1, moved.before), leg(1, 1, moved.after))
