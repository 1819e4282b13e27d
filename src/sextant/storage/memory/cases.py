"""The journals of cases in memory."""

from __future__ import annotations

from dataclasses import replace
from threading import RLock

from sextant.workflow.case import Act, Case, History


class MemoryCases:
    """Histories in a dictionary behind one lock."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._histories: dict[str, History] = {}

    def history(self, subject: str) -> History | None:
        """Return what happened to a subject, or none where it is not known."""
        return self._histories.get(subject)

    def open(self, history: History) -> bool:
        """Write a new subject with its first cases; return whether it was new."""
        with self._lock:
            return self._histories.setdefault(history.subject, history) is history

    def append(self, subject: str, number: int, line: Act | Case) -> bool:
        """Write line `number` of a subject's journal; return False where that number is taken."""
        with self._lock:
            known = self._histories[subject]
            if len(known.cases) + len(known.acts) + 1 != number:
                return False
            if isinstance(line, Act):
                self._histories[subject] = replace(known, acts=(*known.acts, line))
            else:
                self._histories[subject] = replace(known, cases=(*known.cases, line))
            return True
