"""P06: both legs of a transfer have the same date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import Finding, Gathering
from sextant.reporting.checks.life import milliseconds_after

RULE = "P06"


def check(call: Call) -> Iterator[Finding]:
    """Yield pairs whose dates differ by more than clocks may; by day where one side has no time of day (settled)."""
    tolerance = call.figures["clock_tolerance_seconds"] * 1000
    found = Gathering(RULE)
    for life, out, into in call.legs.pairs:
        if out.order[:2] == into.order[:2] or abs(milliseconds_after(out, into)) <= tolerance:
            continue
        found.add(
            "dates_differ",
            [call.place_of(out), call.place_of(into)],
            series=life.series,
            units=(life.first, life.last),
            party=out.party,
            other=into.party,
            found=date.fromordinal(out.day).isoformat(),
            expected=date.fromordinal(into.day).isoformat(),
        )
    yield from found.findings()
