"""The two database drivers behind one face: how values are bound, how faults are told apart.

Statements are written with `?`. A fault that passes (conflict, deadlock, busy file, lost connection)
becomes TransientFault; an entry that exists already becomes DuplicateEntry; everything else is raised.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Protocol
from uuid import UUID

from sextant.application.ports import TransientFault
from sextant.storage.database.prepared import Prepared, Texts, numbered
from sextant.storage.database.url import DatabaseUrl

Row = tuple[Any, ...]


class DuplicateEntry(Exception):
    """A row with this key, or serials that overlap, are there already."""


class DatabaseFault(Exception):
    """A database that cannot be used: no database, no tables of a registry, no permission."""


class MissingDriver(Exception):
    """The library that speaks to a kind of database is not installed here."""


def first_line(error: Exception) -> str:
    """Return what a driver says of a fault, without the advice that it gives in the lines below."""
    return str(error).strip().partition("\n")[0]


class Driver(Protocol):
    """One connection, and what differs between the databases."""

    vendor: str
    inside: bool
    """Whether a transaction is open."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement and return how many rows it changed."""
        ...

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a statement, with ids, dates and instants as Python values."""
        ...

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement once a row."""
        ...

    def begin(self) -> None: ...
    def begin_reading(self) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def close(self) -> None: ...


class SqliteDriver:
    """SQLite: one file, one writer at a time; the write lock is taken when a transaction begins."""

    vendor = "sqlite"

    def __init__(self, url: DatabaseUrl) -> None:
        self._path = url.name
        self._connection: sqlite3.Connection | None = None
        self.inside = False

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            if not os.path.exists(self._path):
                raise FileNotFoundError(self._path)
            connection = sqlite3.connect(
                self._path, timeout=30, isolation_level=None, cached_statements=256, check_same_thread=False
            )
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA cache_size=-65536")
            self._connection = connection
        return self._connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        try:
            return self._open().execute(sql, values).rowcount
        except sqlite3.Error as error:
            raise _sqlite_fault(error) from error

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        try:
            return self._open().execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _sqlite_fault(error) from error

    def stream(self, sql: str) -> Iterator[Row]:
        """Yield the rows of a statement one after another, as they are stored."""
        try:
            yield from self._open().execute(sql)
        except sqlite3.Error as error:
            raise _sqlite_fault(error) from error

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        try:
            self._open().executemany(sql, rows)
        except sqlite3.Error as error:
            raise _sqlite_fault(error) from error

    def begin(self) -> None:
        self.execute("BEGIN IMMEDIATE")
        self.inside = True

    def begin_reading(self) -> None:
        """Begin a transaction in which all reads see one instant."""
        self.execute("BEGIN")
        self.inside = True

    def commit(self) -> None:
        if not self.inside:
            raise TransientFault("the connection was lost before the end of the transaction")
        self.inside = False
        self.execute("COMMIT")

    def rollback(self) -> None:
        self.inside = False
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        self.inside = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _register_adapters() -> None:
    """Tell sqlite3 how ids, dates and instants are stored: as Django stores dates, and ids as sixteen bytes."""
    sqlite3.register_adapter(UUID, lambda value: value.int.to_bytes(16, "big"))
    sqlite3.register_adapter(date, date.isoformat)
    sqlite3.register_adapter(
        datetime, lambda value: value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    )


_register_adapters()


