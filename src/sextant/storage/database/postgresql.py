"""PostgreSQL: one data-modifying statement an act, in one round trip.

The statement compares the expected block in full, and everything else it writes selects from that
comparison: where the block is no longer as expected, nothing is written. It does what `write.py` does by
portable statements; a differential test runs random histories through both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sextant.application.ports import TransientFault
from sextant.domain.unit import Block
from sextant.ledger.posting import AlreadyPosted, Posted, Posting, Stale
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, DuplicateEntry
from sextant.storage.database.postgresql_many import STATEMENT, values_of
from sextant.storage.database.prepared import Texts, texts
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
    """Whether a posting moves one row, a block or a counter, and needs nothing else that must exist before."""
    if posting.spaces or posting.terms or posting.draws:
        return False
    if posting.expected:
        return len(posting.expected) == 1 and not (posting.lots or posting.numbering)
    return len(posting.numbering) == 1 and not posting.holds


def _statement(posting: Posting) -> tuple[str, Texts]:
    values: list[Any] = []
    added: Sequence[Block] = posting.becomes
    nulls = None
    if posting.expected:
        expected = posting.expected[0]
        kept = next((block for block in added if block.first == expected.first), None)
        assert kept is not None, "what becomes of a block begins where the block began"
        added = [block for block in added if block is not kept]
        values += kept[2:]
        values += expected[:8]
        values += [each for each in expected[8:] if each is not None]
        nulls = (expected.first_transfer is None, expected.hold is None)
    else:
        numbering = posting.numbering[0]
        values += (numbering.left, numbering.space.id, numbering.found)
    for watch in posting.watches:
        values += watch
    for lot in posting.lots:
        values += rows.lot_row(lot)
    values += rows.entry_row(posting.entry)
    for row in (*added, *posting.legs):
        values += row
    for hold in posting.holds:
        values += rows.hold_row(hold)
    values.append(posting.entry.id)
    sizes = (len(posting.watches), len(posting.lots), len(added), len(posting.legs), len(posting.holds))
    return _sql(nulls, *sizes), texts(values)


@cache
def _sql(nulls: tuple[bool, bool] | None, watches: int, lots: int, added: int, legs: int, holds: int) -> str:
    """Return the statement for one shape of posting; the shapes are few and each is prepared once.

    `nulls` says whether the expected block has no first transfer and no hold; none where a counter moves instead.
    """
    parts = [f"changed AS ({_numbered() if nulls is None else _changed(nulls)}{_watched(watches)} RETURNING 1)"]
    source = "changed"
    if lots:
        parts.append(f"lots AS ({_selecting('lot', rows.LOT, lots, 'changed')} RETURNING 1)")
        # Who adds blocks finds their lots written.
        parts.append(f"ready AS (SELECT count(*) FROM lots HAVING count(*) = {lots})")
        source = "ready"
    parts.append(f"entered AS ({_selecting('entry', rows.ENTRY, 1, source)})")
    if added:
        parts.append(f"added AS ({_selecting('block', rows.BLOCK, added, source)})")
    parts.append(f"told AS ({_selecting('posting', rows.LEG, legs, source)})")
    if holds:
        parts.append(f"held AS ({_selecting('hold', rows.HOLD, holds, source)})")
    parts.append(f'queued AS (INSERT INTO outbox ("entry") SELECT ?::uuid FROM {source})')
    return f"WITH {', '.join(parts)} SELECT count(*) FROM changed"


def _changed(nulls: tuple[bool, bool]) -> str:
    kinds = dict(zip(rows.BLOCK, rows.TYPES["block"], strict=True))
    changes = ", ".join(f'"{name}" = ?::{kinds[name]}' for name in rows.BLOCK[2:])
    same = ["space", "first", "last", "lot", "account", "terms", "since", "acted_on"]
    conditions = [f'"{name}" = ?::{kinds[name]}' for name in same]
    for name, null in zip(("first_transfer", "hold"), nulls, strict=True):
        conditions.append(f'"{name}" IS NULL' if null else f'"{name}" = ?::uuid')
    return f"UPDATE block SET {changes} WHERE {' AND '.join(conditions)}"


def _numbered() -> str:
    return 'UPDATE serial_space SET "next_serial" = ?::int8 WHERE "id" = ?::int8 AND "next_serial" = ?::int8'


def _watched(watches: int) -> str:
    if not watches:
        return ""
    watched = " OR ".join('("id" = ?::int8 AND "version" = ?::int4)' for _ in range(watches))
    # Shared with other acts, but who suspends an account waits for those in flight, and they for whoever began.
    locked = f"SELECT 1 FROM account WHERE {watched} FOR SHARE"
    return f" AND (SELECT count(*) FROM ({locked}) AS watched) = {watches}"


def _selecting(table: str, names: Sequence[str], count: int, source: str) -> str:
    typed = ", ".join(f"?::{kind}" for kind in rows.TYPES[table])
    if count == 1:
        return f"INSERT INTO {table} ({rows.columns(names)}) SELECT {typed} FROM {source}"
    values = ", ".join(f"({typed})" for _ in range(count))
    return f"INSERT INTO {table} ({rows.columns(names)}) SELECT v.* FROM {source}, (VALUES {values}) AS v"
