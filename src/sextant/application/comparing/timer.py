"""How many days a rule lets pass: a deadline of a cycle as so many days after an event, where it is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sextant.workflow.deadline import After, Deadline, EarlierOf, LaterOf, Limit, WorkingDay
from sextant.workflow.world import CaseKnown


@dataclass(frozen=True, slots=True)
class Timer:
    """Days that a rule sets: from the day of an event to the last day."""

    rule: str
    """The path of the parameter with the days, or the event where the cycle itself writes them."""
    begins: date
    ends: date

    @property
    def days(self) -> int:
        """How many days pass."""
        return (self.ends - self.begins).days


def timer_of(limit: Limit, known: CaseKnown) -> Timer | None:
    """Return the timer of a limit, or none where it waits for an event and counts no days itself."""
    return _of(limit.form, limit, known)


def _of(form: Deadline, limit: Limit, known: CaseKnown) -> Timer | None:
    if isinstance(form, WorkingDay):
        return _of(form.after, limit, known)
    if isinstance(form, LaterOf | EarlierOf):
        last = form.last_day(known, limit.calendar)
        deciding = [each for each in form.parts if each.last_day(known, limit.calendar) == last]
        return _of(deciding[0], limit, known) if deciding and last else None
    if not isinstance(form, After):
        return None
    last = form.last_day(known, limit.calendar)
    begun = date.fromisoformat(form.event) if form.event[0].isdigit() else known.dates.get(form.event)
    if last is None or begun is None:
        return None
    return Timer(form.count if isinstance(form.count, str) else form.event, begun, last)
