"""Opening a registry on a database: the one place where store, clock and rulebook are put together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

from sextant.application.cases import Cases, LedgerDeed
from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.driver import DatabaseFault, connect, first_line
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.store import DatabaseStore
from sextant.storage.database.url import DatabaseUrl, parse_database_url
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.system import SystemClock
from sextant.workflow.cycle import Deed

MIGRATION_ATTEMPTS = 4


def open_registry(url: str) -> Registry:
    """Return a registry on an existing database. Each thread and process opens its own."""
    return Registry(open_store(parse_database_url(url)), SystemClock(), account_types())


def open_registry_with_cases(
    url: str, deeds: Callable[[Registry], Mapping[Deed, LedgerDeed]] = lambda registry: {}
) -> tuple[Registry, Cases]:
    """Return a registry on an existing database and the cycles beside it, on one connection.

    What the steps do in the ledger is made from the registry by `deeds`. Each thread and process opens its own.
    """
    store = open_store(parse_database_url(url))
    registry = Registry(store, SystemClock(), account_types())
    return registry, Cases(DatabaseCases(store.driver), cyclebooks(), registry.clock, deeds(registry))


def open_reader(url: str) -> DatabaseReader:
    """Return a reader of an existing database. Each thread and process opens its own."""
    return DatabaseReader(connect(parse_database_url(url)))


def open_store(url: DatabaseUrl) -> DatabaseStore:
    """Return the store for a database: one statement an act on PostgreSQL, portable statements elsewhere."""
    driver = connect(url)
    return PostgresqlStore(driver) if driver.vendor == "postgresql" else DatabaseStore(driver)


def ensure_database(url: str) -> None:
    """Prepare a database unless tables, migrations and guards are in place already. Raises DatabaseFault.

    Who may only write rows can therefore import: nothing of the tables is touched when nothing is missing.
    """
    parsed = parse_database_url(url)
    if parsed.vendor == "sqlite" and not Path(parsed.name).is_file():
        prepare_database(url)
        return
    reader = open_reader(url)
    in_place = reader.ready() and reader.migrated(latest_migration()) and not reader.missing_guards()
    reader.close()
    if not in_place:
        prepare_database(url)


def latest_migration() -> str:
    """Return the name of the newest migration that ships with Sextant."""
    names = (each.name for each in files("sextant.storage.database.migrations").iterdir())
    return max(name.removesuffix(".py") for name in names if name[:4].isdigit() and name.endswith(".py"))


def prepare_database(url: str) -> None:
    """Create or migrate the tables of a database, and put the guards back. Raises DatabaseFault."""
    parsed = parse_database_url(url)
    if parsed.vendor == "sqlite":
        try:
            Path(parsed.name).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseFault(f"{Path(parsed.name).parent}: {error.strerror}") from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sextant.storage.database.settings")
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    django.setup()
    alias = f"prepare:{url}"
    connections.databases[alias] = {**connections.databases["default"], **_UNSET, **parsed.django()}
    try:
        for attempt in range(MIGRATION_ATTEMPTS):
            try:
                call_command("migrate", database=alias, verbosity=0, interactive=False)
                break
            except DatabaseError as error:
                # Whoever prepares the same database at the same time may have made the table first.
                if attempt + 1 == MIGRATION_ATTEMPTS or connections[alias].connection is None:
                    raise DatabaseFault(first_line(error)) from error
                connections[alias].close()
                SystemClock().pause(8 + attempt)
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


_UNSET: dict[str, object] = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
