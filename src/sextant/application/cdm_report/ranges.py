"""Ranges of serials: which of many another one touches, and which hang together by overlaps.

Everything here sorts once and bisects: a hundred thousand rows are never compared with each other in pairs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Generic, Protocol, TypeVar


class Range(Protocol):
    """Anything with a first and a last serial, both included."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


_AnyRange = TypeVar("_AnyRange", bound=Range)


class Disjoint(Generic[_AnyRange]):
    """Ranges that do not overlap, in order, among which those that another one touches are found fast."""

    def __init__(self, ranges: Iterable[_AnyRange]) -> None:
        self.ranges = list(ranges)
        self._lasts = [each.last for each in self.ranges]

    def touched_by(self, other: Range) -> _AnyRange | None:
        """Return the first range that shares a serial with another one, or none."""
        index = bisect_left(self._lasts, other.first)
        if index < len(self.ranges) and self.ranges[index].first <= other.last:
            return self.ranges[index]
        return None

    def count_touched_by(self, other: Range) -> int:
        """Return how many of the ranges share a serial with another one."""
        begin = bisect_left(self._lasts, other.first)
        end = bisect_right(self.ranges, other.last, lo=begin, key=attrgetter("first"))
        return end - begin

    def add(self, each: _AnyRange) -> None:
        """Add a range that touches none."""
        index = bisect_left(self._lasts, each.first)
        self._lasts.insert(index, each.last)
        self.ranges.insert(index, each)


def clusters(rows: Iterable[_AnyRange]) -> Iterator[list[_AnyRange]]:
    """Yield runs of rows, sorted by first serial, that hang together by overlaps; most runs are one row."""
    cluster: list[_AnyRange] = []
    reach = 0
    for row in rows:
        if cluster and row.first > reach:
            yield cluster
            cluster = []
            reach = 0
        cluster.append(row)
        reach = max(reach, row.last)
    if cluster:
        yield cluster
