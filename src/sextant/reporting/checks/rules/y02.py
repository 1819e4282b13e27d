"""Y02: a unit is first transferred once, ever."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering
from sextant.reporting.checks.life import FIRST_TRANSFERS

RULE = "Y02"


def check(call: Call) -> Iterator[Finding]:
    """Yield units with more than one first transfer (decision 2/CMA.3, annex, paragraph 2)."""
    found = Gathering(RULE)
    for life in call.lives:
        first = [event for event in life.events if event.kind in FIRST_TRANSFERS]
        if len(first) > 1:
            found.add(
                "first_transferred_again",
                [call.place_of(event) for event in first],
                series=life.series,
                units=(life.first, life.last),
            )
    yield from found.findings()
