"""Cases and what happened in them: the journal from which the status on any day is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

Stated = str | int | bool | None
_NOTHING: Mapping[str, Stated] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person or body in one role, for a Party or an entity where the role has one."""

    name: str
    role: str
    party: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A document that was filed with a step, named by its kind and the digest of its content."""

    kind: str
    sha256: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One run of a cycle for one subject; cases can lie inside cases."""

    id: UUID
    cycle: str
    subject: str
    opened_at: datetime
    parent: UUID | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A step that somebody took, or a ballot for it: `yes` is no for a ballot against."""

    id: UUID
    case: UUID
    step: str
    actor: Actor
    at: datetime
    """The instant from which it counts, in UTC."""
    yes: bool = True
    stated: Mapping[str, Stated] = field(default_factory=lambda: _NOTHING)
    documents: tuple[Filed, ...] = ()
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A subject with its cases and everything that happened in them, in causal order."""

    subject: str
    facts: Mapping[str, Stated]
    """What is known of the subject: host Party, scale, whether it removes; frozen where the rules freeze it."""
    cases: tuple[Case, ...] = ()
    acts: tuple[Act, ...] = ()
    beside: tuple[History, ...] = ()
    """Histories of other subjects whose cases and facts matter here."""


def beside(history: History, other: History) -> History:
    """Return a history with that of another subject beside it, such as that of the host Party.

    What is recorded there becomes known here, from the instant of its act on.
    """
    return replace(history, beside=(*history.beside, other))
