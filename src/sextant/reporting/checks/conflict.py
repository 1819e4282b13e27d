"""Whether rows about the same units say the same: one sweep a series, whatever the attribute."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from operator import itemgetter
from typing import TypeVar

VALUES_MAX = 200
"""Of more values than these on the same units, not each is compared with each; that they differ is told anyway."""
Item = TypeVar("Item")
Spanned = tuple[int, int, Hashable, Item]


def conflicts(spans: Iterable[tuple[int, int, Hashable, Item]]) -> Iterator[tuple[int, int, Item, Item]]:
    """Yield the common range of two rows that overlap and differ, once for each row that differs from one before."""
    reach: dict[Hashable, tuple[int, Item]] = {}
    for first, last, value, item in sorted(spans, key=itemgetter(0, 1)):
        for other, (end, holder) in reach.items():
            if other != value and end >= first:
                yield first, min(last, end), holder, item
                break
        if len(reach) >= VALUES_MAX:
            reach = {other: each for other, each in reach.items() if each[0] >= first}
        known = reach.get(value)
        if (known is None and len(reach) < VALUES_MAX) or (known is not None and known[0] < last):
            reach[value] = (last, item)
