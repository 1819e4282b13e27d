"""Instants and days: where one day ends in a mechanism's own time zone, and which days nobody works on.

A deadline is the end of a day somewhere. The core knows no time zone database: a mechanism names a fixed
offset (`+01:00` for what its texts call CET) or a zone of `zones.yaml`, and days end at 24:00 there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sextant.rules.working_days import WorkingDays
from sextant.rules.zone import Zone

LAST_INSTANT = datetime.max.replace(tzinfo=UTC)
"""The last instant that the calendar of the computer knows."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When days end, and which days nobody works on."""

    zone: Zone = field(default_factory=lambda: Zone(timedelta(0)))
    working: WorkingDays = field(default_factory=WorkingDays)
    of: str = ""
    """The path under which its working days are named where they are not known."""

    def day_of(self, at: datetime) -> date:
        """Return the day on which an instant falls here."""
        try:
            return (at.astimezone(UTC) + self.zone.offset_at(at)).date()
        except OverflowError:
            return at.date()

    def start_of(self, day: date) -> datetime:
        """Return the instant at which a day begins here, in UTC; never one before the calendar itself begins."""
        try:
            return self.zone.start_of(day)
        except OverflowError:
            return datetime.combine(day, time(), UTC)

    def end_of(self, day: date) -> datetime:
        """Return the instant at which a day is over here (24:00), in UTC; the day includes all before it.

        The last day of the calendar is over at its last instant.
        """
        return LAST_INSTANT if day == date.max else self.start_of(day + timedelta(days=1))

    def working_day_after(self, day: date, count: int = 1) -> date | None:
        """Return the count-th working day after a day; none where it lies beyond the days that are known."""
        return self.working.after(day, count)

    def written(self, day: date | None = None) -> str:
        """Return the offset as it is written in a rulebook, in a zone with summer time that of a day."""
        return self.zone.written(day)


def add_months(day: date, months: int) -> date:
    """Return the day so many months later; a day that does not exist there becomes the last of its month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
