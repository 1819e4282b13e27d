"""P03: no unit is held, used or cancelled by two Parties at once."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering
from sextant.reporting.checks.life import HELD, TERMINAL, Event, Life

RULE = "P03"


def check(call: Call) -> Iterator[Finding]:
    """Yield units with two Parties at one time (decision 2/CMA.3, annex, paragraph 21(e))."""
    found = Gathering(RULE)
    for life in call.lives:
        if len({event.party for event in life.events}) < 2:
            continue
        for code, one, other in _clashes(life):
            found.add(
                code,
                [call.place_of(one), call.place_of(other)],
                series=life.series,
                units=(life.first, life.last),
                party=one.party,
                other=other.party,
            )
    yield from found.findings()


def _clashes(life: Life) -> Iterator[tuple[str, Event, Event]]:
    holders: dict[int, Event] = {}
    ended: Event | None = None
    for event in life.events:
        if event.kind == HELD:
            holder = holders.setdefault(event.year, event)
            if holder.party != event.party:
                yield "held_by_two", holder, event
            if ended is not None and ended.party != event.party and ended.day <= event.day:
                yield "held_after_end_elsewhere", ended, event
        elif event.kind in TERMINAL:
            if ended is not None and ended.party != event.party:
                yield "ended_by_two", ended, event
            ended = ended or event
