"""The accounting statement of a Party: its contribution, inventories, targets, scenarios, contracts and plans.

The ledger carries none of this, and a report rests on both. A statement is never edited: a later version stands beside
the earlier ones, and a new inventory edition beside the old. A quantity that is withheld is none in the public
rendering, and that rendering is computed from what is public alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sextant.domain.label import Label
from sextant.reporting.adjustment import Method, Target


class Side(StrEnum):
    """On which side of a contract the Party stands."""

    SELLS = "sells"
    BUYS = "buys"


class Basis(StrEnum):
    """By which year the annual quantities of the structured summary are added up (settled point 28)."""

    ADJUSTED = "adjusted"
    """First transfers by vintage, uses by the year they are used for: the years in which they adjust."""
    EXECUTED = "executed"
    """By the year in which the act was carried out."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the inventory, restricted to what the contribution covers."""

    name: str
    submitted_on: date
    years: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Goal:
    """A target of the contribution: of one year, or a budget of the whole period."""

    key: str
    label: Label
    conditional: bool
    """Whether it depends on support; conditional and unconditional targets are never mixed."""
    target: Target | None
    budget: Fraction | None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Projection:
    """Emissions that are expected, year by year, under a named scenario."""

    key: str
    label: Label
    years: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class Contract:
    """What is still to be delivered under a contract."""

    reference: str
    side: Side
    partner: str
    quantity: int | None
    """Tonnes still to be delivered; none where it is withheld."""
    vintage: int | None
    """The year of the mitigation, where the contract fixes it."""
    authorization: str | None
    """The authorization under which the units will be issued, by Party and reference."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A field that the Party holds back, and on what basis (decision 6/CMA.4, paragraph 6)."""

    field: str
    basis: Label


@dataclass(frozen=True)
class Accounts:
    """One version of the statement."""

    party: str
    first_year: int
    last_year: int
    metric: str
    method: Method
    basis: Basis
    editions: tuple[Edition, ...]
    """In the order of their submission."""
    trajectory: Mapping[int, Fraction]
    goals: tuple[Goal, ...]
    projections: tuple[Projection, ...]
    contracts: tuple[Contract, ...]
    planned: Mapping[int, int | None]
    """Tonnes that the Party plans to use, by the year they are to be used for; none where withheld."""
    secrets: tuple[Secret, ...]
    part_only: bool = False
    """Whether the inventory covers only the categories of paragraph 10, not the whole contribution."""
    synthetic: bool = False
    party_codes: Mapping[str, str] = field(default_factory=dict)
    """Alpha-3 codes for the agreed electronic format, of Parties that have none of their own here."""
    registry_codes: Mapping[str, str] = field(default_factory=dict)
    """Ids of registries as the agreed electronic format writes them."""
    withheld: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """In the public rendering: the years that are withheld, by inventory edition or `trajectory` or projection."""

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def edition(self) -> Edition | None:
        """The latest edition."""
        return self.editions[-1] if self.editions else None

    def basis_of(self, name: str) -> Label | None:
        """Return why a field is held back; none where it is not."""
        return next((each.basis for each in self.secrets if each.field == name), None)
