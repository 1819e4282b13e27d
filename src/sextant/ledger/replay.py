"""The projection, made again from the journal: where every unit stands is what never left the last state it entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from sextant.domain.unit import Block
from sextant.ledger.posting import Leg
from sextant.ledger.runs import Run, without


def blocks_of(legs: Iterable[Leg]) -> Iterator[Block]:
    """Yield the blocks that the legs of one or more spaces leave behind, in no order.

    The blocks are as large as they can be: where an act split a block and left both parts as they were, they
    stand as one again. That changes no unit.
    """
    entered: list[Leg] = []
    left: defaultdict[tuple[UUID, int], list[Run]] = defaultdict(list)
    for leg in legs:
        if leg.sign > 0:
            entered.append(leg)
        elif leg.follows is not None:
            left[leg.follows, leg.space].append((leg.first, leg.last))
    for runs in left.values():
        runs.sort()
    for leg in entered:
        gone = [run for run in left.get((leg.entry, leg.space), ()) if leg.first <= run[0] and run[1] <= leg.last]
        for first, last in without((leg.first, leg.last), gone):
            yield Block(
                space=leg.space,
                first=first,
                last=last,
                lot=leg.lot,
                account=leg.account,
                terms=leg.terms,
                since=leg.entry,
                acted_on=leg.effective_on,
                first_transfer=leg.first_transfer,
                hold=leg.hold,
            )
