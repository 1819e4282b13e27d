"""Accounts and the types that say what may enter them.

What an account may do hangs on its type, and the type is data of a rulebook: a final account is final
because a paragraph says so, not because of its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from sextant.domain.identifier import key_id
from sextant.domain.source import Source
from sextant.domain.transaction import Transaction


class Act(StrEnum):
    """The acts by which units may enter an account."""

    ISSUANCE = "issuance"
    LEVY = "levy"
    TRANSFER = "transfer"
    CANCELLATION = "cancellation"
    RETIREMENT = "retirement"
    ADMINISTRATIVE_CANCELLATION = "administrative_cancellation"


class AccountState(StrEnum):
    """Whether an account may give and receive units."""

    OPEN = "open"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class AccountType:
    """What a rulebook lets an account of this type hold and do."""

    code: str
    final: bool
    """Units that enter never leave (settled only by a correction)."""
    entered_by: frozenset[Act]
    admits: frozenset[str]
    """Unit classes admitted; empty means every class."""
    purposes: frozenset[str]
    """Purposes that a cancellation or retirement into this account may state; empty means none is needed."""
    source: Source
    label_english: str
    label_chinese: str
    single: str | None = None
    """The code of the one account of this type, which the administrator opens; none where there may be many."""
    opened_for: frozenset[str] = frozenset()
    """What must be known of the Party before it may have such an account; names of facts."""
    entrances: Mapping[tuple[str, str, str], Transaction] | None = field(default=None, compare=False)
    """The transactions by which units come in, by act, account type they leave ("" for none) and unit class;
    none where the rulebook states no transaction matrix.
    """

    @property
    def governed(self) -> bool:
        """Whether a transaction matrix says what may enter."""
        return self.entrances is not None

    def entrance(self, act: Act, from_type: str, unit_class: str) -> Transaction | None:
        """Return the transaction that brings a unit class in from an account type, or none where there is none."""
        return None if self.entrances is None else self.entrances.get((act.value, from_type, unit_class))


@dataclass(frozen=True, slots=True)
class Account:
    """One account of one registry."""

    registry: str
    code: str
    type: str
    name: str
    owner: str | None = None
    party: str | None = None
    authorizing_party: str | None = None
    ndc_period: str | None = None
    state: AccountState = AccountState.OPEN
    version: int = 1
    synthetic: bool = False
    id: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", account_id(self.registry, self.code))


@cache
def account_id(registry: str, code: str) -> int:
    """Return the id of the account of a registry with this code."""
    return key_id("account", registry, code)
