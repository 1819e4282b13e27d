"""How subjects stand, on a relational database."""

from __future__ import annotations

import json

from sextant.application.standing import Standing, read, written
from sextant.domain.identifier import canonical
from sextant.storage.database.driver import Driver, as_instant
from sextant.storage.database.rows import columns, marks

_COLUMNS = ("key", "lines", "edition", "next_change_at", "readable", "hidden", "waits")
_CHANGES = ", ".join(f'"{name}" = excluded."{name}"' for name in _COLUMNS[1:])
_PUT = (
    f"INSERT INTO case_standing ({columns(_COLUMNS)}) VALUES ({marks(_COLUMNS)})"
    f' ON CONFLICT ("key") DO UPDATE SET {_CHANGES}'
)


class DatabaseStandings:
    """Standings on one connection, for one thread."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def standings(self) -> dict[str, Standing]:
        """Return all of them by the key of their subject."""
        rows = self.driver.query(f"SELECT {columns(_COLUMNS)} FROM case_standing")
        return {
            key: Standing(key, json.loads(lines), edition, as_instant(at), bool(readable), hidden, read(waits))
            for key, lines, edition, at, readable, hidden, waits in rows
        }

    def put_standing(self, standing: Standing) -> None:
        """Write one in place of the one before it; inside a transaction as part of it."""
        self.driver.execute(
            _PUT,
            (
                standing.key,
                canonical(dict(standing.lines)),
                standing.edition,
                standing.next_change_at,
                standing.readable,
                standing.hidden,
                written(standing.waits),
            ),
        )
