"""The course of a mechanism: who does what, in which order, from the first idea to the use of units; one file each.

A course names steps of the mechanism's own cycles. It holds no day and no rate: when a step can be taken follows from
the cycle, and a step says at most that it is taken on the last permitted day. Texts may hold names in braces, which
stand for what is known of the activity (`PLACES`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sextant.comparison.aspect import Fact
from sextant.comparison.readings import Read
from sextant.domain.label import Label
from sextant.domain.source import Source

PLACES = frozenset(
    {
        "title", "host", "start_date", "buyer", "reference", "first_day", "last_day", "first_year", "last_year",
        "period_start", "period_end", "year", "units", "annual_units", "authorized", "authorization", "fixed", "due",
        "today", "share", "host_least_developed", "host_small_island",
    }
)  # fmt: skip
"""What a text of a course may stand for; a path of a parameter in braces stands for the day so many days from now."""
CONDITIONS = frozenset(
    {
        "authorized", "not_authorized", "opted_in", "first_year", "later_year",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who acts: a role of the mechanism, for a Party or an entity."""

    name: Label
    role: str
    party: str | None = None
    entity: str | None = None
    own: bool = False
    """Whether it is on the side of the activity: what it decides is no sign-off."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that somebody is given."""

    type: str
    party: str | None
    owner: str | None = None
    ndc_period: str | None = None
    registry: str | None = None
    """The name of the registry, where the mechanism keeps several and it is not the first."""


@dataclass(frozen=True, slots=True)
class Moved:
    """All units of some classes that are in an account go to another one."""

    act: str
    classes: tuple[str, ...]
    from_account: str
    to_account: str
    purpose: str | None = None
    share: str | None = None
    """The assumption that says which share of the units issued in the period goes; none for all that is there."""
    rounding: str = "ceil"
    """How that share becomes whole units where the assumption on levies leaves it to the rules (settled point 10)."""


@dataclass(frozen=True, slots=True)
class Split:
    """How the units of a year are divided in two: a share of them, and what is left."""

    share: str
    """The assumption that says which share."""
    gives: str
    """The place under which a course speaks of the share; with `_by_vintage` after it, as quantities by vintage."""
    leaves: str
    """The place of what is left."""
    rounding: str
    """How the share becomes whole units, or the path of the parameter that says it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Units of a year that are issued by no step of a cycle, shared out by the levies of the rulebook."""

    unit_class: str
    to_account: str
    uses: tuple[str, ...] = ()
    """What their use is authorized for."""
    authorization: str | None = None
    """The key of the authorization that governs them."""
    first_transferred: bool = False
    """Whether the authorization has them first transferred when they are issued."""
    rests_on: tuple[str, str] | None = None
    """The cycle in whose case the outcome was established, and the state in which that case must be."""


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee that no step of a cycle charges: its levy, and whether a year's units count or the average."""

    levy: str
    each_year: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A line that goes into the journal of an approach, where a mechanism keeps a journal and knows no cycles."""

    kind: str
    said: Mapping[str, Any]
    """What the line says; its texts may hold places."""
    source: Source
    """The paragraph that knows such a line."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a course. Exactly one of `opens`, `takes`, `accounts`, `moves`, `issues` and `writes` is there."""

    who: str
    subject: str
    opens: str | None = None
    beside: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    """Names of steps of which the first that is not refused is taken."""
    cycle: str | None = None
    states: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    last_day: bool = False
    """Whether it is taken on the last permitted day: whoever has so many days takes them."""
    on: str | None = None
    """The date of the case on which it is taken, where that is later; of a line, the place of the day it follows."""
    only_in: tuple[str, ...] = ()
    """It is left out where the case is in another state."""
    when: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    moves: Moved | None = None
    issues: Issued | None = None
    writes: Written | None = None


@dataclass(frozen=True, slots=True)
class Credited:
    """What a mechanism credits of a year: the difference of two quantities, or what a methodology says."""

    minuend: str
    subtrahend: str
    less: str | None = None
    """The assumption that says which share is taken off."""
    methodology: str | None = None
    case: tuple[str, ...] = ()
    """Assumptions that say which options of the methodology apply."""
    factors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Values of the methodology that are read from rules, by symbol."""


@dataclass(frozen=True)
class Course:
    """Everything of one mechanism that the comparison needs and its rulebook does not say."""

    mechanism: str
    binding: Fact
    """Whether the host has a target that is adjusted when units leave."""
    replayed: Fact | None
    """Why the mechanism is replayed in the past, where it can issue nothing today."""
    last_year: str | None
    """The parameter with the last day for whose reductions it can issue units, where there is one."""
    credited: Credited | None
    splits: tuple[Split, ...]
    usable: tuple[str, ...]
    """Classes of units that can be used towards a target."""
    cast: Mapping[str, Player]
    subjects: Mapping[str, str]
    counts: tuple[str, ...]
    """The subjects that are there for this activity alone: acts about them are counted."""
    accounts: Mapping[str, NewAccount]
    holders: Mapping[str, str]
    """What the holder of an account is to the comparison, by the code of the account."""
    before: tuple[Stage, ...]
    each_year: tuple[Stage, ...]
    empty_year: tuple[Stage, ...]
    after: tuple[Stage, ...]
    """What is done when the last year is over."""
    walked: bool
    """Whether it goes through cycles; where it does not, there is no timeline."""
    joins: bool
    """Whether a monitoring period after a year without units begins where that year did."""
    fixed_above: str | None
    """The parameter with the years up to which a crediting period can be renewed."""
    untimed: Fact | None
    """The text that asks for acts and sets no days, where no cycle shows that."""
    fees: tuple[Fee, ...]
    """Those that no step charges."""
    signoffs: tuple[Read, ...]
    """How many acts are asked for, where no cycle shows them."""
    information: tuple[Read, ...]
    """Lists of what the host Party must file."""
    information_authorized: tuple[Read, ...]
    """The same, when units are authorized."""
    remarks: Mapping[str, Label] = field(default_factory=lambda: MappingProxyType({}))
    """Where a figure differs from the vector or needs a word, by indicator."""

    @property
    def journaled(self) -> bool:
        """Return whether it is told by the journal of an approach."""
        return any(each.writes is not None for each in self.before)
