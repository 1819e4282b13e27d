"""Where the journals of subjects are kept, as a protocol: what the loop of the cycles asks of a store."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from sextant.workflow.case import Act, Case, History

_NOTHING_BESIDE: Mapping[str, int] = MappingProxyType({})


class IdTaken(Exception):
    """The id of a line stands in another journal; ids are unique over all of them."""


class CaseStore(Protocol):
    """Where the journals of subjects are kept, each under its key (`key_of`)."""

    def instant(self) -> AbstractContextManager[None]:
        """Return a context in which all reads see the journals as they were at one instant."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which all is written or nothing, also what the ledger beside these journals writes."""
        ...

    def history(self, key: str) -> History | None:
        """Return what happened to a subject, or none where it is not known."""
        ...

    def open(self, key: str, history: History) -> bool:
        """Write a new subject with its first case; return whether it was new. Raises IdTaken."""
        ...

    def append(
        self,
        key: str,
        number: int,
        line: Act | Case,
        *,
        beside: Mapping[str, int] = _NOTHING_BESIDE,
        read_until: datetime | None = None,
    ) -> bool:
        """Write line `number` of a subject's journal; return False, and write nothing, where things have moved on.

        They have where that number is taken, where a subject beside has not the number of lines that the writer
        saw (`beside`, which is also kept, so that `read_until` finds the reader), or where somebody who reads
        this subject has acted later than `read_until`. Raises IdTaken.
        """
        ...

    def hold(self, key: str) -> None:
        """Keep everybody else from writing in a journal until the transaction ends; only inside `transaction`."""
        ...

    def read_until(self, key: str) -> datetime | None:
        """Return the instant of the last act among the subjects that read this one, or none."""
        ...

    def readers(self, key: str) -> list[str]:
        """Return the keys of the subjects that read this one, in their order."""
        ...

    def keys(self, mechanism: str, cycle: str) -> list[str]:
        """Return the keys of the subjects whose first case is of a cycle, in their order."""
        ...

    def counted(self) -> Mapping[str, int]:
        """Return how many lines the journal of each subject has."""
        ...


def key_of(mechanism: str, subject: str) -> str:
    """Return the key under which a subject's journal is kept: the same name may mean another in each mechanism."""
    return f"{mechanism}:{subject}"


def lines_of(history: History) -> int:
    """Return how many lines the journal of a subject has."""
    return len(history.cases) + len(history.acts)
