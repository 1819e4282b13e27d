"""Reads of a relational database for the queries of the application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sextant.application.reader import Holding, Moment, SignedRange
from sextant.domain.account import Account
from sextant.domain.activity import Activity
from sextant.domain.authorization import Authorization
from sextant.domain.unit import Block, Lot, SerialRange, SerialSpace, Terms
from sextant.ledger.facts import Tally
from sextant.ledger.posting import Entry, Hold, Leg
from sextant.storage.database import rows
from sextant.storage.database.case_guards import CASE_GUARDS
from sextant.storage.database.cooperation_guards import COOPERATION_GUARDS
from sextant.storage.database.driver import Driver, as_date, as_id
from sextant.storage.database.guards import GUARDS
from sextant.storage.database.load import CHUNK, Loader

_LEGS = f"SELECT {rows.columns(rows.LEG, 'p')} FROM posting p"
_KNOWN = ' JOIN entry e ON e."id" = p."entry"'


class DatabaseReader:
    """Reads on one connection, for one thread."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._loader = Loader(driver)

    @property
    def driver(self) -> Driver:
        """The connection, for what is read beside the ledger."""
        return self._driver

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
        where, values = _conditions([("activity", activity), ("host_party", party), ("mechanism", mechanism)])
        if not _storable(party, mechanism):
            return []
        if ids is not None:
            found = map(rows.lot_of, self._among("lot", rows.LOT, "id", ids, '"space", "first"'))
            return sorted(found, key=lambda lot: (lot.space, lot.first))
        sql = f"SELECT {rows.columns(rows.LOT, 'l')} FROM lot l"
        if at is not None:
            where.append('l."issued_on" <= ?')
            values.append(at.as_of)
            if at.known_at is not None:
                sql += ' JOIN entry e ON e."id" = l."issued_by"'
                where.append('e."recorded_at" <= ?')
                values.append(at.known_at)
        ordered = f'{sql}{_where(where)} ORDER BY l."space", l."first"'
        return [rows.lot_of(row) for row in self._driver.query(ordered, values)]

    def lot_at(self, space: int, serial: int) -> Lot | None:
        """Return the lot that holds a serial."""
        found = self._loader.lots_in(SerialRange(space, serial, serial))
        return found[0] if found else None

    def block_at(self, space: int, serial: int) -> Block | None:
        """Return the block in which a serial stands now."""
        found = self._loader.blocks_in(SerialRange(space, serial, serial))
        return found[0] if found else None

    def blocks(self, *, ranges: Sequence[SerialRange] | None = None, account: int | None = None) -> list[Block]:
        """Return blocks by space and first serial; without conditions all of them."""
        if ranges is not None:
            found = {(each.space, each.first): each for one in ranges for each in self._loader.blocks_in(one)}
            return [found[key] for key in sorted(found)]
        if account is not None:
            return self._loader.blocks_of(account)
        sql = f'SELECT {rows.columns(rows.BLOCK)} FROM block ORDER BY "space", "first"'
        return [rows.block_of(row) for row in self._driver.query(sql)]

    def holdings_of(self, account: int) -> list[Holding]:
        """Return what an account holds now, by space, terms and whether it is held."""
        return self._loader.holdings_of(account)

    def legs_of_account(self, account: int, *, at: Moment | None = None, since: date | None = None) -> list[Leg]:
        """Return the legs of an account by legal date and entry."""
        where, values = ['p."account" = ?'], [account]
        join = self._until(at, where, values)
        if since is not None:
            where.append('p."effective_on" >= ?')
            values.append(since)  # type: ignore[arg-type]
        sql = f'{_LEGS}{join}{_where(where)} ORDER BY p."effective_on", p."entry", p."line"'
        return [rows.leg_of(row) for row in self._driver.query(sql, values)]

    def ranges_in(self, accounts: Iterable[int], at: Moment) -> Iterator[SignedRange]:
        """Yield what entered and left accounts up to a moment: lot, sign, first and last serial."""
        for account in accounts:
            where: list[str] = ['p."account" = ?']
            values: list[Any] = [account]
            join = self._until(at, where, values)
            sql = f'SELECT p."lot", p."sign", p."first", p."last" FROM posting p{join}{_where(where)}'
            for lot, sign, first, last in self._driver.query(sql, values):
                yield as_id(lot), sign, first, last  # type: ignore[misc]

    def legs_of_entries(self, entries: Iterable[UUID]) -> list[Leg]:
        """Return the legs of entries, by entry and line."""
        found = self._among("posting", rows.LEG, "entry", entries, '"entry", "line"')
        return sorted(map(rows.leg_of, found), key=lambda leg: (leg.entry, leg.line))

    def legs_by_space(self) -> Iterator[tuple[int, list[Leg]]]:
        """Yield every serial space with all its legs."""
        found = self._driver.query(f'{_LEGS} ORDER BY p."space", p."first"')
        legs = (rows.leg_of(row) for row in found)
        for space, group in groupby(legs, key=lambda leg: leg.space):
            yield space, list(group)

    def of_space(self, space: int) -> tuple[list[Leg], list[Block]]:
        """Return all legs and all blocks of a serial space, each by first serial."""
        legs = self._driver.query(f'{_LEGS} WHERE p."space" = ? ORDER BY p."first"', (space,))
        blocks = self._driver.query(
            f'SELECT {rows.columns(rows.BLOCK)} FROM block WHERE "space" = ? ORDER BY "first"', (space,)
        )
        return [rows.leg_of(row) for row in legs], [rows.block_of(row) for row in blocks]

    def balance(self, account: int, at: Moment) -> int:
        """Return the units in an account at the end of a legal day."""
        where: list[str] = ['p."account" = ?']
        values: list[Any] = [account]
        join = self._until(at, where, values)
        sql = f'SELECT coalesce(sum(p."sign" * (p."last" - p."first" + 1)), 0) FROM posting p{join}{_where(where)}'
        return int(self._driver.query(sql, values)[0][0])

    def balances(self, at: Moment) -> Mapping[int, int]:
        """Return the units in every account that ever held any, at the end of a legal day."""
        where: list[str] = []
        values: list[Any] = []
        join = self._until(at, where, values)
        sql = (
            f'SELECT p."account", sum(p."sign" * (p."last" - p."first" + 1)) FROM posting p{join}'
            f'{_where(where)} GROUP BY p."account"'
        )
        return {row[0]: int(row[1]) for row in self._driver.query(sql, values)}

    def days_of_account(self, account: int) -> tuple[date, date] | None:
        """Return the first and the last legal day on which units came in or went out."""
        sql = 'SELECT min("effective_on"), max("effective_on") FROM posting WHERE "account" = ?'
        first, last = self._driver.query(sql, [account])[0]
        return None if first is None else (as_date(first), as_date(last))  # type: ignore[return-value]

    def corrections_of(self, entry: UUID) -> list[Entry]:
        """Return the entries that correct an entry."""
        sql = f'SELECT {rows.columns(rows.ENTRY)} FROM entry WHERE "corrects" = ? ORDER BY "id"'
        return [rows.entry_of(row) for row in self._driver.query(sql, [entry])]

    @contextmanager
    def at_one_instant(self) -> Iterator[None]:
        """Return a context in which all reads see the ledger as it was at one instant, whoever writes meanwhile."""
        self._driver.begin_reading()
        try:
            yield
        finally:
            self._driver.rollback()

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def entries(self, ids: Iterable[UUID] | None = None) -> Iterator[Entry]:
        """Yield entries, all of them without ids."""
        if ids is None:
            found = self._driver.query(f"SELECT {rows.columns(rows.ENTRY)} FROM entry")
        else:
            found = self._among("entry", rows.ENTRY, "id", ids, '"id"')
        return (rows.entry_of(row) for row in found)

    def entries_in_turn(self, size: int) -> Iterator[list[Entry]]:
        """Yield all entries by their ids, so many at once."""
        sql = f"SELECT {rows.columns(rows.ENTRY)} FROM entry"
        found = self._driver.query(f'{sql} ORDER BY "id" LIMIT ?', (size,))
        while found:
            yield [rows.entry_of(row) for row in found]
            found = self._driver.query(f'{sql} WHERE "id" > ? ORDER BY "id" LIMIT ?', (found[-1][0], size))

    def known_entries(self, ids: Iterable[UUID]) -> Set[UUID]:
        """Return which of these entries are in the journal."""
        return {as_id(row[0]) for row in self._among("entry", ("id",), "id", ids, '"id"')}  # type: ignore[misc]

    def accounts(self, *, party: str | None = None) -> list[Account]:
        """Return accounts by registry and code."""
        if not _storable(party):
            return []
        where, values = _conditions([("party", party)], table="a")
        sql = f'SELECT {rows.columns(rows.ACCOUNT, "a")} FROM account a{_where(where)} ORDER BY "registry", "code"'
        return [rows.account_of(row) for row in self._driver.query(sql, values)]

    def account(self, number: int) -> Account | None:
        """Return an account by its id."""
        return self._loader.accounts([number]).get(number)

    def activities(self, ids: Iterable[int] | None = None) -> list[Activity]:
        """Return activities by registry and reference."""
        if ids is None:
            sql = f'SELECT {rows.columns(rows.ACTIVITY)} FROM activity ORDER BY "registry", "reference"'
            return [rows.activity_of(row) for row in self._driver.query(sql)]
        found = self._among("activity", rows.ACTIVITY, "id", ids, '"registry", "reference"')
        return [rows.activity_of(row) for row in found]

    def spaces(self, *, prefix: str | None = None) -> list[SerialSpace]:
        """Return serial spaces by prefix."""
        if not _storable(prefix):
            return []
        where, values = _conditions([("prefix", prefix)], table="s")
        sql = f'SELECT {rows.columns(rows.SPACE, "s")} FROM serial_space s{_where(where)} ORDER BY "prefix", "registry"'
        return [rows.space_of(row) for row in self._driver.query(sql, values)]

    def terms(self, ids: Iterable[int] | None = None) -> Mapping[int, Terms]:
        """Return terms by id."""
        if ids is not None:
            return self._loader.terms(ids)
        found = self._driver.query(f"SELECT {rows.columns(rows.TERMS)} FROM terms")
        return {row[0]: rows.terms_of(row) for row in found}

    def holds(self, ids: Iterable[UUID] | None = None) -> Mapping[UUID, Hold]:
        """Return holds by id; without ids all of them."""
        if ids is not None:
            return self._loader.holds(ids)
        found = map(rows.hold_of, self._driver.query(f"SELECT {rows.columns(rows.HOLD)} FROM hold"))
        return {hold.id: hold for hold in found}

    def authorizations(self, keys: Iterable[str] | None = None) -> Mapping[str, tuple[Authorization, ...]]:
        """Return all versions of authorizations by key, in their order; without keys of every one."""
        if keys is None:
            keys = [row[0] for row in self._driver.query('SELECT DISTINCT "key" FROM authorization_version')]
        return self._loader.authorizations(keys)

    def all_tallies(self) -> list[Tally]:
        """Return tallies by name."""
        sql = 'SELECT "name", "used", "limit", "version" FROM tally ORDER BY "name"'
        return [Tally(*row) for row in self._driver.query(sql)]

    def ready(self) -> bool:
        """Return whether the database has the tables of a registry."""
        if self._driver.vendor == "sqlite":
            sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('entry', 'posting', 'block')"
        else:
            sql = (
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
                " AND tablename IN ('entry', 'posting', 'block')"
            )
        return bool(self._driver.query(sql)[0][0] == 3)

    def migrated(self, name: str) -> bool:
        """Return whether a migration of the tables was done."""
        sql = "SELECT count(*) FROM django_migrations WHERE app = 'sextant' AND name = ?"
        return bool(self._driver.query(sql, (name,))[0][0])

    def queued_without_entry(self) -> list[UUID]:
        """Return the ids in the outbox that the journal does not have."""
        sql = 'SELECT o."entry" FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e."id" = o."entry")'
        return [as_id(row[0]) for row in self._driver.query(sql)]  # type: ignore[misc]

    def entries_not_queued(self) -> list[UUID]:
        """Return the entries that are not in the outbox. Nothing takes entries out of it yet."""
        sql = 'SELECT e."id" FROM entry e WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o."entry" = e."id")'
        return [as_id(row[0]) for row in self._driver.query(sql)]  # type: ignore[misc]

    def missing_guards(self) -> frozenset[str]:
        """Return what the database should refuse by itself and does not."""
        cursor, vendor = _Cursor(self._driver), self._driver.vendor
        every = (GUARDS, CASE_GUARDS, COOPERATION_GUARDS)
        return frozenset().union(*(each.missing(cursor, vendor) for each in every))

    def _until(self, at: Moment | None, where: list[str], values: list[Any]) -> str:
        if at is None:
            return ""
        where.append('p."effective_on" <= ?')
        values.append(at.as_of)
        if at.known_at is None:
            return ""
        where.append('e."recorded_at" <= ?')
        values.append(at.known_at)
        return _KNOWN

    def _among(self, table: str, names: Sequence[str], key: str, wanted: Iterable[Any], order: str) -> list[Any]:
        values = list(set(wanted))
        found: list[Any] = []
        for start in range(0, len(values), CHUNK):
            chunk = values[start : start + CHUNK]
            sql = f'SELECT {rows.columns(names)} FROM {table} WHERE "{key}" IN ({rows.marks(chunk)}) ORDER BY {order}'
            found += self._driver.query(sql, chunk)
        return found


class _Cursor:
    """A driver as the guards see a cursor."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._found: list[Any] = []

    def execute(self, sql: str) -> None:
        self._found = self._driver.query(sql)

    def fetchall(self) -> list[Any]:
        return self._found


def _conditions(pairs: Sequence[tuple[str, Any]], table: str = "l") -> tuple[list[str], list[Any]]:
    given = [(name, value) for name, value in pairs if value is not None]
    return [f'{table}."{name}" = ?' for name, _ in given], [value for _, value in given]


def _storable(*texts: str | None) -> bool:
    """Whether any row can hold these texts; PostgreSQL fails at one that none can hold instead of finding nothing."""
    return not any(text and ("\0" in text or any("\ud800" <= each <= "\udfff" for each in text)) for text in texts)


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
