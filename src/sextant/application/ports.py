"""What the application needs from outside, as protocols: a store for the ledger, a clock, and chance.

Storage knows no rule. It loads what a decision needs, and writes all of a posting or nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.unit import Block
from sextant.ledger.facts import Facts, Needed, Tally
from sextant.ledger.posting import AlreadyPosted, Posted, Posting, Stale
from sextant.ledger.request import Take


class TransientFault(Exception):
    """The store could not finish for a reason that passes: conflict, deadlock, lost connection.

    Whether the entry was written may be unknown; asking again with the same id settles it.
    """


class Locking:
    """How a load treats blocks that others may be changing."""

    NONE = "none"
    WAIT = "wait"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What is known when many requests are decided together."""

    facts: Facts
    stored: Mapping[UUID, AlreadyPosted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Many entries that are written together or not at all."""

    postings: tuple[Posting, ...]
    expected: tuple[Block, ...]
    becomes: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row of a report that names units of another registry: kept apart, never in totals."""

    id: UUID
    report: str
    file: str
    row: int
    code: str
    values: Mapping[str, str]
    recorded_at: datetime


class LedgerStore(Protocol):
    """Where the journal and its projection are kept."""

    @property
    def inside(self) -> bool:
        """Whether a transaction is open that what is written now becomes part of. A fault then ends all of it."""
        ...

    def load(self, needed: Needed, *, locking: str = Locking.NONE) -> Facts:
        """Return what is stored of what a decision needs; with a lock only inside `transaction`."""
        ...

    def taken(self, take: Take) -> tuple[Block, ...]:
        """Return free blocks that hold enough, locked until the `transaction` it needs ends, as far as there are any.

        Blocks that others are changing just now are passed over.
        """
        ...

    def post(self, posting: Posting) -> Posted | Stale | AlreadyPosted:
        """Write all of a posting if what it expects still holds, else nothing."""
        ...

    def load_batch(self, needed: Sequence[Needed]) -> BatchFacts:
        """Return what is stored of what several decisions need."""
        ...

    def post_batch(self, batch: Batch) -> Stale | None:
        """Write all of a batch if what it expects still holds, else nothing."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which loads may lock; it commits at its end, inside another one with that one."""
        ...

    def open_account(self, account: Account) -> bool:
        """Write a new account; return whether it was new."""
        ...

    def change_account(self, account: Account) -> bool:
        """Write the next version of an account; return whether the version before it was the stored one."""
        ...

    def account(self, number: int) -> Account | None:
        """Return an account by its id."""
        ...

    def put_tally(self, tally: Tally) -> bool:
        """Write a new tally, or the next version of one; return whether it followed the stored version."""
        ...

    def tally(self, name: str) -> Tally | None:
        """Return a tally by its name."""
        ...

    def lock_activities(self, ids: Iterable[int]) -> Mapping[int, Activity]:
        """Return what is known of activities; nobody else writes any until the end of the `transaction` it needs."""
        ...

    def put_activities(self, activities: Sequence[Activity]) -> None:
        """Write activities, each in place of what was known of it; inside `transaction` or as one of its own."""
        ...

    def lock_projection(self) -> None:
        """Keep everybody else from writing until the transaction ends; only inside `transaction`."""
        ...

    def replace_projection(self, blocks: Sequence[Block]) -> None:
        """Put these blocks in place of all blocks; only inside `transaction`."""
        ...

    def put_quarantine(self, rows: Sequence[QuarantinedRow]) -> None:
        """Keep rows apart; one that is kept already stays as it is."""
        ...


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        ...

    def pause(self, attempt: int) -> None:
        """Wait a moment that grows with the attempt and differs between callers."""
        ...
