"""The journals of cases on a relational database.

Whoever writes locks the subject and those that it reads, in the order of their keys, and compares what it saw
only then. So an activity that acts and the host Party whose journal it reads never both go by what the other
one changes. The lock is a write of the row as it is: a mark that a writer on an older snapshot runs into.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sextant.application.case_store import IdTaken
from sextant.domain.identifier import canonical
from sextant.storage.database.driver import Driver, DuplicateEntry, Row, as_id, as_instant, reading, transaction
from sextant.storage.database.rows import columns, marks
from sextant.workflow.case import Act, Actor, Case, Filed, History

_SUBJECT = ("key", "subject", "cycle", "facts")
_LINE = ("subject", "number", "kind", "id", "at", "recorded_at", "body")
_LINES = f'SELECT {columns(_LINE)} FROM case_line WHERE "subject" = ? ORDER BY "number"'
_READ_UNTIL = """
SELECT max((SELECT max(l."at") FROM case_line l WHERE l."subject" = b."reader" AND l."kind" = 'act'))
FROM case_beside b WHERE b."other" = ?"""
_NOTHING_BESIDE: Mapping[str, int] = MappingProxyType({})


class _MovedOn(Exception):
    """Things are not as the writer saw them."""


class DatabaseCases:
    """Journals on one connection, for one thread. A ledger's store may use the same connection, in turn."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def instant(self) -> AbstractContextManager[None]:
        """Return a context in which all reads see the journals as they were at one instant."""
        return reading(self.driver)

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context that commits at its end, with what the ledger wrote on the same connection."""
        return transaction(self.driver)

    def history(self, key: str) -> History | None:
        """Return what happened to a subject, or none where it is not known."""
        known = self.driver.query('SELECT "subject", "facts" FROM case_subject WHERE "key" = ?', (key,))
        if not known:
            return None
        subject, facts = known[0]
        cases: list[Case] = []
        acts: list[Act] = []
        for row in self.driver.query(_LINES, (key,)):
            if row[2] == "act":
                acts.append(_act_of(row))
            else:
                cases.append(_case_of(row))
        return History(subject, json.loads(facts), tuple(cases), tuple(acts))

    def open(self, key: str, history: History) -> bool:
        """Write a new subject with its first case; return whether it was new. Raises IdTaken."""
        first = history.cases[0]
        try:
            with self.transaction():
                if self._known(key):
                    return False
                row = (key, history.subject, first.cycle, canonical(dict(history.facts)))
                self.driver.execute(f"INSERT INTO case_subject ({columns(_SUBJECT)}) VALUES ({marks(_SUBJECT)})", row)
                self._write(key, 1, first)
        except DuplicateEntry as error:
            self.driver.rollback()
            if self._known(key):
                return False
            raise IdTaken(first.id) from error
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
        """Write line `number` of a subject's journal; return False, and write nothing, where things have moved on.

        Raises IdTaken where another journal has a line with this id. Where it is not written inside `transaction`,
        that transaction is over.
        """
        try:
            with self.transaction():
                self._lock({key, *beside})
                if self._counted({key, *beside}) != {**beside, key: number - 1} or self.read_until(key) != read_until:
                    raise _MovedOn
                self._keep_beside(key, beside)
                self._write(key, number, line)
        except _MovedOn:
            self.driver.rollback()
            return False
        except DuplicateEntry as error:
            self.driver.rollback()
            if self._holder(line.id) in (None, key):
                return False
            raise IdTaken(line.id) from error
        return True

    def hold(self, key: str) -> None:
        """Keep everybody else from writing in a journal until the transaction ends; only inside `transaction`."""
        self._lock([key])

    def read_until(self, key: str) -> datetime | None:
        """Return the instant of the last act among the subjects that read this one, or none."""
        return as_instant(self.driver.query(_READ_UNTIL, (key,))[0][0])

    def keys(self, mechanism: str, cycle: str) -> list[str]:
        """Return the keys of the subjects whose first case is of a cycle, in their order."""
        found = self.driver.query('SELECT "key" FROM case_subject WHERE "cycle" = ?', (f"{mechanism}.{cycle}",))
        # Not by the database, which may know another order of letters.
        return sorted(row[0] for row in found)

    def counted(self) -> dict[str, int]:
        """Return how many lines the journal of each subject has."""
        counted: dict[str, int] = dict(
            self.driver.query('SELECT "subject", max("number") FROM case_line GROUP BY "subject"')
        )
        known = self.driver.query('SELECT "key" FROM case_subject')
        return {**counted, **{key: counted.get(key, 0) for (key,) in known}}

    def readers(self, key: str) -> list[str]:
        """Return the keys of the subjects that read this one, in their order."""
        return sorted(row[0] for row in self.driver.query('SELECT "reader" FROM case_beside WHERE "other" = ?', (key,)))

    def _known(self, key: str) -> bool:
        return bool(self.driver.query('SELECT 1 FROM case_subject WHERE "key" = ?', (key,)))

    def _holder(self, number: UUID) -> str | None:
        found = self.driver.query('SELECT "subject" FROM case_line WHERE "id" = ?', (number,))
        return found[0][0] if found else None

    def _lock(self, keys: Iterable[str]) -> None:
        """Keep others from writing in these journals. On SQLite the transaction does so from its beginning."""
        if self.driver.vendor == "sqlite":
            return
        for key in sorted(keys):
            self.driver.execute('UPDATE case_subject SET "subject" = "subject" WHERE "key" = ?', (key,))

    def _counted(self, keys: set[str]) -> dict[str, int]:
        """Return how many lines the journals have. They are numbered without gaps, which the database guards."""
        some = ", ".join("?" for _ in keys)
        sql = f'SELECT "subject", max("number") FROM case_line WHERE "subject" IN ({some}) GROUP BY "subject"'
        return dict(self.driver.query(sql, sorted(keys)))

    def _keep_beside(self, key: str, beside: Iterable[str]) -> None:
        found = self.driver.query('SELECT "other" FROM case_beside WHERE "reader" = ?', (key,))
        for other in sorted(set(beside) - {row[0] for row in found}):
            self.driver.execute('INSERT INTO case_beside ("reader", "other") VALUES (?, ?)', (key, other))

    def _write(self, key: str, number: int, line: Act | Case) -> None:
        row = (key, number, *(_act_row(line) if isinstance(line, Act) else _case_row(line)))
        self.driver.execute(f"INSERT INTO case_line ({columns(_LINE)}) VALUES ({marks(_LINE)})", row)


def _act_row(act: Act) -> Row:
    body = {
        "case": act.case.hex,
        "step": act.step,
        "actor": {name: getattr(act.actor, name) for name in Actor.__slots__},
        "yes": act.yes,
        "stated": dict(act.stated),
        "documents": [{name: getattr(each, name) for name in Filed.__slots__} for each in act.documents],
    }
    return "act", act.id, act.at, act.recorded_at, canonical(body)


def _act_of(row: Row) -> Act:
    body: dict[str, Any] = json.loads(row[6])
    return Act(
        id=as_id(row[3]),  # type: ignore[arg-type]
        case=UUID(body["case"]),
        step=body["step"],
        actor=Actor(**body["actor"]),
        at=as_instant(row[4]),  # type: ignore[arg-type]
        yes=body["yes"],
        stated=body["stated"],
        documents=tuple(Filed(**each) for each in body["documents"]),
        recorded_at=as_instant(row[5]),
    )


def _case_row(case: Case) -> Row:
    body = {"cycle": case.cycle, "subject": case.subject, "parent": case.parent.hex if case.parent else None}
    return "case", case.id, case.opened_at, None, canonical(body)


def _case_of(row: Row) -> Case:
    body: dict[str, Any] = json.loads(row[6])
    parent = UUID(body["parent"]) if body["parent"] else None
    return Case(as_id(row[3]), body["cycle"], body["subject"], as_instant(row[4]), parent)  # type: ignore[arg-type]
