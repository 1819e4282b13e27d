"""Drivers that fail when a test says so: at one statement, just before it or just after it was done.

The faults are real ones as far as a test can make them: the server reports the conflict itself, and a lost
connection is one whose socket is shut.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Sequence
from time import monotonic, sleep
from typing import Any

from tests.databases import raw_postgresql

from sextant.application.ports import TransientFault
from sextant.storage.database.driver import PostgresqlDriver, Row, SqliteDriver
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.store import DatabaseStore
from sextant.storage.database.url import parse_database_url

SECONDS_MAX = 20.0
"""How long a server may take to notice that a connection is gone."""
CONFLICT = "a serialization failure"
DEADLOCK = "a deadlock"
LOST = "a lost connection before the statement"
LOST_AFTER = "a lost connection after the statement"
FAULTS = (CONFLICT, DEADLOCK, LOST, LOST_AFTER)

_CODES = {CONFLICT: "40001", DEADLOCK: "40P01"}


class Plan:
    """Counts statements, and says before which of them what goes wrong."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.fail_at: int | None = None
        self.fault = CONFLICT
        self.happened = False

    def begin(self, fail_at: int | None = None, fault: str = CONFLICT) -> None:
        self.statements = []
        self.fail_at, self.fault, self.happened = fail_at, fault, False

    def around(self, sql: str, run: Callable[[], Any], fail: Callable[[str], None]) -> Any:
        """Run a statement, or let the planned fault happen before or after it."""
        self.statements.append(sql)
        if self.happened or self.fail_at != len(self.statements) - 1:
            return run()
        self.happened = True
        if self.fault == LOST_AFTER:
            run()
        fail(self.fault)
        # Where the connection is lost, the statement itself is what finds it lost.
        return run()


class FaultyPostgresql(PostgresqlDriver):
    """PostgreSQL, with a plan of what goes wrong."""

    plan: Plan

    def _run(self, sql: str, values: Sequence[Any]) -> Any:
        def ordinary() -> Any:
            return super(FaultyPostgresql, self)._run(sql, values)

        return self.plan.around(sql, ordinary, self._fail)

    def copy(self, table: str, columns: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        kept = list(rows)

        def ordinary() -> None:
            super(FaultyPostgresql, self).copy(table, columns, types, kept)

        self.plan.around(f"COPY {table}", ordinary, self._fail)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        kept = list(rows)

        def ordinary() -> None:
            super(FaultyPostgresql, self).many(sql, kept)

        self.plan.around(sql, ordinary, self._fail)

    def _fail(self, fault: str) -> None:
        if fault in _CODES:
            raising = f"DO $$ BEGIN RAISE EXCEPTION 'made by a test' USING ERRCODE = '{_CODES[fault]}'; END $$"
            super()._run(raising, ())
            raise AssertionError("the server reported no fault")
        connection = self._open()
        process = connection.info.backend_pid
        with socket.socket(fileno=socket.dup(connection.fileno())) as shut:
            shut.shutdown(socket.SHUT_RDWR)
        self._until_gone(process)

    def _until_gone(self, process: int) -> None:
        """Wait until the server has noticed: as long as it holds its locks, others pass over what is locked."""
        ends = monotonic() + SECONDS_MAX
        with raw_postgresql(self._url) as watching:
            while watching.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (process,)).fetchone():
                assert monotonic() < ends, "the server goes on with a connection that is gone"
                sleep(0.001)


class FaultySqlite(SqliteDriver):
    """SQLite, with a plan of what goes wrong."""

    plan: Plan

    def execute(self, sql: str, values: Sequence[Any] = ()) -> int:
        def ordinary() -> int:
            return super(FaultySqlite, self).execute(sql, values)

        result: int = self.plan.around(sql, ordinary, self._fail)
        return result

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        def ordinary() -> list[Row]:
            return super(FaultySqlite, self).query(sql, values)

        result: list[Row] = self.plan.around(sql, ordinary, self._fail)
        return result

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        kept = list(rows)

        def ordinary() -> None:
            super(FaultySqlite, self).many(sql, kept)

        self.plan.around(sql, ordinary, self._fail)

    def _fail(self, fault: str) -> None:
        if fault in (LOST, LOST_AFTER):
            # What was not committed is gone with the connection.
            self.close()
        raise TransientFault(fault)


def faulty_store(url: str, plan: Plan, *, portable: bool = False) -> DatabaseStore:
    """Return a store whose driver follows a plan."""
    parsed = parse_database_url(url)
    driver: Any = FaultySqlite(parsed) if parsed.vendor == "sqlite" else FaultyPostgresql(parsed)
    driver.plan = plan
    return DatabaseStore(driver) if portable or parsed.vendor == "sqlite" else PostgresqlStore(driver)
