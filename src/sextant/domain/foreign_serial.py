"""Serial numbers of other registries: what is numbered in them, and the rest, which all units of a block share.

Each registry writes a block in its own way. What differs between the first and the last number of a block cannot be
found by comparing the texts (100 and 199 share a digit), so every way of writing is known by its form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sextant.domain.identifier import MAX_SERIAL


@dataclass(frozen=True, slots=True)
class ForeignRange:
    """Consecutive serial numbers of one series of another registry, both ends included."""

    series: str
    """The text around the numbers, with a mark in their place."""
    first: int
    last: int

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return self.series.replace(MARK, f"{self.first}-{self.last}")


MARK = "#"
_TO = re.compile(r"(?P<before>[^\s#]+-)(?P<first>\d{1,18}) ?to ?(?P<last>\d{1,18})(?P<after>)", re.ASCII)
_VCS = re.compile(r"(?P<before>\d+-)(?P<first>\d{1,18})-(?P<last>\d{1,18})(?P<after>-V(?:CS|CU)-[^\s#]+)", re.ASCII)
_AT_END = re.compile(r"(?P<before>[^\s#]*[^\s#\d-][^\s#]*-)(?P<first>\d{1,18})-(?P<last>\d{1,18})(?P<after>)", re.ASCII)
FORMS: tuple[re.Pattern[str], ...] = (_TO, _VCS, _AT_END)
"""`ACR-US-1-2025-3-1 to 50` (ACR, CAR, ART, FCPF); `16257-1-50-VCS-VCU-…` (VCS); `GS1-1-KE-…-1-50` (GS and others)."""


def foreign_range(text: str) -> ForeignRange | None:
    """Return the block that a serial text names, or none where it is in no known form or its numbers cannot be."""
    for form in FORMS:
        found = form.fullmatch(text.strip())
        if found is None:
            continue
        first, last = int(found["first"]), int(found["last"])
        if 1 <= first <= last <= MAX_SERIAL:
            return ForeignRange(f"{found['before']}{MARK}{found['after']}", first, last)
        return None
    return None
