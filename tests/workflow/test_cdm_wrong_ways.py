"""Every step of every CDM cycle, tried wrongly: by others, out of order, on the day after, without what it needs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from tests.workflow import cdm_ways, whole_cdm
from tests.workflow.play import Play

from sextant.domain.refusal import Refusal
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.advance import advance
from sextant.workflow.case import Act, Actor, History
from sextant.workflow.cycle import Step
from sextant.workflow.timeline import world_at

BOOKS = cyclebooks()
MOMENT = timedelta(microseconds=1)
PLAYS = (*whole_cdm.WALKED, *whole_cdm.BESIDES, *cdm_ways.WAYS)
STEPS = {
    (path, step.name)
    for book in BOOKS
    if book.mechanism == "cdm"
    for path, cycle in book.cycles.items()
    for step in cycle.steps.values()
    if not step.by_itself
}


def before(play: Play, at: int) -> History:
    """Return a history as it was before its act of that number."""
    whole = play.history
    return History(whole.subject, whole.facts, whole.cases, whole.acts[:at])


@cache
def taken() -> dict[tuple[str, str], tuple[Play, int]]:
    """Return for each step of each cycle the first play in which it is taken, and the number of the act."""
    found: dict[tuple[str, str], tuple[Play, int]] = {}
    for make in PLAYS:
        play = make()
        runs = world_at(play.history, BOOKS, play.history.acts[-1].at).runs
        for number, act in enumerate(play.history.acts):
            found.setdefault((runs[act.case].cycle.path, act.step), (play, number))
            if act.actor.role == "executive_board_chair":
                # The vote is decided when the Chair closes it.
                found[runs[act.case].cycle.path, act.step] = (play, number)
    return found


def wrong(play: Play, number: int) -> Iterator[tuple[str, Refusal | None, str]]:
    """Yield what was wrong with an attempt, what came of it, and the code that is expected."""
    act, history = play.history.acts[number], before(play, number)
    world = world_at(history, BOOKS, act.at)
    run = world.runs[act.case]
    step = run.cycle.steps[act.step]

    def tried(other: Act) -> Refusal | None:
        outcome = advance(history, BOOKS, other)
        return outcome if isinstance(outcome, Refusal) else None

    yield "nobody", tried(replace(act, actor=Actor("Nobody", "nobody_at_all"))), "role_not_entitled"
    if all(each.relation is not None for each in step.by):
        stranger = Actor("Stranger", act.actor.role, party="ZZ", entity="Another entity")
        yield "stranger", tried(replace(act, actor=stranger)), "relation_missing"
    for paper in act.documents:
        left = tuple(each for each in act.documents if each != paper)
        yield paper.kind, tried(replace(act, documents=left)), "document_missing"
    for name in step.states_data:
        stated = {key: value for key, value in act.stated.items() if key != name}
        yield name, tried(replace(act, stated=stated)), "statement_missing"
    yield from _needs(step, act, history, tried)
    for wrongly, at in _moments(step, world.known(run), act):
        if wrongly == "late":
            yield wrongly, tried(replace(act, at=at)), "too_late"
            continue
        acts = tuple(each for each in history.acts if each.at <= at)
        if act.case in world_at(replace(history, acts=acts), BOOKS, at).runs:
            outcome = advance(replace(history, acts=acts), BOOKS, replace(act, at=at))
            yield wrongly, outcome if isinstance(outcome, Refusal) else None, "too_early"


def _needs(step: Step, act: Act, history: History, tried) -> Iterator[tuple[str, Refusal | None, str]]:
    for needed in step.needs:
        match needed.name:
            case "confirmed":
                for name in needed.of:
                    yield name, tried(replace(act, stated={**act.stated, name: False})), "condition_not_met"
            case "at_most":
                limited = needed.of[0]
                yield limited, tried(replace(act, stated={**act.stated, limited: 999_999_999})), "condition_not_met"
            case "fact" | "not_fact":
                recorded = {
                    each.fact
                    for past in history.acts
                    for each in _step_of(history, past).records
                }  # fmt: skip
                if not recorded & set(needed.of):
                    facts = {**history.facts, **dict.fromkeys(needed.of, needed.name == "not_fact")}
                    outcome = advance(replace(history, facts=facts), BOOKS, act)
                    refused = outcome if isinstance(outcome, Refusal) else None
                    yield str(needed), refused, "condition_not_met"


def _step_of(history: History, act: Act) -> Step:
    return world_at(history, BOOKS, act.at).runs[act.case].cycle.steps[act.step]


def _moments(step: Step, known, act: Act):
    if step.within is not None and step.within.enforced:
        ends = step.within.ends(known)
        if ends is not None and ends > act.at:
            yield "late", ends
    for limit, begins in ((step.not_before, True), (step.only_after, False)):
        opens = None if limit is None else limit.begins(known) if begins else limit.ends(known)
        if opens is not None and opens - MOMENT < act.at:
            yield "early", opens - MOMENT


def test_every_step_is_taken_somewhere():
    assert sorted(STEPS - set(taken())) == []


@pytest.mark.parametrize("path", sorted({path for path, _ in STEPS}))
def test_every_wrong_way_is_refused_by_its_own_code(path):
    amiss, count = [], 0
    for (cycle, name), (play, number) in taken().items():
        if cycle == path:
            for what, refused, code in wrong(play, number):
                count += 1
                if refused is None or refused.code != code:
                    amiss.append((name, what, code, refused))
    assert amiss == []
    assert count > sum(cycle == path for cycle, _ in STEPS)


def test_the_last_moment_of_every_deadline_is_permitted():
    tried = 0
    for play, number in taken().values():
        act, history = play.history.acts[number], before(play, number)
        run = world_at(history, BOOKS, act.at).runs[act.case]
        step = run.cycle.steps[act.step]
        known = world_at(history, BOOKS, act.at).known(run)
        ends = step.within.ends(known) if step.within is not None and step.within.enforced else None
        if ends is not None and ends > act.at:
            outcome = advance(history, BOOKS, replace(act, at=ends - MOMENT))
            assert isinstance(outcome, History), (act.step, outcome)
            tried += 1
    assert tried >= 6


def test_no_step_is_taken_before_the_one_that_leads_to_it():
    """For each step: at the latest earlier point of its play at which its case stood elsewhere, it is refused."""
    unrefused = []
    for (cycle, name), (play, number) in taken().items():
        act = play.history.acts[number]
        run = world_at(before(play, number), BOOKS, act.at).runs[act.case]
        if run.cycle.steps[name].from_states == (run.cycle.initial,) or number == 0:
            continue
        for at in range(number - 1, -1, -1):
            history = before(play, at)
            there = world_at(history, BOOKS, act.at).runs.get(act.case)
            if there is None or there.state not in run.cycle.steps[name].from_states:
                outcome = advance(history, BOOKS, act)
                if not isinstance(outcome, Refusal):
                    unrefused.append((cycle, name))
                break
    assert unrefused == []
