"""A reader of the ledger, and of the cases beside it, for one request: opened for it and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from sextant.application.cases import Cases
from sextant.storage.database.cases import DatabaseCases
from sextant.storage.database.driver import connect
from sextant.storage.database.reader import DatabaseReader
from sextant.storage.database.url import parse_database_url
from sextant.storage.opening import open_reader
from sextant.storage.rulebook_files import cyclebooks
from sextant.storage.system import SystemClock


@contextmanager
def reading() -> Iterator[DatabaseReader]:
    """Return a reader of the registry's database for as long as the context lasts."""
    reader = open_reader(settings.DATABASE_URL)
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def reading_cases() -> Iterator[tuple[DatabaseReader, Cases]]:
    """Return a reader and the journals of cases on the same connection. They are only looked at: no step has a deed."""
    driver = connect(parse_database_url(settings.DATABASE_URL))
    try:
        yield DatabaseReader(driver), Cases(DatabaseCases(driver), cyclebooks(), SystemClock())
    finally:
        driver.close()
