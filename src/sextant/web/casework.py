"""How cases are laid out on a page: who acted, what happened by itself and why, what may come next, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sextant.application.queries.course import CourseOfCase, Done
from sextant.application.queries.waiting import Next
from sextant.application.standing import Waits
from sextant.rules.record import source_record
from sextant.storage.rulebook_files import cyclebooks
from sextant.web.names import html_language, made_up
from sextant.wording.step_words import papers, who
from sextant.workflow.case import Actor
from sextant.workflow.cycle import Cycle, Step
from sextant.workflow.world import Run


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who acted, in words."""

    name: str
    role: str
    party: str | None
    entity: str | None


def actor(found: Actor, mechanism: str) -> Who:
    """Return who acted: the name, the role as the rulebook calls it, and for whom where the name does not say so."""
    role = cyclebooks().books[mechanism].roles[found.role].label.in_language(html_language())
    entity = found.entity if found.entity != found.name else None
    return Who(made_up(found.name), role, found.party, made_up(entity) if entity else None)


def label_of(cycle: Cycle) -> str:
    """Return the name of a cycle."""
    return cycle.label.in_language(html_language())


def state_of(run: Run, state: str | None = None) -> str:
    """Return the name of a state of a case, of the present one where none is named."""
    return run.cycle.states[state or run.state].label.in_language(html_language())


def case_rows(course: list[CourseOfCase]) -> list[dict[str, Any]]:
    """Return the cases of a subject for a page; several of one cycle are numbered."""
    totals: dict[str, int] = {}
    for each in course:
        totals[each.run.cycle.path] = totals.get(each.run.cycle.path, 0) + 1
    seen: dict[str, int] = {}
    numbers: dict[Any, int | None] = {}
    for each in course:
        path = each.run.cycle.path
        seen[path] = seen.get(path, 0) + 1
        numbers[each.run.case.id] = seen[path] if totals[path] > 1 else None
    return [_case(each, numbers) for each in course]


def _case(each: CourseOfCase, numbers: dict[Any, int | None]) -> dict[str, Any]:
    run = each.run
    return {
        "id": run.case.id,
        "cycle": run.cycle,
        "label": label_of(run.cycle),
        "number": numbers[run.case.id],
        "about": _about(run) if each.public and numbers[run.case.id] else None,
        "depth": each.depth,
        "level": min(3 + each.depth, 6),
        "public": each.public,
        "over": run.over and each.public,
        "running": any(_runs(found) for found in each.next),
        "state": state_of(run) if each.public else None,
        "since": _day(run) if each.public else None,
        "done": [_done(done, numbers) for done in each.done],
        "next": [next_row(found) for found in each.next],
    }


def _runs(found: Next) -> bool:
    """Return whether a deadline runs against somebody now."""
    return found.last_day is not None and found.opens_on is None and not found.step.by_itself


def _about(run: Run) -> str | None:
    """Return what tells a case from others of its cycle: what was stated when it was opened."""
    stated = run.opened_by.stated if run.opened_by else {}
    # The journal keeps no order of what is stated; days then stand in theirs.
    told = sorted(_said(value) for value in stated.values() if isinstance(value, str) and value)
    return " – ".join(told) or None


_BY_VINTAGE = re.compile(r"[0-9]{4}: *[0-9]+(?:; *[0-9]{4}: *[0-9]+)*")


def _said(value: str) -> str:
    """Return what was stated in the visitor's words: a name, or quantities by vintage."""
    if not _BY_VINTAGE.fullmatch(value):
        return made_up(value)
    pairs = [each.split(":") for each in value.split(";")]
    said = [
        _("vintage %(vintage)s: %(quantity)s t CO₂ eq") % {"vintage": vintage.strip(), "quantity": f"{int(quantity):,}"}
        for vintage, quantity in pairs
    ]
    return ("；" if html_language() == "zh-Hant" else "; ").join(said)


def _day(run: Run) -> date:
    entered = [taken.on for taken in run.transitions if taken.to_state != taken.from_state]
    return entered[-1] if entered else cyclebooks().calendar(run.cycle.path).day_of(run.case.opened_at)


