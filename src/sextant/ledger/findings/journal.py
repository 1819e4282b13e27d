"""What entries are compared with: the whole journal at hand, and what every comparison needs of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from sextant.domain.account import AccountType, Act
from sextant.domain.authorization import Authorization
from sextant.domain.unit import Lot, Terms
from sextant.ledger.findings.finding import Fact, Finding, finding
from sextant.ledger.posting import Entry, Hold, Leg


@dataclass(frozen=True, slots=True)
class Journal:
    """What entries are compared with."""

    entries: Mapping[UUID, Entry]
    legs: Mapping[UUID, Sequence[Leg]]
    """By entry, over all spaces."""
    lots: Mapping[UUID, Sequence[Lot]]
    """By the entry that issued them."""
    types: Mapping[int, AccountType]
    """Of accounts that are known and of a known type."""
    terms: Mapping[int, Terms]
    holds: Mapping[UUID, Hold]
    prefixes: Mapping[int, str]
    """By serial space."""
    authorizations: Mapping[str, tuple[Authorization, ...]]
    """All versions by key."""


def check_account(entry: Entry, leg: Leg, acts: AbstractSet[Act], journal: Journal) -> Iterator[Finding]:
    """Yield a finding where the account's type does not let the act or the units in."""
    entered = journal.types.get(leg.account)
    if entered is None:
        return
    if not acts & entered.entered_by:
        yield finding("account_entered_by_another_act", found=entered.code, **told(entry, leg, journal))
    yield from check_class(entry, leg, journal)


def check_class(entry: Entry, leg: Leg, journal: Journal) -> Iterator[Finding]:
    """Yield a finding where the account's type does not admit the class of units."""
    entered = journal.types.get(leg.account)
    if entered is None:
        return
    terms = journal.terms.get(leg.terms)
    if entered.admits and terms is not None and terms.unit_class not in entered.admits:
        yield finding("unit_class_not_admitted", found=entered.code, **told(entry, leg, journal))


def place_of(each: Leg | Lot) -> tuple[int, int]:
    """Return the key by which legs and lots are sorted."""
    return each.space, each.first


def told(entry: Entry, leg: Leg, journal: Journal) -> dict[str, Fact]:
    """Return where a finding is, as its facts."""
    space = journal.prefixes.get(leg.space, str(leg.space))
    return {"space": space, "first": leg.first, "last": leg.last, "entry": str(entry.id)}
