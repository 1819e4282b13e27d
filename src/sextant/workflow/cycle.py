"""A cycle: the states of a case, the steps between them, and what each step asks for.

These are the records that a rulebook file becomes (`parse.py`); nothing here knows YAML, and no record knows
a mechanism by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.workflow.deadline import Limit

_NO_CHOICES: Mapping[str, Mapping[str, Label]] = MappingProxyType({})
SAME = "same"
"""As the state after a step: the case stays where it is."""
BACK = "back"
"""As the state after a step: the case returns to where it was before it came here."""
NOTHING = "nothing"
"""As what a fact is recorded from: the fact is cleared."""


class Deed(StrEnum):
    """What the ledger of units does when a step is taken."""

    ISSUANCE = "issuance"
    """Units of the period come into being and are shared out."""
    AUTHORIZATION = "authorization"
    """What is stated becomes a version of a Party's authorization, to which units are held."""
    LATER_AUTHORIZATION = "later_authorization"
    """The same, and units that never moved become authorized where they stand."""
    CHANGE_OF_ISSUED = "change_of_issued"
    """Units already issued get what a change or revocation of their authorization makes of them."""
    ENTITY_AUTHORIZATION = "entity_authorization"
    """A version that authorizes further entities to first transfer, hold and use."""
    ENTITY_REVOCATION = "entity_revocation"
    """A version under which entities may do so no longer."""
    SUSPENSION = "suspension"
    """A version of an authorization under which nothing may be done for the time being."""
    RESUMPTION = "resumption"
    """A version that puts what was authorized before into force again."""
    UNIT_SUSPENSION = "unit_suspension"
    """The units of the activity are held for the case and cannot move."""
    UNIT_RELEASE = "unit_release"
    """The units that the case held may move again."""
    BUFFER_CANCELLATION = "buffer_cancellation"
    """Buffer units are cancelled, as many of each class as were reversed."""
    REPLENISHMENT = "replenishment"
    """The actor forwards units of their own to the buffer, as many of each class as could have been kept."""


class MoneyAct(StrEnum):
    """What a step does with money, beside the fee that may become due with it."""

    RECEIVE = "receive"
    """A payment came in, as stated: towards what is due, the rest is owed back."""
    COUNT_AGAIN = "count_again"
    """The fees of the case are counted again on what is stated now."""
    PAY_BACK = "pay_back"
    """What is owed back went out, as stated."""


AMOUNT_RECEIVED, AMOUNT_PAID_BACK, PAYMENT_REFERENCE = "amount_received", "amount_paid_back", "payment_reference"
"""What is stated of a payment."""
STATED_WITH = {MoneyAct.RECEIVE: AMOUNT_RECEIVED, MoneyAct.PAY_BACK: AMOUNT_PAID_BACK}
"""The sum that must be stated with each act of money."""


class Search(StrEnum):
    """The closed set of what a registry searches by itself with a step; what it finds is stated with the act."""

    ACTIVITIES_ALIKE = "activities_alike"
    """Activities of any mechanism that may be the same one."""


FOUND_WITH = {Search.ACTIVITIES_ALIKE: ("nothing_alike", "activities_alike")}
"""What is stated of each search, by the registry and by nobody else."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a case can be."""

    name: str
    label: Label
    terminal: bool = False
    public: bool = True
    stage: str | None = None
    """At which stage a request is that ends from here; its fee is paid back by that."""


class Stands(StrEnum):
    """The closed set of ways in which an actor can stand to the subject of a case."""

    PARTY_IN = "party_in"
    """For a Party that a fact names."""
    NOT_PARTY_IN = "not_party_in"
    ENTITY_IN = "entity_in"
    """For an entity that a fact names."""
    NOT_ENTITY_IN = "not_entity_in"
    PARTY_IS_SUBJECT = "party_is_subject"
    """For the Party that is itself the subject of the case."""
    ENTITY_IS_SUBJECT = "entity_is_subject"
    """For the entity that is itself the subject of the case."""
    NAME_IN = "name_in"
    """A person whom a fact names."""
    NAME_STATED = "name_stated"
    """A person whom what was stated in the case, or in the nearest case above, names."""
    TOOK = "took"
    """For the entity that took a step of this case, or of the nearest case above where it was taken."""
    ACTED_ELSEWHERE = "acted_elsewhere_in_this_role"
    """For an entity that acted in the same role in another case of the subject."""
    OPENED_THIS = "opened_this_case"
    """For the Party or entity whose act opened the case."""
    OPENED_IN_SAME_ROLE = "opened_the_nearest_in_this_role"
    """For the entity that opened the case in the same role, or else the nearest case above."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How an actor stands to the subject of a case, as a rulebook names it."""

    name: str
    label: Label
    form: Stands
    of: str = ""
    """The fact that names Parties or entities, where the form asks about one."""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who may take a step: a role, and how whoever has it must stand to the subject of the case."""

    role: str
    relation: Relation | None = None
    """The actor must stand in it."""
    never: Relation | None = None
    """The actor must not stand in it."""


class Decision(StrEnum):
    """How many of those entitled it takes."""

    ANY = "any"
    ALL_OF = "all_of"
    AT_LEAST = "at_least"
    MAJORITY = "majority"
    THOSE_NAMED = "those_named"


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """How a step is decided by ballots: any one, one of each of several roles, at least so many, a majority, or
    those whom a fact names: `a;b` means either of them, `a+b` both together.
    """

    form: Decision = Decision.ANY
    roles: tuple[str, ...] = ()
    """For `all_of`: one yes of each."""
    number: int | str | None = None
    """For `at_least`: how many, or the path of a parameter."""
    share: str | None = None
    """For `majority`: the share of those voting that must say yes, a fraction such as 3/4, or a path."""
    quorum: int | str | None = None
    """For `majority`: how many must take part, or a path."""
    closed_by: str | None = None
    """For `majority`: the role that closes the vote; what was voted counts only then. None counts at once."""
    fact: str | None = None
    """For `those_named`: the fact that names them."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A named condition of a step, with the names it asks about."""

    name: str
    of: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.of)}" if self.of else self.name


