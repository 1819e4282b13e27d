"""What the database refuses by itself, whatever code runs above it: overlap, and rewriting of history.

Triggers, not constraints: an exclusion constraint costs more on every write, takes minutes to build and
is not portable. They are put back after every migration, because SQLite drops the triggers of a table
that a migration rebuilds without saying so, and they are asserted at start-up and by `sextant verify`.

On PostgreSQL the overlap guard locks the row of the lot before it looks at the neighbours. Under
READ COMMITTED the look then sees what the writer before it committed; under SERIALIZABLE the database
notices the conflict. Under REPEATABLE READ neither is true, so that level is refused.

`INSERT OR REPLACE` on SQLite deletes a row without firing delete triggers; therefore history is guarded
before insertion as well.
"""

from __future__ import annotations

from typing import Any

HISTORY = ("entry", "posting", "lot", "terms", "hold")
"""Tables whose rows are never changed or deleted."""

_KEYS = {
    "entry": ("id",),
    "posting": ("entry", "line"),
    "lot": ("id",),
    "terms": ("id",),
    "hold": ("id",),
}


def install(cursor: Any, vendor: str) -> None:
    """Put every guard in place; doing it twice changes nothing."""
    for statement in _sqlite() if vendor == "sqlite" else _postgresql():
        cursor.execute(statement)


def expected_guards(vendor: str) -> frozenset[str]:
    """Return the names of the triggers that must exist."""
    names = {f"{table}_never_{act}" for table in HISTORY for act in ("updated", "deleted")}
    names |= {"block_no_overlap_insert", "block_no_overlap_update", "lot_no_overlap"}
    if vendor == "sqlite":
        names |= {f"{table}_never_replaced" for table in HISTORY}
    else:
        names |= {f"{table}_never_truncated" for table in HISTORY}
    return frozenset(names)


def missing_guards(cursor: Any, vendor: str) -> frozenset[str]:
    """Return the names of the triggers that should exist and do not, or that are switched off."""
    if vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
            " AND c.relnamespace = current_schema()::regnamespace"
        )
    return expected_guards(vendor) - {row[0] for row in cursor.fetchall()}


def _sqlite() -> list[str]:
    statements: list[str] = []
    for table in HISTORY:
        for act, verb in (("updated", "UPDATE"), ("deleted", "DELETE")):
            statements.append(
                f"CREATE TRIGGER IF NOT EXISTS {table}_never_{act} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'history: rows of {table} are never {act}'); END"
            )
        same = " AND ".join(f"{key} = NEW.{key}" for key in _KEYS[table])
        statements.append(
            f"CREATE TRIGGER IF NOT EXISTS {table}_never_replaced BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, 'history: rows of {table} are never replaced'); END"
        )
    overlap = (
        "SELECT RAISE(ABORT, 'overlap: a unit would stand in two blocks') WHERE EXISTS ("
        "SELECT 1 FROM (SELECT first, last FROM block WHERE space = NEW.space AND first <= NEW.last {other}"
        " ORDER BY first DESC LIMIT 1) WHERE last >= NEW.first);"
    )
    inside = (
        "SELECT RAISE(ABORT, 'lot: a block stands inside exactly one lot') WHERE NOT EXISTS ("
        "SELECT 1 FROM lot WHERE id = NEW.lot AND space = NEW.space"
        " AND first <= NEW.first AND last >= NEW.last);"
    )
    statements.append(
        "CREATE TRIGGER IF NOT EXISTS block_no_overlap_insert BEFORE INSERT ON block BEGIN "
        + overlap.format(other="")
        + inside
        + " END"
    )
    statements.append(
        "CREATE TRIGGER IF NOT EXISTS block_no_overlap_update BEFORE UPDATE ON block "
        "WHEN NEW.space <> OLD.space OR NEW.first < OLD.first OR NEW.last > OLD.last OR NEW.lot <> OLD.lot "
        "BEGIN " + overlap.format(other="AND NOT (space = OLD.space AND first = OLD.first)") + inside + " END"
    )
    statements.append(
        "CREATE TRIGGER IF NOT EXISTS lot_no_overlap BEFORE INSERT ON lot BEGIN "
        "SELECT RAISE(ABORT, 'overlap: a serial would be issued twice') WHERE EXISTS ("
        "SELECT 1 FROM (SELECT last FROM lot WHERE space = NEW.space AND first <= NEW.last"
        " ORDER BY first DESC LIMIT 1) WHERE last >= NEW.first); END"
    )
    return statements


