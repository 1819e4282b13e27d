"""A scenario as it is written: a cast, and steps in the order of their dates. Nothing here acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sextant.domain.authorization import Authorization
from sextant.domain.label import Label
from sextant.workflow.case import Actor, Stated


class Kind(StrEnum):
    """What a step of a scenario is."""

    OPEN = "open"
    """The first case of a subject is opened."""
    TAKE = "take"
    """A step of a cycle is taken."""
    ACCOUNT = "open_account"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    RETIRE = "retire"
    STATEMENT = "statement"
    """What a Party stated in an authorization, as it is published; nothing of how it came about is told."""
    FOREIGN = "foreign_event"
    """What another registry did is told, as `sextant import foreign-events` tells it."""
    REPORT = "report"
    """Parties write what they report, each its own, and the reports are checked together."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """A Party that reports: the period of its contribution, its registry and its code in the format."""

    first_year: int
    last_year: int
    registry: str
    """As the format writes it, such as THA01."""
    alpha3: str


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports of several Parties about the units of one cooperative approach, and what is expected in them."""

    approach: str
    first_year: int
    last_year: int
    parties: tuple[str, ...]
    profile: str
    mitigation_type: str
    expected: Mapping[str, Mapping[str, int]]
    """By Party: sums by kind of action, `held` at the end of the last year."""
    adjustments: Mapping[str, Mapping[int, int]]
    """By Party: what is added to the emissions balance of each year; years that are not named have none."""
    findings: tuple[str, ...] = ()
    """The rules that are expected to fail, by their ids; none is that none does."""


@dataclass(frozen=True, slots=True)
class Units:
    """Which units move: so many of a class, of one vintage where it is named."""

    quantity: int
    unit_class: str
    vintage: int | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """Units that leave one account for another."""

    units: Units
    from_account: str
    to_account: str
    purpose: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that somebody is given."""

    code: str
    type: str
    name: str
    party: str
    owner: str | None = None
    ndc_period: str | None = None
    registry: str | None = None
    """Which of the mechanism's registries keeps it; none is the one that the mechanism names first."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One step of a scenario."""

    number: int
    at: datetime
    kind: Kind
    actor: Actor
    subject: str
    mechanism: str
    """Whose rules the step is taken under: the scenario's own mechanism, or another one that it names."""
    cycle: str | None = None
    take: str | None = None
    states: Mapping[str, Stated] = field(default_factory=dict)
    papers: tuple[str, ...] | None = None
    """The documents that are filed; none for all that the step asks for."""
    account: NewAccount | None = None
    movement: Movement | None = None
    event: Mapping[str, str] = field(default_factory=dict)
    """What another registry did, in the columns of a file of foreign events."""
    statement: Authorization | None = None
    reports: Reports | None = None
    undetermined: bool = False
    """Whether the first transfer of the units cannot be determined."""
    told: Label | None = None
    """What happens, in a sentence; none where the label of the step says it."""
    refused: str | None = None
    """The code with which it is refused, where it is there to be refused."""
    state: str | None = None
    """The state of the case afterwards."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many units of a class are expected in an account at the end."""

    account: str
    unit_class: str
    quantity: int
    first_transferred: int = 0


@dataclass(frozen=True)
class Story:
    """A whole scenario."""

    name: str
    label: Label
    about: Label
    mechanism: str
    activity: str
    title: str
    parties: Mapping[str, Label]
    cast: Mapping[str, Actor]
    scenes: tuple[Scene, ...]
    expected: tuple[Held, ...]
    synthetic: bool = True
    """Whether what it tells is invented; `synthetic: no` in a file that tells what happened."""
    also: tuple[str, ...] = ()
    """Other mechanisms that some of its steps are taken under."""
    names: Mapping[str, Label] = field(default_factory=dict)
    """What the cast, the activity and the accounts are called in both languages, by their English names."""

    reporting: Mapping[str, Reporter] = field(default_factory=dict)
    """The Parties that report, by their codes."""

    def said(self, name: str, language: str) -> str:
        """Return a name in a language; one that the scenario does not give stays as it is."""
        known = self.names.get(name)
        return known.in_language(language) if known else name
