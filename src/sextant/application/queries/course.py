"""The course of a subject's cases as a page tells it: what happened in each, where it stands, what may come next.

Some states are not public: a host Party's approval before it is published, a request before its fee is received. What
has happened since a case entered such a state is hidden until it leaves it, and so are the cases opened meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sextant.application.queries.waiting import Next, next_steps
from sextant.workflow.case import History
from sextant.workflow.cycle import Step
from sextant.workflow.timeline import world_at
from sextant.workflow.world import Run, Transition, World


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, or that happened by itself."""

    run: Run
    transition: Transition
    step: Step
    cause: Run | None
    """The case below or above that brought it about; none where a deadline or somebody did."""
    opened: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class CourseOfCase:
    """One case with what may be told of it."""

    run: Run
    depth: int
    """0 for a case that lies in no other."""
    public: bool
    """Whether the state in which it is may be told."""
    done: tuple[Done, ...]
    """In the order in which it happened, without what is not public yet."""
    next: tuple[Next, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the public may not know yet: from when on in a case, and cases as a whole."""

    since: dict[UUID, datetime]
    cases: frozenset[UUID]


def hidden_in(world: World) -> Hidden:
    """Return what is not public of a subject's cases as they stand."""
    since: dict[UUID, datetime] = {}
    cases: set[UUID] = set()
    for run in world.runs.values():
        above = since.get(run.case.parent) if run.case.parent else None
        if run.case.parent in cases or (above is not None and run.case.opened_at >= above):
            cases.add(run.case.id)
        entered = _entered_what_is_not_public(run)
        if entered is not None:
            since[run.case.id] = entered
    return Hidden(since, frozenset(cases))


def _entered_what_is_not_public(run: Run) -> datetime | None:
    """Return when a case entered the states, one after another, that are not public; none where it is in no such."""
    states = run.cycle.states
    if states[run.state].public:
        return None
    for taken in reversed(run.transitions):
        if states[taken.from_state].public:
            return taken.at
    return run.case.opened_at


def as_of(world: World, day: date, known_at: datetime | None = None, *, until: datetime | None = None) -> World:
    """Return the cases as they stood at the end of a day where deadlines end, with what was recorded by an instant.

    `until` ends the day early, where it is not over yet.
    """
    own = world.history
    ends = world.rules.calendar(own.cases[0].cycle).end_of(day)
    kept = replace(_before(own, ends, known_at), beside=tuple(_before(each, ends, known_at) for each in own.beside))
    return world_at(kept, world.rules, ends if until is None else until)


def _before(history: History, ends: datetime, known_at: datetime | None) -> History:
    """Return what happened before a day ended; the instant at which it ends is of the next day."""
    acts = tuple(
        act
        for act in history.acts
        if act.at < ends and (known_at is None or act.recorded_at is None or act.recorded_at <= known_at)
    )
    return replace(history, cases=tuple(case for case in history.cases if case.opened_at < ends), acts=acts)


def course_of(world: World, hidden: Hidden, at: datetime) -> list[CourseOfCase]:
    """Return the cases of the subject itself, each followed by those inside it, without what is hidden."""
    own = [run for run in world.runs.values() if run.case.subject == world.history.subject]
    opened: dict[UUID, list[Run]] = {}
    for run in own:
        if run.opened_by is not None:
            opened.setdefault(run.opened_by.id, []).append(run)
    found: list[CourseOfCase] = []

    def tell(run: Run, depth: int) -> None:
        if run.case.id in hidden.cases:
            return
        found.append(_course(world, run, depth, hidden, opened, at))
        for below in world.below(run.case.id):
            tell(below, depth + 1)

    for run in own:
        if run.case.parent is None:
            tell(run, 0)
    return found


def _course(
    world: World, run: Run, depth: int, hidden: Hidden, opened: dict[UUID, list[Run]], at: datetime
) -> CourseOfCase:
    since = hidden.since.get(run.case.id)
    told = [taken for taken in run.transitions if since is None or taken.at < since]
    public = since is None or run.since < since
    done = tuple(
        Done(
            run=run,
            transition=taken,
            step=run.cycle.steps[taken.step],
            cause=world.runs.get(taken.cause) if taken.cause else None,
            opened=tuple(
                each
                for each in (opened.get(taken.act.id, ()) if taken.act else ())
                if each.case.parent == run.case.id and each.case.id not in hidden.cases
            ),
        )
        for taken in told
    )
    return CourseOfCase(run, depth, public, done, tuple(next_steps(world, run, at)) if public else ())
