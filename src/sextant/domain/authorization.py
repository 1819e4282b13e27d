"""Authorizations: what a Party allows to be done with mitigation outcomes, version by version.

An authorization is changed by a further version, never rewritten. The version that governs units is the one in
force when they are first transferred; a later one reaches them only where the version in force then had said so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

from sextant.domain.identifier import canonical


class Use(StrEnum):
    """What mitigation outcomes can be authorized for (decision 2/CMA.3, annex, paragraph 1(d) and (f))."""

    NDC = "nationally_determined_contribution"
    INTERNATIONAL_MITIGATION = "international_mitigation"
    OTHER_PURPOSES = "other_purposes"


class FirstTransferEvent(StrEnum):
    """When outcomes authorized for other international mitigation purposes are first transferred (paragraph 2(b))."""

    AUTHORIZATION = "authorization"
    ISSUANCE = "issuance"
    USE_OR_CANCELLATION = "use_or_cancellation"


class AuthorizationState(StrEnum):
    """Where an authorization stands by a version of it."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which something may happen, both included; an open end has no day."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def holds_year(self, year: int) -> bool:
        """Whether any day of a calendar year lies inside."""
        return (self.first is None or self.first.year <= year) and (self.last is None or year <= self.last.year)

    def __str__(self) -> str:
        return f"{self.first or '…'} – {self.last or '…'}"


ALWAYS = Window()


@dataclass(frozen=True)
class Authorization:
    """One version of a Party's authorization of outcomes (decision 2/CMA.3, annex, 18(g); AEF table 2)."""

    added_later: ClassVar[frozenset[str]] = frozenset(
        {"underlying_registries", "issue_until", "entities_apart", "entities_authorized", "entities_ended"}
    )
    """Fields that older records lack. They are left out where they say nothing, so that those keep their hash."""

    party: str
    """The Party in which the mitigation takes place: the one that authorizes and first transfers."""
    reference: str
    """The Party's own identifier of the authorization, the same in all versions."""
    version: int
    authorized_on: date
    """The day of this version's statement."""
    effective_on: date
    """The first day on which this version applies."""
    uses: tuple[str, ...]
    state: AuthorizationState = AuthorizationState.IN_FORCE
    cooperative_approach: str | None = None
    first_transfer: FirstTransferEvent | None = None
    """The event chosen for purposes other than a contribution; none where no such purpose is authorized."""
    purposes_named: tuple[str, ...] = ()
    """The other purposes by name, such as a phase of CORSIA."""
    parties: tuple[str, ...] = ()
    """Parties that may acquire and use; none named is any Party."""
    entities: tuple[str, ...] = ()
    """Entities that may hold and use; none named is any entity."""
    quantity: int | None = None
    """The most units that may be first transferred, in tonnes of carbon dioxide equivalent; none is no limit."""
    mitigation: Window = ALWAYS
    """When the mitigation may take place."""
    use: Window = ALWAYS
    """When units may be used or cancelled."""
    sectors: tuple[str, ...] = ()
    activity_types: tuple[str, ...] = ()
    metric: str = "GHG"
    non_ghg_metric: str | None = None
    gwp: str | None = None
    registries: tuple[str, ...] = ()
    methodologies: tuple[str, ...] = ()
    terms: str | None = None
    """Terms and conditions in words, as the statement gives them."""
    foresees_changes: bool = False
    """Whether the terms say in advance how this version may be changed for units first transferred under it."""
    document: str | None = None
    """SHA-256 of the signed original, which is the legal document."""
    underlying_registries: tuple[str, ...] = ()
    """Registries that issue the units behind; none named is any."""
    issue_until: date | None = None
    """The last day on which units may be issued under it; none is no such day."""
    entities_apart: bool = False
    """Whether the statement names no entity because entities are authorized by acts of their own alone."""
    entities_authorized: tuple[str, ...] = ()
    """Entities authorized by acts of their own up to this version (decision 2/CMA.3, annex, 18(g))."""
    entities_ended: tuple[str, ...] = ()
    """Entities whose authorization was ended up to this version and not given again (21(c))."""

    @property
    def names_entities(self) -> bool:
        """Whether only entities that are named may first transfer, hold and use."""
        return bool(self.entities) or self.entities_apart

    @property
    def entities_named(self) -> tuple[str, ...]:
        """The entities that are authorized by this version, by its statement or by acts of their own."""
        named = dict.fromkeys((*self.entities, *self.entities_authorized))
        return tuple(each for each in named if each not in self.entities_ended)

    @cached_property
    def key(self) -> str:
        """The identifier among the authorizations of all Parties."""
        return authorization_key(self.party, self.reference)

    @cached_property
    def body(self) -> str:
        """The canonical text of this version."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        said = {name: value for name, value in content.items() if value or name not in self.added_later}
        return canonical({name: _plain(value) for name, value in said.items()})

    @property
    def in_force(self) -> bool:
        return self.state is AuthorizationState.IN_FORCE


def authorization_key(party: str, reference: str) -> str:
    """Return the identifier of a Party's authorization among those of all Parties."""
    return f"{party}:{reference}"


def authorization_of(text: str) -> Authorization:
    """Return the version that a canonical text describes. Raises ValueError, KeyError or TypeError."""
    return authorization_from(json.loads(text))


def authorization_from(body: Mapping[str, Any]) -> Authorization:
    """Return the version that a canonical body describes. Raises ValueError, KeyError or TypeError."""
    given: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in body.items()}
    for name in ("authorized_on", "effective_on"):
        given[name] = date.fromisoformat(given[name])
    for name in ("mitigation", "use"):
        window = given[name]
        given[name] = Window(_day(window["first"]), _day(window["last"]))
    given["issue_until"] = _day(given.get("issue_until"))
    given["state"] = AuthorizationState(given["state"])
    given["first_transfer"] = FirstTransferEvent(given["first_transfer"]) if given["first_transfer"] else None
    return Authorization(**given)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Window):
        return {"first": _plain(value.first), "last": _plain(value.last)}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
