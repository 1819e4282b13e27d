"""Lots and blocks as ranges: none overlaps another, every block lies inside its lot, counters fit."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sextant.domain.unit import Block, Lot, SerialSpace
from sextant.ledger.findings.finding import Finding, finding
from sextant.ledger.request import Issue


def check_ranges(space: SerialSpace, lots: Sequence[Lot], blocks: Sequence[Block]) -> Iterator[Finding]:
    """Yield overlaps, blocks outside their lot, and a counter that does not follow the last serial."""
    by_id: Mapping[UUID, Lot] = {lot.id: lot for lot in lots}
    for before, after in itertools.pairwise(lots):
        if before.last >= after.first:
            yield finding("lots_overlap", space=space.prefix, first=after.first, last=before.last)
    for one, two in itertools.pairwise(blocks):
        if one.last >= two.first:
            yield finding("blocks_overlap", space=space.prefix, first=two.first, last=one.last)
    for block in blocks:
        lot = by_id.get(block.lot)
        if lot is None or block.first < lot.first or block.last > lot.last:
            yield finding("block_outside_its_lot", space=space.prefix, first=block.first, last=block.last)
    highest = max((lot.last for lot in lots), default=0)
    if space.next_serial is not None and space.next_serial != highest + 1:
        yield finding("serial_counter_differs", space=space.prefix, found=space.next_serial, expected=highest + 1)


def check_numbering(space: SerialSpace, issuances: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield a counter that no issuance of the space needs, one that is lacking, and a prefix that none stated.

    An issuance is its kind and the prefix that it states for the space.
    """
    kinds: set[str] = set()
    prefixes: set[str] = set()
    for kind, prefix in issuances:
        kinds.add(kind)
        prefixes.add(prefix)
    numbered_here = Issue.kind in kinds
    if kinds and (space.next_serial is not None) != numbered_here:
        expected = "a number" if numbered_here else None
        yield finding("serial_counter_differs", space=space.prefix, found=space.next_serial, expected=expected)
    if prefixes and space.prefix not in prefixes:
        yield finding("prefix_differs", found=space.prefix, expected=", ".join(sorted(prefixes)))
