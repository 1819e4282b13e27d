"""What the database refuses by itself in the journals of cases: rewriting, gaps, and acts out of their order.

The manner is that of `guards.py`, which guards the ledger: triggers, put back after every migration and
asserted by `sextant verify`. None looks at another table, so none stands in the way of a rebuilt one.

On PostgreSQL a subject may be written again exactly as it is. That is how a writer locks it and leaves a mark
for whoever works on an older snapshot.
"""

from __future__ import annotations

from typing import Any

CASE_TABLES = ("case_subject", "case_line", "case_beside")
"""Tables whose rows are never changed or deleted."""

_KEYS = {
    "case_subject": ("key = NEW.key",),
    "case_line": ("subject = NEW.subject AND number = NEW.number", "id = NEW.id"),
    "case_beside": ("reader = NEW.reader AND other = NEW.other",),
}
_GAP = "history: lines of a journal are numbered without a gap, and a case comes first"
_BACK = "history: acts of a journal stand in the order of their instants"


def install(cursor: Any, vendor: str) -> None:
    """Put every guard in place as it is meant to be; doing it twice changes nothing."""
    if vendor != "sqlite":
        for function in _FUNCTIONS.values():
            cursor.execute(function)
        for name, (_, occasion, function) in _postgresql().items():
            cursor.execute(f"CREATE OR REPLACE TRIGGER {name} {occasion} EXECUTE FUNCTION {function}()")
        return
    found = _found_on_sqlite(cursor)
    for name, statement in _sqlite().items():
        if found.get(name) == statement:
            continue
        if name in found:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)


def expected_guards(vendor: str) -> frozenset[str]:
    """Return the names of the triggers that must exist."""
    return frozenset(_sqlite() if vendor == "sqlite" else _postgresql())


def missing_guards(cursor: Any, vendor: str) -> frozenset[str]:
    """Return the names of the triggers that should exist and do not, are switched off, or do something else."""
    if vendor == "sqlite":
        found = _found_on_sqlite(cursor)
        return frozenset(name for name, statement in _sqlite().items() if found.get(name) != statement)
    cursor.execute(
        "SELECT t.tgname, c.relname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        " AND c.relnamespace = current_schema()::regnamespace"
    )
    working = {(name, table, source) for name, table, source in cursor.fetchall()}
    return frozenset(
        name
        for name, (table, _, function) in _postgresql().items()
        if (name, table, _FUNCTIONS[function].split("$$")[1]) not in working
    )


def _found_on_sqlite(cursor: Any) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0]: row[1] for row in cursor.fetchall()}


def _sqlite() -> dict[str, str]:
    """Return the statement of each trigger by its name."""
    triggers: dict[str, str] = {}
    for table in CASE_TABLES:
        for act, verb in (("updated", "UPDATE"), ("deleted", "DELETE")):
            triggers[f"{table}_never_{act}"] = (
                f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'history: rows of {table} are never {act}'); END"
            )
        there = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {same})" for same in (*_KEYS[table], "rowid = NEW.rowid")
        )
        triggers[f"{table}_never_replaced"] = (
            f"BEFORE INSERT ON {table} WHEN {there}"
            f" BEGIN SELECT RAISE(ABORT, 'history: rows of {table} are never replaced'); END"
        )
    last = "(SELECT max({what}) FROM case_line WHERE subject = NEW.subject{which})"
    number, at = last.format(what="number", which=""), last.format(what="at", which=" AND kind = 'act'")
    triggers["case_line_in_order"] = (
        "BEFORE INSERT ON case_line BEGIN"
        f" SELECT RAISE(ABORT, '{_GAP}') WHERE NEW.number <> coalesce({number}, 0) + 1"
        " OR (NEW.number = 1 AND NEW.kind <> 'case');"
        f" SELECT RAISE(ABORT, '{_BACK}') WHERE NEW.kind = 'act' AND NEW.at < {at}; END"
    )
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in triggers.items()}


def _postgresql() -> dict[str, tuple[str, str, str]]:
    """Return table, occasion and function of each trigger by its name."""
    triggers: dict[str, tuple[str, str, str]] = {}
    for table in CASE_TABLES:
        for act, verb in (("updated", "UPDATE"), ("deleted", "DELETE"), ("truncated", "TRUNCATE")):
            each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            occasion = f"BEFORE {verb} ON {table} FOR EACH {each}"
            triggers[f"{table}_never_{act}"] = (table, occasion, "sextant_refuse_case_change")
    triggers["case_line_in_order"] = (
        "case_line",
        "BEFORE INSERT ON case_line FOR EACH ROW",
        "sextant_case_line_in_order",
    )
    return triggers


_REFUSE = """
CREATE OR REPLACE FUNCTION sextant_refuse_case_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'case_subject' THEN
    IF OLD *= NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'history: rows of % are never changed, deleted or truncated', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""

_IN_ORDER = f"""
CREATE OR REPLACE FUNCTION sextant_case_line_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.number <> coalesce((SELECT max(l.number) FROM case_line l WHERE l.subject = NEW.subject), 0) + 1
    OR (NEW.number = 1 AND NEW.kind <> 'case') THEN
    RAISE EXCEPTION '{_GAP}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'act'
    AND NEW.at < (SELECT max(l.at) FROM case_line l WHERE l.subject = NEW.subject AND l.kind = 'act') THEN
    RAISE EXCEPTION '{_BACK}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$"""

_FUNCTIONS = {"sextant_refuse_case_change": _REFUSE, "sextant_case_line_in_order": _IN_ORDER}
"""What the triggers do, by the name of the function."""