def _sqlite_fault(error: sqlite3.Error) -> Exception:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_INTERRUPT")):
        return TransientFault(str(error))
    text = str(error)
    there = name in {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}
    if there or "never replaced" in text or text.startswith("overlap:"):
        return DuplicateEntry(text)
    if name in {"SQLITE_NOTADB", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_READONLY", "SQLITE_FULL"}:
        return DatabaseFault(str(error))
    return error


CONNECT_SECONDS = 10
"""How long an address is tried before it is said not to answer."""

_PASSING = ("too many clients", "connection slots", "starting up", "shutting down", "in recovery mode")
"""What a server says that cannot be reached just now; it says nothing else to tell these from a wrong name by."""


class PostgresqlDriver:
    """PostgreSQL through psycopg, with statements prepared on their first use."""

    vendor = "postgresql"

    def __init__(self, url: DatabaseUrl) -> None:
        self._url = url
        self._connection: Any = None
        self._prepared: Any = None
        self._reached = False
        self.inside = False

    def _open(self) -> Any:
        """Return the connection, made where there is none.

        Where none was ever made, asking again does not help: the password, the name or the address is wrong, and
        DatabaseFault says so. Where there was one, the server may be starting again, and that passes.
        """
        if self._connection is None:
            import psycopg
            from psycopg.types.numeric import Int8Dumper

            isolation = self._url.isolation.replace(" ", "\\ ")
            try:
                connection = psycopg.connect(
                    dbname=self._url.name,
                    user=self._url.user,
                    password=self._url.password,
                    host=self._url.host,
                    port=self._url.port,
                    autocommit=True,
                    prepare_threshold=0,
                    cursor_factory=psycopg.RawCursor,
                    connect_timeout=CONNECT_SECONDS,
                    client_encoding="utf-8",
                    options=f"-c default_transaction_isolation={isolation} -c timezone=UTC",
                )
            except psycopg.OperationalError as error:
                passes = self._reached or any(each in str(error) for each in _PASSING)
                raise (TransientFault if passes else DatabaseFault)(first_line(error)) from error
            self._reached = True
            connection.adapters.register_dumper(int, Int8Dumper)
            connection.prepared_max = 500
            self._connection, self._prepared = connection, Prepared(connection)
        return self._connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        return int(self._run(sql, values).rowcount)

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        rows: list[Row] = self._run(sql, values).fetchall()
        return rows

    def _run(self, sql: str, values: Sequence[Any]) -> Any:
        import psycopg

        try:
            connection, statement = self._open(), numbered(sql)
            if type(values) is Texts:
                return self._prepared.run(statement, values)
            return connection.execute(statement, values)
        except psycopg.Error as error:
            raise self._fault(error) from error

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        import psycopg

        try:
            with self._open().cursor() as cursor:
                cursor.executemany(numbered(sql), rows)
        except psycopg.Error as error:
            raise self._fault(error) from error

    def copy(self, table: str, columns: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write many rows of one table; triggers fire as for any insertion."""
        import psycopg

        try:
            with self._open().cursor() as cursor:
                target = ", ".join(f'"{column}"' for column in columns)
                with cursor.copy(f"COPY {table} ({target}) FROM STDIN (FORMAT BINARY)") as copy:
                    copy.set_types(types)
                    for row in rows:
                        copy.write_row(row)
        except psycopg.Error as error:
            raise self._fault(error) from error

    def copy_out(self, sql: str) -> Iterator[bytes]:
        """Yield what a COPY to standard output tells, piece by piece."""
        import psycopg

        try:
            with self._open().cursor() as cursor, cursor.copy(sql) as copy:
                yield from map(bytes, copy)
        except psycopg.Error as error:
            raise self._fault(error) from error

    def begin(self) -> None:
        self._run("BEGIN", Texts())
        self.inside = True

    def begin_reading(self) -> None:
        """Begin a transaction in which all reads see one instant."""
        self._run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", ())
        self.inside = True

    def commit(self) -> None:
        if not self.inside:
            raise TransientFault("the connection was lost before the end of the transaction")
        self.inside = False
        self._run("COMMIT", Texts())

    def rollback(self) -> None:
        self.inside = False
        if self._connection is not None and not self._connection.closed:
            import psycopg

            try:
                # Told to roll back, psycopg would forget all that it prepared, and all that anybody else did.
                self._prepared.run(b"ROLLBACK", Texts())
            except psycopg.Error:
                self.close()

    def close(self) -> None:
        self.inside = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _fault(self, error: Any) -> Exception:
        import psycopg

        if isinstance(error, psycopg.errors.UniqueViolation | psycopg.errors.ExclusionViolation):
            return DuplicateEntry(str(error))
        code = error.sqlstate or ""
        lost = self._connection is None or self._connection.closed or self._connection.broken
        if lost or (isinstance(error, psycopg.OperationalError) and not code):
            self.close()
            return TransientFault(str(error))
        if code in {"26000", "40001", "40P01", "55P03", "SX001"} or code.startswith(("08", "57P")):
            return TransientFault(str(error))
        return error  # type: ignore[no-any-return]


@contextmanager
def transaction(driver: Driver) -> Iterator[None]:
    """Write all of it or nothing. Inside another transaction it is part of that one, which alone commits."""
    yield from _inside(driver, driver.begin)


@contextmanager
def reading(driver: Driver) -> Iterator[None]:
    """See everything as it was at one instant; inside a transaction, as that one sees it."""
    yield from _inside(driver, driver.begin_reading)


def _inside(driver: Driver, begin: Callable[[], None]) -> Iterator[None]:
    if driver.inside:
        yield
        return
    begin()
    try:
        yield
        driver.commit()
    except BaseException:
        driver.rollback()
        raise


def connect(url: DatabaseUrl) -> SqliteDriver | PostgresqlDriver:
    """Return a driver for a database; it connects on first use and again after a lost connection.

    Raises MissingDriver.
    """
    must_have_driver(url)
    return SqliteDriver(url) if url.vendor == "sqlite" else PostgresqlDriver(url)


def must_have_driver(url: DatabaseUrl) -> None:
    """Raise MissingDriver where the library for this kind of database is not installed."""
    if url.vendor != "sqlite" and find_spec("psycopg") is None:
        raise MissingDriver("psycopg")


@lru_cache(maxsize=262_144)
def _id_of(stored: bytes) -> UUID:
    return UUID(bytes=stored)


def as_id(value: Any) -> UUID | None:
    """Return a stored id. SQLite gives bytes, and gives the same few over and over."""
    return _id_of(value) if type(value) is bytes else value


@lru_cache(maxsize=65_536)
def _date_of(stored: str) -> date:
    return date.fromisoformat(stored)


def as_date(value: Any) -> date | None:
    """Return a stored date."""
    return _date_of(value) if type(value) is str else value


def as_instant(value: Any) -> datetime | None:
    """Return a stored instant in UTC."""
    if value is None:
        return None
    parsed = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
