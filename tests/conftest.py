"""Fixtures that all tests share: a still clock, fresh databases, and a registry on every kind of store."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.clock import FakeClock, WaitingClock
from tests.databases import READ_COMMITTED, SERIALIZABLE, NoServer, PostgresqlServer, give_up, sqlite_url
from tests.stores import Place, place_of

from sextant.application.registry import Registry
from sextant.storage.opening import prepare_database

_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("quick", deadline=None, print_blob=True, derandomize=True, suppress_health_check=_CHECKS)
settings.register_profile("ci", deadline=None, print_blob=True, suppress_health_check=_CHECKS)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "quick")

STORES = ("memory", "sqlite", "postgresql", "postgresql-serializable")


@pytest.fixture(scope="session")
def _worker(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return what names this run and this process of it."""
    given = getattr(request.config, "workerinput", None)
    return (given["testrunuid"], given["workerid"]) if given else (f"p{os.getpid()}", "main")


@pytest.fixture(scope="session")
def postgresql_server(_worker: tuple[str, str], django_db_blocker) -> Iterator[PostgresqlServer]:
    """Return the PostgreSQL server of the run. Without one the test is skipped; where CI is true it fails."""
    try:
        with django_db_blocker.unblock():
            server = PostgresqlServer(*_worker)
    except NoServer as reason:
        give_up(str(reason))
    yield server
    server.stop()


@pytest.fixture
def postgresql_database(postgresql_server: PostgresqlServer) -> Iterator[Callable[[], str]]:
    """Return a function that makes a fresh database with the tables of a registry and returns its name."""
    made: list[str] = []

    def make() -> str:
        made.append(postgresql_server.create())
        return made[-1]

    yield make
    for name in made:
        postgresql_server.drop(name)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.sqlite3"
    with django_db_blocker.unblock():
        prepare_database(sqlite_url(file))
    # The log of the last writes is folded into the file, so that the file can be copied alone.
    import sqlite3

    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


@pytest.fixture
def sqlite_database(tmp_path: Path, _sqlite_template: Path) -> Callable[[], Path]:
    """Return a function that makes a fresh file with the tables of a registry and returns its path."""
    made: list[Path] = []

    def make() -> Path:
        made.append(tmp_path / f"registry-{len(made)}.sqlite3")
        return Path(shutil.copyfile(_sqlite_template, made[-1]))

    return make


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Callable[[str], str | None]:
    """Return a function that makes a fresh database of a kind and returns its URL; there is none for memory."""

    def make(kind: str) -> str | None:
        if kind == "memory":
            return None
        if kind == "sqlite":
            return sqlite_url(request.getfixturevalue("sqlite_database")())
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        name: str = request.getfixturevalue("postgresql_database")()
        return server.url(name, SERIALIZABLE if kind.endswith("serializable") else READ_COMMITTED)

    return make


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that stands at noon of 1 July 2026 until a test sets it."""
    return WaitingClock()


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, database_url, clock: FakeClock) -> Iterator[Place]:
    """Return a fresh ledger, on each kind of store in turn, with all that a test may want to look at."""
    made = place_of(request.param, database_url(request.param), clock)
    yield made
    made.close()


@pytest.fixture
def registry(place: Place) -> Registry:
    """Return a registry on a fresh ledger, on each kind of store in turn."""
    return place.registry