def _done(done: Done, numbers: dict[Any, int | None]) -> dict[str, Any]:
    taken, step, language = done.transition, done.step, html_language()
    book = cyclebooks().books[done.run.cycle.mechanism]
    act = taken.act
    names = dict(zip(step.documents, papers(step, book, language), strict=True))
    return {
        "on": taken.on,
        "at": taken.at,
        "step": step,
        "place": f"{done.run.cycle.path}#{step.name}",
        "label": step.label.in_language(language),
        "state": state_of(done.run, taken.to_state) if taken.to_state != taken.from_state else None,
        "ends": done.run.cycle.states[taken.to_state].terminal,
        "who": actor(act.actor, done.run.cycle.mechanism) if act else None,
        "cause": label_of(done.cause.cycle) if done.cause else None,
        "papers": [(names.get(each.kind, each.kind), each.sha256) for each in (act.documents if act else ())],
        "opened": [
            {"id": each.case.id, "label": label_of(each.cycle), "number": numbers.get(each.case.id)}
            for each in done.opened
        ],
        "source": step.source,
    }


def next_row(found: Next) -> dict[str, Any]:
    """Return a step that may come next, with whom it waits for in words."""
    return {"next": found, **_next_row(found.run.cycle, found.step, found)}


def waits_row(found: Waits) -> dict[str, Any]:
    """Return the same of a step as lists keep it."""
    cycle = cyclebooks().with_step(found.cycle, found.step)
    return {"waits": found, "cycle": cycle, **_next_row(cycle, cycle.steps[found.step], found)}


def _next_row(cycle: Cycle, step: Step, found: Next | Waits) -> dict[str, Any]:
    language, books = html_language(), cyclebooks()
    limit = step.on_deadline or step.within
    return {
        "step": step,
        "place": f"{cycle.path}#{step.name}",
        "label": step.label.in_language(language),
        "who": who(step, books.books[cycle.mechanism], books, language),
        "relations": {
            role: [each.relation.label.in_language(language) for each in step.by if each.role == role and each.relation]
            for role in found.roles
        },
        "opens_on": found.opens_on,
        "last_day": found.last_day,
        "zone": limit.calendar.written(found.last_day) if limit else None,
        "overdue": found.overdue,
        "done_on": found.done_on,
        "by_itself": step.by_itself,
        "source": step.source,
    }


def next_record(found: Next) -> dict[str, Any]:
    """Return a step that may come next as programs read it."""
    return _record(found.run.cycle.path, str(found.run.case.id), found.step.name, found.step.by_itself, found)


def waits_record(found: Waits) -> dict[str, Any]:
    """Return the same of a step as lists keep it."""
    return _record(found.cycle, found.case, found.step, found.by_itself, found)


def _record(cycle: str, case: str, step: str, by_itself: bool, found: Next | Waits) -> dict[str, Any]:
    return {
        "cycle": cycle,
        "case": case,
        "step": step,
        "by": list(found.roles),
        "by_itself": by_itself,
        "from": found.opens_on.isoformat() if found.opens_on else None,
        "until": found.last_day.isoformat() if found.last_day else None,
        "overdue": found.overdue,
        "done_on": found.done_on.isoformat() if found.done_on else None,
    }


def case_record(each: CourseOfCase) -> dict[str, Any]:
    """Return a case as programs read it, with no more than its page shows."""
    run = each.run
    return {
        "case": str(run.case.id),
        "cycle": run.cycle.path,
        "inside": str(run.case.parent) if run.case.parent else None,
        "public": each.public,
        "state": run.state if each.public else None,
        "since": _day(run).isoformat() if each.public else None,
        "done": [_done_record(done) for done in each.done],
        "next": [next_record(found) for found in each.next],
    }


def _done_record(done: Done) -> dict[str, Any]:
    act = done.transition.act
    return {
        "on": done.transition.on.isoformat(),
        "step": done.step.name,
        "by": {"name": act.actor.name, "role": act.actor.role, "party": act.actor.party} if act else None,
        "from": done.transition.from_state,
        "to": done.transition.to_state,
        "documents": [{"kind": each.kind, "sha256": each.sha256} for each in (act.documents if act else ())],
        "source": source_record(done.step.source),
    }
