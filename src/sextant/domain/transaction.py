"""Transactions of a registry: which act takes which units from where to where, and what it changes about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sextant.domain.label import Label
from sextant.domain.source import Source

if TYPE_CHECKING:
    from sextant.domain.account import Act


class FirstTransfer(StrEnum):
    """What a transaction does to the first transfer of authorized units."""

    NONE = "none"
    ALWAYS = "always"
    OTHER_PARTY = "other_authorizing_party"
    """When the account that receives is held or authorized by another Party than the one that gives."""
    HOST_DEFINITION = "host_definition"
    """When the host Party's own definition of first transfer says so."""
    BY_AUTHORIZATION = "by_authorization"
    """When the version of the authorization that governs the units says so (2/CMA.3, annex, paragraph 2)."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A row of the transaction matrix of a registry."""

    name: str
    label: Label
    act: Act
    from_types: tuple[str, ...]
    """Account types; empty where units come into being or come from outside."""
    to_types: tuple[str, ...]
    classes: tuple[str, ...]
    by: tuple[str, ...]
    first_transfer: FirstTransfer
    status_becomes: str | None
    """The status that units without authorization have after it: such that they can no longer be authorized."""
    source: Source
    from_date: date
    """The first day on which it may be done."""
    note: Label | None = None
    of_expired: bool = False
    """Whether units that have expired are moved by it too; by others they are not moved any more."""

    def first_transfers(self, *, authorized: bool, from_party: str | None, to_party: str | None) -> bool:
        """Return whether units are first transferred by it, which only authorized units can be.

        The Parties are those that hold or authorize the accounts (A6.4-PROC-REGS-001 v02.1, paragraph 51).
        """
        if not authorized:
            return False
        if self.first_transfer is FirstTransfer.ALWAYS:
            return True
        return self.first_transfer is FirstTransfer.OTHER_PARTY and from_party != to_party
