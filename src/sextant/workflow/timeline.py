"""What happened to a subject's cases up to an instant: acts, and what time did by itself between them.

Steps by deadline are never stored. They are found again whenever somebody asks, with the deadline as their
effective date, whoever looks and whenever. So the status asked for a past day is the status of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from sextant.domain.identifier import content_id
from sextant.workflow.ballot import decided
from sextant.workflow.case import Act, Case, History
from sextant.workflow.cycle import Cycle, Step
from sextant.workflow.moment import Calendar

SAME = "same"


class Rules(Protocol):
    """What the engine asks of the rulebooks."""

    def cycle(self, path: str) -> Cycle:
        """Return a cycle by its path."""
        ...

    def calendar(self, cycle: str) -> Calendar:
        """Return the calendar by which the days of a cycle end."""
        ...

    def number(self, path: str, dates: Mapping[str, date]) -> int | None:
        """Return a whole number in force at the dates of a case."""
        ...

    def text(self, path: str, dates: Mapping[str, date]) -> str | None:
        """Return a value in force at the dates of a case, as text."""
        ...

    def meetings(self, body: str) -> Sequence[date]:
        """Return the days on which a body meets, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Transition:
    """One step that was taken, by somebody or by itself."""

    case: UUID
    step: str
    from_state: str
    to_state: str
    at: datetime
    on: date
    """The effective day: of the act, or the last day of the deadline that made the step happen."""
    act: Act | None = None
    cause: UUID | None = None
    """The case below whose state made the step happen."""


@dataclass(slots=True)
class Run:
    """One case as it stands at an instant."""

    case: Case
    cycle: Cycle
    state: str
    since: datetime
    dates: dict[str, date] = field(default_factory=dict)
    transitions: list[Transition] = field(default_factory=list)
    ballots: dict[str, list[Act]] = field(default_factory=dict)
    stated: dict[str, object] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        return self.cycle.states[self.state].terminal

    def has_taken(self, step: str) -> bool:
        """Whether a step was ever taken in this case."""
        return any(each.step == step for each in self.transitions)


class World:
    """All cases of a subject as they stand at an instant."""

    def __init__(self, history: History, rules: Rules) -> None:
        self.history = history
        self.rules = rules
        self.runs: dict[UUID, Run] = {}

    def known(self, run: Run) -> CaseKnown:
        """Return what deadlines and conditions may know of a case."""
        return CaseKnown(self, run)

    def below(self, case: UUID, cycle: str | None = None) -> list[Run]:
        """Return the cases inside a case, in the order in which they were opened."""
        found = [run for run in self.runs.values() if run.case.parent == case]
        return [run for run in found if cycle is None or run.cycle.path == cycle]

    def above(self, run: Run) -> Run | None:
        """Return the case in which a case lies."""
        return self.runs.get(run.case.parent) if run.case.parent else None


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """What deadlines and conditions may know of one case."""

    world: World
    run: Run

    @property
    def dates(self) -> Mapping[str, date]:
        """The dates of the case and of the cases above it; the nearer one wins."""
        above = self.world.above(self.run)
        outer = self.world.known(above).dates if above else {}
        return {**outer, **self.run.dates}

    def number(self, path: str) -> int | None:
        return self.world.rules.number(path, self.dates)

    def text(self, path: str) -> str | None:
        return self.world.rules.text(path, self.dates)

    def meetings(self, body: str) -> Sequence[date]:
        return self.world.rules.meetings(body)

    def days_in(self, states: Sequence[str], since: date) -> int:
        """Return how many days since a date the case has spent in states whose clock stands still."""
        return days_in(self.run, states, since)


def days_in(run: Run, states: Sequence[str], since: date) -> int:
    """Return the days between entering and leaving the named states, from a day on; an open stay counts not yet."""
    total = 0
    entered: date | None = None
    for each in run.transitions:
        if entered is not None and each.to_state not in states:
            total += max((each.on - max(entered, since)).days, 0)
            entered = None
        elif entered is None and each.to_state in states:
            entered = each.on
    return total


