"""Needs: the named conditions of a step. A need returns nothing where it is met, else what is missing.

A need that only one mechanism uses must say why in the rulebook (`particular`), or it would be a place to
hide a comparison of mechanisms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sextant.workflow.case import Actor, Filed, Stated
from sextant.workflow.cycle import Step
from sextant.workflow.timeline import CaseKnown, Run, World

Missing = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a condition may look at when a step is about to be taken."""

    world: World
    run: Run
    step: Step
    actor: Actor
    at: datetime
    stated: Mapping[str, Stated]
    documents: Sequence[Filed]

    @property
    def known(self) -> CaseKnown:
        return self.world.known(self.run)

    @property
    def facts(self) -> Mapping[str, Stated]:
        """What is known of the subject."""
        return self.world.history.facts

    def siblings(self) -> list[Run]:
        """Return the other cases of the same cycle beside this one."""
        if self.run.case.parent is None:
            return []
        beside = self.world.below(self.run.case.parent, self.run.cycle.path)
        return [run for run in beside if run.case.id != self.run.case.id]


Need = Callable[[Situation], Missing | None]
Relation = Callable[[Situation], bool]

NEEDS: dict[str, Need] = {}
"""Every condition by the name by which rulebooks ask for it."""

RELATIONS: dict[str, Relation] = {}
"""Every way in which an actor can stand to the subject of a case."""


def need(name: str) -> Callable[[Need], Need]:
    """Declare a condition under a name."""

    def declare(function: Need) -> Need:
        assert name not in NEEDS, f"the need {name} is declared twice"
        NEEDS[name] = function
        return function

    return declare


def relation(name: str) -> Callable[[Relation], Relation]:
    """Declare a relation under a name."""

    def declare(function: Relation) -> Relation:
        assert name not in RELATIONS, f"the relation {name} is declared twice"
        RELATIONS[name] = function
        return function

    return declare
