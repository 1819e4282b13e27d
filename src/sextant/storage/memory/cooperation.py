"""The journals of Article 6.8 in memory."""

from __future__ import annotations

from datetime import datetime
from threading import RLock
from uuid import UUID

from sextant.application.cases import IdTaken
from sextant.cooperation.journal import Line


class MemoryCooperation:
    """Journals in a dictionary behind one lock."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._journals: dict[str, tuple[Line, ...]] = {}
        self._ids: dict[UUID, str] = {}

    def lines(self, key: str) -> tuple[Line, ...]:
        """Return the lines of a journal in their order; none where it is not known."""
        return self._journals.get(key, ())

    def append(self, key: str, number: int, line: Line, recorded_at: datetime) -> bool:
        """Write line `number` of a journal; return False where that number is taken. Raises IdTaken."""
        with self._lock:
            known = self._journals.get(key, ())
            if len(known) != number - 1 or self._ids.get(line.id) == key:
                return False
            if line.id in self._ids:
                raise IdTaken(line.id)
            self._journals[key] = (*known, line)
            self._ids[line.id] = key
            return True

    def keys(self, kind: str) -> list[str]:
        """Return the keys of all journals of a kind, in their order."""
        return sorted(key for key in self._journals if key.startswith(f"{kind}:"))
