"""Where a benchmark runs: a PostgreSQL server that really writes to disk, and SQLite files, gone afterwards."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.databases import READ_COMMITTED, PostgresqlServer, raw_postgresql, sqlite_url

from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import prepare_database


class Places:
    """Fresh databases with the tables of a registry, each by its URL."""

    def __init__(self, folder: Path, server: PostgresqlServer) -> None:
        self._folder = folder
        self._server = server
        self._numbers = itertools.count(1)
        self.kept: dict[str, str] = {}
        """URLs of databases that took long to fill and that several benchmarks read, by what is in them."""
        self._template = folder / "template.sqlite3"
        prepare_database(sqlite_url(self._template))
        _fold(self._template)

    @property
    def folder(self) -> Path:
        """Where files of a run may lie."""
        return self._folder

    def postgresql(self) -> str:
        """Return the URL of a fresh database on the server."""
        return self._server.url(self._server.create(), READ_COMMITTED)

    def serializable(self, url: str) -> str:
        """Return the URL of the same database with the other isolation level."""
        return url.replace("isolation=read_committed", "isolation=serializable")

    def sqlite(self) -> str:
        """Return the URL of a fresh file."""
        target = self._folder / f"registry-{next(self._numbers)}.sqlite3"
        shutil.copyfile(self._template, target)
        return sqlite_url(target)

    def drop(self, url: str) -> None:
        """Remove a database that no longer has connections of its own."""
        parsed = parse_database_url(url)
        if parsed.vendor == "postgresql":
            self._server.drop(parsed.name)
        else:
            Path(parsed.name).unlink(missing_ok=True)


@contextmanager
def places() -> Iterator[Places]:
    """Return places on a server of this run, which is stopped at the end."""
    server = PostgresqlServer(f"bench{os.getpid()}", "main", durable=True)
    with tempfile.TemporaryDirectory(prefix="sextant-bench-") as folder:
        try:
            yield Places(Path(folder), server)
        finally:
            server.stop()


def raw(url: str, *, autocommit: bool = True) -> Any:
    """Return a psycopg connection to a database that nothing of Sextant stands between."""
    return raw_postgresql(parse_database_url(url), autocommit=autocommit)


def _fold(file: Path) -> None:
    """Bring the log of the last writes into the file, so that the file can be copied alone."""
    import sqlite3

    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
