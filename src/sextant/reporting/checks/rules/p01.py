"""P01: what one Party transfers, the other acquires, unit by unit, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, finding
from sextant.reporting.checks.legs import ALONE, LATE
from sextant.reporting.checks.life import OUTGOING

RULE = "P01"


def check(call: Call) -> Iterator[Finding]:
    """Yield legs without their other leg (6/CMA.4, annex I, paragraph 39). A lag over a year's end is a warning."""
    found = Gathering(RULE)
    for leg in call.legs.single:
        if leg.state not in (ALONE, LATE):
            continue
        event = leg.event
        near = [call.place_of(each) for each in leg.life.events if each.party in (event.party, event.other)]
        outgoing = event.kind in OUTGOING
        code = "acquisition_missing" if outgoing else "transfer_missing"
        found.add(
            code if leg.state == ALONE else "acquisition_late",
            [call.place_of(event)],
            series=leg.life.series,
            units=(leg.life.first, leg.life.last),
            near=near,
            severity=None if leg.state == ALONE else "W",
            party=event.party,
            other=str(event.other),
        )
    for life, out, into in call.legs.pairs:
        if out.year != into.year:
            found.add(
                "years_differ",
                [call.place_of(out), call.place_of(into)],
                series=life.series,
                units=(life.first, life.last),
                severity="W",
                party=out.party,
                other=into.party,
            )
    yield from found.findings()
    if call.ambiguous:
        yield finding(RULE, "series_ambiguous", call.ambiguous, outcome=UNVERIFIABLE, count=len(call.ambiguous))
