"""Writing a posting by portable statements, inside a transaction that the caller began.

The order matters in two places. A block is shortened before its other parts are inserted, or the guard
would see them overlap. And several blocks are changed in the order of their serials, so that two writers
who need the same blocks wait for each other and do not deadlock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sextant.application.ports import Batch
from sextant.domain.unit import Block
from sextant.ledger.authorized import tallies_of
from sextant.ledger.posting import Draw, Numbering, Posting
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, PostgresqlDriver
from sextant.storage.database.postgresql_many import SWAP, WATCHED, swap_values

_SAME = " AND ".join(
    [f'"{name}" = ?' for name in ("space", "first", "last", "lot", "account", "terms", "since", "acted_on")]
)


def _insert(table: str, names: Sequence[str], *, once: bool = False) -> str:
    end = " ON CONFLICT DO NOTHING" if once else ""
    return f"INSERT INTO {table} ({rows.columns(names)}) VALUES ({rows.marks(names)}){end}"


_ENTRY = _insert("entry", rows.ENTRY)
_LEG = _insert("posting", rows.LEG)
_BLOCK = _insert("block", rows.BLOCK)
_LOT = _insert("lot", rows.LOT)
_HOLD = _insert("hold", rows.HOLD)
_TERMS = _insert("terms", rows.TERMS, once=True)
_SPACE = _insert("serial_space", rows.SPACE, once=True)
_OUTBOX = _insert("outbox", ("entry",))
_CHANGES = ", ".join(f'"{name}" = ?' for name in rows.BLOCK[2:])
_NUMBER = 'UPDATE serial_space SET "next_serial" = ? WHERE "id" = ? AND "next_serial" = ?'
_DRAW = 'UPDATE tally SET "used" = "used" + ? WHERE "name" = ? AND "used" + ? >= 0'
_WITHIN = ' AND ("limit" IS NULL OR "used" + ? <= "limit")'
_AUTHORIZATION = _insert("authorization_version", rows.AUTHORIZATION)
_NEW_TALLY = 'INSERT INTO tally ("name", "used", "limit", "version") VALUES (?, 0, NULL, 1)'
_NEXT_TALLY = 'UPDATE tally SET "version" = ? WHERE "name" = ? AND "version" = ?'
_WATCH_TALLY = 'SELECT "version" FROM tally WHERE "name" = ?'
_WATCH = 'SELECT "version" FROM account WHERE "id" = ?'


class Writer:
    """Writes of one connection."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def write(self, posting: Posting) -> bool:
        """Write a posting; return False, with the transaction to be rolled back, where a fact has changed."""
        if not (self._watched(posting.watches) and self._changed(posting.expected, posting.becomes, posting)):
            return False
        if not (self._drawn(posting.draws) and self._authorized(posting)):
            return False
        entry = posting.entry
        self._driver.execute(_ENTRY, rows.entry_row(entry))
        for each in posting.legs:
            self._driver.execute(_LEG, each)
        for hold in posting.holds:
            self._driver.execute(_HOLD, rows.hold_row(hold))
        self._driver.execute(_OUTBOX, (entry.id,))
        return True

    def write_batch(self, batch: Batch) -> bool:
        """Write a batch; return False, with the transaction to be rolled back, where a fact has changed."""
        postings = batch.postings
        watches = dict.fromkeys(each for posting in postings for each in posting.watches)
        draws = _net_draws(postings)
        if not (self._watched(tuple(watches)) and self._changed_in_batch(batch)):
            return False
        if not self._drawn(draws):
            return False
        self._fill("entry", rows.ENTRY, (rows.entry_row(each.entry) for each in postings))
        self._fill("posting", rows.LEG, (leg for each in postings for leg in each.legs))
        self._driver.many(_HOLD, [rows.hold_row(hold) for each in postings for hold in each.holds])
        self._fill("outbox", ("entry",), ((each.entry.id,) for each in postings))
        return True

    def _watched(self, watches: Iterable[tuple[int, int]]) -> bool:
        watches = sorted(set(watches))
        if isinstance(self._driver, PostgresqlDriver) and len(watches) > 1:
            numbers = [list(column) for column in zip(*watches, strict=True)]
            return bool(self._driver.query(WATCHED, numbers)[0][0] == len(watches))
        watch = f"{_WATCH} FOR SHARE" if self._driver.vendor == "postgresql" else _WATCH
        return all(self._driver.query(watch, (number,)) == [(version,)] for number, version in watches)

    def _drawn(self, draws: Iterable[Draw]) -> bool:
        for draw in draws:
            if draw.quantity == 0:
                if not self._as_seen(draw):
                    return False
                continue
            sql, values = _DRAW, [draw.quantity, draw.name, draw.quantity]
            if draw.quantity > 0:
                sql, values = sql + _WITHIN, [*values, draw.quantity]
            if draw.quantity > 0 and draw.limit is not None:
                sql, values = sql + ' AND "used" + ? <= ?', [*values, draw.quantity, draw.limit]
            if draw.version is not None:
                sql, values = sql + ' AND "version" = ?', [*values, draw.version]
            if self._driver.execute(sql, values) != 1:
                return False
        return True

    def _as_seen(self, draw: Draw) -> bool:
        """Whether a tally still has the version that the decision saw; who changes it waits for this act."""
        watch = f"{_WATCH_TALLY} FOR SHARE" if self._driver.vendor == "postgresql" else _WATCH_TALLY
        found = self._driver.query(watch, (draw.name,))
        return bool(found) and draw.version in (None, found[0][0])

    def _authorized(self, posting: Posting) -> bool:
        """Write the version of an authorization; return False where the last one, or what was done, is another."""
        version = posting.authorization
        if version is None:
            return True
        counted = dict(posting.counted)
        for name in tallies_of(version.key):
            if version.version == 1:
                self._driver.execute(_NEW_TALLY, (name,))
                continue
            sql, values = _NEXT_TALLY, [version.version, name, version.version - 1]
            if name in counted:
                sql, values = f'{sql} AND "used" = ?', [*values, counted[name]]
            if self._driver.execute(sql, values) != 1:
                return False
        self._driver.execute(_AUTHORIZATION, rows.authorization_row(version, posting.entry.id))
        return True

    def _changed(self, expected: Sequence[Block], becomes: Sequence[Block], posting: Posting) -> bool:
        if not (self._prepare([posting]) and self._numbered(posting.numbering)):
            return False
        for lot in posting.lots:
            self._driver.execute(_LOT, rows.lot_row(lot))
        kept = {(block.space, block.first): block for block in becomes}
        for block in expected:
            if not self._swap(block, kept.pop((block.space, block.first), None)):
                return False
        for block in kept.values():
            self._driver.execute(_BLOCK, block)
        return True

    def _changed_in_batch(self, batch: Batch) -> bool:
        if not (self._prepare(batch.postings) and self._numbered(_net(batch.postings))):
            return False
        lots = (rows.lot_row(lot) for each in batch.postings for lot in each.lots)
        self._fill("lot", rows.LOT, lots)
        kept = {(block.space, block.first): block for block in batch.becomes}
        swaps = [(block, kept.pop((block.space, block.first), None)) for block in batch.expected]
        if not self._swap_all(swaps):
            return False
        self._fill("block", rows.BLOCK, (block for block in kept.values()))
        return True

    def fill_blocks(self, blocks: Iterable[Block]) -> None:
        """Write blocks where none stand."""
        self._fill("block", rows.BLOCK, (block for block in blocks))

    def _swap_all(self, swaps: Sequence[tuple[Block, Block | None]]) -> bool:
        """Put many blocks in place of others; PostgreSQL takes those that stay where they begin in one statement."""
        if isinstance(self._driver, PostgresqlDriver):
            staying = [(was, now) for was, now in swaps if now is not None]
            if staying and self._driver.execute(SWAP, swap_values(staying)) != len(staying):
                return False
            swaps = [(was, now) for was, now in swaps if now is None]
        return all(self._swap(was, now) for was, now in swaps)

    def _prepare(self, postings: Iterable[Posting]) -> bool:
        """Write the spaces and terms that the postings bring; return False where another brought a space."""
        spaces = {space.id: space for posting in postings for space in posting.spaces}
        for space in spaces.values():
            if self._driver.execute(_SPACE, rows.space_row(space)) != 1:
                return False
        terms = {each.id: each for posting in postings for each in posting.terms}
        for each in terms.values():
            if not self._driver.query('SELECT 1 FROM terms WHERE "id" = ?', (each.id,)):
                self._driver.execute(_TERMS, (each.id, each.body))
        return True

    def _numbered(self, numbering: Iterable[Numbering]) -> bool:
        moves = ((each.left, each.space.id, each.found) for each in numbering)
        return all(self._driver.execute(_NUMBER, move) == 1 for move in moves)

    def _swap(self, expected: Block, becomes: Block | None) -> bool:
        """Put one block in place of another that must stand there exactly as expected."""
        same, values = _same(expected)
        if becomes is None:
            return self._driver.execute(f"DELETE FROM block WHERE {same}", values) == 1
        changed = (*becomes[2:], *values)
        return self._driver.execute(f"UPDATE block SET {_CHANGES} WHERE {same}", changed) == 1

    def _fill(self, table: str, names: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
        if isinstance(self._driver, PostgresqlDriver):
            self._driver.copy(table, names, rows.TYPES[table], values)
        else:
            self._driver.many(_insert(table, names), values)


def _same(block: Block) -> tuple[str, tuple[Any, ...]]:
    """Return the condition that a stored block equals one in every column."""
    values: list[Any] = [
        block.space, block.first, block.last, block.lot, block.account, block.terms, block.since, block.acted_on,
    ]  # fmt: skip
    condition = _SAME
    for name, value in (("first_transfer", block.first_transfer), ("hold", block.hold)):
        if value is None:
            condition += f' AND "{name}" IS NULL'
        else:
            condition += f' AND "{name}" = ?'
            values.append(value)
    return condition, tuple(values)


def _net_draws(postings: Iterable[Posting]) -> list[Draw]:
    """Return what a whole batch draws on each tally."""
    net: dict[str, Draw] = {}
    for draw in (each for posting in postings for each in posting.draws):
        known = net.get(draw.name)
        limits = [each.limit for each in (known, draw) if each is not None and each.limit is not None]
        quantity = draw.quantity + (known.quantity if known else 0)
        net[draw.name] = replace(draw, quantity=quantity, limit=min(limits, default=None))
    return [net[name] for name in sorted(net)]


def _net(postings: Iterable[Posting]) -> list[Numbering]:
    """Return how the counters move over a whole batch."""
    net: dict[int, Numbering] = {}
    for each in (numbering for posting in postings for numbering in posting.numbering):
        known = net.get(each.space.id)
        net[each.space.id] = Numbering(each.space, known.found if known else each.found, each.left)
    return list(net.values())
