"""PostgreSQL: one data-modifying statement an act, in one round trip.

The statement compares the expected block in full, and everything else it writes selects from that
comparison: where the block is no longer as expected, nothing is written. It does what `write.py` does by
portable statements; a differential test runs random histories through both.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sextant.application.ports import TransientFault
from sextant.domain.unit import Block
from sextant.ledger.posting import AlreadyPosted, Posted, Posting, Stale
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, DuplicateEntry
from sextant.storage.database.postgresql_many import STATEMENT, values_of
from sextant.storage.database.store import DatabaseStore, posted


class PostgresqlStore(DatabaseStore):
    """A ledger store that posts every act in one statement."""

    def __init__(self, driver: Driver) -> None:
        super().__init__(driver)

    def post(self, posting: Posting) -> Posted | Stale | AlreadyPosted:
        """Write all of a posting if what it expects still holds, else nothing.

        Inside `transaction` a conflict ends the transaction: TransientFault is raised and the caller asks again.
        """
        if posting.authorization is not None:
            return super().post(posting)
        sql, values = _statement(posting) if _single(posting) else (STATEMENT, values_of(posting))
        try:
            written = self.driver.query(sql, values)[0][0]
        except DuplicateEntry as error:
            if self.driver.inside:
                raise TransientFault("the entry, or what it adds, was written meanwhile") from error
            return self._stored(posting)
        if not written and self.driver.inside:
            raise TransientFault("what the decision saw has changed")
        return posted(posting) if written else Stale()


def _single(posting: Posting) -> bool:
    """Whether a posting changes one block and needs nothing else that is compared or must exist before."""
    return len(posting.expected) == 1 and not (
        posting.lots or posting.spaces or posting.numbering or posting.terms or posting.holds or posting.draws
    )


def _statement(posting: Posting) -> tuple[str, list[Any]]:
    expected = posting.expected[0]
    kept = next((block for block in posting.becomes if block.first == expected.first), None)
    added = [block for block in posting.becomes if block is not kept]
    assert kept is not None, "what becomes of a block begins where the block began"
    values: list[Any] = [
        *kept[2:],
        expected.space, expected.first, expected.last, expected.lot, expected.account, expected.terms,
        expected.since, expected.acted_on,
    ]  # fmt: skip
    values += [each for each in (expected.first_transfer, expected.hold) if each is not None]
    for watch in posting.watches:
        values += watch
    values += rows.entry_row(posting.entry)
    for block in added:
        values += block
    for leg in posting.legs:
        values += leg
    sql = _sql(_nulls(expected), len(posting.watches), len(added), len(posting.legs))
    return sql, [*values, posting.entry.id]


def _nulls(block: Block) -> tuple[bool, bool]:
    return block.first_transfer is None, block.hold is None


@cache
def _sql(nulls: tuple[bool, bool], watches: int, added: int, legs: int) -> str:
    """Return the statement for one shape of posting; the shapes are few and each is prepared once."""
    changes = ", ".join(
        f'"{name}" = ?::{kind}' for name, kind in zip(rows.BLOCK[2:], rows.TYPES["block"][2:], strict=True)
    )
    same = ["space", "first", "last", "lot", "account", "terms", "since", "acted_on"]
    kinds = dict(zip(rows.BLOCK, rows.TYPES["block"], strict=True))
    conditions = [f'"{name}" = ?::{kinds[name]}' for name in same]
    for name, null in zip(("first_transfer", "hold"), nulls, strict=True):
        conditions.append(f'"{name}" IS NULL' if null else f'"{name}" = ?::uuid')
    if watches:
        watched = " OR ".join('("id" = ?::int8 AND "version" = ?::int4)' for _ in range(watches))
        # Shared with other acts, but who suspends an account waits for those in flight, and they for whoever began.
        locked = f"SELECT 1 FROM account WHERE {watched} FOR SHARE"
        conditions.append(f"(SELECT count(*) FROM ({locked}) AS watched) = {watches}")
    parts = [
        f"changed AS (UPDATE block SET {changes} WHERE {' AND '.join(conditions)} RETURNING 1)",
        f"entered AS (INSERT INTO entry ({rows.columns(rows.ENTRY)}) SELECT {_typed('entry')} FROM changed)",
    ]
    if added:
        selects = " UNION ALL ".join(f"SELECT {_typed('block')} FROM changed" for _ in range(added))
        parts.append(f"added AS (INSERT INTO block ({rows.columns(rows.BLOCK)}) {selects})")
    selects = " UNION ALL ".join(f"SELECT {_typed('posting')} FROM changed" for _ in range(legs))
    parts.append(f"told AS (INSERT INTO posting ({rows.columns(rows.LEG)}) {selects})")
    parts.append('queued AS (INSERT INTO outbox ("entry") SELECT ?::uuid FROM changed)')
    return f"WITH {', '.join(parts)} SELECT count(*) FROM changed"


def _typed(table: str) -> str:
    return ", ".join(f"?::{kind}" for kind in rows.TYPES[table])
