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
    by_year: dict[int, list[Event]] = {}
    for event in life.events:
        if event.party == party:
            by_year.setdefault(event.year, []).append(event)
    years = call.filed_years[party]
    held: bool | None = False
    for at in range(years.index(min(by_year)), len(years)):
        year = years[at]
        if at and years[at - 1] != year - 1:
            held = None
        of_year = by_year.get(year)
        if of_year or held:
            held = _year(call, life, party, year, of_year or [], held, found)


def _year(
    call: Call, life: Life, party: str, year: int, events: list[Event], held: bool | None, found: Gathering
) -> bool | None:
    """Return whether the units are held at the end of the year as reported; add what does not follow."""
    reported = next((event for event in events if event.kind == HELD), None)
    for event in events:
        if event.kind == HELD:
            continue
        if event.kind in _IN:
            held = True
        else:
            host = life.series.first_transferring_party == party
            if held is False and event.kind not in _OUT_OF_NOWHERE and not host:
                _add(call, found, "out_without_in", life, party, year, event)
            held = False
    if held is True and reported is None:
        _add(call, found, "missing_from_holdings", life, party, year, None)
    if held is False and reported is not None:
        _add(call, found, "held_without_in", life, party, year, reported)
    return reported is not None


def _add(call: Call, found: Gathering, code: str, life: Life, party: str, year: int, event: Event | None) -> None:
    """Add a finding at the row of an event; where a row is missing, at those that say that it should be there."""
    near = [call.place_of(each) for each in life.events if each.year == year]
    places = [call.place_of(event)] if event else near or [_file(call, party, year)]
    units = (life.first, life.last)
    found.add(code, places, series=life.series, units=units, near=near, party=party, year=str(year))


def _file(call: Call, party: str, year: int) -> Place:
    filed = next(each for each in call.filed if each.party == party and each.year == year)
    return Place(filed.submission.file, 4, 0)
