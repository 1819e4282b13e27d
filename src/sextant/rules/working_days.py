"""Working days of a mechanism, read from its `working_days.yaml`: the days of the week, and holidays with their source.

Holidays are known for some years only. A deadline in working days that would run beyond them cannot be told yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text
from sextant.rules.zone import WEEKDAYS

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
    body = reading.keys(load_text(text, file), file, needed={"weeks", "holidays", "known_until"})
    weeks: list[Week] = []
    for day, each in reading.mapping(body["weeks"], f"{file}: weeks").items():
        where = f"{file}: weeks.{day}"
        row = reading.keys(each, where, needed={"days", "source"})
        names = reading.texts(row["days"], f"{where}.days")
        if not names:
            raise RuleTextError(f"{where}.days: nobody works at all; name a day")
        days = (WEEKDAYS.index(reading.one_of(name, WEEKDAYS, f"{where}.days", "weekday")) for name in names)
        weeks.append(Week(reading.day(day, where), frozenset(days), reading.source(row["source"], f"{where}.source")))
    if [each.from_date for each in weeks] != sorted(each.from_date for each in weeks):
        raise RuleTextError(f"{file}: weeks: the dates are out of order; add a new week under the old ones")
    holidays: list[Holiday] = []
    for day, each in reading.mapping(body["holidays"], f"{file}: holidays").items():
        where = f"{file}: holidays.{day}"
        row = reading.keys(each, where, needed={"label", "source"})
        label, source = reading.label(row["label"], f"{where}.label"), reading.source(row["source"], f"{where}.source")
        holidays.append(Holiday(reading.day(day, where), label, source))
    known_until = reading.day(body["known_until"], f"{file}: known_until")
    for late in (each for each in holidays if each.day > known_until):
        raise RuleTextError(f"{file}: holidays.{late.day}: it is after known_until, {known_until}; correct one")
    return WorkingDays(tuple(weeks), tuple(holidays), known_until)
