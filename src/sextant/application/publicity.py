"""What of a subject's cases the public may know. Everything that is shown or kept for lists is decided here.

Some states are not public: a host Party's approval before it is published, a request before its fee is received. What
has happened since a case entered such a state is hidden until it leaves it, and so are the cases opened meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sextant.workflow.case import History, Stated
from sextant.workflow.timeline import world_at
from sextant.workflow.world import FactChange, Run, Transition, World

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the public may not know yet: from when on in a case, and cases as a whole."""

    since: dict[UUID, datetime]
    cases: frozenset[UUID]

    def hides(self, taken: Transition) -> bool:
        """Whether a step that was taken is hidden."""
        since = self.since.get(taken.case)
        return taken.case in self.cases or (since is not None and taken.at >= since)

    def hides_change(self, change: FactChange) -> bool:
        """Whether a fact is hidden: as the step that recorded it, or as the case whose opening did."""
        if change.transition is not None:
            return self.hides(change.transition)
        since = self.since.get(change.opened) if change.opened else None
        return change.opened in self.cases or (since is not None and change.at >= since)

    def hides_state(self, run: Run) -> bool:
        """Whether the state in which a case is is hidden."""
        return run.case.id in self.cases or not run.cycle.states[run.state].public


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


@dataclass(frozen=True, slots=True)
class PublicFace:
    """A subject as the public knows it: its first case in the last state of it that is public, and the facts."""

    run: Run
    facts: Mapping[str, Stated]


def public_face(world: World) -> PublicFace | None:
    """Return a subject as the public knows it, or none where its first case was in no public state yet."""
    hidden = hidden_in(world)
    first = world.history.cases[0]
    since, then = hidden.since.get(first.id), world
    if since is not None:
        if since <= first.opened_at:
            return None
        then = world_at(before(world.history, since), world.rules, since - _MOMENT)
    facts: dict[str, Stated] = {}
    for each in (*world.history.beside, world.history):
        facts.update(each.facts)
    facts.update({each.fact: each.value for each in then.changes if not hidden.hides_change(each)})
    return PublicFace(then.runs[first.id], facts)


def before(history: History, ends: datetime, known_at: datetime | None = None) -> History:
    """Return what happened before an instant, with what was recorded by another one; also beside the subject."""
    acts = tuple(
        act
        for act in history.acts
        if act.at < ends and (known_at is None or act.recorded_at is None or act.recorded_at <= known_at)
    )
    cases = tuple(case for case in history.cases if case.opened_at < ends)
    return replace(
        history, cases=cases, acts=acts, beside=tuple(before(each, ends, known_at) for each in history.beside)
    )
