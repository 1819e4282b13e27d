"""Working days of a mechanism, read from its `working_days.yaml`: the days of the week, and holidays with their source.

Holidays are known for some years only. A deadline in working days that would run beyond them cannot be told yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text
from sextant.rules.zone import weekday

_MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody works."""

    day: date
    label: Label
    source: Source


@dataclass(frozen=True, slots=True)
class Week:
    """On which days of the week people work, from a day on."""

    from_date: date
    days: frozenset[int]
    """Monday is 0."""
    source: Source


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are working days; a mechanism that states none works from Monday to Friday and has no holidays."""

    weeks: tuple[Week, ...] = ()
    """Oldest first."""
    holidays: tuple[Holiday, ...] = ()
    known_until: date | None = None
    """The last day for which holidays are known; none where there are none at all."""

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        found = _MONDAY_TO_FRIDAY
        for each in self.weeks:
            if each.from_date <= day:
                found = each.days
        return day.weekday() in found and all(each.day != day for each in self.holidays)

    def after(self, day: date, count: int = 1) -> date | None:
        """Return the count-th working day after a day; none where it lies beyond the days that are known."""
        while count:
            day += timedelta(days=1)
            if self.known_until is not None and day > self.known_until:
                return None
            count -= self.works(day)
        return day


def parse_working_days(text: str, file: str) -> WorkingDays:
    """Return the working days of a mechanism. Raises RuleTextError naming file, key and remedy."""
    item = Item(load_text(text, file), file, needed={"weeks", "holidays", "known_until"}, mark=": ")
    weeks, holidays = item.read("weeks", _weeks, ()), item.read("holidays", _holidays, ())
    known_until = item.maybe("known_until", reading.day)
    for late in (each for each in holidays if known_until is not None and each.day > known_until):
        item.sentences.append(f"{file}: holidays.{late.day}: it is after known_until, {known_until}; correct one")
    item.done()
    return WorkingDays(weeks, holidays, known_until)


def _weeks(content: Any, where: str) -> tuple[Week, ...]:
    found = tuple(reading.keyed(_week)(content, where).values())
    days = [each.from_date for each in found]
    if days != sorted(days):
        raise RuleTextError(f"{where}: the dates are out of order; add a new week under the old ones")
    return found


def _week(day: str, content: Any, where: str) -> Week:
    item = Item(content, where, needed={"days", "source"})
    days, source = item.read("days", _days, frozenset()), item.read("source", reading.source)
    item.done()
    return Week(reading.day(day, where), days, source)


def _days(content: Any, where: str) -> frozenset[int]:
    names = reading.texts(content, where)
    if not names:
        raise RuleTextError(f"{where}: nobody works at all; name a day")
    return frozenset(weekday(name, where) for name in names)


def _holidays(content: Any, where: str) -> tuple[Holiday, ...]:
    return tuple(reading.keyed(_holiday)(content, where).values())


def _holiday(day: str, content: Any, where: str) -> Holiday:
    item = Item(content, where, needed={"label", "source"})
    label, source = item.read("label", reading.label), item.read("source", reading.source)
    item.done()
    return Holiday(reading.day(day, where), label, source)
