"""Lots in memory, by space and first serial."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sextant.domain.unit import Lot, SerialRange


class LotMap:
    """Lots that never overlap inside a space."""

    def __init__(self, lots: Iterable[Lot] = ()) -> None:
        self._lots: defaultdict[int, list[Lot]] = defaultdict(list)
        for lot in lots:
            self.add(lot)

    def __iter__(self) -> Iterator[Lot]:
        return (lot for space in sorted(self._lots) for lot in self._lots[space])

    def add(self, lot: Lot) -> None:
        """Add a lot; it may touch its neighbours but not overlap them."""
        assert not self.overlapping(SerialRange(lot.space, lot.first, lot.last)), "two lots overlap"
        insort(self._lots[lot.space], lot, key=_first)

    def overlapping(self, wanted: SerialRange) -> list[Lot]:
        """Return the lots that share a serial with a range, in order."""
        lots = self._lots[wanted.space]
        start = max(bisect_right(lots, wanted.first, key=_first) - 1, 0)
        end = bisect_right(lots, wanted.last, key=_first)
        return [lot for lot in lots[start:end] if lot.last >= wanted.first]


def _first(lot: Lot) -> int:
    return lot.first
