"""Deadlines: a closed set of forms, each a function from what is known of a case to an instant.

Day n counts the day after the event as day 1, and the last permitted day is inclusive to 24:00 in the
deadline's own time zone. A clock that stops adds the days that were spent in the named states.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from sextant.rules.zone import Zone
from sextant.workflow.moment import Calendar, add_months


class Known(Protocol):
    """What a deadline may know of a case."""

    @property
    def dates(self) -> Mapping[str, date]:
        """The dates of the case and of the cases above it, by name."""
        ...

    def number(self, path: str) -> int | None:
        """Return the whole number of a parameter at the case's dates, or none where none is in force."""
        ...

    def text(self, path: str) -> str | None:
        """Return a parameter at the case's dates as text, or none where none is in force."""
        ...

    def days_in(self, states: Sequence[str], since: date) -> int:
        """Return how many days since a date the case has spent in states whose clock stands still."""
        ...

    def meetings(self, body: str) -> Sequence[date]:
        """Return the days on which a body meets, in order."""
        ...


class Deadline(Protocol):
    """One form of deadline."""

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the last permitted day, or none where an event has not happened or nothing is in force."""
        ...

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of a rule that is needed now and has no value, or none where all have one."""
        ...


def _missing(known: Known, event: str, count: int | str) -> str | None:
    """Return the path of a count that is needed, because its event has happened, and is not in force."""
    if isinstance(count, int) or _day_of(known, event) is None:
        return None
    return count if known.number(count) is None else None


def _first_missing(known: Known, calendar: Calendar, parts: Sequence[Deadline]) -> str | None:
    return next((path for part in parts if (path := part.not_in_force(known, calendar))), None)


def _day_of(known: Known, event: str) -> date | None:
    """Return the day of an event, or the fixed day that is written in its place."""
    return date.fromisoformat(event) if event[0].isdigit() else known.dates.get(event)


@dataclass(frozen=True, slots=True)
class After:
    """Days, working days, months or years after an event."""

    event: str
    """The name of a date, or a fixed day."""
    count: int | str
    """A whole number, or the path of a parameter."""
    unit: str = "days"
    counts_event_day: bool = False
    stopped_while: tuple[str, ...] = ()

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the last permitted day."""
        begun = _day_of(known, self.event)
        count = self.count if isinstance(self.count, int) else known.number(self.count)
        if begun is None or count is None:
            return None
        if self.unit == "months":
            day = add_months(begun, count)
        elif self.unit == "years":
            day = add_months(begun, 12 * count)
        elif self.unit == "working_days":
            found = calendar.working_day_after(begun, count)
            if found is None:
                return None
            day = found
        else:
            day = begun + timedelta(days=count)
        if self.counts_event_day:
            day -= timedelta(days=1)
        if self.stopped_while:
            day += timedelta(days=known.days_in(self.stopped_while, begun))
        return day

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the count, or of the working days, where they are needed and not known."""
        missing = _missing(known, self.event, self.count)
        if missing is None and self.unit == "working_days" and _day_of(known, self.event) is not None:
            return calendar.of if self.last_day(known, calendar) is None else None
        return missing


@dataclass(frozen=True, slots=True)
class Before:
    """Days, months or years before an event that is foreseen (the end of a crediting period)."""

    event: str
    count: int | str
    unit: str = "days"

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the last permitted day."""
        event = _day_of(known, self.event)
        count = self.count if isinstance(self.count, int) else known.number(self.count)
        if event is None or count is None:
            return None
        if self.unit == "days":
            return event - timedelta(days=count)
        return add_months(event, -count if self.unit == "months" else -12 * count)

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the count where it is needed and has no value."""
        return _missing(known, self.event, self.count)


@dataclass(frozen=True, slots=True)
class OnDay:
    """The day of an event itself, or a day of a rule: fixed, or the path of a parameter."""

    event: str | None = None
    day: date | str | None = None

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the day."""
        if self.event is not None:
            return known.dates.get(self.event)
        if isinstance(self.day, str):
            written = known.text(self.day)
            return None if written is None else date.fromisoformat(written)
        return self.day

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the day where it has no value."""
        return self.day if isinstance(self.day, str) and known.text(self.day) is None else None


