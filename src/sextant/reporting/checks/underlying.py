"""Underlying units: the number inside a free-form identifier, and what stands around it.

An identifier is cut into words and whole numbers, so that 100 and 199 differ in one number and not in two digits.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RUNS = re.compile(r"(\d+)", re.ASCII)
_DIGITS_MAX = 30
_DIGITS = re.compile(rf"\d{{1,{_DIGITS_MAX}}}", re.ASCII)


class UnderlyingBlock(NamedTuple):
    """A block of underlying units; of a single unit nobody can tell which number is its serial: `outer` is none."""

    outer: str | None
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many units the block has."""
        return self.last - self.first + 1


class UnderlyingUnits:
    """Reads the identifiers of many rows. Neighbours are mostly written alike, so what stood around the number of
    the row before is tried first."""

    def __init__(self) -> None:
        self._before, self._after, self._outer = "", "", ""

    def block(self, first: str, last: str) -> UnderlyingBlock | None:
        """Return what `parse_underlying` returns of two identifiers."""
        return self._alike(first, last) or self._read(first, last)

    def _alike(self, first: str, last: str) -> UnderlyingBlock | None:
        before, after = self._before, self._after
        if not (self._outer and first.startswith(before) and last.startswith(before)):
            return None
        if not (first.endswith(after) and last.endswith(after)):
            return None
        start = first[len(before) : len(first) - len(after)]
        end = last[len(before) : len(last) - len(after)]
        # What stands around the number ends where digits begin, so the number is a whole one. Equal ends are left to
        # the full reading, where it is open which number counts.
        if start == end or not (_DIGITS.fullmatch(start) and _DIGITS.fullmatch(end)):
            return None
        one, other = int(start), int(end)
        return UnderlyingBlock(self._outer, one, other) if one <= other else None

    def _read(self, first: str, last: str) -> UnderlyingBlock | None:
        found = parse_underlying(first, last)
        if found and found.outer is not None:
            self._before, _, self._after = found.outer.partition("#")
            # A mark of the identifier's own is not ours.
            self._outer = found.outer if found.outer.count("#") == 1 else ""
        return found


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
