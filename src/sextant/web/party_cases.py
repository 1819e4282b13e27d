"""The cases of a Party for its page: its participation in mechanisms, and what waits for it in its activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sextant.application.cases import Cases, key_of
from sextant.application.queries.course import CourseOfCase
from sextant.application.queries.for_party import waits_for
from sextant.application.queries.waiting import Next
from sextant.domain.activity import Activity
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.web.asking import Asked
from sextant.web.casework import case_rows, label_of, next_row
from sextant.web.course_of_activity import Told, told_of, told_of_subject


@dataclass(frozen=True, slots=True)
class Waits:
    """A step that waits for the Party, and in whose case."""

    found: Next
    activity: Activity | None
    """None where the case is the Party's own."""


@dataclass(frozen=True, slots=True)
class CasesOfParty:
    """What the page of a Party tells of cases."""

    course: tuple[CourseOfCase, ...]
    """Its own cases, mechanism by mechanism."""
    waits: tuple[Waits, ...]


def cases_of_party(cases: Cases, party: str, activities: Sequence[Activity], asked: Asked) -> CasesOfParty:
    """Return the cases of a Party, and what waits for it there and in activities it takes part in. Raises RegistryBusy.

    `activities` are all that may be of the Party; those it neither hosts nor takes part in are passed over.
    """
    course: list[CourseOfCase] = []
    waits: list[Waits] = []
    for book in cyclebooks():
        journals = {key for path in book.cycles for key in cases.store.keys(*path.split(".", 1))}
        if key_of(book.mechanism, party) in journals:
            told = told_of_subject(cases, book.mechanism, party, asked)
            if told is not None:
                course += told.course
                waits += _waits(told, party, None)
        for activity in activities:
            if (key := key_of(activity.mechanism, activity.reference)) in journals and key == key_of(
                book.mechanism, activity.reference
            ):
                told = told_of(cases, activity, asked)
                if told is not None:
                    waits += _waits(told, party, activity)
    return CasesOfParty(tuple(course), tuple(sorted(waits, key=_by_day)))


def _waits(told: Told, party: str, activity: Activity | None) -> list[Waits]:
    return [
        Waits(found, activity)
        for each in told.course
        for found in each.next
        if waits_for(party, found, told.world, told.at)
    ]


def _by_day(each: Waits) -> str:
    return each.found.last_day.isoformat() if each.found.last_day else "9"


def participation_rows(course: Sequence[CourseOfCase]) -> list[dict[str, Any]]:
    """Return the Party's own cases for the page, each with its mechanism."""
    rows = case_rows(list(course))
    return [{**row, "mechanism": rulebooks().books[row["cycle"].mechanism].mechanism.label} for row in rows]


def waits_rows(waits: Sequence[Waits], party: str) -> list[dict[str, Any]]:
    """Return what waits for the Party for the page."""
    return [
        {
            **next_row(each.found),
            "case": label_of(each.found.run.cycle),
            "state": each.found.run.cycle.states[each.found.run.state].label,
            "subject": each.activity.reference if each.activity else party,
            "activity": each.activity,
        }
        for each in waits
    ]
