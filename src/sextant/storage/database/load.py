"""Loading what a decision needs. The stored entry is read last.

Were it read first, an entry written between the two reads would be missed, and a repetition would be
refused because its own units have moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from operator import itemgetter
from typing import Any
from uuid import UUID

from sextant.application.ports import BatchFacts, Locking
from sextant.application.reader import Holding
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization, authorization_of
from sextant.domain.unit import Block, Lot, SerialRange, SerialSpace, Terms, space_id
from sextant.ledger.authorized import tallies_of
from sextant.ledger.facts import CorrectedEntry, Facts, Needed, Tally
from sextant.ledger.posting import AlreadyPosted, Hold
from sextant.ledger.request import Order, Take
from sextant.storage.database import rows
from sextant.storage.database.driver import Driver, as_date, as_id

_BLOCKS = f"SELECT {rows.columns(rows.BLOCK)} FROM block"
_LOTS = f"SELECT {rows.columns(rows.LOT)} FROM lot"
_NEAREST = """ WHERE "space" = ? AND "first" <= ? AND "last" >= ?
 AND "first" >= coalesce((SELECT max("first") FROM {table} WHERE "space" = ? AND "first" <= ?), 0)
 ORDER BY "space", "first\""""
"""Ranges in a table do not overlap, so the search begins at the nearest one below."""

_WANTED = """SELECT {found} FROM unnest(?::int8[], ?::int8[], ?::int8[]) AS w("space", "first", "last")
 CROSS JOIN LATERAL (SELECT {columns} FROM {table} t WHERE t."space" = w."space" AND t."first" <= w."last"
 AND t."last" >= w."first" AND t."first" >= coalesce(
 (SELECT max(n."first") FROM {table} n WHERE n."space" = w."space" AND n."first" <= w."first"), 0)) AS found"""
"""The same for many ranges in one round trip."""

_COLUMNS = {"block": rows.BLOCK, "lot": rows.LOT}

CHUNK = 500
_SIZES = (1, 4, 16, 64, CHUNK)
"""How many values are looked for at once on SQLite: few sizes, so that few statements are prepared."""


