"""The cases of an activity for its page: their course on a day, what they were charged, and the Parties beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sextant.application.cases import Cases, key_of
from sextant.application.publicity import Hidden, hidden_in
from sextant.application.queries.course import CourseOfCase, as_of, course_of
from sextant.application.queries.money import MoneyOfCase, money_of_subject
from sextant.domain.activity import Activity
from sextant.domain.money import MoneyStatement, statements
from sextant.domain.refusal import Refusal
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.web.asking import Asked
from sextant.web.casework import case_rows, label_of, state_of
from sextant.workflow.world import World

NOT_BEGUN = "not_begun"
"""The status of an activity on a day before its first case was opened, or could be told of."""
NOT_PUBLIC = "not_public"


@dataclass(frozen=True, slots=True)
class Told:
    """The cases of an activity as they stood at the moment of the page."""

    world: World
    hidden: Hidden
    course: list[CourseOfCase]
    at: datetime


def told_of(cases: Cases, activity: Activity, asked: Asked) -> Told | None:
    """Return the cases of an activity; none where it has none. What is not public today is hidden on every day."""
    return told_of_subject(cases, activity.mechanism, activity.reference, asked)


def told_of_subject(cases: Cases, mechanism: str, subject: str, asked: Asked) -> Told | None:
    """Return the cases of an activity or a Party at the moment of the page; none where it has none."""
    now = cases.world(mechanism, subject)
    if isinstance(now, Refusal):
        return None
    hidden, at, world = hidden_in(now), asked.now, now
    if asked.chosen:
        first = now.history.cases[0]
        ends = cyclebooks().calendar(first.cycle).end_of(asked.as_of)
        # Nobody knows yet what will happen after the present instant.
        at = min(asked.now, ends)
        world = as_of(now, asked.as_of, asked.moment.known_at, until=at)
    return Told(world, hidden, course_of(world, hidden, at), at)


def status_of(told: Told) -> str | None:
    """Return the state of an activity's first case, or none where nothing of it was public, or begun, by then."""
    first = next(iter(told.course), None)
    if first is None:
        return None
    return first.run.state if first.public else NOT_PUBLIC


def on_their_day(cases: Cases, activities: Iterable[Activity], asked: Asked) -> dict[int, Activity]:
    """Return the activities that have cases as they stood at a chosen moment, by id. Raises RegistryBusy.

    What is known of an activity without cases is known without days, so it is not among them.
    """
    found: dict[int, Activity] = {}
    if not asked.chosen:
        return found
    paths = [path.split(".", 1) for book in cyclebooks() for path in book.cycles]
    journals = {key for mechanism, cycle in paths for key in cases.store.keys(mechanism, cycle)}
    for activity in activities:
        if key_of(activity.mechanism, activity.reference) in journals:
            told = told_of(cases, activity, asked)
            if told is not None:
                found[activity.id] = as_told(activity, told, asked)
    return found


def as_told(activity: Activity, told: Told, asked: Asked) -> Activity:
    """Return an activity with the status of its cases, and registered only where it was by then."""
    status = status_of(told) or NOT_BEGUN
    registered = activity.registered_on
    return replace(activity, status=status, registered_on=registered if _by(registered, asked) else None)


def _by(day: date | None, asked: Asked) -> bool:
    return day is not None and day <= asked.as_of


def content_of(told: Told) -> dict[str, Any]:
    """Return what the page shows of the cases."""
    rows = case_rows(told.course)
    upcoming = [{"case": row, **each} for row in rows for each in row["next"]]
    soon = [each for each in upcoming if each["last_day"]]
    return {
        "has_cases": True,
        "cases": rows,
        "coming": sorted((each for each in soon if not each["by_itself"]), key=_by_day),
        "by_itself": sorted((each for each in soon if each["by_itself"]), key=_by_day),
        "zone": next((each["zone"] for each in soon), None),
        "any_time": [each for each in upcoming if not each["last_day"]],
        "top": rows[0] if rows else None,
        "beside": _beside(told.world),
        "money": _money(told, {row["id"]: row["number"] for row in rows}),
    }


def _by_day(row: dict[str, Any]) -> Any:
    return row["last_day"]


def _beside(world: World) -> list[dict[str, Any]]:
    """Return the cases of other subjects that count here too, where their state is public."""
    others = [run for run in world.runs.values() if run.case.subject != world.history.subject]
    return [
        {"subject": run.case.subject, "label": label_of(run.cycle), "cycle": run.cycle, "state": state_of(run),
         "since": cyclebooks().calendar(run.cycle.path).day_of(run.since), "over": run.over}
        for run in others if run.cycle.states[run.state].public
    ]  # fmt: skip


def _money(told: Told, numbers: dict[UUID, int | None]) -> dict[str, Any] | None:
    public = {each.run.case.id for each in told.course if each.public}
    found = [each for each in money_of_subject(told.world, told.at).cases if each.run.case.id in public]
    if not found:
        return None
    return {
        "cases": [{**row, "number": numbers[row["id"]]} for each in found for row in _money_rows(each)],
        "totals": statements(line for each in found for line in each.lines),
        "lines": [{"line": line, "levy": rulebooks().levy(line.levy)} for each in found for line in each.lines],
    }


def _money_rows(each: MoneyOfCase) -> list[dict[str, Any]]:
    levies = dict.fromkeys(line.levy for line in each.lines if line.kind.value not in ("set_aside", "set_aside_less"))
    rows: list[dict[str, Any]] = []
    statement: MoneyStatement
    for statement in each.statements:
        rows.append({
            "label": label_of(each.run.cycle),
            "id": each.run.case.id,
            "levies": [rulebooks().levy(path) for path in levies],
            "statement": statement,
            "refundable": each.refundable,
        })  # fmt: skip
    return rows
