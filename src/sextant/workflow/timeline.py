"""What happened to a subject's cases up to an instant: acts, and what time did by itself between them.

Steps by deadline are never stored. They are found again whenever somebody asks, with the deadline as their
effective date, whoever looks and whenever. So the status asked for a past day is the status of that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from heapq import heappop, heappush
from uuid import UUID

from sextant.domain.identifier import content_id
from sextant.workflow.ballot import decided
from sextant.workflow.case import Act, Case, History
from sextant.workflow.cycle import BACK, SAME, Cycle, Sets, Step
from sextant.workflow.need import NOBODY, Situation, date_set, first_unmet, recorded
from sextant.workflow.version import CannotReplay, CycleNotInForce, MechanismUnknown
from sextant.workflow.world import CaseKnown, FactChange, Rules, Run, Transition, World, days_in

__all__ = [
    "CaseKnown", "FactChange", "Rules", "Run", "Transition", "World",
    "along", "child_id", "days_in", "later", "with_act", "world_at",
]  # fmt: skip


def world_at(history: History, rules: Rules, until: datetime) -> World:
    """Return all cases of a subject as they stood at an instant; acts at that very instant are counted."""
    return _go_on(World(history, rules), until)


def later(world: World, until: datetime) -> World:
    """Return the cases as they stand at a later instant; those of before stay as they are."""
    return _go_on(world.copy(world.history), until)


def with_act(world: World, act: Act) -> World:
    """Return the cases right after an act, from those at its instant; those of before stay as they are.

    The act must not be earlier than anything that is in them (`advance`).
    """
    after = world.copy(replace(world.history, acts=(*world.history.acts, act)))
    _apply(after, act)
    _let_time_pass(after, act.at)
    return after


def along(history: History, rules: Rules) -> Iterator[tuple[Act, World]]:
    """Yield each act of a subject with the cases as they stood just before it. They go on changing afterwards."""
    world = World(replace(history, acts=()), rules)
    for act in history.acts:
        _go_on(world, act.at)
        yield act, world
        world.history = replace(history, acts=(*world.history.acts, act))
        _apply(world, act)
        _let_time_pass(world, act.at)


def _go_on(world: World, until: datetime) -> World:
    """Let everything happen that is not in the cases yet, up to an instant."""
    since, own = world.told_until, world.history
    all_of_them = (*own.beside, own)
    acts = [act for each in all_of_them for act in each.acts if _between(since, act.at, until)]
    cases = [case for each in all_of_them for case in each.cases if _between(since, case.opened_at, until)]
    pending = sorted(cases, key=lambda case: case.opened_at)
    for act in sorted(acts, key=lambda act: act.at):
        _open_until(world, pending, act.at)
        _let_time_pass(world, act.at)
        _apply(world, act)
    _open_until(world, pending, until)
    _let_time_pass(world, until)
    world.told_until = until
    return world


def _between(since: datetime | None, at: datetime, until: datetime) -> bool:
    return at <= until and (since is None or at > since)


def _open_until(world: World, pending: list[Case], until: datetime) -> None:
    while pending and pending[0].opened_at <= until:
        case = pending.pop(0)
        _let_time_pass(world, case.opened_at)
        _open(world, case)
        world.now = case.opened_at


def _open(world: World, case: Case, by: Act | None = None) -> Run:
    cycle, pinned_on, on = _version(world, case)
    run = Run(case=case, cycle=cycle, state=cycle.initial, since=case.opened_at, pinned_on=pinned_on, opened_by=by)
    world.add(run)
    run.stated.update(by.stated if by else {})
    for fact in cycle.opened_with:
        if world.facts().get(fact.fact) is None:
            world.changes.append(
                FactChange(case.opened_at, fact.fact, recorded(fact, NOBODY, run.stated), opened=case.id)
            )
    _set_date(world, run, "opened", on)
    for each in cycle.opened_as:
        day = world.known(run).dates.get(each.of_date) if each.of_date else date_set(each, run.stated, on)
        if day is not None:
            _set_date(world, run, each.name, day)
    _note(world, run)
    return run


def _version(world: World, case: Case) -> tuple[Cycle, date, date]:
    """Return the version under which a case runs, the day whose version it is, and the day of its opening.

    They are the same day, but where the version of the rulebook lets cases inside an older one stay under that of then.
    """
    above = world.runs.get(case.parent) if case.parent else None
    try:
        on = world.rules.calendar(case.cycle).day_of(case.opened_at)
        cycle = world.rules.cycle(case.cycle, on)
        if above is not None and cycle.follows_above is not None and above.pinned_on < cycle.from_date:
            return world.rules.cycle(case.cycle, above.pinned_on), above.pinned_on, on
    except (CycleNotInForce, MechanismUnknown) as error:
        raise CannotReplay(case.subject, case.id, str(error), case.cycle) from error
    return cycle, on, on


def _let_time_pass(world: World, until: datetime) -> None:
    """Take every step by deadline whose last day is over, the earliest first."""
    agenda = world.agenda
    while True:
        while agenda.coming and agenda.coming[0][0] <= until:
            ends, _, case = heappop(agenda.coming)
            if agenda.ends.get(case) == ends:
                agenda.over.add(case)
        due = [found for case in agenda.over for found in _due(world, world.runs[case], until)]
        if not due:
            return
        at, on, run, step, day = min(due, key=lambda each: (each[0], world.turn(each[2].case.id)))
        run.fired.add((step.name, day))
        _take(world, run, step, at=at, on=on)


def _note(world: World, run: Run) -> None:
    """Keep when the next deadline of a case is over, as the dates of it and of those above it now have it."""
    agenda, case = world.agenda, run.case.id
    agenda.over.discard(case)
    agenda.ends.pop(case, None)
    ends = [] if run.over else [end for step in run.cycle.steps_from(run.state) if (end := _end(world, run, step))]
    if ends:
        agenda.ends[case] = min(ends)
        heappush(agenda.coming, (min(ends), world.turn(case), case))


def _end(world: World, run: Run, step: Step) -> datetime | None:
    """Return when the deadline of a step is over that has not made it happen yet."""
    if step.on_deadline is None:
        return None
    known = world.known(run)
    fired = (step.name, step.on_deadline.last_day(known)) in run.fired
    return None if fired else step.on_deadline.ends(known)


def _due(world: World, run: Run, until: datetime) -> Iterable[tuple[datetime, date, Run, Step, date]]:
    """Yield the steps by deadline that are due. None happens before what was already there when it became due."""
    for step in run.cycle.steps_from(run.state):
        if step.on_deadline is None:
            continue
        known = world.known(run)
        ends, day = step.on_deadline.ends(known), step.on_deadline.last_day(known)
        if ends is None or day is None or ends > until or (step.name, day) in run.fired:
            continue
        now = max(run.since, world.now or run.since)
        at = max(ends, now)
        on = day if at == ends else world.rules.calendar(run.cycle.path).day_of(now)
        if first_unmet(Situation(world, run, step, NOBODY, at)) is None:
            yield at, on, run, step, day


def _apply(world: World, act: Act) -> None:
    """Count an act: a ballot towards its step, and the step itself when it is decided."""
    run, step = _step_of(world, act)
    run.ballots.setdefault(step.name, []).append(act)
    world.now = act.at
    known = Situation(world, run, step, act.actor, act.at, act.stated).known
    if run.state in step.from_states and decided(step.decided_by, run.ballots[step.name], known):
        on = world.rules.calendar(run.cycle.path).day_of(act.at)
        _take(world, run, step, at=act.at, on=on, act=act)


def _step_of(world: World, act: Act) -> tuple[Run, Step]:
    """Return the case and the step of a stored act. Raises CannotReplay where the version does not know one."""
    run = world.runs.get(act.case)
    if run is None:
        subject, cycle = world.history.subject, world.history.cases[0].cycle
        raise CannotReplay(subject, act.case, f"no step opened it before {act.step} was taken in it", cycle)
    step = run.cycle.steps.get(act.step)
    if step is None:
        what = f"it has no step {act.step}"
        raise CannotReplay(run.case.subject, act.case, what, run.cycle.path, run.cycle.from_date)
    return run, step


def _take(
    world: World,
    run: Run,
    step: Step,
    *,
    at: datetime,
    on: date,
    act: Act | None = None,
    cause: Run | None = None,
) -> None:
    before = run.state
    after = {SAME: before, BACK: run.came_from()}.get(step.to_state, step.to_state)
    taken = Transition(run.case.id, step.name, before, after, at, on, act, cause.case.id if cause else None)
    run.transitions.append(taken)
    run.state, run.since, world.now = after, at, at
    run.ballots.pop(step.name, None)
    if after != before:
        run.ballots.clear()
    dates = dict(run.dates)
    _keep(world, run, step, taken, cause)
    _note(world, run)
    if run.dates != dates:
        for below in world.all_below(run.case.id):
            _note(world, below)
    for index, opens in enumerate(step.opens):
        number = child_id(run.case.id, step.name, run.times_taken(step.name), index)
        _open(world, Case(number, opens.cycle, run.case.subject, at, run.case.id), by=act)
    if after != before:
        _tell_below(world, run, at=at, on=on)
        _tell_above(world, run, at=at, on=on)


def _keep(world: World, run: Run, step: Step, taken: Transition, cause: Run | None) -> None:
    """Keep what a step states, the dates it sets and the facts it records."""
    stated = taken.act.stated if taken.act else {}
    run.stated.update(stated)
    for each in step.records:
        actor = taken.act.actor if taken.act else NOBODY
        if each.of_child:
            known = cause.stated.get(each.stated_as) if cause else None
            if known is not None:
                world.changes.append(FactChange(taken.at, each.fact, known, taken))
            continue
        world.changes.append(FactChange(taken.at, each.fact, recorded(each, actor, stated), taken))
    for date_of_case in step.sets:
        day = _day_set(world, run, date_of_case, taken, cause)
        kept = date_of_case.once and date_of_case.name in run.dates
        if day is not None and not kept:
            _set_date(world, run, date_of_case.name, day)


def _day_set(world: World, run: Run, each: Sets, taken: Transition, cause: Run | None) -> date | None:
    if each.of_date is not None:
        return world.known(run).dates.get(each.of_date)
    if each.of_child is not None:
        return cause.dates.get(each.of_child) if cause else None
    return date_set(each, taken.act.stated if taken.act else {}, taken.on)


def _set_date(world: World, run: Run, name: str, day: date) -> None:
    run.dates[name] = day
    run.marks[name] = len(world.changes)


def child_id(parent: UUID, step: str, occurrence: int, index: int) -> UUID:
    """Return the id of the case that the occurrence-th taking of a step opens."""
    return content_id("case", f"{parent.hex} {step} {occurrence} {index}")


def _tell_above(world: World, run: Run, *, at: datetime, on: date) -> None:
    """Let the case above take the step that waits for this state."""
    above = world.above(run)
    if above is None:
        return
    for step in above.cycle.steps_from(above.state):
        waits = step.on_child
        if waits is not None and waits.cycle == run.cycle.path and run.state in waits.states:
            if first_unmet(Situation(world, above, step, NOBODY, at)) is not None:
                continue
            _take(world, above, step, at=at, on=on, cause=run)
            return


def _tell_below(world: World, run: Run, *, at: datetime, on: date) -> None:
    """Let the cases inside take the step that waits for this state."""
    for below in world.below(run.case.id):
        for step in below.cycle.steps_from(below.state):
            if step.on_above is not None and run.state in step.on_above.states:
                if first_unmet(Situation(world, below, step, NOBODY, at)) is not None:
                    continue
                _take(world, below, step, at=at, on=on, cause=run)
                break
