"""Underlying units: the number inside a free-form identifier, and what stands around it.

An identifier is cut into words and whole numbers, so that 100 and 199 differ in one number and not in two digits.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RUNS = re.compile(r"(\d+)", re.ASCII)
_DIGITS_MAX = 30


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
    # Words stand at even places, numbers at odd ones.
    one, other = _RUNS.split(first), _RUNS.split(last)
    if len(one) != len(other) or one[::2] != other[::2]:
        return None
    places = [at for at in range(1, len(one), 2) if one[at] != other[at]]
    if len(places) > 1 or max(map(len, one[1::2] + other[1::2]), default=0) > _DIGITS_MAX:
        return None
    if not places:
        if len(one) != 3:
            return UnderlyingBlock(None, 0, 0)
        places = [1]
    at = places[0]
    start, end = int(one[at]), int(other[at])
    one[at] = "#"
    return UnderlyingBlock("".join(one), start, end) if start <= end else None
