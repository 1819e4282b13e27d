"""The course of a subject's cases as a page tells it: what happened in each, where it stands, what may come next.

What is not public is left out; what that is, `publicity.py` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.publicity import Hidden, before
from sextant.application.queries.waiting import Next, next_steps
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


def as_of(world: World, day: date, known_at: datetime | None = None, *, until: datetime | None = None) -> World:
    """Return the cases as they stood at the end of a day where deadlines end, with what was recorded by an instant.

    `until` ends the day early, where it is not over yet.
    """
    own = world.history
    ends = world.rules.calendar(own.cases[0].cycle).end_of(day)
    # The instant at which a day ends is of the next day.
    return world_at(before(own, ends, known_at), world.rules, ends if until is None else until)


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
