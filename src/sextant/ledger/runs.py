"""Runs of serials: what is left of a range when others are taken out of it."""

from __future__ import annotations

from collections.abc import Iterable

Run = tuple[int, int]


def net(ranges: Iterable[tuple[int, int, int]]) -> list[Run]:
    """Return the serials that are in, as runs, from signed ranges (sign, first, last)."""
    edges: dict[int, int] = {}
    for sign, first, last in ranges:
        edges[first] = edges.get(first, 0) + sign
        edges[last + 1] = edges.get(last + 1, 0) - sign
    runs: list[Run] = []
    depth = 0
    began = 0
    for at in sorted(edges):
        before = depth
        depth += edges[at]
        if before == 0 and depth > 0:
            began = at
        elif before > 0 and depth == 0:
            runs.append((began, at - 1))
    return runs


def without(whole: Run, taken: Iterable[Run]) -> list[Run]:
    """Return the runs of a range that remain when sorted runs inside it are taken out."""
    left: list[Run] = []
    at = whole[0]
    for first, last in taken:
        if first > at:
            left.append((at, first - 1))
        at = max(at, last + 1)
    if at <= whole[1]:
        left.append((at, whole[1]))
    return left


def size(runs: Iterable[Run]) -> int:
    """Return how many serials there are in runs."""
    return sum(last - first + 1 for first, last in runs)
