"""Y01: nothing happens to a unit after it was used or cancelled, in any year."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, finding
from sextant.reporting.checks.life import FIRST_END, FIRST_TRANSFERS, HELD, TERMINAL, Event, Life

RULE = "Y01"


def check(call: Call) -> Iterator[Finding]:
    """Yield actions after the end of a unit (decision 2/CMA.3, annex, paragraph 21(e))."""
    found = Gathering(RULE)
    for life in call.lives:
        fault = _fault(life)
        if fault:
            end, later = fault
            found.add(
                "action_after_end",
                [call.place_of(later), call.place_of(end)],
                series=life.series,
                units=(life.first, life.last),
            )
    yield from found.findings()
    if call.crowded:
        places = [call.place_of(event) for event in call.crowded]
        yield finding(RULE, "too_many_rows", places, outcome=UNVERIFIABLE, count=len(call.crowded))


def _fault(life: Life) -> tuple[Event, Event] | None:
    end: Event | None = None
    for event in life.events:
        if event.kind == HELD:
            continue
        if end is not None:
            same_act = end.kind == FIRST_END and event.kind in TERMINAL
            # The first transfer by use is dated like the use; it may be listed behind it.
            first_by_use = event.kind in FIRST_TRANSFERS and event.day == end.day
            if not same_act and not first_by_use:
                return end, event
        if event.kind in TERMINAL or event.kind == FIRST_END:
            end = event
    return None
