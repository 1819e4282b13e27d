"""What a decision may know: the claims of the caller, or what the store has loaded for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from sextant.domain.account import Account, AccountType
from sextant.domain.authorization import Authorization
from sextant.domain.unit import Block, Lot, SerialRange, SerialSpace, Terms
from sextant.ledger.posting import AlreadyPosted, Draw, Hold, Leg
from sextant.ledger.request import Take


@dataclass(frozen=True, slots=True)
class Tally:
    """A limit shared by many acts: `used` never exceeds `limit`."""

    name: str
    used: int
    limit: int | None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Needed:
    """What must be loaded to decide one request."""

    entry: UUID | None
    """The id of the request, to find its entry by; none where a store tells when it writes whether there is one."""
    ranges: tuple[SerialRange, ...] = ()
    take: Take | None = None
    accounts: tuple[int, ...] = ()
    spaces: tuple[tuple[str, str], ...] = ()
    """Registry and key of each serial space."""
    tallies: tuple[str, ...] = ()
    authorizations: tuple[str, ...] = ()
    """Keys of authorizations, beside those of the units that are loaded."""
    corrected: UUID | None = None
    lots_in: tuple[SerialRange, ...] = ()
    """Ranges in which lots may already exist."""

    @property
    def named_spaces(self) -> frozenset[int]:
        """The spaces of the ranges, so that a refusal can say where units were looked for."""
        return frozenset(each.space for each in self.ranges)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a request is decided. Blocks are sorted by space and first serial."""

    today: date = date.min
    now: datetime | None = None
    """The instant at which the decision is made; it becomes the instant of recording."""
    blocks: tuple[Block, ...] = ()
    accounts: Mapping[int, Account] = field(default_factory=dict)
    account_types: Mapping[str, AccountType] = field(default_factory=dict)
    terms: Mapping[int, Terms] = field(default_factory=dict)
    spaces: Mapping[int, SerialSpace] = field(default_factory=dict)
    lots: tuple[Lot, ...] = ()
    """Lots that overlap the ranges about to be issued."""
    holds: Mapping[UUID, Hold] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    authorizations: Mapping[str, tuple[Authorization, ...]] = field(default_factory=dict)
    """All versions of each authorization that units or the request name, in their order."""
    vintages: Mapping[UUID, int | None] = field(default_factory=dict)
    """The vintage of each lot whose units are under an authorization."""
    corrected: CorrectedEntry | None = None
    stored: AlreadyPosted | None = None
    """The entry that already carries the id of the request."""
    complete: bool = True
    """False for claims: what is not in them may exist all the same."""

    def of_rulebook(self, now: datetime, account_types: Mapping[str, AccountType]) -> Facts:
        """Return these facts with what no store knows: the present, and what the rulebook says of accounts."""
        return replace(self, now=now, today=now.date(), account_types=account_types)


@dataclass(frozen=True, slots=True)
class CorrectedEntry:
    """An entry that is to be reversed, with its legs."""

    id: UUID
    kind: str
    effective_on: date
    legs: tuple[Leg, ...]
    result: str

    @property
    def draws(self) -> tuple[Draw, ...]:
        """What the entry drew on tallies."""
        return tuple(Draw(name, quantity) for name, quantity in json.loads(self.result).get("tallies", []))
