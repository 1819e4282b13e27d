"""Opening a registry on a database: the one place where store, clock and rulebook are put together."""

from __future__ import annotations

from pathlib import Path

from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.driver import connect
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.store import DatabaseStore
from sextant.storage.database.url import DatabaseUrl, parse_database_url
from sextant.storage.system import SystemClock


def open_registry(url: str) -> Registry:
    """Return a registry on an existing database. Each thread and process opens its own."""
    return Registry(open_store(parse_database_url(url)), SystemClock(), account_types())


def open_store(url: DatabaseUrl) -> DatabaseStore:
    """Return the store for a database: one statement an act on PostgreSQL, portable statements elsewhere."""
    driver = connect(url)
    return PostgresqlStore(driver) if driver.vendor == "postgresql" else DatabaseStore(driver)


def prepare_database(url: str) -> None:
    """Create or migrate the tables of a database, and put the guards back."""
    parsed = parse_database_url(url)
    if parsed.vendor == "sqlite":
        Path(parsed.name).parent.mkdir(parents=True, exist_ok=True)
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    if not settings.configured:
        import os

        os.environ["DJANGO_SETTINGS_MODULE"] = "sextant.storage.database.settings"
    django.setup()
    alias = f"prepare:{url}"
    connections.databases[alias] = {**connections.databases["default"], **_defaults(), **parsed.django()}
    try:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    finally:
        connections[alias].close()
        del connections.databases[alias]


def _defaults() -> dict[str, object]:
    return {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False,
            "OPTIONS": {}, "TIME_ZONE": None, "TEST": {"CHARSET": None, "COLLATION": None, "MIGRATE": True, "MIRROR": None, "NAME": None}, "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}  # fmt: skip
