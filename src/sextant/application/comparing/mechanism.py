"""One activity under one mechanism: its course walked on its calendar in a scratch ledger, and all of it read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sextant.application.comparing import left_behind
from sextant.application.comparing.calendar import (
    Calendar,
    beginnings,
    calendar_of,
    cycles_from,
    moved_back,
    moved_on,
)
from sextant.application.comparing.outcome import Ground, Outcome
from sextant.application.comparing.scratch import WalkClock
from sextant.application.comparing.walk import REFERENCE, Walk, WalkRefused
from sextant.comparison.activity import LEAST_DEVELOPED, OPTED_IN, SMALL_ISLAND, Activity
from sextant.comparison.assumption import Value
from sextant.comparison.course import Course, Split
from sextant.comparison.crediting import Credits, YearCredited, credits
from sextant.domain.rounding import Rounding, rounded
from sextant.domain.rule_value import ValueInForce
from sextant.methodology.language.exact import shown
from sextant.rules.rulebook import Rulebook
from sextant.workflow.case import Stated
from sextant.workflow.moment import add_months

HOST, BUYER_PARTY = "XA", "XV"
"""Codes that the standard leaves to users: no Party is meant."""
_NOT_YET = ("rule_not_in_force", "cycle_not_in_force", "date_too_early")
_MOVES_MOST = 6
_Tried = tuple[Walk, WalkRefused | None, int, date]


@dataclass(frozen=True)
class _Ready:
    """A course with what it is walked for and on which days."""

    course: Course
    book: Rulebook
    activity: Activity
    credits: Credits
    days: Calendar
    ground: Ground


def compare_mechanism(activity: Activity, course: Course | None, mechanism: str, ground: Ground) -> Outcome:
    """Return what comes of an activity under a mechanism; a refusal of its rules is part of it, never an exception."""
    book = ground.cycles.rulebooks.books.get(mechanism)
    if course is None or book is None:
        return Outcome(mechanism, None, Credits(()))
    credited = credits(activity, course.credited, mechanism, ground.assumed, rules=ground.cycles.rulebooks,
                       library=ground.library, on=ground.on)  # fmt: skip
    found = Outcome(mechanism, course, credited)
    if credited.refusal is not None:
        found.refusal = credited.refusal
        return found
    found = _walked(activity, book, ground, found)
    left_behind.count(found, ground)
    return found


def _walked(activity: Activity, book: Rulebook, ground: Ground, found: Outcome) -> Outcome:
    """Walk the course, moved on where rules are not in force for so early a year; what is refused anyway stays so."""
    assert found.course is not None
    course, cycles = found.course, ground.cycles
    moved_by, tried = moved_back(activity, course, cycles, ground.on), []
    for _ in range(_MOVES_MOST):
        days = calendar_of(activity, moved_by)
        for begins in beginnings(activity, moved_by, days, course, cycles):
            walk, done = _walk(_Ready(course, book, activity, found.credits, days, ground), begins)
            tried.append((walk, done, moved_by, begins))
            missing = done is not None and done.refusal.code in _NOT_YET
            if not missing:
                break
        later = moved_on(cycles_from(course, cycles), activity, moved_by, more=missing)
        if done is None or later == moved_by:
            break
        moved_by = later
    walk, done, found.moved_by, begins = _told(tried)
    found.begins_on, found.walked = begins if course.walked else None, course.walked
    if done is not None:
        found.refusal, found.refused_at = done.refusal, done.stage
    left_behind.read(found, walk, activity, ground)
    return found


def _told(tried: list[_Tried]) -> _Tried:
    """Return the walk that is shown: the last one where it ended, or was refused for what it is and not for its day."""
    done = tried[-1][1]
    return tried[0] if done is not None and done.refusal.code in _NOT_YET else tried[-1]


def _walk(ready: _Ready, begins: date) -> tuple[Walk, WalkRefused | None]:
    clock, ground, course = WalkClock(), ready.ground, ready.course
    scratch = ground.scratch(ground.cycles.rulebooks, clock)
    walk = Walk(course, ready.book, ground.cycles, scratch, clock, _places(ready), _conditions(ready),
                ground.assumed)  # fmt: skip
    walk.start(begins)
    try:
        for stage in course.before:
            walk.do(stage)
        for each in ready.credits.years:
            if each.year in ready.days.years:
                _year(walk, each, ready)
        walk.year = None
        for stage in course.after:
            walk.do(stage)
    except WalkRefused as error:
        return walk, error
    return walk, None


def _year(walk: Walk, each: YearCredited, ready: _Ready) -> None:
    first, end = ready.days.years[each.year]
    if walk.course.joins and walk.joined is not None:
        first = walk.joined
    walk.joined = None if each.units else first
    walk.year = each.year
    walk.places |= {
        "period_start": first.isoformat(), "period_end": end.isoformat(), "year": end.year, "units": each.units,
        **_parts(walk, each.units, end),
    }  # fmt: skip
    for stage in walk.course.each_year if each.units else walk.course.empty_year:
        walk.do(stage)
    if each.units:
        walk.conditions.discard("first_year")
        walk.conditions.add("later_year")


def _parts(walk: Walk, units: int, on: date) -> dict[str, Stated]:
    """Return the parts into which a course divides the units of a year, as numbers and as quantities by vintage."""
    found: dict[str, Stated] = {}
    for split in walk.course.splits:
        part = min(units, rounded(units * _fraction(walk.assumed[split.share]), Rounding(_policy(split, walk, on))))
        for name, quantity in ((split.gives, part), (split.leaves, units - part)):
            found |= {name: quantity, f"{name}_by_vintage": f"{on.year}: {quantity}" if quantity else "none"}
    return found


def _policy(split: Split, walk: Walk, on: date) -> str:
    if "." not in split.rounding:
        return split.rounding
    found = walk.rules.rulebooks.parameter(split.rounding).on(on)
    return str(found.value) if isinstance(found, ValueInForce) else Rounding.DOWN.value


def _places(ready: _Ready) -> dict[str, Stated]:
    fixed, ground, days = False, ready.ground, ready.days
    if ready.course.fixed_above is not None:
        years = ground.cycles.rulebooks.parameter(ready.course.fixed_above).on(ground.on)
        most = years.value if isinstance(years, ValueInForce) and isinstance(years.value, int) else 0
        fixed = days.last_day >= add_months(days.first_day, 12 * most)
    issued = [each.units for each in ready.credits.years if each.year in ready.days.years]
    host = ready.activity.host
    return {
        "title": ready.activity.title.english or "Activity", "host": HOST, "buyer": BUYER_PARTY, "reference": REFERENCE,
        "first_day": days.first_day.isoformat(), "last_day": days.last_day.isoformat(),
        "first_year": days.first_day.year, "last_year": days.last_day.year,
        "annual_units": sum(issued) // len(issued), "fixed": fixed,
        "authorization": "full" if ground.assumed["authorized_share"] == 1 else "part",
        **{each.share: f"{shown(_fraction(ground.assumed[each.share])):f}" for each in ready.course.splits},
        LEAST_DEVELOPED: host[LEAST_DEVELOPED], SMALL_ISLAND: host[SMALL_ISLAND],
    }  # fmt: skip


def _conditions(ready: _Ready) -> set[str]:
    found = {"authorized" if ready.ground.assumed["authorized_share"] else "not_authorized", "first_year"}
    return found | ({"opted_in"} if ready.activity.host[OPTED_IN] else set())


def _fraction(value: Value) -> Fraction:
    assert isinstance(value, Fraction), "a share is a number"
    return value
