"""Whether a step may be taken now, and what may be done next: pure questions that pages and scenarios ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sextant.domain.refusal import Refusal, refuse
from sextant.workflow.case import Act, Actor, Filed, History, Stated
from sextant.workflow.cycle import Entitled, Step
from sextant.workflow.need import NEEDS, RELATIONS, Situation
from sextant.workflow.timeline import Rules, Run, World, world_at


def advance(history: History, rules: Rules, act: Act) -> History | Refusal:
    """Return the history with the act in it, or the first reason why it cannot be taken.

    The reasons stand in the order in which a reader would ask: is there such a step here, may this actor
    take it, is it the time for it, is everything there that it needs.
    """
    world = world_at(history, rules, act.at)
    run = world.runs.get(act.case)
    if run is None:
        return refuse("case_unknown", case=str(act.case))
    step = run.cycle.steps.get(act.step)
    if step is None or step.by_itself:
        return refuse("step_unknown", step=act.step, cycle=run.cycle.path)
    situation = Situation(world, run, step, act.actor, act.at, act.stated, act.documents)
    refusal = _refuse(situation)
    return refusal or replace(history, acts=(*history.acts, act))


def _refuse(situation: Situation) -> Refusal | None:
    return (
        _refuse_order(situation)
        or _refuse_actor(situation)
        or _refuse_time(situation)
        or _refuse_papers(situation)
        or _refuse_needs(situation)
    )


def _refuse_order(situation: Situation) -> Refusal | None:
    run, step = situation.run, situation.step
    if run.state not in step.from_states:
        return refuse("step_out_of_order", step=step.name, found=run.state, expected=", ".join(step.from_states))
    if situation.at < run.since:
        return refuse("act_before_the_last", found=situation.at.isoformat(), expected=run.since.isoformat())
    return None


def _refuse_actor(situation: Situation) -> Refusal | None:
    actor, step = situation.actor, situation.step
    with_role = [each for each in step.by if each.role == actor.role]
    if not with_role:
        return refuse("role_not_entitled", found=actor.role, expected=", ".join(each.role for each in step.by))
    for each in with_role:
        if _stands(each, situation):
            return None
    first = with_role[0]
    if first.never is not None and RELATIONS[first.never](situation):
        return refuse("relation_forbidden", actor=actor.name, relation=first.never)
    return refuse("relation_missing", actor=actor.name, relation=first.relation)


def _stands(entitled: Entitled, situation: Situation) -> bool:
    stands = entitled.relation is None or RELATIONS[entitled.relation](situation)
    return stands and not (entitled.never is not None and RELATIONS[entitled.never](situation))


def _refuse_time(situation: Situation) -> Refusal | None:
    step, known = situation.step, situation.known
    if step.not_before is not None:
        opens = step.not_before.ends(known)
        if opens is not None and situation.at < opens:
            day = step.not_before.last_day(known)
            return refuse("too_early", step=step.name, expected=_text(day), zone=step.not_before.calendar.written())
    if step.within is not None and step.within.enforced:
        ends = step.within.ends(known)
        if ends is not None and situation.at >= ends:
            day = step.within.last_day(known)
            return refuse("too_late", step=step.name, expected=_text(day), zone=step.within.calendar.written())
    return None


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _refuse_papers(situation: Situation) -> Refusal | None:
    step = situation.step
    filed = {each.kind for each in situation.documents}
    for kind in step.documents:
        if kind not in filed:
            return refuse("document_missing", step=step.name, document=kind)
    for name in step.states_data:
        if situation.stated.get(name) is None:
            return refuse("statement_missing", step=step.name, name=name)
    return None


def _refuse_needs(situation: Situation) -> Refusal | None:
    for name in situation.step.needs:
        missing = NEEDS[name](situation)
        if missing is not None:
            return refuse("condition_not_met", **{**missing, "need": name, "step": situation.step.name})
    return None


@dataclass(frozen=True, slots=True)
class Possible:
    """A step that leads on from where a case is: who may take it, from when, until when, what it asks for."""

    case: UUID
    step: Step
    opens_after: date | None
    last_day: date | None
    refusal: Refusal | None = None
    """Why the actor who asked may not take it now; none where they may, or where nobody asked."""


def possible_steps(world: World, run: Run, *, actor: Actor | None = None, at: datetime | None = None) -> list[Possible]:
    """Return the steps that lead on from where a case is, those by deadline among them."""
    found: list[Possible] = []
    for step in run.cycle.steps_from(run.state):
        limit = step.on_deadline or step.within
        known = world.known(run)
        refusal = None
        if actor is not None and at is not None and not step.by_itself:
            refusal = _refuse(Situation(world, run, step, actor, at, _anything(step), _all_papers(step)))
        found.append(
            Possible(
                case=run.case.id,
                step=step,
                opens_after=step.not_before.last_day(known) if step.not_before else None,
                last_day=limit.last_day(known) if limit else None,
                refusal=refusal,
            )
        )
    return found


def _anything(step: Step) -> Mapping[str, Stated]:
    return dict.fromkeys(step.states_data, "")


def _all_papers(step: Step) -> Sequence[Filed]:
    return [Filed(kind, "") for kind in step.documents]
