"""Whether a step may be taken now, and what may be done next: pure questions that pages and scenarios ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sextant.domain.refusal import Refusal, refuse
from sextant.workflow.ballot import ABSTAINS, carried, count
from sextant.workflow.case import Act, Actor, History, Stated
from sextant.workflow.cycle import SAME, Bound, Decision, Entitled, Step
from sextant.workflow.deadline import Limit
from sextant.workflow.need import Situation, StatedBadly, first_unmet, warned_of
from sextant.workflow.relations import stands
from sextant.workflow.timeline import world_at
from sextant.workflow.version import CycleNotInForce
from sextant.workflow.world import CaseKnown, Rules, Run, World


def advance(history: History, rules: Rules, act: Act, world: World | None = None) -> History | Refusal:
    """Return the history with the act in it, or the first reason why it cannot be taken.

    The reasons stand in the order in which a reader would ask: is there such a step here, may this actor
    take it, is it the time for it, is everything there that it needs. Who has the cases already, as they stand at the
    instant of the act (`world_at`), gives them.
    """
    last = max((each.at for each in history.acts), default=act.at)
    if act.at < last:
        return refuse("act_before_the_last", found=act.at.isoformat(), expected=last.isoformat())
    world = world or world_at(history, rules, act.at)
    run = world.runs.get(act.case)
    if run is None:
        return refuse("case_unknown", case=str(act.case))
    step = run.cycle.steps.get(act.step)
    if step is None or step.by_itself:
        return refuse("step_unknown", step=act.step, cycle=run.cycle.path)
    situation = Situation(world, run, step, act.actor, act.at, act.stated, act.documents)
    refusal = _refuse(situation, act)
    return refusal or replace(history, acts=(*history.acts, act))


def _refuse(situation: Situation, act: Act | None = None) -> Refusal | None:
    try:
        known = situation.known
    except StatedBadly as error:
        return refuse("statement_malformed", step=situation.step.name, name=error.name, found=str(error.found))
    refusal = _refuse_order(situation, known) or _refuse_actor(situation) or _refuse_time(situation.step, situation)
    if refusal is None and act is not None:
        refusal = _refuse_abstention(act)
    if refusal is not None or (act is not None and _is_ballot(situation)):
        return refusal
    if act is None:
        return _refuse_bounds(situation, known) or _refuse_needs(situation)
    return (
        _refuse_papers(situation)
        or _refuse_bounds(situation, known)
        or _refuse_needs(situation)
        or _refuse_vote(situation, act)
    )


def _refuse_abstention(act: Act) -> Refusal | None:
    """Refuse a ballot that states neither yes nor no where it says whether it abstains; it would count as a vote."""
    found = act.stated.get(ABSTAINS)
    if found is None or isinstance(found, bool):
        return None
    return refuse("statement_not_yes_or_no", step=act.step, name=ABSTAINS, found=str(found))


def _is_ballot(situation: Situation) -> bool:
    """Whether the act is a ballot in a vote that somebody else will close."""
    closed_by = situation.step.decided_by.closed_by
    return closed_by is not None and situation.actor.role != closed_by


def _refuse_order(situation: Situation, known: CaseKnown) -> Refusal | None:
    run, step = situation.run, situation.step
    if run.state in step.from_states:
        return _refuse_another(situation)
    may_be_late = step.to_state == SAME or not run.has_taken(step.name)
    late = _too_late(step, situation, known) if may_be_late else None
    return late or refuse("step_out_of_order", step=step.name, found=run.state, expected=", ".join(step.from_states))


def _refuse_another(situation: Situation) -> Refusal | None:
    """Refuse to open a second case of a cycle of which there may be one at a time."""
    for opened in situation.step.opens:
        try:
            cycle = situation.world.rules.cycle(opened.cycle, situation.on)
        except CycleNotInForce as error:
            return not_in_force(error)
        below = situation.world.below(situation.run.case.id, opened.cycle)
        if not cycle.several and any(not run.over for run in below):
            return refuse("case_already_open", step=situation.step.name, cycle=opened.cycle)
    return None


def not_in_force(error: CycleNotInForce) -> Refusal:
    """Return that no case of a cycle can be opened on a day."""
    first = error.first.isoformat() if error.first else None
    return refuse("cycle_not_in_force", cycle=error.path, found=error.on.isoformat(), expected=first)


def _refuse_actor(situation: Situation) -> Refusal | None:
    actor, step = situation.actor, situation.step
    with_role = [each for each in step.by if each.role == actor.role]
    if not with_role and not (_closes(situation)):
        expected = ", ".join(dict.fromkeys(each.role for each in step.by))
        return refuse("role_not_entitled", found=actor.role, expected=expected)
    for each in with_role:
        if _stands(each, situation):
            return None
    if not with_role:
        return None
    first = with_role[0]
    if first.never is not None and stands(first.never, situation):
        return refuse("relation_forbidden", actor=actor.name, relation=first.never.name)
    wanted = first.relation.name if first.relation else None
    return refuse("relation_missing", actor=actor.name, relation=wanted)


def _closes(situation: Situation) -> bool:
    return situation.actor.role == situation.step.decided_by.closed_by


def _stands(entitled: Entitled, situation: Situation) -> bool:
    wanted = entitled.relation is None or stands(entitled.relation, situation)
    return wanted and not (entitled.never is not None and stands(entitled.never, situation))


def _refuse_time(step: Step, situation: Situation) -> Refusal | None:
    known = situation.known
    for limit in (step.not_before, step.only_after, step.within):
        missing = limit.not_in_force(known) if limit is not None and limit.enforced else None
        if missing is not None:
            return refuse("rule_not_in_force", step=step.name, rule=missing)
    for limit, opens in (
        (step.not_before, step.not_before.begins(known) if step.not_before else None),
        (step.only_after, step.only_after.ends(known) if step.only_after else None),
    ):
        if limit is not None and opens is not None and situation.at < opens:
            first = limit.calendar.day_of(opens)
            return refuse("too_early", step=step.name, expected=first.isoformat(), zone=limit.calendar.written(first))
    return _too_late(step, situation, known)


def _too_late(step: Step, situation: Situation, known: CaseKnown) -> Refusal | None:
    if step.within is None or not step.within.enforced:
        return None
    ends = step.within.ends(known)
    if ends is None or situation.at < ends:
        return None
    day = step.within.last_day(known)
    zone = step.within.calendar.written(day)
    return refuse("too_late", step=step.name, expected=day.isoformat() if day else None, zone=zone)


def _refuse_papers(situation: Situation) -> Refusal | None:
    step = situation.step
    filed = {each.kind for each in situation.documents}
    for kind in step.documents:
        if kind not in filed:
            return refuse("document_missing", step=step.name, document=kind)
    for name in step.states_data:
        if situation.stated.get(name) in (None, ""):
            return refuse("statement_missing", step=step.name, name=name)
    return _refuse_stated(situation)


def _refuse_stated(situation: Situation) -> Refusal | None:
    """Refuse what is none of the choices, or no whole number."""
    step, stated = situation.step, situation.stated
    for name, choices in step.choices.items():
        for part in str(stated[name]).split(";"):
            if part.strip() not in choices:
                return refuse(
                    "statement_not_listed", step=step.name, name=name, found=part.strip(), expected=", ".join(choices)
                )
    for name in step.whole:
        found = stated[name]
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            return refuse("statement_not_whole", step=step.name, name=name, found=str(found))
    return None


def _refuse_bounds(situation: Situation, known: CaseKnown) -> Refusal | None:
    """Refuse a stated day that does not lie between the days which the rules allow for it."""
    for bound in situation.step.bounds:
        day = known.dates.get(bound.date)
        if day is None or not _holds(bound, known):
            continue
        for limit, code in ((bound.earliest, "date_too_early"), (bound.latest, "date_too_late")):
            refusal = _outside(bound, limit, code, day, known)
            if refusal is not None:
                return refusal
    return None


def _outside(bound: Bound, limit: Limit | None, code: str, day: date, known: CaseKnown) -> Refusal | None:
    if limit is None or not limit.enforced:
        return None
    missing = limit.not_in_force(known)
    if missing is not None:
        return refuse("rule_not_in_force", step=bound.date, rule=missing)
    allowed = limit.last_day(known)
    if allowed is None or (day >= allowed if code == "date_too_early" else day <= allowed):
        return None
    return refuse(code, name=bound.date, found=day.isoformat(), expected=allowed.isoformat())


def _holds(bound: Bound, known: CaseKnown) -> bool:
    facts = known.facts
    wanted = all(facts.get(name) is True for name in bound.when)
    return wanted and not any(facts.get(name) is True for name in bound.unless)


def warnings_of(world: World, act: Act) -> tuple[Refusal, ...]:
    """Return what whoever takes a step is warned of: conditions of it that are not met and that it may do without."""
    run = world.runs[act.case]
    step = run.cycle.steps[act.step]
    situation = Situation(world, run, step, act.actor, act.at, act.stated, act.documents)
    return tuple(
        refuse("condition_not_met", **{**missing, "need": name, "step": step.name})
        for name, missing in warned_of(situation)
    )


def _refuse_needs(situation: Situation) -> Refusal | None:
    unmet = first_unmet(situation)
    if unmet is None:
        return None
    name, missing = unmet
    if "rule" in missing:
        return refuse("rule_not_in_force", step=situation.step.name, rule=missing["rule"])
    return refuse("condition_not_met", **{**missing, "need": name, "step": situation.step.name})


def _refuse_vote(situation: Situation, act: Act) -> Refusal | None:
    """Refuse to close a vote that does not carry the step."""
    rule = situation.step.decided_by
    if rule.form is not Decision.MAJORITY or rule.closed_by is None:
        return None
    found, known = count(rule, situation.run.ballots.get(act.step, [])), situation.known
    if carried(rule, found, known):
        return None
    quorum = rule.quorum if isinstance(rule.quorum, int) else known.number(rule.quorum or "")
    share = rule.share if rule.share and rule.share[0].isdigit() else known.text(rule.share or "")
    return refuse(
        "vote_not_carried",
        step=act.step,
        in_favour=found.in_favour,
        voting=found.voting,
        present=found.present,
        quorum=quorum,
        share=share,
    )


@dataclass(frozen=True, slots=True)
class Possible:
    """A step that leads on from where a case is: who may take it, from when, until when, what it asks for."""

    case: UUID
    step: Step
    opens_on: date | None
    last_day: date | None
    refusal: Refusal | None = None
    """Why the actor who asked may not take it now; none where they may, or where nobody asked."""


def possible_steps(world: World, run: Run, *, actor: Actor | None = None, at: datetime | None = None) -> list[Possible]:
    """Return the steps that lead on from where a case is, those by deadline among them.

    Whatever the actor would state and file is taken to be there: what is asked is whether they may.
    """
    found: list[Possible] = []
    for step in run.cycle.steps_from(run.state):
        limit = step.on_deadline or step.within
        known = world.known(run)
        refusal = None
        if actor is not None and at is not None and not step.by_itself:
            refusal = _refuse(Situation(world, run, step, actor, at, _anything(step), only_asked=True))
        found.append(
            Possible(
                case=run.case.id,
                step=step,
                opens_on=_opens_on(step, known),
                last_day=limit.last_day(known) if limit else None,
                refusal=refusal,
            )
        )
    return found


def _opens_on(step: Step, known: CaseKnown) -> date | None:
    """Return the first day on which a step may be taken, where the rules name one."""
    from_day = step.not_before.last_day(known) if step.not_before else None
    if step.only_after is not None:
        over = step.only_after.ends(known)
        after = step.only_after.calendar.day_of(over) if over else None
        return max((day for day in (from_day, after) if day), default=None)
    return from_day


def _anything(step: Step) -> Mapping[str, Stated]:
    """Return something for everything that a step has its actor state; days are not guessed."""
    days = {each.stated_as for each in step.sets} | {each.date for each in step.bounds}
    found: dict[str, Stated] = {name: True for name in step.states_data if name not in days}
    found.update({name: next(iter(choices)) for name, choices in step.choices.items()})
    found.update(dict.fromkeys(step.whole, 1))
    return found
