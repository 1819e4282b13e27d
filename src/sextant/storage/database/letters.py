"""Filed originals on a relational database: hash and metadata, added and never changed."""

from __future__ import annotations

from typing import Any

from sextant.application.letters import FiledLetter
from sextant.domain.identifier import key_id
from sextant.storage.database.driver import Driver, as_instant
from sextant.storage.database.rows import columns, marks

COLUMNS = ("id", "sha256", "key", "version", "name", "size", "filed_at")
_READ = f"SELECT {columns(COLUMNS[1:])} FROM letter_original"
_PUT = (
    f"INSERT INTO letter_original ({columns(COLUMNS)}) SELECT {marks(COLUMNS)}"
    ' WHERE NOT EXISTS (SELECT 1 FROM letter_original WHERE "id" = ?)'
)


class DatabaseLetters:
    """Originals on one connection, for one thread."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def put(self, letter: FiledLetter) -> bool:
        """Keep one; return whether it was new. Of two who file the same at once, DuplicateEntry tells the second."""
        number = key_id("letter", letter.key, str(letter.version), letter.sha256)
        row = (number, letter.sha256, letter.key, letter.version, letter.name, letter.size, letter.filed_at)
        return self._driver.execute(_PUT, (*row, number)) == 1

    def of(self, key: str) -> list[FiledLetter]:
        """Return those of an authorization, by version and instant of filing."""
        return self._found('"key" = ? ORDER BY "version", "filed_at", "sha256"', key)

    def by_hash(self, found: str) -> list[FiledLetter]:
        """Return those with a hash, by authorization and version."""
        return self._found('"sha256" = ? ORDER BY "key", "version"', found)

    def _found(self, where: str, value: str) -> list[FiledLetter]:
        return [_letter(*row) for row in self._driver.query(f"{_READ} WHERE {where}", (value,))]


def _letter(sha256: str, key: str, version: int, name: str, size: int, filed_at: Any) -> FiledLetter:
    instant = as_instant(filed_at)
    assert instant is not None
    return FiledLetter(sha256, key, version, name, size, instant)
