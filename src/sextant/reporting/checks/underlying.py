"""Underlying units: the number inside a free-form identifier, and what stands around it.

An identifier is cut into words and whole numbers, so that 100 and 199 differ in one number and not in two digits.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RUNS = re.compile(r"\d+")


class UnderlyingBlock(NamedTuple):
    """A block of underlying units; of a single unit nobody can tell which number is its serial: `outer` is none."""

    outer: str | None
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many units the block has."""
        return self.last - self.first + 1


def parse_underlying(first: str, last: str) -> UnderlyingBlock | None:
    """Return the block between two identifiers, or none where they differ in anything but one number."""
    starts, ends = _RUNS.findall(first), _RUNS.findall(last)
    if _RUNS.sub("#", first) != _RUNS.sub("#", last) or len(starts) != len(ends):
        return None
    places = [at for at, (one, other) in enumerate(zip(starts, ends, strict=True)) if int(one) != int(other)]
    if len(places) > 1:
        return None
    if not places:
        if len(starts) == 1:
            return UnderlyingBlock(_RUNS.sub("#", first), int(starts[0]), int(ends[0]))
        return UnderlyingBlock(None, 0, 0)
    at = places[0]
    if int(starts[at]) > int(ends[at]):
        return None
    kept = iter(range(len(starts)))
    outer = _RUNS.sub(lambda found: "#" if next(kept) == at else found[0], first)
    return UnderlyingBlock(outer, int(starts[at]), int(ends[at]))
