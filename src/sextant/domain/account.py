"""Accounts and the types that say what may enter them.

What an account may do hangs on its type, and the type is data of a rulebook: a final account is final
because a paragraph says so, not because of its name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from sextant.domain.identifier import key_id
from sextant.domain.source import Source


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
