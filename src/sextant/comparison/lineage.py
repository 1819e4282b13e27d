"""The lineage: what happened from the Kyoto Protocol to the first units under Paris, each event with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text

_PARTS_OF_A_DAY = {1: "-01-01", 2: "-01", 3: ""}


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `when` is as exact as the source: a year, a month or a day."""

    when: str
    mechanisms: tuple[str, ...]
    what: Label
    source: Source

    @property
    def sorted_by(self) -> date:
        """The first day on which it can have been."""
        return first_day(self.when)


def first_day(when: str) -> date:
    """Return the first day of a year, a month or a day as written. Raises ValueError."""
    return date.fromisoformat(when + _PARTS_OF_A_DAY[when.count("-") + 1])


def parse_lineage(text: str, file: str, mechanisms: frozenset[str], faults: Faults) -> tuple[Event, ...]:
    """Return the events in their order in time; what does not load is told to `faults`."""
    found: list[Event] = []
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"events"})
        if not isinstance(body["events"], list):
            raise RuleTextError(f"{file}: events: expected a list of events")
        for number, content in enumerate(body["events"], start=1):
            with faults.caught(file):
                found.append(_event(content, f"{file}: event {number}", mechanisms))
    days = [each.sorted_by for each in found]
    if days != sorted(days):
        faults.add(f"{file}: the events are out of order; list the oldest first")
    return tuple(found)


def _event(content: Any, where: str, mechanisms: frozenset[str]) -> Event:
    item = Item(content, where, needed={"when", "of", "what", "source"})
    of = item.read("of", reading.texts, ())
    for each in of:
        if each not in mechanisms:
            item.sentences.append(f"{where}.of: {each!r} is not compared; use one of {', '.join(sorted(mechanisms))}")
    found = Event(
        when=item.read("when", _when), mechanisms=of, what=item.read("what", reading.label),
        source=item.read("source", reading.source),
    )  # fmt: skip
    item.done()
    return found


def _when(content: Any, where: str) -> str:
    try:
        first_day(reading.some_text(content, where))
    except (ValueError, KeyError):
        raise RuleTextError(f"{where}: found {content!r}; write YYYY, YYYY-MM or YYYY-MM-DD") from None
    return str(content)
