"""H01: what is held at the end of a year is what was held before, and what came in, without what went out."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.reporting.checks.call import Call
from sextant.reporting.checks.finding import UNVERIFIABLE, Finding, Gathering, Place, finding
from sextant.reporting.checks.life import ACQUISITION, FIRST_END, FIRST_OUT, FIRST_STAY, HELD, Event, Life

RULE = "H01"
_IN = frozenset({ACQUISITION, FIRST_STAY})
_OUT_OF_NOWHERE = frozenset({FIRST_OUT, FIRST_END})
"""A first transfer abroad or by use: the unit was authorized and not yet a holding."""


def check(call: Call) -> Iterator[Finding]:
    """Yield units missing from or left in the holdings, and units that went out without having been there.

    Each year starts from what the year before reports, so that one slip is told once (settled: nothing is held
    before the first year on file; a year after a gap cannot be verified).
    """
    found = Gathering(RULE)
    for life in call.lives:
        for party in {event.party for event in life.events}:
            _follow(call, life, party, found)
    yield from found.findings()
    for filed in call.filed:
        earlier = [year for year in call.filed_years[filed.party] if year < filed.year]
        content = filed.submission.content
        if earlier and earlier[-1] != filed.year - 1 and (content.holdings or content.actions):
            yield finding(
                RULE,
                "year_before_missing",
                files=(filed.submission.file,),
                outcome=UNVERIFIABLE,
                year=str(filed.year - 1),
                party=filed.party,
            )


def _follow(call: Call, life: Life, party: str, found: Gathering) -> None:
    events = [event for event in life.events if event.party == party]
    years = call.filed_years[party]
    held: bool | None = False
    for at, year in enumerate(years):
        if at and years[at - 1] != year - 1:
            held = None
        of_year = [event for event in events if event.year == year]
        if not of_year and not held:
            continue
        held = _year(call, life, party, year, of_year, held, found)


def _year(
    call: Call, life: Life, party: str, year: int, events: list[Event], held: bool | None, found: Gathering
) -> bool | None:
    """Return whether the units are held at the end of the year as reported; add what does not follow."""
    reported = next((event for event in events if event.kind == HELD), None)
    near = [call.place_of(event) for event in life.events if event.year == year]
    units = (life.first, life.last)
    for event in events:
        if event.kind == HELD:
            continue
        if event.kind in _IN:
            held = True
        else:
            host = life.series.first_transferring_party == party
            if held is False and event.kind not in _OUT_OF_NOWHERE and not host:
                place = [call.place_of(event)]
                found.add(
                    "out_without_in", place, series=life.series, units=units, near=near, party=party, year=str(year)
                )
            held = False
    if held is True and reported is None:
        file = _file(call, party, year)
        found.add(
            "missing_from_holdings",
            near or [file],
            series=life.series,
            units=units,
            near=near,
            party=party,
            year=str(year),
        )
    if held is False and reported is not None:
        place = [call.place_of(reported)]
        found.add("held_without_in", place, series=life.series, units=units, near=near, party=party, year=str(year))
    return reported is not None


def _file(call: Call, party: str, year: int) -> Place:
    filed = next(each for each in call.filed if each.party == party and each.year == year)
    return Place(filed.submission.file, 4, 0)