class Loader:
    """Reads of one connection."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def load(self, needed: Needed, *, locking: str) -> Facts:
        """Return what is stored of what one decision needs."""
        corrected = self.corrected(needed.corrected)
        ranges, tallies = needed.ranges, needed.tallies
        if corrected is not None:
            ranges = tuple(SerialRange(leg.space, leg.first, leg.last) for leg in corrected.legs if leg.sign > 0)
            tallies = tuple(draw.name for draw in corrected.draws)
        blocks = self._settled(ranges, needed.take, locking)
        lots = [lot for each in needed.lots_in for lot in self.lots_in(each)]
        spaces = self._spaces(needed.spaces, {*needed.named_spaces, *(block.space for block in blocks)})
        numbers = {*needed.accounts, *(block.account for block in blocks)}
        if needed.take is not None:
            numbers.add(needed.take.account)
        terms = self.terms({block.terms for block in blocks})
        authorizations, vintages = self._authorized(blocks, terms, needed.authorizations)
        tallies = (*tallies, *(name for key in authorizations for name in tallies_of(key)))
        return Facts(
            blocks=tuple(blocks),
            accounts=self.accounts(numbers),
            terms=terms,
            authorizations=authorizations,
            vintages=vintages,
            spaces=spaces,
            lots=tuple(lots),
            holds=self.holds({block.hold for block in blocks if block.hold}),
            tallies=self.tallies(tallies),
            corrected=corrected,
            stored=None if needed.entry is None else self.stored([needed.entry]).get(needed.entry),
        )

    def load_batch(self, needed: Sequence[Needed]) -> BatchFacts:
        """Return what is stored of what many decisions need."""
        blocks: dict[tuple[int, int], Block] = {}
        wanted = {each for one in needed for each in one.ranges}
        for block in map(rows.block_of, self._in_all("block", wanted)):
            blocks[block.space, block.first] = block
        for account in sorted({one.take.account for one in needed if one.take}):
            blocks.update({(block.space, block.first): block for block in self.blocks_of(account)})
        lots = dict.fromkeys(map(rows.lot_of, self._in_all("lot", {each for one in needed for each in one.lots_in})))
        keys = tuple(dict.fromkeys(key for one in needed for key in one.spaces))
        ordered = sorted(blocks.values(), key=lambda block: (block.space, block.first))
        takes = {one.take.account for one in needed if one.take}
        terms = self.terms({block.terms for block in ordered})
        named = tuple(key for one in needed for key in one.authorizations)
        authorizations, vintages = self._authorized(ordered, terms, named)
        tallies = dict.fromkeys(name for one in needed for name in one.tallies)
        tallies |= dict.fromkeys(name for key in authorizations for name in tallies_of(key))
        numbers = {number for one in needed for number in one.accounts} | {each.account for each in ordered} | takes
        facts = Facts(
            blocks=tuple(ordered),
            accounts=self.accounts(numbers),
            terms=terms,
            authorizations=authorizations,
            vintages=vintages,
            spaces=self._spaces(keys, {block.space for block in ordered}.union(*(one.named_spaces for one in needed))),
            lots=tuple(lots),
            holds=self.holds({block.hold for block in ordered if block.hold}),
            tallies=self.tallies(tallies),
        )
        return BatchFacts(facts, self.stored([one.entry for one in needed if one.entry is not None]))

    def _authorized(
        self, blocks: Sequence[Block], terms: Mapping[int, Terms], named: Sequence[str]
    ) -> tuple[dict[str, tuple[Authorization, ...]], dict[UUID, int | None]]:
        """Return the authorizations that units or a request name, and the vintage of each lot under one."""
        under = [block for block in blocks if terms[block.terms].authorization is not None]
        keys = {*named, *(str(terms[block.terms].authorization) for block in under)}
        found = self.authorizations(keys) if keys else {}
        lots = {block.lot for block in (blocks if named else under)} if found else set()
        vintages = {as_id(row[0]): row[1] for row in self._among("lot", ("id", "vintage"), "id", lots)}
        return found, vintages  # type: ignore[return-value]

    def authorizations(self, keys: Iterable[str]) -> dict[str, tuple[Authorization, ...]]:
        """Return all versions of authorizations by key, in their order."""
        found: dict[str, list[Authorization]] = {}
        for key, body in self._among("authorization_version", ("key", "body"), "key", keys):
            found.setdefault(key, []).append(authorization_of(body))
        return {key: tuple(sorted(each, key=lambda one: one.version)) for key, each in sorted(found.items())}

    def _settled(self, ranges: Sequence[SerialRange], take: Take | None, locking: str) -> list[Block]:
        """Return the blocks, and where they are locked, looked for until what is locked is all there is.

        A statement that waited for a lock does not see the parts into which the other writer split a block, and
        the next one may have to wait for a third writer. So the last look is one that does not wait.
        """
        found = self._blocks(ranges, take, locking)
        if locking != Locking.WAIT or self._driver.vendor == "sqlite":
            return found
        while self._blocks(ranges, take, Locking.NONE) != found:
            found = self._blocks(ranges, take, locking)
        return found

    def _blocks(self, ranges: Sequence[SerialRange], take: Take | None, locking: str) -> list[Block]:
        lock = self._lock_clause(locking)
        if take is not None:
            return self._take(take, locking)
        found: dict[tuple[int, int], Block] = {}
        for each in sorted(ranges, key=lambda one: (one.space, one.first)):
            found.update({(block.space, block.first): block for block in self.blocks_in(each, lock)})
        return [found[key] for key in sorted(found)]

    def _lock_clause(self, locking: str) -> str:
        if self._driver.vendor == "sqlite" or locking == Locking.NONE:
            return ""
        return " FOR UPDATE SKIP LOCKED" if locking == Locking.SKIP else " FOR UPDATE"

    def _take(self, take: Take, locking: str) -> list[Block]:
        """Return enough free blocks of the account, or all its blocks where waiting is asked for."""
        where, values = ['"account" = ?'], [take.account]
        if take.terms is not None:
            where.append('"terms" = ?')
            values.append(take.terms)
        if take.within is not None:
            where.append('"space" = ? AND "first" <= ? AND "last" >= ?')
            values += [take.within.space, take.within.last, take.within.first]
        ordered = _ORDERS[take.order]
        lock = self._lock_clause(locking)
        if locking != Locking.SKIP:
            return self._free_and_held(where, values, lock)
        free = f'{_BLOCKS} WHERE {" AND ".join(where)} AND "hold" IS NULL'
        if take.order is Order.FEWEST_BLOCKS:
            enough = f'{free} AND {_more(take)} >= ? ORDER BY {_more(take)}, "space", "first" LIMIT 1{lock}'
            bounds = _bounds(take)
            found = list(map(rows.block_of, self._driver.query(enough, (*values, *bounds, take.quantity - 1, *bounds))))
            if found:
                return found
        sql = f"{free} ORDER BY {ordered} LIMIT ?{lock}"
        size = 1
        while True:
            found = [rows.block_of(row) for row in self._driver.query(sql, (*values, size))]
            if len(found) < size or sum(_inside(block, take) for block in found) >= take.quantity:
                return _sorted(found)
            size *= 8

    def taken(self, take: Take) -> list[Block]:
        """Return enough free blocks of an account, locked; those that others hold a lock on are passed over."""
        return self._take(take, Locking.SKIP)

    def blocks_of(self, account: int) -> list[Block]:
        """Return all blocks of an account."""
        return self._free_and_held(['"account" = ?'], [account], "")

    def holdings_of(self, account: int) -> list[Holding]:
        """Return what an account holds, free and held, each by the index that knows it."""
        found: list[Holding] = []
        for hold in ("IS NULL", "IS NOT NULL"):
            sql = (
                'SELECT "space", "terms", CAST(sum("last" - "first" + 1) AS BIGINT), count(*) FROM block'
                f' WHERE "account" = ? AND "hold" {hold} GROUP BY "space", "terms"'
            )
            rows_found = self._driver.query(sql, (account,))
            found += (Holding(space, terms, hold != "IS NULL", *sums) for space, terms, *sums in rows_found)
        return sorted(found)

    def _free_and_held(self, where: Sequence[str], values: Sequence[Any], lock: str) -> list[Block]:
        """Return free and held blocks, each by the index that knows them; no index knows both."""
        found: list[Block] = []
        # Locks are taken in order; without them an order would only lead SQLite to another index.
        end = f' ORDER BY "space", "first"{lock}' if lock else ""
        for hold in ("IS NULL", "IS NOT NULL"):
            sql = f'{_BLOCKS} WHERE {" AND ".join(where)} AND "hold" {hold}{end}'
            found += (rows.block_of(row) for row in self._driver.query(sql, values))
        return _sorted(found)

    def blocks_in(self, wanted: SerialRange, lock: str = "") -> list[Block]:
        """Return the blocks that share a serial with a range."""
        sql = _BLOCKS + _NEAREST.format(table="block") + lock
        values = (wanted.space, wanted.last, wanted.first, wanted.space, wanted.first)
        return [rows.block_of(row) for row in self._driver.query(sql, values)]

    def _in_all(self, table: str, wanted: Set[SerialRange]) -> list[Any]:
        """Return the rows of a table that share a serial with any of many ranges; a row may come more than once."""
        names = _COLUMNS[table]
        ordered = sorted((each.space, each.first, each.last) for each in wanted)
        if self._driver.vendor == "postgresql" and ordered:
            sql = _WANTED.format(found=rows.columns(names, "found"), columns=rows.columns(names), table=table)
            return self._driver.query(sql, [list(column) for column in zip(*ordered, strict=True)])
        sql = f"SELECT {rows.columns(names)} FROM {table}{_NEAREST.format(table=table)}"
        values = ((space, last, first, space, first) for space, first, last in ordered)
        return [row for each in values for row in self._driver.query(sql, each)]

    def lots_in(self, wanted: SerialRange) -> list[Lot]:
        """Return the lots that share a serial with a range."""
        sql = _LOTS + _NEAREST.format(table="lot")
        values = (wanted.space, wanted.last, wanted.first, wanted.space, wanted.first)
        return [rows.lot_of(row) for row in self._driver.query(sql, values)]

    def accounts(self, numbers: Iterable[int]) -> dict[int, Account]:
        """Return accounts by id."""
        return {row[0]: rows.account_of(row) for row in self._among("account", rows.ACCOUNT, "id", numbers)}

    def terms(self, numbers: Iterable[int]) -> dict[int, Terms]:
        """Return terms by id."""
        return {row[0]: rows.terms_of(row) for row in self._among("terms", rows.TERMS, "id", numbers)}

    def holds(self, ids: Iterable[UUID]) -> dict[UUID, Hold]:
        """Return holds by id."""
        found = (rows.hold_of(row) for row in self._among("hold", rows.HOLD, "id", ids))
        return {hold.id: hold for hold in found}

    def tallies(self, names: Iterable[str]) -> dict[str, Tally]:
        """Return tallies by name."""
        found = self._among("tally", ("name", "used", "limit", "version"), "name", names)
        return {row[0]: Tally(*row) for row in found}

    def activities(self, ids: Iterable[int]) -> dict[int, Activity]:
        """Return activities by id."""
        return {row[0]: rows.activity_of(row) for row in self._among("activity", rows.ACTIVITY, "id", ids)}

    def stored(self, ids: Iterable[UUID]) -> dict[UUID, AlreadyPosted]:
        """Return which entries are in the journal already."""
        found = self._among("entry", ("id", "digest", "result"), "id", ids)
        return {as_id(row[0]): AlreadyPosted(bytes(row[1]), row[2]) for row in found}  # type: ignore[misc]

    def corrected(self, entry: UUID | None) -> CorrectedEntry | None:
        """Return an entry that is to be reversed, with its legs."""
        if entry is None:
            return None
        found = self._driver.query('SELECT "kind", "effective_on", "result" FROM entry WHERE "id" = ?', (entry,))
        if not found:
            return None
        sql = f'SELECT {rows.columns(rows.LEG)} FROM posting WHERE "entry" = ? ORDER BY "line"'
        legs = tuple(rows.leg_of(row) for row in self._driver.query(sql, (entry,)))
        kind, effective_on, result = found[0]
        return CorrectedEntry(entry, kind, as_date(effective_on), legs, result)  # type: ignore[arg-type]

    def _spaces(self, keys: Sequence[tuple[str, str]], named: Set[int]) -> dict[int, SerialSpace]:
        numbers = {space_id(*key) for key in keys} | named
        return {row[0]: rows.space_of(row) for row in self._among("serial_space", rows.SPACE, "id", numbers)}

    def _among(self, table: str, names: Sequence[str], key: str, wanted: Iterable[Any]) -> list[Any]:
        values = list(set(wanted))
        found: list[Any] = []
        for start in range(0, len(values), CHUNK):
            chunk = values[start : start + CHUNK]
            sql = f'SELECT {rows.columns(names)} FROM {table} WHERE "{key}"'
            if self._driver.vendor == "postgresql":
                found += self._driver.query(f"{sql} = ANY(?)", (chunk,))
            else:
                size = next(each for each in _SIZES if len(chunk) <= each)
                padded = chunk + [chunk[-1]] * (size - len(chunk))
                found += self._driver.query(f"{sql} IN ({rows.marks(padded)})", padded)
        return found


_ORDERS = {
    Order.LOWEST_SERIAL: '"space", "first"',
    Order.HIGHEST_SERIAL: '"space" DESC, "first" DESC',
    Order.FEWEST_BLOCKS: '("last" - "first") DESC, "space", "first"',
}


def _more(take: Take) -> str:
    """Return how many units more than one may be taken of a block, as SQL with the values of `_bounds`.

    Without bounds it is what the index `block_size` is made of.
    """
    if take.within is None:
        return '("last" - "first")'
    return '((CASE WHEN "last" < ? THEN "last" ELSE ? END) - (CASE WHEN "first" > ? THEN "first" ELSE ? END))'


def _bounds(take: Take) -> tuple[int, ...]:
    within = take.within
    return () if within is None else (within.last, within.last, within.first, within.first)


def _inside(block: Block, take: Take) -> int:
    if take.within is None:
        return block.quantity
    return min(block.last, take.within.last) - max(block.first, take.within.first) + 1


def _sorted(blocks: Iterable[Block]) -> list[Block]:
    return sorted(blocks, key=itemgetter(0, 1))
