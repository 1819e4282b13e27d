"""Sets of whole numbers kept as ranges: union, difference, intersection.

A set is a tuple of (first, last) in ascending order, which neither overlap nor touch. All functions take any
ranges and return such a tuple, so that equal sets are equal values.
"""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]
RangeSet = tuple[Range, ...]


def union(*sets: Iterable[Range]) -> RangeSet:
    """Return what is in at least one of the sets."""
    found: list[Range] = []
    for first, last in sorted(each for ranges in sets for each in ranges):
        if found and first <= found[-1][1] + 1:
            if last > found[-1][1]:
                found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)


def difference(one: Iterable[Range], other: Iterable[Range]) -> RangeSet:
    """Return what is in the first set and not in the second."""
    found: list[Range] = []
    holes = union(other)
    at = 0
    for first, last in union(one):
        while at < len(holes) and holes[at][1] < first:
            at += 1
        start, hole = first, at
        while hole < len(holes) and holes[hole][0] <= last:
            if holes[hole][0] > start:
                found.append((start, holes[hole][0] - 1))
            start = holes[hole][1] + 1
            hole += 1
        if start <= last:
            found.append((start, last))
    return tuple(found)


def intersection(one: Iterable[Range], other: Iterable[Range]) -> RangeSet:
    """Return what is in both sets."""
    kept = union(one)
    return difference(kept, difference(kept, other))


def size(ranges: Iterable[Range]) -> int:
    """Return how many numbers are in the set."""
    return sum(last - first + 1 for first, last in union(ranges))
