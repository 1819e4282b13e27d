"""Opening a registry on a database: the one place where store, clock and rulebook are put together."""

from __future__ import annotations

import os
from pathlib import Path

from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.driver import DatabaseFault, connect
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.store import DatabaseStore
from sextant.storage.database.url import DatabaseUrl, parse_database_url
from sextant.storage.system import SystemClock


def open_registry(url: str) -> Registry:
    """Return a registry on an existing database. Each thread and process opens its own."""
    return Registry(open_store(parse_database_url(url)), SystemClock(), account_types())


def open_reader(url: str) -> DatabaseReader:
    """Return a reader of an existing database. Each thread and process opens its own."""
    return DatabaseReader(connect(parse_database_url(url)))


def open_store(url: DatabaseUrl) -> DatabaseStore:
    """Return the store for a database: one statement an act on PostgreSQL, portable statements elsewhere."""
    driver = connect(url)
    return PostgresqlStore(driver) if driver.vendor == "postgresql" else DatabaseStore(driver)


def prepare_database(url: str) -> None:
    """Create or migrate the tables of a database, and put the guards back. Raises DatabaseFault."""
    parsed = parse_database_url(url)
    if parsed.vendor == "sqlite":
        Path(parsed.name).parent.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sextant.storage.database.settings")
    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connections

    django.setup()
    alias = f"prepare:{url}"
    connections.databases[alias] = {**connections.databases["default"], **_UNSET, **parsed.django()}
    try:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    except DatabaseError as error:
        raise DatabaseFault(str(error)) from error
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


_UNSET: dict[str, object] = {"USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
