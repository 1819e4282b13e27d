"""Readings of devices that a visitor sends: small, in a folder that lasts as long as the question, in little memory."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sextant.storage.reading_files import DuckdbReadings
from sextant.storage.reading_sources import UnreadableReadings

ROWS_MAX = 1_000_000
"""Rows of the largest file that a page answers: a few bytes of Parquet can stand for any number of them."""
MEMORY = "256MB"


class TooManyReadings(Exception):
    """A file with more rows than a page answers, and how many."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


@contextmanager
def sent_readings(name: str, content: bytes) -> Iterator[DuckdbReadings]:
    """Yield the readings of one file. Raises UnreadableReadings, or TooManyReadings."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        # A name is the visitor's: what is not a letter, a digit or a point has no place in a path.
        path = Path(folder) / (re.sub(r"[^A-Za-z0-9.-]+", "-", name)[-80:].lstrip(".-") or "readings")
        path.write_bytes(content)
        try:
            source = DuckdbReadings(path, memory=MEMORY)
            rows = source.rows()
            if rows > ROWS_MAX:
                raise TooManyReadings(rows)
            yield source
        except duckdb.Error as error:
            raise UnreadableReadings("broken", str(error).splitlines()[0][:200]) from None