def _postgresql() -> list[str]:
    statements = [_REFUSE_HISTORY, _BLOCK_OVERLAP, _LOT_OVERLAP, _STALE]
    for table in HISTORY:
        for act, verb in (("updated", "UPDATE"), ("deleted", "DELETE"), ("truncated", "TRUNCATE")):
            level = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            statements.append(
                f"CREATE OR REPLACE TRIGGER {table}_never_{act} BEFORE {verb} ON {table} "
                f"FOR EACH {level} EXECUTE FUNCTION sextant_refuse_history()"
            )
    statements.append(
        "CREATE OR REPLACE TRIGGER block_no_overlap_insert BEFORE INSERT ON block "
        "FOR EACH ROW EXECUTE FUNCTION sextant_block_overlap()"
    )
    statements.append(
        "CREATE OR REPLACE TRIGGER block_no_overlap_update BEFORE UPDATE ON block FOR EACH ROW "
        "WHEN (NEW.space <> OLD.space OR NEW.first < OLD.first OR NEW.last > OLD.last OR NEW.lot <> OLD.lot) "
        "EXECUTE FUNCTION sextant_block_overlap()"
    )
    statements.append(
        "CREATE OR REPLACE TRIGGER lot_no_overlap BEFORE INSERT ON lot "
        "FOR EACH ROW EXECUTE FUNCTION sextant_lot_overlap()"
    )
    return statements


_REFUSE_HISTORY = """
CREATE OR REPLACE FUNCTION sextant_refuse_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history: rows of % are never changed, deleted or truncated', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""

_BLOCK_OVERLAP = """
CREATE OR REPLACE FUNCTION sextant_block_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  issued record;
  neighbour_last bigint;
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'isolation: blocks are written under READ COMMITTED or SERIALIZABLE only'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  SELECT l.first, l.last, l.space INTO issued FROM lot l WHERE l.id = NEW.lot FOR NO KEY UPDATE;
  IF NOT FOUND OR issued.space <> NEW.space OR issued.first > NEW.first OR issued.last < NEW.last THEN
    RAISE EXCEPTION 'lot: a block stands inside exactly one lot'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT b.last INTO neighbour_last FROM block b
      WHERE b.space = NEW.space AND b.first <= NEW.last
        AND NOT (b.space = OLD.space AND b.first = OLD.first)
      ORDER BY b.first DESC LIMIT 1;
  ELSE
    SELECT b.last INTO neighbour_last FROM block b
      WHERE b.space = NEW.space AND b.first <= NEW.last
      ORDER BY b.first DESC LIMIT 1;
  END IF;
  IF neighbour_last >= NEW.first THEN
    RAISE EXCEPTION 'overlap: a unit would stand in two blocks' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$"""

_LOT_OVERLAP = """
CREATE OR REPLACE FUNCTION sextant_lot_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  neighbour_last bigint;
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'isolation: lots are written under READ COMMITTED or SERIALIZABLE only'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  PERFORM 1 FROM serial_space s WHERE s.id = NEW.space FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'lot: its serial space is not known' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT l.last INTO neighbour_last FROM lot l
    WHERE l.space = NEW.space AND l.first <= NEW.last ORDER BY l.first DESC LIMIT 1;
  IF neighbour_last >= NEW.first THEN
    RAISE EXCEPTION 'overlap: a serial would be issued twice' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$"""

_STALE = """
CREATE OR REPLACE FUNCTION sextant_stale() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stale: what the decision saw has changed' USING ERRCODE = 'SX001';
END $$"""
