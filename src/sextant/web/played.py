"""A scenario as it was played on a scratch registry, once in a process: what was done and what happened by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sextant.application.cases import Taken
from sextant.application.foreign.told import Told
from sextant.application.scenario.run import Happened, Ran, run
from sextant.application.scenario.stage import Stage
from sextant.application.scenario.story import Kind, Story
from sextant.domain.account import Account
from sextant.ledger.posting import Posted
from sextant.storage.scenario_files import scratch_stage, shipped_stories
from sextant.workflow.world import Run, Transition


@dataclass(frozen=True, slots=True)
class ByItself:
    """A step that nobody took."""

    run: Run
    transition: Transition
    cause: Run | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: somebody's deed, or a step that happened by itself."""

    at: datetime
    on: date
    """The day, where deadlines end."""
    deed: Happened | None = None
    by_itself: ByItself | None = None
    entry: UUID | None = None
    """The entry that the ledger made of it. Its id is the same wherever the scenario is played."""


@dataclass(frozen=True)
class Played:
    """A scenario with everything that happened in it, in its order."""

    story: Story
    ran: Ran
    events: tuple[Event, ...]
    accounts: Mapping[str, Account]


def story_named(name: str) -> Story | None:
    """Return a scenario that ships with Sextant, or none."""
    return next((each for each in shipped_stories() if each.name == name), None)


@cache
def played(name: str) -> Played:
    """Return a scenario that ships with Sextant as it went. Raises LookupError where there is none of that name."""
    story = story_named(name)
    if story is None:
        raise LookupError(name)
    stage = scratch_stage(story)
    ran = run(stage)
    calendar = stage.cases.rules.calendar(f"{story.mechanism}.")
    deeds = [Event(each.scene.at, calendar.day_of(each.scene.at), each, None, _entry(each)) for each in ran.happened]
    others = [Event(each.transition.at, each.transition.on, None, each) for each in _by_itself(stage)]
    events = sorted([*deeds, *others], key=_order)
    return Played(story, ran, tuple(events), {each.code: each for each in stage.reader.accounts()})


def _order(each: Event) -> tuple[datetime, bool, bool]:
    """Return the place of an event: at one instant deeds come first, last what another case brought about."""
    follows = each.by_itself is not None and each.by_itself.cause is not None
    return each.at, each.deed is None, follows


def _entry(each: Happened) -> UUID | None:
    if isinstance(each.outcome, Posted | Told):
        return each.outcome.entry
    return each.outcome.posted.entry if isinstance(each.outcome, Taken) and each.outcome.posted else None


def _by_itself(stage: Stage) -> list[ByItself]:
    """Return the steps that nobody took, up to the last step of the scenario."""
    found: list[ByItself] = []
    scenes = stage.story.scenes
    opened = (scene for scene in scenes if scene.kind in (Kind.OPEN, Kind.TAKE))
    for mechanism, subject in dict.fromkeys((scene.mechanism, scene.subject) for scene in opened):
        world = stage.world(subject, scenes[-1].at, mechanism)
        for each in world.runs.values():
            if each.case.subject == subject:
                found += [
                    ByItself(each, taken, world.runs.get(taken.cause) if taken.cause else None)
                    for taken in each.transitions
                    if taken.act is None
                ]
    return found