@dataclass(frozen=True, slots=True)
class Sets:
    """A date that a step sets: the day of the step, a day the actor states, a date of the case below, or another
    date of the case or those above it.
    """

    name: str
    stated_as: str | None = None
    of_child: str | None = None
    of_date: str | None = None
    optional: bool = False
    """Whether the actor may leave it out; the date then stays as it was."""
    once: bool = False
    """Whether the first such day stands, however often the step is taken."""


@dataclass(frozen=True, slots=True)
class Records:
    """A fact of the subject that a step records: what the actor states, or whom the actor acts for."""

    fact: str
    stated_as: str
    """The name of what is stated; or `actor_entity`, `actor_party`, `yes`, or `nothing`, which clears it."""
    of_child: bool = False
    """Whether it was stated in the case below that made the step happen; where nothing was, the fact stays as it is."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which days a date must lie that the actor states."""

    date: str
    earliest: Limit | None = None
    latest: Limit | None = None
    when: tuple[str, ...] = ()
    """The bound holds only where all these facts are true."""
    unless: tuple[str, ...] = ()
    """The bound does not hold where one of these facts is true."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """Facts that are read as they stood when a date was set, once it is."""

    at: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A case of another subject whose facts count here too: the participation of the host Party."""

    cycle: str
    fact: str
    """The fact that names the other subject; several are divided by `;`."""


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
class OnAbove:
    """A step that happens by itself when the case above comes to a state."""

    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One way from some states to another."""

    name: str
    label: Label
    source: Source
    from_states: tuple[str, ...]
    to_state: str
    """The state after the step; `same` stays where the case is, `back` returns to where it was before."""
    by: tuple[Entitled, ...] = ()
    decided_by: DecidedBy = field(default_factory=DecidedBy)
    needs: tuple[Needed, ...] = ()
    documents: tuple[str, ...] = ()
    states_data: tuple[str, ...] = ()
    """Names of what the actor must state with the step: dates, quantities, references."""
    choices: Mapping[str, Mapping[str, Label]] = field(default_factory=lambda: _NO_CHOICES)
    """For what is stated as one of a list, or as several divided by `;`: the list."""
    whole: tuple[str, ...] = ()
    """Names of what is stated as a whole number, 0 or above."""
    bounds: tuple[Bound, ...] = ()
    not_before: Limit | None = None
    """The step may be taken from the beginning of this day."""
    only_after: Limit | None = None
    """The step may be taken when this day is over."""
    within: Limit | None = None
    """The step may be taken to the end of this day."""
    on_deadline: Limit | None = None
    """The step happens by itself when this day is over."""
    on_child: OnChild | None = None
    on_above: OnAbove | None = None
    sets: tuple[Sets, ...] = ()
    records: tuple[Records, ...] = ()
    opens: tuple[Opens, ...] = ()
    fee: str | None = None
    """Path of the levy that becomes due with the step."""
    fee_of: str | None = None
    """The name of what is stated that the fee is counted on; without it the fee is for one."""
    money: MoneyAct | None = None
    stage: str | None = None
    """At which stage a request ends, as to its fee, with this step, whatever state it comes from."""
    deed: Deed | None = None
    warns: tuple[Needed, ...] = ()
    """Conditions that do not have to be met, but whoever takes the step is told where one is not."""
    searches: Search | None = None
    """What the registry searches by itself with it."""
    registry: str | None = None
    """In which of the mechanism's registries units come into being with it; none is the one it names first."""

    @property
    def found(self) -> tuple[str, ...]:
        """Names of what the registry itself states with the step."""
        return FOUND_WITH[self.searches] if self.searches is not None else ()

    @property
    def by_itself(self) -> bool:
        """Whether nobody takes the step: time, a case below or the case above does."""
        return self.on_deadline is not None or self.on_child is not None or self.on_above is not None


@dataclass(frozen=True, slots=True)
class Cycle:
    """All states and steps of one kind of case, in one version: as the rulebook has them from a day on."""

    path: str
    """Mechanism and name: `article_6_4.registration_request`."""
    label: Label
    source: Source
    subject: str
    initial: str
    from_date: date
    """The first day on which cases are opened under this version."""
    states: Mapping[str, State]
    steps: Mapping[str, Step]
    until: date | None = None
    """The first day on which none is opened any more, where no other version follows."""
    until_source: Source | None = None
    follows_above: Source | None = None
    """The paragraph by which a case inside one that was opened before this version stays under the version of then."""
    several: bool = True
    """Whether the case above may have more than one such case open at a time."""
    opened_as: tuple[Sets, ...] = ()
    """Dates that the opening of a case sets."""
    opened_with: tuple[Records, ...] = ()
    """Facts that hold from the opening of a case on, unless they are known already; a text says so in its silence."""
    frozen: Frozen | None = None
    beside: tuple[Beside, ...] = ()
    endless: Label | None = None
    """Why it never ends, where it is meant to run for ever."""

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """Return the steps that lead out of a state, in the order of the file."""
        return tuple(step for step in self.steps.values() if state in step.from_states)

    @property
    def mechanism(self) -> str:
        """The mechanism whose folder the cycle stands in."""
        return self.path.partition(".")[0]