@dataclass(frozen=True, slots=True)
class FirstAfter:
    """The first day of a calendar, such as every 15 April, after an event; the day of the event itself is not it."""

    calendar_day: str
    """Month and day, as `04-15`, or the path of a parameter."""
    event: str

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the day."""
        begun, written = _day_of(known, self.event), self._written(known)
        if begun is None or written is None:
            return None
        this_year = date.fromisoformat(f"{begun.year:04}-{written}")
        return this_year if this_year > begun else date.fromisoformat(f"{begun.year + 1:04}-{written}")

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the day where it is needed and has no value."""
        needed = _day_of(known, self.event) is not None and self._written(known) is None
        return self.calendar_day if needed else None

    def _written(self, known: Known) -> str | None:
        return self.calendar_day if self.calendar_day[0].isdigit() else known.text(self.calendar_day)


@dataclass(frozen=True, slots=True)
class LaterOf:
    """The latest of several deadlines; those whose event has not happened do not count."""

    parts: tuple[Deadline, ...]

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the last permitted day."""
        days = [day for part in self.parts if (day := part.last_day(known, calendar)) is not None]
        return max(days, default=None)

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the first part that is needed and has no value."""
        return _first_missing(known, calendar, self.parts)


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """The earliest of several deadlines; those whose event has not happened do not count."""

    parts: tuple[Deadline, ...]

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the last permitted day."""
        days = [day for part in self.parts if (day := part.last_day(known, calendar)) is not None]
        return min(days, default=None)

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the first part that is needed and has no value."""
        return _first_missing(known, calendar, self.parts)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The first meeting of a body that is more than so many days after an event."""

    body: str
    event: str
    more_than_days: int | str = 0

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the day of the meeting."""
        begun = _day_of(known, self.event)
        ahead = self.more_than_days if isinstance(self.more_than_days, int) else known.number(self.more_than_days)
        if begun is None or ahead is None:
            return None
        earliest = begun + timedelta(days=ahead)
        return next((day for day in known.meetings(self.body) if day > earliest), None)

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path of the days ahead where they are needed and have no value."""
        return _missing(known, self.event, self.more_than_days)


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """The first working day after a deadline or event."""

    after: Deadline

    def last_day(self, known: Known, calendar: Calendar) -> date | None:
        """Return the working day."""
        day = self.after.last_day(known, calendar)
        return None if day is None else calendar.working_day_after(day)

    def not_in_force(self, known: Known, calendar: Calendar) -> str | None:
        """Return the path that the deadline before it misses, or that of the working days where they are not known."""
        missing = self.after.not_in_force(known, calendar)
        if missing is None and self.after.last_day(known, calendar) is not None:
            return calendar.of if self.last_day(known, calendar) is None else None
        return missing


@dataclass(frozen=True, slots=True)
class Limit:
    """A deadline as a step carries it: with its time zone, and whether missing it has consequences."""

    form: Deadline
    calendar: Calendar
    enforced: bool = True
    zone: Zone | None = None
    """Where the deadline names a zone of its own."""

    def not_in_force(self, known: Known) -> str | None:
        """Return the path of a rule that is needed now and has no value, or none where all have one."""
        return self.form.not_in_force(known, self.calendar)

    def last_day(self, known: Known) -> date | None:
        """Return the last permitted day, or none where it cannot be told yet."""
        return self.form.last_day(known, self.calendar)

    def ends(self, known: Known) -> datetime | None:
        """Return the instant at which the last permitted day is over, in UTC."""
        day = self.last_day(known)
        return None if day is None else self.calendar.end_of(day)

    def begins(self, known: Known) -> datetime | None:
        """Return the instant at which the day begins, in UTC."""
        day = self.last_day(known)
        return None if day is None else self.calendar.start_of(day)
