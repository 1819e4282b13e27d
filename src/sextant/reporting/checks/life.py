"""The life of units: maximal ranges of serials on which the same rows of all files bear, with those rows in order.

Nearly every rule between Parties and across years asks what happened to the same unit. One sweep over each series
answers for all of them; a unit is never looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.model import Action, Holding
from sextant.reporting.aef.need import AT_HOME, CANCELLATIONS

EVENTS_MAX = 60
"""More rows than these on one unit are not followed: the file is wrong, and the work stays bounded."""

FIRST_OUT, FIRST_STAY, FIRST_END = "first_out", "first_stay", "first_end"
TRANSFER, ACQUISITION, USE, CANCELLATION, HELD = "transfer", "acquisition", "use", "cancellation", "held"
FIRST_TRANSFERS = frozenset({FIRST_OUT, FIRST_STAY, FIRST_END})
OUTGOING = frozenset({FIRST_OUT, TRANSFER})
TERMINAL = frozenset({USE, CANCELLATION})
_DAY_MILLISECONDS = 86_400_000
_RANK = {FIRST_STAY: 0, ACQUISITION: 1, FIRST_OUT: 2, FIRST_END: 2, TRANSFER: 3, USE: 4, CANCELLATION: 4, HELD: 9}


class Event(NamedTuple):
    """A row that bears on units: an action, or that they are held at the end of a year."""

    order: tuple[int, int, int]
    """Day, milliseconds, and on the same instant what comes in before what goes out."""
    kind: str
    party: str
    """Who reports it."""
    other: str | None
    """To whom or from whom, as the reporter says."""
    year: int
    """The reported year."""
    filed: int
    row: Action | Holding

    @property
    def day(self) -> int:
        """The day as an ordinal number."""
        return self.order[0]


def milliseconds_after(one: Event, other: Event) -> int:
    """Return how long one event is after another; whole days where either has no time of day (settled)."""
    days = (one.day - other.day) * _DAY_MILLISECONDS
    if _stamped(one) and _stamped(other):
        return days + one.order[1] - other.order[1]
    return days


def _stamped(event: Event) -> bool:
    row = event.row
    return isinstance(row, Action) and row.acted is not None and row.acted.milliseconds is not None


class Life(NamedTuple):
    """Units with the same life: their serials, and the rows that bear on them, oldest first."""

    series: ItmoSeries
    first: int
    last: int
    events: tuple[Event, ...]


Span = tuple[int, int, Event]


def kind_of(action: Action) -> str | None:
    """Return what an action does to units, or none where it does nothing to them or cannot be read."""
    if action.type == "first_transfer":
        if action.subtype in ("authorization", "issuance"):
            return FIRST_STAY
        return FIRST_END if action.subtype in AT_HOME else FIRST_OUT
    if action.type in CANCELLATIONS:
        return CANCELLATION
    return action.type if action.type in (TRANSFER, ACQUISITION, USE) else None


def event_of(action: Action, *, kind: str, party: str, year: int, filed: int) -> Event | None:
    """Return the event of an action; none without a day, since nothing can be put in order then."""
    if action.acted is None:
        return None
    day, milliseconds = action.acted
    other = action.transferring_party if kind == ACQUISITION else action.acquiring_party
    order = (day.toordinal(), milliseconds or 0, _RANK[kind])
    return Event(order, kind, party, other, year, filed, action)


def held_event(holding: Holding, *, party: str, year: int, filed: int, last_day: int) -> Event:
    """Return the event that units are held at the end of a year."""
    return Event((last_day, 86_400_000, _RANK[HELD]), HELD, party, None, year, filed, holding)


def lives_of(series: ItmoSeries, spans: Iterable[Span], crowded: list[Event]) -> Iterator[Life]:
    """Yield the lives of a series, in the order of serials. Rows beyond the limit go to `crowded`."""
    waiting: Sequence[Span] = sorted(spans, key=itemgetter(0, 1))
    active: list[Span] = []
    count, at, here = len(waiting), 0, 0
    while at < count or active:
        if not active:
            here = waiting[at][0]
        while at < count and waiting[at][0] <= here:
            if len(active) < EVENTS_MAX:
                active.append(waiting[at])
            else:
                crowded.append(waiting[at][2])
            at += 1
        end = min(span[1] for span in active)
        # Rows that are not followed do not cut the life of those that are.
        while len(active) >= EVENTS_MAX and at < count and waiting[at][0] <= end:
            crowded.append(waiting[at][2])
            at += 1
        if at < count and waiting[at][0] <= end:
            end = waiting[at][0] - 1
        events = [span[2] for span in active]
        if len(events) > 1:
            events.sort(key=itemgetter(0))
        yield Life(series, here, end, tuple(events))
        active = [span for span in active if span[1] > end]
        here = end + 1
