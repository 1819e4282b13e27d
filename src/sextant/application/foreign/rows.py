"""Rows taken into the feed one by one, with what came of each row: the same for files and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sextant.application.foreign.event import event_of
from sextant.application.foreign.feed import ForeignFeed
from sextant.application.foreign.published import Published, events_of
from sextant.application.foreign.told import Told
from sextant.domain.refusal import Refusal
from sextant.rules.party import Parties


@dataclass(frozen=True, slots=True)
class RowTold:
    """What came of an event of a row; none where the row could not be split into fields."""

    row: int
    told: Told | None


def take_rows(
    feed: ForeignFeed,
    rows: Iterable[tuple[int, Mapping[str, str] | None]],
    published: Published | str,
    parties: Parties,
) -> Iterator[RowTold]:
    """Yield what came of each event of each row, in their order. Raises RegistryBusy."""
    codes = frozenset(each.code for each in parties)

    def find(name: str) -> str | None:
        found = parties.by_code(name) or parties.by_name(name)
        return found.code if found else None

    for number, values in rows:
        if values is None:
            yield RowTold(number, None)
            continue
        for told in events_of(values, published, find):
            event = event_of(told, codes)
            if isinstance(event, Refusal):
                yield RowTold(number, Told(str(told.get("event") or ""), refusal=event))
            else:
                yield RowTold(number, feed.take(event))
