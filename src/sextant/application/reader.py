"""Reading the ledger, as a protocol: what the queries need of a store. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.unit import Block, Lot, SerialRange, SerialSpace, Terms
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Entry, Hold, Leg


@dataclass(frozen=True, slots=True)
class Moment:
    """What is asked about: the end of a legal day, and optionally what was recorded by an instant."""

    as_of: date
    known_at: datetime | None = None


class Holding(NamedTuple):
    """What an account holds of one serial space under the same terms."""

    space: int
    terms: int
    held: bool
    """Whether the units are under a hold, be it expired or not."""
    quantity: int
    """Units, in tonnes of carbon dioxide equivalent."""
    blocks: int


SignedRange = tuple[UUID, int, int, int]
"""A lot, +1 or -1, and the first and last serial that entered or left."""


class LedgerReader(Protocol):
    """Reads of the journal, of its projection and of what they refer to."""

    def at_one_instant(self) -> AbstractContextManager[None]:
        """Return a context in which all reads see the ledger as it was at one instant, whoever writes meanwhile."""
        ...

    def lots(
        self,
        *,
        ids: Iterable[UUID] | None = None,
        activity: int | None = None,
        party: str | None = None,
        mechanism: str | None = None,
        at: Moment | None = None,
    ) -> list[Lot]:
        """Return lots by space and first serial; without conditions all of them."""
        ...

    def lot_at(self, space: int, serial: int) -> Lot | None:
        """Return the lot that holds a serial."""
        ...

    def block_at(self, space: int, serial: int) -> Block | None:
        """Return the block in which a serial stands now."""
        ...

    def blocks(self, *, ranges: Sequence[SerialRange] | None = None, account: int | None = None) -> list[Block]:
        """Return blocks by space and first serial; without conditions all of them."""
        ...

    def holdings_of(self, account: int) -> list[Holding]:
        """Return what an account holds now, by space, terms and whether it is held, in that order."""
        ...

    def legs_of_account(self, account: int, *, at: Moment | None = None, since: date | None = None) -> list[Leg]:
        """Return the legs of an account by legal date and entry."""
        ...

    def ranges_in(self, accounts: Iterable[int], at: Moment) -> Iterator[SignedRange]:
        """Yield what entered and left accounts up to a moment: lot, sign, first and last serial."""
        ...

    def legs_of_entries(self, entries: Iterable[UUID]) -> list[Leg]:
        """Return the legs of entries, by entry and line."""
        ...

    def legs_by_space(self) -> Iterator[tuple[int, list[Leg]]]:
        """Yield every serial space with all its legs."""
        ...

    def of_space(self, space: int) -> tuple[list[Leg], list[Block]]:
        """Return all legs and all blocks of a serial space, each by first serial."""
        ...

    def balance(self, account: int, at: Moment) -> int:
        """Return the units in an account at the end of a legal day."""
        ...

    def balances(self, at: Moment) -> Mapping[int, int]:
        """Return the units in every account that ever held any, at the end of a legal day."""
        ...

    def days_of_account(self, account: int) -> tuple[date, date] | None:
        """Return the first and the last legal day on which units came in or went out."""
        ...

    def corrections_of(self, entry: UUID) -> list[Entry]:
        """Return the entries that correct an entry."""
        ...

    def entries(self, ids: Iterable[UUID] | None = None) -> Iterator[Entry]:
        """Yield entries, all of them without ids."""
        ...

    def entries_in_turn(self, size: int) -> Iterator[list[Entry]]:
        """Yield all entries by their ids, so many at once."""
        ...

    def known_entries(self, ids: Iterable[UUID]) -> Set[UUID]:
        """Return which of these entries are in the journal."""
        ...

    def accounts(self, *, party: str | None = None) -> list[Account]:
        """Return accounts by registry and code."""
        ...

    def account(self, number: int) -> Account | None:
        """Return an account by its id."""
        ...

    def activities(self, ids: Iterable[int] | None = None) -> list[Activity]:
        """Return activities by registry and reference."""
        ...

    def spaces(self, *, prefix: str | None = None) -> list[SerialSpace]:
        """Return serial spaces by prefix."""
        ...

    def terms(self, ids: Iterable[int] | None = None) -> Mapping[int, Terms]:
        """Return terms by id."""
        ...

    def holds(self, ids: Iterable[UUID] | None = None) -> Mapping[UUID, Hold]:
        """Return holds by id; without ids all of them."""
        ...

    def authorizations(self, keys: Iterable[str] | None = None) -> Mapping[str, tuple[Authorization, ...]]:
        """Return all versions of authorizations by key, in their order; without keys of every one."""
        ...

    def all_tallies(self) -> list[Tally]:
        """Return tallies by name."""
        ...

    def queued_without_entry(self) -> list[UUID]:
        """Return the ids in the outbox that the journal does not have."""
        ...

    def entries_not_queued(self) -> list[UUID]:
        """Return the entries that are not in the outbox. Nothing takes entries out of it yet."""
        ...

    def missing_guards(self) -> frozenset[str]:
        """Return what the store should refuse by itself and does not."""
        ...
