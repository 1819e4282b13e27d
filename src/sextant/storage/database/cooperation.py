"""The journals of Article 6.8 on a relational database: lines are read and added, and never anything else."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sextant.application.cases import IdTaken
from sextant.cooperation.journal import Line
from sextant.domain.identifier import canonical
from sextant.storage.database.driver import Driver, DuplicateEntry, Row, as_id, as_instant
from sextant.storage.database.rows import columns, marks

_LINE = ("subject", "number", "kind", "id", "actor", "at", "recorded_at", "body")
_TABLE = "cooperation_line"


class DatabaseCooperation:
    """Journals on one connection, for one thread. A ledger's store may use the same connection, in turn."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def lines(self, key: str) -> tuple[Line, ...]:
        """Return the lines of a journal in their order; none where it is not known."""
        sql = f'SELECT {columns(_LINE)} FROM {_TABLE} WHERE "subject" = ? ORDER BY "number"'
        return tuple(_line_of(row) for row in self.driver.query(sql, (key,)))

    def append(self, key: str, number: int, line: Line, recorded_at: datetime) -> bool:
        """Write line `number` of a journal; return False where that number is taken. Raises IdTaken."""
        row = (key, number, line.kind, line.id, line.actor, line.at, recorded_at, canonical(dict(line.body)))
        self.driver.begin()
        try:
            if self._last(key) != number - 1:
                self.driver.rollback()
                return False
            self.driver.execute(f"INSERT INTO {_TABLE} ({columns(_LINE)}) VALUES ({marks(_LINE)})", row)
            self.driver.commit()
        except DuplicateEntry as error:
            self.driver.rollback()
            if self._holder(line.id) in (None, key):
                return False
            raise IdTaken(line.id) from error
        except BaseException:
            self.driver.rollback()
            raise
        return True

    def keys(self, kind: str) -> list[str]:
        """Return the keys of all journals of a kind, in their order."""
        sql = f'SELECT "subject" FROM {_TABLE} WHERE "number" = 1 AND "subject" LIKE ?'
        # Not in the database's order of letters, which may be another one.
        return sorted(row[0] for row in self.driver.query(sql, (f"{kind}:%",)))

    def _last(self, key: str) -> int:
        found = self.driver.query(f'SELECT max("number") FROM {_TABLE} WHERE "subject" = ?', (key,))
        return found[0][0] or 0

    def _holder(self, number: UUID) -> str | None:
        found = self.driver.query(f'SELECT "subject" FROM {_TABLE} WHERE "id" = ?', (number,))
        return found[0][0] if found else None


def _line_of(row: Row) -> Line:
    body: dict[str, Any] = json.loads(row[7])
    return Line(as_id(row[3]), row[2], row[4], as_instant(row[5]), body)  # type: ignore[arg-type]
