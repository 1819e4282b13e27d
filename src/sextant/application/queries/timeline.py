"""What was done in the cases of a subject, where each stands, and what can be done next, by whom and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sextant.workflow.advance import Possible, possible_steps
from sextant.workflow.cycle import Step
from sextant.workflow.world import Run, Transition, World


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken, by somebody or by itself."""

    run: Run
    step: Step
    transition: Transition

    @property
    def on(self) -> date:
        """The effective day."""
        return self.transition.on


@dataclass(frozen=True, slots=True)
class Standing:
    """A case, where it stands, and what leads on from there."""

    run: Run
    depth: int
    """How many cases it lies in."""
    since: date
    next: tuple[Possible, ...]
    """Steps that somebody may take, those with a last day first."""
    by_itself: tuple[Possible, ...]
    """Steps that happen when a day is over."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The cases of one subject at an instant."""

    done: tuple[Done, ...]
    standing: tuple[Standing, ...]


def timeline(world: World, subject: str, at: datetime) -> Timeline:
    """Return the timeline of a subject from its cases as they stood at an instant; cases of others are left out."""
    own = [run for run in world.runs.values() if run.case.subject == subject]
    done = [Done(run, run.cycle.steps[each.step], each) for run in own for each in run.transitions]
    done.sort(key=lambda each: each.transition.at)
    return Timeline(tuple(done), tuple(_standing(world, run, at) for run in own))


def _standing(world: World, run: Run, at: datetime) -> Standing:
    calendar = world.rules.calendar(run.cycle.path)
    today = calendar.day_of(at)
    found = [] if run.over else possible_steps(world, run)
    open_now = [each for each in found if each.last_day is None or each.last_day >= today or not _enforced(each)]
    by_hand = [each for each in open_now if not each.step.by_itself]
    by_hand.sort(key=lambda each: (each.last_day is None, each.last_day or today))
    timed = tuple(each for each in open_now if each.step.on_deadline is not None and each.last_day is not None)
    return Standing(run, len(world.chain(run)) - 1, calendar.day_of(_entered(run)), tuple(by_hand), timed)


def _entered(run: Run) -> datetime:
    """Return when a case came to the state it is in; steps that leave it where it is do not count."""
    entered = (each.at for each in reversed(run.transitions) if each.to_state != each.from_state)
    return next(entered, run.case.opened_at)


def _enforced(each: Possible) -> bool:
    return each.step.within is None or each.step.within.enforced
