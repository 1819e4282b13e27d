"""Conditions on periods that follow each other: chronological, without gaps, on one side of a limit.

A period is a pair of dates of a case; which cycle and which dates, the rulebook says.
"""

from __future__ import annotations

from datetime import date, timedelta

from sextant.workflow.moment import add_months
from sextant.workflow.need import Asks, Missing, Situation, need


@need("follows_the_last", Asks.CYCLE_STATE_AND_DATES)
def follows_the_last(situation: Situation) -> Missing | None:
    """A period begins on the day after the last one ended; the first begins on a date of the case.

    Asked about as `[cycle, state that does not count, start, end, date on which the first begins]`.
    """
    cycle, void, start, end, first = situation.of
    dates = situation.known.dates
    path = cycle if "." in cycle else f"{situation.run.cycle.mechanism}.{cycle}"
    runs = [run for run in situation.world.below(situation.run.case.id, path) if run.state != void]
    ends = [run.dates[end] for run in runs if end in run.dates]
    expected = max(ends) + timedelta(days=1) if ends else dates.get(first)
    found = dates.get(start)
    if expected is None or found == expected:
        return None
    return {"found": found.isoformat() if found else None, "expected": expected.isoformat()}


@need("earlier_ones_taken", Asks.STEP_AND_DATE)
def earlier_ones_taken(situation: Situation) -> Missing | None:
    """In every case of the same cycle with an earlier date, a step was taken: `[step, date, state that does not
    count, or a step that may stand in its place, ...]`.
    """
    step, name, *others = situation.of
    own = situation.known.dates.get(name)
    for run in situation.siblings():
        there = run.dates.get(name)
        earlier = own is not None and there is not None and there < own
        if earlier and run.state not in others and not any(run.has_taken(each) for each in (step, *others)):
            return {"found": there.isoformat() if there else None, "expected": step}
    return None


@need("earlier_above_taken", Asks.STEP_ABOVE_AND_DATE)
def earlier_above_taken(situation: Situation) -> Missing | None:
    """In every case beside the one above that has an earlier date, a step was taken: `[step, date, state that does not
    count]`.
    """
    named, name, none = situation.of
    step, void = (each.rpartition(".")[2] for each in (named, none))
    above = situation.world.above(situation.run)
    if above is None or above.case.parent is None or name not in above.dates:
        return None
    for run in situation.world.below(above.case.parent, above.cycle.path):
        earlier = name in run.dates and run.dates[name] < above.dates[name]
        if earlier and run.state != void and not run.has_taken(step):
            return {"found": run.dates[name].isoformat(), "expected": step}
    return None


@need("lasts_at_most", Asks.DATES_AND_FACT)
def lasts_at_most(situation: Situation) -> Missing | None:
    """A period `[start, end, fact]` is no longer than the whole years that a fact names, where it names any."""
    start, end = (situation.known.dates.get(name) for name in situation.of[:2])
    years = situation.facts.get(situation.of[2])
    if start is None or end is None or not isinstance(years, int):
        return None
    latest = add_months(start, 12 * years) - timedelta(days=1)
    return {"found": end.isoformat(), "expected": latest.isoformat()} if end > latest else None


@need("not_across", Asks.DATES_AND_PARAMETER)
def not_across(situation: Situation) -> Missing | None:
    """A period `[start, end, parameter]` lies on one side of a day: what spans it is split after that day."""
    start, end = (situation.known.dates.get(name) for name in situation.of[:2])
    written = situation.known.text(situation.of[2])
    if written is None:
        return {"rule": situation.of[2]}
    last = date.fromisoformat(written)
    if start is None or end is None or not start <= last < end:
        return None
    parts = [f"{one}–{other}" for one, other in split_after((start, end), last)]
    return {"found": f"{start}–{end}", "expected": ", ".join(parts)}


def split_after(period: tuple[date, date], last: date) -> list[tuple[date, date]]:
    """Return a period as its parts to the end of a day and from the next day on; one that does not span it, whole."""
    start, end = period
    return [(start, last), (last + timedelta(days=1), end)] if start <= last < end else [period]


@need("overlaps_none", Asks.CYCLE_STATE_AND_TWO_DATES)
def overlaps_none(situation: Situation) -> Missing | None:
    """A period shares no day with that of another case: `[cycle, state that does not count, start, end]`."""
    cycle, void, start, end = situation.of
    first, last = (situation.known.dates.get(name) for name in (start, end))
    path = cycle if "." in cycle else f"{situation.run.cycle.mechanism}.{cycle}"
    if first is None or last is None:
        return None
    for run in situation.world.below(situation.run.case.id, path):
        began, ended = run.dates.get(start), run.dates.get(end)
        if run.state == void or began is None or ended is None:
            continue
        if first <= ended and began <= last:
            return {"found": f"{began}–{ended}", "expected": "none"}
    return None
