"""What waits for whom until when: the steps that may be taken next in the cases of one subject.

A step is left out whose conditions do not hold yet, whose last day is over where missing it has consequences, or which
a case below or above will bring about. Whether one particular person may take it is asked of `possible_steps`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sextant.workflow.advance import Possible, possible_steps
from sextant.workflow.cycle import Step
from sextant.workflow.need import NOBODY, Situation, first_unmet
from sextant.workflow.parse_deadline import events_of
from sextant.workflow.version import CycleNotInForce
from sextant.workflow.world import CaseKnown, Run, World


@dataclass(frozen=True, slots=True)
class Next:
    """A step that may be taken next, or that will happen by itself unless something else happens before."""

    run: Run
    step: Step
    opens_on: date | None
    """The first day on which it may be taken, where that is still to come."""
    last_day: date | None
    enforced: bool
    """Whether the step cannot be taken any more after its last day."""
    overdue: bool
    """Whether the last day is over. The step may be taken all the same."""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that it waits for, in the order of the rulebook; none where it happens by itself."""
        closing = (self.step.decided_by.closed_by,) if self.step.decided_by.closed_by else ()
        return tuple(dict.fromkeys((*(each.role for each in self.step.by), *closing)))

    @property
    def done_on(self) -> date | None:
        """The day on which the step was taken last in its case, or none where it never was."""
        return next((taken.on for taken in reversed(self.run.transitions) if taken.step == self.step.name), None)


def next_steps(world: World, run: Run, at: datetime) -> list[Next]:
    """Return what may come next in a case, in the order of the rulebook; nothing where the case is over."""
    if run.over:
        return []
    return [found for each in possible_steps(world, run) if (found := _next(world, run, each, at)) is not None]


def _next(world: World, run: Run, each: Possible, at: datetime) -> Next | None:
    step = each.step
    if step.on_child is not None or step.on_above is not None or not _may_come(world, run, step, at):
        return None
    limit = step.on_deadline or step.within
    known = _known(world, run, step, at)
    # A deadline that runs from a day which the actor will state has no last day yet.
    told = limit is not None and not events_of(limit.form) & _stated_days(step, known)
    ends = limit.ends(known) if limit is not None and told else None
    over = ends is not None and at >= ends
    enforced = limit is not None and limit.enforced
    if step.on_deadline is not None and (ends is None or over):
        return None
    if over and enforced:
        return None
    today = world.rules.calendar(run.cycle.path).day_of(at)
    opens_on = each.opens_on if each.opens_on is not None and each.opens_on > today else None
    last_day = limit.last_day(known) if limit is not None and told else None
    return Next(run, step, opens_on, last_day, enforced, over)


def _known(world: World, run: Run, step: Step, at: datetime) -> CaseKnown:
    """Return what is known of a case, as for somebody who would take the step now."""
    if step.on_deadline is not None:
        return world.known(run)
    return Situation(world, run, step, NOBODY, at, only_asked=True).known


def _stated_days(step: Step, known: CaseKnown) -> set[str]:
    """Return the dates that are only known when the step is taken, because the actor states them with it."""
    bound = {each.date for each in step.bounds}
    stated = {each.name for each in step.sets if each.stated_as and not (each.optional and each.name in known.dates)}
    return bound | stated


def _may_come(world: World, run: Run, step: Step, at: datetime) -> bool:
    """Whether nothing that is known already stands against a step: a rule, an open case, a condition."""
    known = _known(world, run, step, at)
    later = _stated_days(step, known)
    for limit in (step.not_before, step.only_after, step.within):
        if limit is None or not limit.enforced or events_of(limit.form) & later:
            continue
        if limit.not_in_force(known) is not None:
            return False
    on = world.rules.calendar(run.cycle.path).day_of(at)
    for opened in step.opens:
        below = world.below(run.case.id, opened.cycle)
        try:
            several = world.rules.cycle(opened.cycle, on).several
        except CycleNotInForce:
            return False
        if not several and any(not each.over for each in below):
            return False
    # What the actor will state with the step is not known yet, so what is asked about it is left aside.
    stated = {*step.states_data, *later, *(each.stated_as for each in step.sets)}
    needs = tuple(needed for needed in step.needs if not stated & set(needed.of))
    asked = Situation(world, run, replace(step, needs=needs), NOBODY, at, only_asked=True)
    return first_unmet(asked) is None


def waiting_in(world: World, at: datetime) -> tuple[Next, ...]:
    """Return what waits in all cases of a subject itself, as they stood at an instant (`Cases.world`)."""
    own = [run for run in world.runs.values() if run.case.subject == world.history.subject]
    return tuple(each for run in own for each in next_steps(world, run, at))


def next_change(world: World, at: datetime, days: Sequence[date]) -> datetime | None:
    """Return the instant after which time alone may have changed what waits, or where a case is; none where it cannot.

    It is not later than that: where a deadline of any step begins or ends, or a day begins that the rules name.
    """
    found: list[datetime] = []
    for run in world.runs.values():
        for step in () if run.over else run.cycle.steps_from(run.state):
            known = _known(world, run, step, at)
            for limit in (step.on_deadline, step.within, step.not_before, step.only_after):
                if limit is not None:
                    found += [each for each in (limit.begins(known), limit.ends(known)) if each is not None]
    calendar = world.rules.calendar(world.history.cases[0].cycle)
    found += [calendar.start_of(day) for day in days]
    return min((each for each in found if each > at), default=None)
