"""A reader of the ledger for one request: opened for it and closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from sextant.storage.database.reader import DatabaseReader
from sextant.storage.opening import open_reader


@contextmanager
def reading() -> Iterator[DatabaseReader]:
    """Return a reader of the registry's database for as long as the context lasts."""
    reader = open_reader(settings.DATABASE_URL)
    try:
        yield reader
    finally:
        reader.close()
