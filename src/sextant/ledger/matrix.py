"""The transaction matrix of a registry at work: which movements it lists, who may ask for them, what they change.

A mechanism that states no matrix leaves movements to what its account types let in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sextant.domain.account import Account, AccountType, Act
from sextant.domain.first_transfer import Happening, Undetermined, triggers
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.transaction import FirstTransfer, Transaction
from sextant.domain.unit import Block, Terms
from sextant.ledger.authorized import Consequence, governing
from sextant.ledger.facts import Facts
from sextant.ledger.selection import Part

_NO_ROWS: Mapping[str, Transaction] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a movement changes about units besides their account."""

    rows: Mapping[str, Transaction] = field(default_factory=lambda: _NO_ROWS)
    """The row of the matrix for each unit class that moves; empty where there is no matrix."""
    from_party: str | None = None
    to_party: str | None = None
    stated: bool = False
    """Whether the request itself states a first transfer."""
    authorized_so: frozenset[int] = frozenset()
    """The terms whose governing authorization makes this movement a first transfer."""

    def marks(self, block: Block, terms: Terms) -> bool:
        """Return whether units are first transferred now; once they are, nothing marks them again."""
        if self.stated:
            return True
        row = self.rows.get(terms.unit_class)
        if row is None or block.first_transfer is not None:
            return False
        if row.first_transfer is FirstTransfer.BY_AUTHORIZATION:
            return terms.id in self.authorized_so
        return row.first_transfers(authorized=terms.authorized, from_party=self.from_party, to_party=self.to_party)

    def becomes(self, terms: Terms) -> Terms:
        """Return the terms that units have afterwards."""
        row = self.rows.get(terms.unit_class)
        if row is None or row.status_becomes is None or terms.status == row.status_becomes:
            return terms
        return replace(terms, status=row.status_becomes)


def rows_of(
    parts: Sequence[Part],
    source: Account,
    target: Account,
    target_type: AccountType,
    facts: Facts,
    *,
    act: Act,
    roles: Collection[str],
    on: date,
) -> Mapping[str, Transaction] | Refusal:
    """Return the row of the matrix for each class that moves, or why it does not list the movement.

    Whoever asks states their roles; a caller without any has settled elsewhere who may ask.
    """
    if not target_type.governed:
        return _NO_ROWS
    found: dict[str, Transaction] = {}
    for part in parts:
        terms = facts.terms[part.block.terms]
        unit_class = terms.unit_class
        if unit_class in found and not _expired(terms, found[unit_class], on):
            continue
        row = target_type.entrance(act, source.type, unit_class)
        if row is None:
            return refuse(
                "transaction_not_listed",
                found=unit_class,
                act=act.value,
                account=source.code,
                to_account=target.code,
            )
        if on < row.from_date:
            begins = row.from_date.isoformat()
            return refuse("transaction_not_in_force", act=act.value, found=on.isoformat(), expected=begins)
        if roles and not set(roles) & set(row.by):
            return refuse("role_not_entitled", found=", ".join(sorted(roles)), expected=", ".join(row.by))
        if _expired(terms, row, on):
            return refuse("units_expired", found=str(terms.expires_on), expected=on.isoformat(), act=act.value)
        found[unit_class] = row
    return found


def _expired(terms: Terms, row: Transaction, on: date) -> bool:
    """Whether units no longer count on a day, and a transaction does not move such units."""
    return terms.expires_on is not None and on > terms.expires_on and not row.of_expired


def refuse_issue(target: Account, target_type: AccountType, act: Act, classes: Iterable[str]) -> Refusal | None:
    """Return a refusal where the matrix lists no way for new units of a class into an account.

    Units of another registry that are recorded here come from nowhere too, listed as a transfer from outside.
    """
    if not target_type.governed:
        return None
    for unit_class in classes:
        listed = {(key[0], key[2]) for key in target_type.entrances or {}}
        brought = target_type.entrance(Act.TRANSFER, "", unit_class)
        if (act.value, unit_class) not in listed and brought is None:
            return refuse(
                "transaction_not_listed", found=unit_class, act=act.value, account=None, to_account=target.code
            )
    return None


def effect_of(
    rows: Mapping[str, Transaction],
    source: Account,
    target: Account,
    *,
    stated: bool,
    authorized_so: frozenset[int] = frozenset(),
) -> Effect:
    """Return what a movement changes. The Parties are those that authorize the accounts, else those that hold them."""
    return Effect(rows, party_of(source), party_of(target), stated, authorized_so)


def party_of(account: Account) -> str | None:
    """Return the Party that authorizes an account, else the one that holds it."""
    return account.authorizing_party or account.party


def first_transferred_by(
    parts: Sequence[Part], facts: Facts, source: Account, target: Account, *, ends: bool, on: date
) -> frozenset[int]:
    """Return the terms whose units are first transferred by a movement, as their governing authorization says.

    `ends` tells that the units are used or cancelled by it. Where the authorization leaves it open, nothing is.
    """
    happening: set[Happening] = {Happening.USE_OR_CANCELLATION} if ends else set()
    giver, taker = party_of(source), party_of(target)
    if not ends and taker is not None and giver != taker:
        happening.add(Happening.INTERNATIONAL_TRANSFER)
    found: set[int] = set()
    for number in {part.block.terms for part in parts} if happening else ():
        version = governing(facts.terms[number], facts, on)
        wanted = triggers(version.uses, version.first_transfer) if version is not None else Undetermined(None)
        if not isinstance(wanted, Undetermined) and wanted & happening:
            found.add(number)
    return frozenset(found)


def told_of(effect: Effect, follows: Consequence, parts: Sequence[Part], facts: Facts) -> dict[str, Any]:
    """Return what the result of an entry tells of the effects of a movement beside the account that was entered."""
    told: dict[str, Any] = {}
    for part in parts if effect.rows else ():
        before = facts.terms[part.block.terms]
        after = effect.becomes(before)
        if after.id != before.id:
            told["status"] = after.status or ""
        if not effect.stated and effect.marks(part.block, before):
            told["first_transfer"] = effect.rows[before.unit_class].name
    if effect.authorized_so:
        told["by_authorization"] = sorted(effect.authorized_so)
    if follows.bound:
        told["versions"] = dict(follows.bound)
    return told
