"""A reader of the ledger, and of the cases beside it, for one request: opened for it and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from sextant.application.cases import Cases
from sextant.application.queries.standings import standings_now
from sextant.application.standing import Standing
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.driver import Driver, connect
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.standings import DatabaseStandings
from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import open_reader
from sextant.storage.rulebook_files import cyclebooks, edition
from sextant.storage.system import SystemClock


@contextmanager
def reading() -> Iterator[DatabaseReader]:
    """Return a reader of the registry's database for as long as the context lasts."""
    reader = open_reader(settings.DATABASE_URL)
    try:
        yield reader
    finally:
        reader.close()


_MADE: dict[str, dict[str, Standing]] = {}
"""For each database the standings that this process had to make; they are used as long as they hold."""


def standings(driver: Driver, cases: Cases) -> list[Standing]:
    """Return how all subjects of the registry's database stand now."""
    made = _MADE.setdefault(settings.DATABASE_URL, {})
    return standings_now(cases, DatabaseStandings(driver), edition(), made)


@contextmanager
def reading_cases() -> Iterator[tuple[DatabaseReader, Cases]]:
    """Return a reader and the journals of cases on the same connection. They are only looked at: no step has a deed."""
    driver = connect(parse_database_url(settings.DATABASE_URL))
    try:
        yield DatabaseReader(driver), Cases(DatabaseCases(driver), cyclebooks(), SystemClock())
    finally:
        driver.close()
