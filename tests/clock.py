"""A clock that stands still until a test sets it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sextant.storage.system import SystemClock

NOON = datetime(2026, 7, 1, 12, 0, 0, tzinfo=UTC)


class FakeClock:
    """The present is whatever the test says it is; a pause takes no time and is counted."""

    def __init__(self, present: datetime = NOON) -> None:
        self.present = present
        self.pauses = 0

    def now(self) -> datetime:
        return self.present

    def pause(self, attempt: int) -> None:
        self.pauses += 1

    @property
    def today(self) -> date:
        return self.present.date()

    def turn_to(self, day: date) -> None:
        """Make it noon of a day."""
        self.present = datetime.combine(day, time(12), tzinfo=UTC)

    def pass_days(self, days: int) -> None:
        self.present += timedelta(days=days)


class WaitingClock(FakeClock):
    """The date stands still, and a pause after a conflict is a real one.

    PostgreSQL may report conflicts to a single writer too: under SERIALIZABLE it keeps what others have read for as
    long as a serializable transaction is open anywhere on the server, in a database of another test as well.
    """

    def pause(self, attempt: int) -> None:
        super().pause(attempt)
        SystemClock().pause(attempt)