def world_at(history: History, rules: Rules, until: datetime) -> World:
    """Return all cases of a subject as they stood at an instant; acts at that very instant are counted."""
    world = World(history, rules)
    acts = sorted((act for act in history.acts if act.at <= until), key=lambda act: act.at)
    pending = sorted(history.cases, key=lambda case: case.opened_at)
    for act in acts:
        pending = _open_until(world, pending, act.at)
        _let_time_pass(world, act.at)
        _apply(world, act)
    _open_until(world, pending, until)
    _let_time_pass(world, until)
    return world


def _open_until(world: World, pending: list[Case], until: datetime) -> list[Case]:
    while pending and pending[0].opened_at <= until:
        _open(world, pending.pop(0))
    return pending


def _open(world: World, case: Case) -> Run:
    cycle = world.rules.cycle(case.cycle)
    run = Run(case=case, cycle=cycle, state=cycle.initial, since=case.opened_at)
    run.dates["opened"] = world.rules.calendar(cycle.path).day_of(case.opened_at)
    world.runs[case.id] = run
    return run


def _let_time_pass(world: World, until: datetime) -> None:
    """Take every step by deadline whose last day is over, the earliest first."""
    while True:
        due = [found for run in world.runs.values() if not run.over for found in _due(world, run, until)]
        if not due:
            return
        at, on, run, step = min(due, key=lambda each: (each[0], list(world.runs).index(each[2].case.id)))
        _take(world, run, step, at=at, on=on)


def _due(world: World, run: Run, until: datetime) -> Iterable[tuple[datetime, date, Run, Step]]:
    for step in run.cycle.steps_from(run.state):
        if step.on_deadline is None:
            continue
        known = world.known(run)
        at, on = step.on_deadline.ends(known), step.on_deadline.last_day(known)
        if at is not None and on is not None and at <= until:
            yield max(at, run.since), on, run, step


def _apply(world: World, act: Act) -> None:
    """Count an act: a ballot towards its step, and the step itself when it is decided."""
    run = world.runs[act.case]
    step = run.cycle.steps[act.step]
    run.ballots.setdefault(step.name, []).append(act)
    known = world.known(run)
    if run.state in step.from_states and decided(step.decided_by, run.ballots[step.name], known.number, known.text):
        on = world.rules.calendar(run.cycle.path).day_of(act.at)
        _take(world, run, step, at=act.at, on=on, act=act)


def _take(
    world: World,
    run: Run,
    step: Step,
    *,
    at: datetime,
    on: date,
    act: Act | None = None,
    cause: UUID | None = None,
) -> None:
    to_state = run.state if step.to_state == SAME else step.to_state
    run.transitions.append(Transition(run.case.id, step.name, run.state, to_state, at, on, act, cause))
    run.state, run.since = to_state, at
    run.ballots.pop(step.name, None)
    if act is not None:
        run.stated.update(act.stated)
    for each in step.sets:
        run.dates[each.name] = _date_set(each.stated_as, act, on)
    for index, opens in enumerate(step.opens):
        number = child_id(run.case.id, step.name, sum(t.step == step.name for t in run.transitions), index)
        _open(world, Case(number, opens.cycle, run.case.subject, at, run.case.id))
    _tell_above(world, run, at=at, on=on)


def child_id(parent: UUID, step: str, occurrence: int, index: int) -> UUID:
    """Return the id of the case that the occurrence-th taking of a step opens."""
    return content_id("case", f"{parent.hex} {step} {occurrence} {index}")


def _date_set(stated_as: str | None, act: Act | None, on: date) -> date:
    if stated_as is None or act is None:
        return on
    return date.fromisoformat(str(act.stated[stated_as]))


def _tell_above(world: World, run: Run, *, at: datetime, on: date) -> None:
    """Let the case above take the step that waits for this state."""
    above = world.above(run)
    if above is None:
        return
    for step in above.cycle.steps_from(above.state):
        waits = step.on_child
        if waits is not None and waits.cycle == run.cycle.path and run.state in waits.states:
            _take(world, above, step, at=at, on=on, cause=run.case.id)
            return
