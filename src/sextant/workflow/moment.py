"""Instants and days: where one day ends in a mechanism's own time zone.

A deadline is the end of a day somewhere. The core knows no time zone database: a mechanism names a fixed
offset (`+01:00` for what its texts call CET) and days end at 24:00 there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

LAST_INSTANT = datetime.max.replace(tzinfo=UTC)
"""The last instant that the calendar of the computer knows."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When days end, and which days nobody works on."""

    offset: timedelta = timedelta(0)
    holidays: frozenset[date] = frozenset()

    def day_of(self, at: datetime) -> date:
        """Return the day on which an instant falls here."""
        try:
            return at.astimezone(timezone(self.offset)).date()
        except OverflowError:
            return at.date()

    def start_of(self, day: date) -> datetime:
        """Return the instant at which a day begins here, in UTC; never one before the calendar itself begins."""
        begins = datetime.combine(day, time(), UTC)
        try:
            return begins - self.offset
        except OverflowError:
            return begins

    def end_of(self, day: date) -> datetime:
        """Return the instant at which a day is over here (24:00), in UTC; the day includes all before it.

        The last day of the calendar is over at its last instant.
        """
        return LAST_INSTANT if day == date.max else self.start_of(day + timedelta(days=1))

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day.weekday() < 5 and day not in self.holidays

    def working_day_after(self, day: date, count: int = 1) -> date:
        """Return the count-th working day after a day."""
        while count:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def written(self) -> str:
        """Return the offset as it is written in a rulebook."""
        minutes = int(self.offset.total_seconds()) // 60
        sign = "-" if minutes < 0 else "+"
        return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def add_months(day: date, months: int) -> date:
    """Return the day so many months later; a day that does not exist there becomes the last of its month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
