"""Needs: the named conditions of a step. A need returns nothing where it is met, else what is missing.

A need that only one mechanism uses must say why in the rulebook (`particular`), or it would be a place to
hide a comparison of mechanisms. Needs of a step that happens by itself are asked without an actor: the step
waits until they are met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from sextant.workflow.case import Actor, Filed, Stated
from sextant.workflow.cycle import NOTHING, Needed, Records, Sets, Step
from sextant.workflow.world import CaseKnown, Run, World

Missing = Mapping[str, str | int | None]
NOBODY = Actor(name="", role="")
"""The actor of a step that happens by itself."""
_NOTHING_STATED: Mapping[str, Stated] = MappingProxyType({})


class Asks(StrEnum):
    """What the names are that a need asks about; a rulebook is checked for them."""

    NOTHING = "nothing"
    STEP = "step"
    """A step of the same cycle."""
    STATE_ABOVE = "state_above"
    CASE_STATE = "case_state"
    """A state of a case of another cycle, as `approval.published`."""
    NAMES_AND_CASE_STATES = "names_and_case_states"
    """Something stated or a fact that names subjects, and states of cases of theirs."""
    CYCLE = "cycle"
    FACT = "fact"
    STATED = "stated"
    """Something that a step of the cycle has its actor state."""
    STATED_AND_LIMIT = "stated_and_limit"
    """Something stated, and a parameter, something else stated, or a fact that it may not exceed."""
    STEP_AND_PARAMETER = "step_and_parameter"
    STEP_AND_DATE = "step_and_date"
    """A step of the same cycle, a date, and states that do not count or steps that may stand in its place."""
    STEP_ABOVE_AND_DATE = "step_above_and_date"
    """A step of the case above, a date, and a state that does not count."""
    TOTAL = "total"
    """A cycle, something that is stated in its cases, a fact that limits the total, and states that do not count."""
    LIST = "list"
    """A cycle, something that is stated in its cases, and states that do not count."""
    STATED_AND_NUMBER = "stated_and_number"
    """Something that is stated, and a parameter that is a whole number."""
    WORK = "work"
    """A cycle, what names its cases, a list stated in this case, and steps of that cycle."""
    DATES = "dates"
    DATES_AND_FACT = "dates_and_fact"
    STATED_NAMES = "stated_names"
    """Several names that are stated in the case or in one above it."""
    STATED_AND_PARAMETER = "stated_and_parameter"
    """Something stated, and a parameter."""
    STATED_FACT_AND_PARAMETER = "stated_fact_and_parameter"
    """Two names that are stated, a fact, and a parameter."""
    DATES_AND_PARAMETER = "dates_and_parameter"
    """Two dates and a parameter."""
    FACTS_AND_STATED = "facts_and_stated"
    """Two facts, and something stated or a third fact."""
    CYCLE_STATE_AND_TWO_DATES = "cycle_state_and_two_dates"
    """A cycle, a state of it that does not count, and two dates that it has and the step states."""
    NUMBERS = "numbers"
    """Numbers that are stated in the case or known of the subject."""
    NAME_AND_PARAMETER = "name_and_parameter"
    """Something stated in the case or known of the subject, and a parameter."""
    CYCLE_STATE_AND_DATES = "cycle_state_and_dates"
    """A cycle, a state of it that does not count, and dates."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a condition may look at when a step is about to be taken."""

    world: World
    run: Run
    step: Step
    actor: Actor
    at: datetime
    stated: Mapping[str, Stated] = field(default_factory=lambda: _NOTHING_STATED)
    documents: Sequence[Filed] = ()
    of: tuple[str, ...] = ()
    """The names that the need asks about."""
    only_asked: bool = False
    """Whether it is only asked if the step might be taken; what would be stated is then taken to be right."""

    @property
    def on(self) -> date:
        """The day of the act, where the days of the cycle end."""
        return self.world.rules.calendar(self.run.cycle.path).day_of(self.at)

    @property
    def known(self) -> CaseKnown:
        """What is known of the case, with the dates that this step would set; raises StatedBadly."""
        dates = {"act": self.on}
        for each in self.step.sets:
            found = date_set(each, self.stated, self.on)
            if found is not None:
                dates[each.name] = found
        for bound in self.step.bounds:
            found = stated_day(bound.date, self.stated)
            if found is not None:
                dates[bound.date] = found
        return self.world.known(self.run, dates)

    @property
    def facts(self) -> Mapping[str, Stated]:
        """What is known of the subject; facts that a cycle freezes stand as they did on its date."""
        return self.world.known(self.run).facts

    def siblings(self) -> list[Run]:
        """Return the other cases of the same cycle beside this one, in the order in which they were opened."""
        if self.run.case.parent is None:
            return []
        beside = self.world.below(self.run.case.parent, self.run.cycle.path)
        return [run for run in beside if run.case.id != self.run.case.id]


class StatedBadly(ValueError):
    """What should be a day is none; `name` says which."""

    def __init__(self, name: str, found: Stated) -> None:
        super().__init__(f"{name}: {found!r} is no day")
        self.name = name
        self.found = found


def stated_day(name: str, stated: Mapping[str, Stated]) -> date | None:
    """Return a day that an actor states, or none where nothing is stated. Raises StatedBadly."""
    found = stated.get(name)
    if found is None or found == "":
        return None
    try:
        return date.fromisoformat(found)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise StatedBadly(name, found) from None


def date_set(each: Sets, stated: Mapping[str, Stated], on: date) -> date | None:
    """Return the day to which a step sets a date; none where it comes from elsewhere or nothing is stated."""
    if each.of_child is not None or each.of_date is not None:
        return None
    return on if each.stated_as is None else stated_day(each.stated_as, stated)


def recorded(each: Records, actor: Actor, stated: Mapping[str, Stated]) -> Stated:
    """Return the value of a fact that a step records."""
    reserved: Mapping[str, Stated] = {
        "actor_entity": actor.entity,
        "actor_party": actor.party,
        "yes": True,
        "no": False,
        NOTHING: None,
    }
    return reserved[each.stated_as] if each.stated_as in reserved else stated.get(each.stated_as)


RESERVED = frozenset({"actor_entity", "actor_party", "yes", "no", NOTHING})
"""What a fact can be recorded from without being stated."""

Need = Callable[[Situation], Missing | None]

NEEDS: dict[str, Need] = {}
"""Every condition by the name by which rulebooks ask for it."""

ASKS: dict[str, Asks] = {}
"""What each condition asks about."""


def need(name: str, asks: Asks = Asks.NOTHING) -> Callable[[Need], Need]:
    """Declare a condition under a name, and what the names are that it asks about."""

    def declare(function: Need) -> Need:
        assert name not in NEEDS, f"the need {name} is declared twice"
        NEEDS[name] = function
        ASKS[name] = asks
        return function

    return declare


def first_unmet(situation: Situation) -> tuple[str, Missing] | None:
    """Return the first need of a step that is not met, by name, and what is missing."""
    return next(_unmet(situation, situation.step.needs), None)


def warned_of(situation: Situation) -> list[tuple[str, Missing]]:
    """Return the conditions that a step only warns of and that are not met, by name, with what is missing."""
    return list(_unmet(situation, situation.step.warns))


def _unmet(situation: Situation, wanted: Sequence[Needed]) -> Iterator[tuple[str, Missing]]:
    for needed in wanted:
        missing = NEEDS[needed.name](replace(situation, of=needed.of))
        if missing is not None:
            yield needed.name, missing
