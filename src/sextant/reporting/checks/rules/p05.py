"""P05: a unit that is acquired or used anywhere was first transferred by its host no later."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering
from sextant.reporting.checks.life import ACQUISITION, FIRST_TRANSFERS, USE, Event, Life, milliseconds_after

RULE = "P05"


def check(call: Call) -> Iterator[Finding]:
    """Yield acquisitions and uses without or before the first transfer, where the host's report is on file."""
    found = Gathering(RULE)
    for life in call.lives:
        fault = _fault(call, life)
        if fault:
            code, event = fault
            found.add(
                code,
                [call.place_of(event)],
                series=life.series,
                units=(life.first, life.last),
                near=[call.place_of(each) for each in life.events],
                host=life.series.first_transferring_party,
            )
    yield from found.findings()


def _fault(call: Call, life: Life) -> tuple[str, Event] | None:
    first: Event | None = None
    used: Event | None = None
    for event in life.events:
        if event.kind in FIRST_TRANSFERS:
            first = first or event
        elif event.kind in (ACQUISITION, USE):
            used = used or event
    if used is None:
        return None
    if first is not None:
        tolerance = call.figures["clock_tolerance_seconds"] * 1000
        return ("before_first_transfer", used) if milliseconds_after(first, used) > tolerance else None
    host = life.series.first_transferring_party
    years = call.filed_years.get(host, [])
    # The first transfer may be in any year from the vintage on; each of them that the host has not filed may have it.
    complete = years and all(year in years for year in range(years[0], used.year + 1))
    return ("no_first_transfer", used) if complete and used.year in years else None
