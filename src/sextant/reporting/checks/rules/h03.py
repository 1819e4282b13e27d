"""H03: nothing is held after it was used, cancelled or transferred away."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering
from sextant.reporting.checks.life import ACQUISITION, FIRST_STAY, HELD, Event

RULE = "H03"


def check(call: Call) -> Iterator[Finding]:
    """Yield holdings of units that had left for good or to another Party (decision 2/CMA.3, annex, paragraph 21(e))."""
    found = Gathering(RULE)
    for life in call.lives:
        gone: dict[str, Event] = {}
        for event in life.events:
            if event.kind in (ACQUISITION, FIRST_STAY):
                gone.pop(event.party, None)
            elif event.kind != HELD:
                gone[event.party] = event
            elif event.party in gone:
                last = gone.pop(event.party)
                found.add(
                    "held_after",
                    [call.place_of(event), call.place_of(last)],
                    series=life.series,
                    units=(life.first, life.last),
                    party=event.party,
                    year=str(event.year),
                )
    yield from found.findings()
