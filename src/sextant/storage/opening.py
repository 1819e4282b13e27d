"""Opening a registry on a database: the one place where store, clock and rulebook are put together."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from sextant.application.cases import Cases
from sextant.application.cooperation import Cooperation
from sextant.application.deeds.every import every_deed
from sextant.application.looking import LookingRegistry
from sextant.application.office import Office, office_of
from sextant.application.ports import Clock
from sextant.application.registry import Registry
from sextant.storage.account_types import account_types
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.cooperation import DatabaseCooperation
from sextant.storage.database.driver import DatabaseFault, connect, first_line, must_have_driver
from sextant.storage.database.postgresql import PostgresqlStore
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.standings import DatabaseStandings
from sextant.storage.database.store import DatabaseStore
from sextant.storage.database.url import DatabaseUrl, parse_database_url
from sextant.storage.memory.cases import MemoryCases
from sextant.storage.memory.reader import MemoryReader
from sextant.storage.memory.standings import MemoryStandings
from sextant.storage.memory.store import MemoryStore
from sextant.storage.overlap_files import likening
from sextant.storage.rulebook_files import catalogue, cyclebooks, edition, rulebooks
from sextant.storage.rules_of_folder import FolderRules
from sextant.storage.system import SystemClock

MIGRATION_ATTEMPTS = 4


def open_registry(url: str) -> Registry:
    """Return a registry on an existing database. Each thread and process opens its own."""
    return Registry(open_store(parse_database_url(url)), SystemClock(), account_types())


def open_office(url: str) -> Office:
    """Return where steps are taken on an existing database, with every deed of the rulebooks.

    All of it is on one connection. Each thread and process opens its own.
    """
    return office_on(open_store(parse_database_url(url)))


def office_on(store: DatabaseStore, clock: Clock | None = None) -> Office:
    """Return the same on the connection of a store."""
    registry = Registry(store, clock or SystemClock(), account_types())
    reader, journals = DatabaseReader(store.driver), DatabaseCases(store.driver)
    return office_of(registry, reader, journals, DatabaseStandings(store.driver), cyclebooks(), edition(), likening())


def looking_cases(reader: DatabaseReader) -> Cases:
    """Return the cases beside a ledger, for looking: their deeds say what they would do, and write nothing."""
    store, clock = DatabaseStore(reader.driver), SystemClock()
    deeds = every_deed(LookingRegistry(store, clock, account_types()), reader, rulebooks())
    return Cases(DatabaseCases(reader.driver), cyclebooks(), clock, deeds)


def scratch_office(clock: Clock | None = None, rules: FolderRules | None = None) -> Office:
    """Return one that forgets everything when the process ends, under the rules of a folder or those that ship."""
    books, days = (cyclebooks(), edition()) if rules is None else (rules.books, rules.edition)
    store = MemoryStore()
    registry = Registry(store, clock or SystemClock(), books.rulebooks.account_types)
    journals = MemoryCases(store.lock)
    return office_of(registry, MemoryReader(store), journals, MemoryStandings(), books, days, likening())


def open_cooperation(url: str) -> Cooperation:
    """Return the journals of Article 6.8 on an existing database. Each thread and process opens its own."""
    return Cooperation(DatabaseCooperation(connect(parse_database_url(url))), SystemClock(), catalogue())


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
    if parsed.vendor == "sqlite" and not os.path.isfile(parsed.name):
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
    """Create or migrate the tables of a database, and put the guards back. Raises DatabaseFault, MissingDriver."""
    parsed = parse_database_url(url)
    must_have_driver(parsed)
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
