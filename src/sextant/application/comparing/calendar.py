"""On which days a course is walked: when it begins, and the days that each year of the activity covers.

Years for which a mechanism has no rules, or can issue nothing any more, are moved to years for which it does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sextant.comparison.activity import Activity, days_of
from sextant.comparison.course import Course
from sextant.domain.rule_value import ValueInForce
from sextant.workflow.cyclebook import Cyclebooks

_LEAP = 4
"""Years are moved by fours, so that leap days stay where they are."""


@dataclass(frozen=True)
class Calendar:
    """The days of an activity as they are walked."""

    first_day: date
    last_day: date
    years: dict[int, tuple[date, date]] = field(default_factory=dict)
    """By the activity's own year: first and last day of what is monitored."""


def moved_back(activity: Activity, course: Course, cycles: Cyclebooks, on: date) -> int:
    """Return by how many years the activity is moved back, to years for which the mechanism can still issue."""
    last, moved = max(each.year for each in activity.years if each.covered_days), 0
    found = cycles.rulebooks.parameter(course.last_year).on(on) if course.last_year else None
    possible = found.value.year if isinstance(found, ValueInForce) and isinstance(found.value, date) else last
    while last + moved > possible:
        moved -= _LEAP
    return moved


def cycles_from(course: Course, cycles: Cyclebooks) -> date:
    """Return the first day on which every cycle of the course is in force, or all rules where it keeps a journal."""
    if course.journaled:
        rules = cycles.rulebooks.books[course.mechanism].parameters.values()
        return max(each.values[0].from_date for each in rules)
    named = {stage.opens for stage in course.before if stage.opens}
    return max((cycles.versions(f"{course.mechanism}.{name}")[0].from_date for name in named), default=date.min)


def rules_from(course: Course, cycles: Cyclebooks, by: date) -> date:
    """Return the first day on which the cycles, and every rule that there is by a day, are in force.

    A rule that began between the cycles and the activity would refuse what is asked for before it.
    """
    begun = cycles_from(course, cycles)
    if begun == date.min:
        return begun
    rules = [each.values[0].from_date for each in cycles.rulebooks.books[course.mechanism].parameters.values()]
    return max((begun, *(each for each in rules if each <= by)))


def begin(activity: Activity, moved: int, first: date) -> date:
    """Return the day on which the walk begins: a year before the activity does, once the rules are there."""
    year = next(each.year for each in activity.years if each.covered_days)
    return max(date(year + moved - 1, 1, 1), first)


def moved_on(rules_from: date, activity: Activity, moved: int, *, more: bool) -> int:
    """Return by how many years the activity is moved so that it begins when the rules are in force.

    With `more` a rule is known to begin later than the cycles do, and the activity goes on by one move at least.
    """
    first = next(each.year for each in activity.years if each.covered_days)
    moved += _LEAP if more else 0
    while first + moved <= rules_from.year:
        moved += _LEAP
    return moved


def calendar_of(activity: Activity, moved: int) -> Calendar:
    """Return the days that are walked; a first year in part ends with the year, a last one begins with it."""
    covered = [each for each in activity.years if each.covered_days]
    spans: dict[int, tuple[date, date]] = {}
    for each in covered:
        year = each.year + moved
        begin, end = date(year, 1, 1), date(year, 12, 31)
        missing = timedelta(days=days_of(year) - each.covered_days)
        if each is covered[0] and len(covered) > 1:
            begin += missing
        elif each is covered[-1]:
            end -= missing
        spans[each.year] = (begin, end)
    first, last = spans[covered[0].year][0], spans[covered[-1].year][1]
    for year in range(covered[0].year, covered[-1].year + 1):
        spans.setdefault(year, (date(year + moved, 1, 1), date(year + moved, 12, 31)))
    return Calendar(first, last, spans)
