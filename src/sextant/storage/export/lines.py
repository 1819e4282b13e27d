"""The rows of a table as lines of text, as each database gives them: the form in which an export is made and proven."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sextant.storage.database.driver import Driver, PostgresqlDriver, SqliteDriver
from sextant.storage.export.columns import NOTHING, SEPARATOR, TABLES, ordered, written

CHUNK = 10_000


def lines_of(driver: Driver, name: str) -> Iterator[bytes]:
    """Yield the rows of a table, many lines at once, in the order of their key; inside a reading transaction."""
    if isinstance(driver, PostgresqlDriver):
        select = f"SELECT {', '.join(written(name, 'postgresql'))} FROM {name} ORDER BY {ordered(name)}"
        yield from driver.copy_out(
            f"COPY ({select}) TO STDOUT (FORMAT TEXT, DELIMITER '{SEPARATOR}', NULL '{NOTHING}')"
        )
        return
    assert isinstance(driver, SqliteDriver), "there are two databases"
    pairs = zip(TABLES[name].columns, written(name, "sqlite"), strict=True)
    values = (f"CASE WHEN \"{column}\" IS NULL THEN '{NOTHING}' ELSE {value} END" for column, value in pairs)
    fields = f" || '{SEPARATOR}' || ".join(values)
    yield from _joined(driver.stream(f"SELECT {fields} FROM {name} ORDER BY {ordered(name)}"))


def _joined(found: Iterator[tuple[Any, ...]]) -> Iterator[bytes]:
    waiting: list[str] = []
    for row in found:
        waiting.append(row[0])
        if len(waiting) == CHUNK:
            yield ("\n".join(waiting) + "\n").encode()
            waiting.clear()
    if waiting:
        yield ("\n".join(waiting) + "\n").encode()
