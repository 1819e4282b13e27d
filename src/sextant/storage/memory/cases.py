"""The journals of cases in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import RLock
from types import MappingProxyType
from uuid import UUID

from sextant.application.case_store import IdTaken, lines_of
from sextant.workflow.case import Act, Case, History

_NOTHING_BESIDE: Mapping[str, int] = MappingProxyType({})


class MemoryCases:
    """Histories in a dictionary behind one lock, which is that of the ledger where they lie beside one."""

    def __init__(self, lock: RLock | None = None) -> None:
        self._lock = lock or RLock()
        self._histories: dict[str, History] = {}
        self._readers: dict[str, set[str]] = {}
        self._ids: dict[UUID, str] = {}

    @contextmanager
    def instant(self) -> Iterator[None]:
        """Return a context in which all reads see the journals as they were at one instant."""
        with self._lock:
            yield

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Return a context in which nobody else writes, and after a fault of which the journals are as before."""
        with self._lock:
            kept = dict(self._histories), {key: set(each) for key, each in self._readers.items()}, dict(self._ids)
            try:
                yield
            except BaseException:
                self._histories, self._readers, self._ids = kept
                raise

    def history(self, key: str) -> History | None:
        """Return what happened to a subject, or none where it is not known."""
        return self._histories.get(key)

    def open(self, key: str, history: History) -> bool:
        """Write a new subject with its first case; return whether it was new. Raises IdTaken."""
        with self._lock:
            if key in self._histories:
                return False
            self._take_id(history.cases[0].id, key)
            self._histories[key] = history
            return True

    def append(
        self,
        key: str,
        number: int,
        line: Act | Case,
        *,
        beside: Mapping[str, int] = _NOTHING_BESIDE,
        read_until: datetime | None = None,
    ) -> bool:
        """Write line `number` of a subject's journal; return False where things have moved on. Raises IdTaken."""
        with self._lock:
            known = {each: self._histories.get(each) for each in {key, *beside}}
            counted = {each: lines_of(history) for each, history in known.items() if history is not None}
            if counted != {**beside, key: number - 1} or self.read_until(key) != read_until:
                return False
            if self._ids.get(line.id) == key:
                return False
            self._take_id(line.id, key)
            for other in beside:
                self._readers.setdefault(other, set()).add(key)
            own = self._histories[key]
            if isinstance(line, Act):
                self._histories[key] = replace(own, acts=(*own.acts, line))
            else:
                self._histories[key] = replace(own, cases=(*own.cases, line))
            return True

    def hold(self, key: str) -> None:
        """Do nothing: whoever is inside `transaction` writes alone."""

    def _take_id(self, number: UUID, key: str) -> None:
        if number in self._ids:
            raise IdTaken(number)
        self._ids[number] = key

    def read_until(self, key: str) -> datetime | None:
        """Return the instant of the last act among the subjects that read this one, or none."""
        with self._lock:
            readers = self._readers.get(key, set())
            return max((act.at for each in readers for act in self._histories[each].acts), default=None)

    def counted(self) -> dict[str, int]:
        """Return how many lines the journal of each subject has."""
        with self._lock:
            return {key: lines_of(history) for key, history in self._histories.items()}

    def readers(self, key: str) -> list[str]:
        """Return the keys of the subjects that read this one, in their order."""
        with self._lock:
            return sorted(self._readers.get(key, ()))

    def keys(self, mechanism: str, cycle: str) -> list[str]:
        """Return the keys of the subjects whose first case is of a cycle, in their order."""
        path = f"{mechanism}.{cycle}"
        return sorted(key for key, history in self._histories.items() if history.cases[0].cycle == path)
