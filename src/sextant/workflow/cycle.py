"""A cycle: the states of a case, the steps between them, and what each step asks for.

These are the records that a rulebook file becomes (`parse.py`); nothing here knows YAML, and no record knows
a mechanism by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sextant.domain.source import Source
from sextant.workflow.deadline import Limit


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a thing in both languages."""

    english: str
    chinese: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can be."""

    name: str
    label: Label
    terminal: bool = False
    public: bool = True


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who may take a step: a role, and how whoever has it must stand to the subject of the case."""

    role: str
    relation: str | None = None
    """Such as `host_party_of_subject`; the actor must stand in it."""
    never: str | None = None
    """Such as `doe_that_validated_subject`; the actor must not stand in it."""


class Decision(StrEnum):
    """How many of those entitled it takes."""

    ANY = "any"
    ALL_OF = "all_of"
    AT_LEAST = "at_least"
    MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """How a step is decided by ballots: any one, all of several roles, at least so many, or a majority."""

    form: Decision = Decision.ANY
    roles: tuple[str, ...] = ()
    """For `all_of`: one yes of each."""
    number: int | str | None = None
    """For `at_least`: how many, or the path of a parameter."""
    share: str | None = None
    """For `majority`: the share of those voting that must say yes, a fraction such as 3/4, or a path."""
    quorum: int | str | None = None
    """For `majority`: how many must take part, or a path."""


@dataclass(frozen=True, slots=True)
class Sets:
    """A date of the case that a step sets: the day of the step, or a day the actor states."""

    name: str
    stated_as: str | None = None


@dataclass(frozen=True, slots=True)
class Opens:
    """A case that a step opens below this one."""

    cycle: str


@dataclass(frozen=True, slots=True)
class OnChild:
    """A step that happens by itself when a case below comes to a state."""

    cycle: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One way from some states to another."""

    name: str
    label: Label
    source: Source
    from_states: tuple[str, ...]
    to_state: str
    """The state after the step; `same` stays where the case is."""
    by: tuple[Entitled, ...] = ()
    decided_by: DecidedBy = field(default_factory=DecidedBy)
    needs: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    states_data: tuple[str, ...] = ()
    """Names of what the actor must state with the step: dates, quantities, references."""
    not_before: Limit | None = None
    """The step may be taken from the day after this one."""
    within: Limit | None = None
    """The step may be taken to the end of this day."""
    on_deadline: Limit | None = None
    """The step happens by itself when this day is over."""
    on_child: OnChild | None = None
    sets: tuple[Sets, ...] = ()
    opens: tuple[Opens, ...] = ()
    fee: str | None = None
    """Path of the levy that becomes due with the step."""

    @property
    def by_itself(self) -> bool:
        """Whether nobody takes the step: time or a case below does."""
        return self.on_deadline is not None or self.on_child is not None


@dataclass(frozen=True, slots=True)
class Cycle:
    """All states and steps of one kind of case."""

    path: str
    """Mechanism and name: `article_6_4.registration_request`."""
    label: Label
    source: Source
    subject: str
    initial: str
    states: Mapping[str, State]
    steps: Mapping[str, Step]
    several: bool = True
    """Whether a subject may have more than one such case open at a time."""

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Return the steps that lead out of a state, in the order of the file."""
        return tuple(step for step in self.steps.values() if state in step.from_states)
