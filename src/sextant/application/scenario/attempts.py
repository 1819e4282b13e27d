"""What would have been refused: a scenario tried in every wrong way, one attempt at a time.

Each step of a cycle is tried by everybody else of the cast, before the step that leads to it, in the last moment
that is permitted and in the first that is not, and without each document that it needs. Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sextant.application.scenario.run import rule_of
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Kind, Scene
from sextant.domain.refusal import Refusal
from sextant.domain.source import Source
from sextant.workflow.advance import advance
from sextant.workflow.case import Actor, History
from sextant.workflow.cycle import Step
from sextant.workflow.world import Run, World

_MOMENT = timedelta(microseconds=1)


class Wrong(StrEnum):
    """In which way an attempt departs from the scenario."""

    ROLE = "role"
    """Somebody else does it, whom the rules do not entitle."""
    SAME_ROLE = "same_role"
    """Somebody else does it in the same role, or another one whom the rules entitle as well: this is no wrong."""
    ORDER = "order"
    """It is done at the latest point of the scenario at which it was not possible yet."""
    LAST_MOMENT = "last_moment"
    """It is done in the last permitted moment: this is no wrong, and must be taken."""
    TOO_LATE = "too_late"
    """It is done in the first moment after the last permitted day."""
    TOO_EARLY = "too_early"
    """It is done in the last moment before the first permitted day."""
    DOCUMENT = "document"
    """One document is missing."""
    STATEMENT = "statement"
    """One statement is missing."""


class GoesOtherwise(Exception):
    """A scenario does not go as it is written, so that nothing can be tried beside it."""

    def __init__(self, step: int, code: str | None) -> None:
        super().__init__(f"step {step}: {code}")
        self.step = step
        self.code = code
        """The refusal; None where the step has no case."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way of doing a step otherwise, and what came of it."""

    scene: Scene
    wrong: Wrong
    what: str
    """Who did it instead, what was left out, or the moment."""
    source: Source
    refusal: Refusal | None


def attempts(stage: Stage) -> Iterator[Attempt]:
    """Yield every attempt on the way through a scenario, playing it meanwhile. The stage must be a new one.

    Raises GoesOtherwise at the first step that is refused although it is written that it happens.
    """
    stage.prepare()
    earlier: dict[tuple[str, str], list[History]] = {}
    for scene in stage.story.scenes:
        if scene.kind is Kind.TAKE and scene.refused is None:
            run = stage.run_of(scene)
            if run is None:
                raise GoesOtherwise(scene.number, None)
            yield from _tried(stage, scene, run, earlier.setdefault((scene.mechanism, scene.subject), []))
            now = stage.world(scene.subject, scene.at, scene.mechanism)
            earlier[scene.mechanism, scene.subject].append(now.history)
        if scene.movement is not None and scene.refused is None:
            yield from _moved_by_others(stage, scene)
        outcome = stage.play(scene)
        if scene.refused is None and isinstance(outcome, Refusal):
            raise GoesOtherwise(scene.number, str(outcome.code))


def _tried(stage: Stage, scene: Scene, run: Run, earlier: Sequence[History]) -> Iterator[Attempt]:
    step = run.cycle.steps[scene.take or ""]
    world = stage.world(scene.subject, scene.at, scene.mechanism)
    history = world.history

    def attempt(wrong: Wrong, what: str, tried: Scene, papers: tuple[str, ...] | None = None) -> Attempt:
        outcome = advance(history, stage.cases.rules, stage.act_of(tried, run, papers))
        return Attempt(scene, wrong, what, step.source, outcome if isinstance(outcome, Refusal) else None)

    entitled = {each.role for each in step.by}
    for actor in stage.story.cast.values():
        if actor != scene.actor:
            made = attempt(Wrong.ROLE, f"{actor.name}, {actor.role}", replace(scene, actor=actor))
            same = made.refusal is None and (actor.role in entitled or _only_votes(step, actor))
            yield replace(made, wrong=Wrong.SAME_ROLE) if same else made
    act = stage.act_of(scene, run)
    for before in reversed(earlier):
        refused = advance(before, stage.cases.rules, act)
        if isinstance(refused, Refusal):
            yield Attempt(scene, Wrong.ORDER, before.acts[-1].step if before.acts else "", step.source, refused)
            break
    asked = not _only_votes(step, scene.actor)
    for paper in step.documents if asked else ():
        yield attempt(Wrong.DOCUMENT, paper, scene, tuple(each for each in step.documents if each != paper))
    for name in step.states_data if asked else ():
        states = {key: value for key, value in scene.states.items() if key != name}
        yield attempt(Wrong.STATEMENT, name, replace(scene, states=states))
    for wrong, at in _moments(stage, scene, run, step, world):
        yield attempt(wrong, at.isoformat(), replace(scene, at=at))


def _only_votes(step: Step, actor: Actor) -> bool:
    """Whether somebody only casts a ballot in a vote that another one closes; a ballot needs no papers."""
    rule = step.decided_by
    return rule.closed_by not in (None, actor.role) and any(each.role == actor.role for each in step.by)


def _moved_by_others(stage: Stage, scene: Scene) -> Iterator[Attempt]:
    source = rule_of(stage, scene, stage.cycle_of(scene))
    for actor in stage.story.cast.values():
        if source is not None and actor != scene.actor:
            refusal = stage.foresee_move(replace(scene, actor=actor))
            # Whoever acts for the same Party may dispose of what is the Party's.
            same = refusal is None and actor.party is not None and actor.party == scene.actor.party
            wrong = Wrong.SAME_ROLE if same else Wrong.ROLE
            yield Attempt(scene, wrong, f"{actor.name}, {actor.role}", source, refusal)


def _moments(stage: Stage, scene: Scene, run: Run, step: Step, world: World) -> Iterator[tuple[Wrong, datetime]]:
    known = world.known(run)
    if step.within is not None and step.within.enforced:
        ends = step.within.ends(known)
        if ends is not None and ends > scene.at:
            yield Wrong.LAST_MOMENT, ends - _MOMENT
            yield Wrong.TOO_LATE, ends
    for limit, begins in ((step.not_before, True), (step.only_after, False)):
        if limit is not None and limit.enforced:
            opens = limit.begins(known) if begins else limit.ends(known)
            last = max((act.at for act in world.history.acts), default=None)
            if opens is not None and (last is None or opens - _MOMENT >= last):
                yield Wrong.TOO_EARLY, opens - _MOMENT
