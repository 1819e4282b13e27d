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
"""Years are moved by fours where that is possible, so that leap days stay where they are."""


@dataclass(frozen=True)
class Calendar:
    """The days of an activity as they are walked."""

    first_day: date
    last_day: date
    years: dict[int, tuple[date, date]] = field(default_factory=dict)
    """By the activity's own year: first and last day of what is monitored."""


def moved_back(activity: Activity, course: Course, cycles: Cyclebooks, on: date) -> int:
    """Return by how many years the activity is moved back, to years for which the mechanism can still issue.

    It is a multiple of four, unless that leads to years that were without some of the rules that came later: then the
    last year becomes the last one for which units can be issued, and a leap day is lost or gained.
    """
    covered = [each.year for each in activity.years if each.covered_days]
    found = cycles.rulebooks.parameter(course.last_year).on(on) if course.last_year else None
    possible = found.value.year if isinstance(found, ValueInForce) and isinstance(found.value, date) else covered[-1]
    least = min(0, possible - covered[-1])
    moved = _LEAP * (least // _LEAP)
    there = max((each for each in _begun(course, cycles) if each <= date(covered[0] + least, 1, 1)), default=date.min)
    return moved if date(covered[0] + moved - 1, 1, 1) >= there else least


def _begun(course: Course, cycles: Cyclebooks) -> list[date]:
    """Return the days on which rules and exemptions of the mechanism began."""
    book = cycles.rulebooks.books[course.mechanism]
    rules = [each.values[0].from_date for each in book.parameters.values()]
    return rules + [each.from_date for each in book.exemptions.values()]


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
    return max((begun, *(each for each in _begun(course, cycles) if each <= by)))


def beginnings(activity: Activity, moved: int, days: Calendar, course: Course, cycles: Cyclebooks) -> tuple[date, ...]:
    """Return the days on which a walk may begin, the best one first.

    It is a year before the activity, once every rule is there; and where a rule began so late that no time is left
    before the activity, once the cycles are there, for not every course needs every rule.
    """
    year = next(each.year for each in activity.years if each.covered_days)
    from_days = (rules_from(course, cycles, days.first_day), cycles_from(course, cycles))
    return tuple(dict.fromkeys(max(date(year + moved - 1, 1, 1), each) for each in from_days))


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
        missing = timedelta(days=min(days_of(each.year) - each.covered_days, days_of(year) - 1))
        if each is covered[0] and len(covered) > 1:
            begin += missing
        elif each is covered[-1]:
            end -= missing
        spans[each.year] = (begin, end)
    first, last = spans[covered[0].year][0], spans[covered[-1].year][1]
    for year in range(covered[0].year, covered[-1].year + 1):
        spans.setdefault(year, (date(year + moved, 1, 1), date(year + moved, 12, 31)))
    return Calendar(first, last, spans)
