"""Triggers as data: put in place as they are meant to be, and compared with what is there.

What they refuse stands in `guards.py` and `case_guards.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Triggers:
    """All triggers of some tables, for both databases."""

    sqlite: Mapping[str, str]
    """The statement of each trigger by its name."""
    postgresql: Mapping[str, tuple[str, str]]
    """The occasion of each trigger (`BEFORE UPDATE ON lot FOR EACH ROW`) and its function, by its name."""
    functions: Mapping[str, str]
    """What the triggers of PostgreSQL do, by the name of the function."""

    def install(self, cursor: Any, vendor: str) -> None:
        """Put every trigger in place as it is meant to be; doing it twice changes nothing."""
        if vendor != "sqlite":
            for function in self.functions.values():
                cursor.execute(function)
            for name in self.postgresql:
                cursor.execute(f"CREATE OR REPLACE {self._defined(name)}")
            return
        found = found_on_sqlite(cursor)
        for name, statement in self.sqlite.items():
            if found.get(name) == statement:
                continue
            if name in found:
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute(statement)

    def expected(self, vendor: str) -> frozenset[str]:
        """Return the names of the triggers that must exist."""
        return frozenset(self.sqlite if vendor == "sqlite" else self.postgresql)

    def missing(self, cursor: Any, vendor: str) -> frozenset[str]:
        """Return the names of the triggers that should exist and do not, are switched off, or do something else."""
        if vendor == "sqlite":
            found = found_on_sqlite(cursor)
            return frozenset(name for name, statement in self.sqlite.items() if found.get(name) != statement)
        cursor.execute(
            "SELECT t.tgname, pg_get_triggerdef(t.oid, true), p.prosrc FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
        working = {name: (_bare(definition), source) for name, definition, source in cursor.fetchall()}
        return frozenset(
            name
            for name, (_, function) in self.postgresql.items()
            if working.get(name) != (_bare(self._defined(name)), self.functions[function].split("$$")[1])
        )

    def _defined(self, name: str) -> str:
        occasion, function = self.postgresql[name]
        return f"TRIGGER {name} {occasion} EXECUTE FUNCTION {function}()"


def _bare(definition: str) -> str:
    """Return the definition of a trigger without what PostgreSQL writes in a manner of its own."""
    return re.sub(r"[()\s]", "", definition.lower()).removeprefix("create")


def found_on_sqlite(cursor: Any) -> dict[str, str]:
    """Return the statement of every trigger that is there, by its name."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0]: row[1] for row in cursor.fetchall()}


def kept_as_written(table: str, same: str) -> dict[str, str]:
    """Return the SQLite triggers that keep a table's rows from being changed, deleted or replaced.

    `same` is the condition under which an inserted row would take the place of another one; `INSERT OR REPLACE`
    deletes a row without firing the triggers of deletion.
    """
    triggers = {
        f"{table}_never_{act}": (
            f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'history: rows of {table} are never {act}'); END"
        )
        for act, verb in (("updated", "UPDATE"), ("deleted", "DELETE"))
    }
    triggers[f"{table}_never_replaced"] = (
        f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        f" OR EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)"
        f" BEGIN SELECT RAISE(ABORT, 'history: rows of {table} are never replaced'); END"
    )
    return triggers


def never_changed(table: str, function: str) -> dict[str, tuple[str, str]]:
    """Return the PostgreSQL triggers that ask a function before rows of a table are changed, deleted or truncated."""
    return {
        f"{table}_never_{act}": (f"BEFORE {verb} ON {table} FOR EACH {each}", function)
        for act, verb, each in (
            ("updated", "UPDATE", "ROW"),
            ("deleted", "DELETE", "ROW"),
            ("truncated", "TRUNCATE", "STATEMENT"),
        )
    }
