"""What the database refuses by itself, whatever code runs above it: overlap, and rewriting of history.

Triggers, not constraints: an exclusion constraint costs more on every write, takes minutes to build and
is not portable. They are put back after every migration, because SQLite drops the triggers of a table
that a migration rebuilds without saying so, and they are asserted at start-up and by `sextant verify`.

On PostgreSQL two blocks that would overlap have the same nearest block below them, or none in their lot. Who
inserts a block has written that neighbour (as every split has) or writes it again as it is, or where there is
none the row of the lot, and looks once more: the second of two waits there for the first and then sees its block.
All blocks that one statement adds are looked at together, after it (decision 11).
A serializable look may be older than that commit, and runs into the changed row whatever level the other has
(decision 6). Acts on different blocks of one lot do not wait for each other. REPEATABLE READ is refused.

`INSERT OR REPLACE` on SQLite deletes a row without firing delete triggers; therefore history is guarded
before insertion as well, against a row with the same key and against one with the same hidden row number.
"""

from __future__ import annotations

from typing import Any

from sextant.storage.database.triggers import Triggers, found_on_sqlite, kept_as_written, never_changed

HISTORY = ("entry", "posting", "lot", "terms", "hold", "authorization_version", "letter_original", "party_statement")
"""Tables whose rows are never changed or deleted."""

_SAME = {
    "entry": "id = NEW.id",
    "posting": "entry = NEW.entry AND line = NEW.line",
    "lot": "id = NEW.id",
    "terms": "id = NEW.id",
    "hold": "id = NEW.id",
    "authorization_version": "id = NEW.id OR (key = NEW.key AND version = NEW.version)",
    "letter_original": "id = NEW.id",
    "party_statement": "id = NEW.id",
}
"""When an inserted row would take the place of another one."""


def remove_entangled(cursor: Any) -> None:
    """Remove the SQLite triggers of one table that look at another, so that either can be rebuilt."""
    for name in sorted(found_on_sqlite(cursor).keys() & {"block_no_overlap_insert", "block_no_overlap_update"}):
        cursor.execute(f"DROP TRIGGER {name}")


def _sqlite() -> dict[str, str]:
    """Return the statement of each trigger by its name."""
    triggers: dict[str, str] = {}
    for table in HISTORY:
        triggers |= kept_as_written(table, _SAME[table])
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
    triggers["block_no_overlap_insert"] = f"BEFORE INSERT ON block BEGIN {overlap.format(other='')}{inside} END"
    others = overlap.format(other="AND NOT (space = OLD.space AND first = OLD.first)")
    triggers["block_no_overlap_update"] = (
        "BEFORE UPDATE ON block "
        "WHEN NEW.space <> OLD.space OR NEW.first < OLD.first OR NEW.last > OLD.last OR NEW.lot <> OLD.lot "
        f"BEGIN {others}{inside} END"
    )
    triggers["lot_no_overlap"] = (
        "BEFORE INSERT ON lot BEGIN "
        "SELECT RAISE(ABORT, 'overlap: a serial would be issued twice') WHERE EXISTS ("
        "SELECT 1 FROM (SELECT last FROM lot WHERE space = NEW.space AND first <= NEW.last"
        " ORDER BY first DESC LIMIT 1) WHERE last >= NEW.first); END"
    )
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in triggers.items()}


def _postgresql() -> dict[str, tuple[str, str]]:
    """Return occasion and function of each trigger by its name."""
    triggers: dict[str, tuple[str, str]] = {}
    for table in HISTORY:
        triggers |= never_changed(table, "sextant_refuse_history")
    triggers["lot_never_updated"] = ("BEFORE UPDATE ON lot FOR EACH ROW", "sextant_refuse_lot_change")
    grown = "NEW.space <> OLD.space OR NEW.first < OLD.first OR NEW.last > OLD.last OR NEW.lot <> OLD.lot"
    added = "AFTER INSERT ON block REFERENCING NEW TABLE AS added FOR EACH STATEMENT"
    triggers["block_no_overlap_insert"] = (added, "sextant_blocks_added")
    triggers["block_no_overlap_update"] = (
        f"BEFORE UPDATE ON block FOR EACH ROW WHEN ({grown})",
        "sextant_block_overlap",
    )
    triggers["lot_no_overlap"] = ("BEFORE INSERT ON lot FOR EACH ROW", "sextant_lot_overlap")
    return triggers


_REFUSE_HISTORY = """
CREATE OR REPLACE FUNCTION sextant_refuse_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history: rows of % are never changed, deleted or truncated', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""

_REFUSE_LOT_CHANGE = """
CREATE OR REPLACE FUNCTION sextant_refuse_lot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD *= NEW THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'history: rows of lot are never changed, deleted or truncated'
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""
"""Lets the overlap guard mark a lot by writing its row again as it is; that is no change."""

_BLOCK_OVERLAP = """
CREATE OR REPLACE FUNCTION sextant_block_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  issued record;
  neighbour record;
  marked bigint := -2;
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'isolation: blocks are written under READ COMMITTED or SERIALIZABLE only'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  SELECT l.first, l.last, l.space, l.xmin INTO issued FROM lot l WHERE l.id = NEW.lot;
  IF NOT FOUND OR issued.space <> NEW.space OR issued.first > NEW.first OR issued.last < NEW.last THEN
    RAISE EXCEPTION 'lot: a block stands inside exactly one lot'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  LOOP
    SELECT b.first, b.last, b.xmin INTO neighbour FROM block b
      WHERE b.space = NEW.space AND b.first <= NEW.last
        AND NOT (b.space = OLD.space AND b.first = OLD.first)
      ORDER BY b.first DESC LIMIT 1;
    IF neighbour.last >= NEW.first THEN
      RAISE EXCEPTION 'overlap: a unit would stand in two blocks' USING ERRCODE = 'exclusion_violation';
    END IF;
    IF neighbour.first >= issued.first THEN
      IF neighbour.xmin = pg_current_xact_id()::xid OR neighbour.first = marked THEN
        RETURN NEW;
      END IF;
      marked := neighbour.first;
      UPDATE block b SET acted_on = b.acted_on WHERE b.space = NEW.space AND b.first = marked;
    ELSIF issued.xmin = pg_current_xact_id()::xid OR marked = -1 THEN
      RETURN NEW;
    ELSE
      marked := -1;
      UPDATE lot SET underlying = underlying WHERE id = NEW.lot;
    END IF;
  END LOOP;
END $$"""

_BLOCKS_ADDED = """
CREATE OR REPLACE FUNCTION sextant_blocks_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  runs refcursor;
  run record;
  issued record;
  neighbour record;
  marked bigint;
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'isolation: blocks are written under READ COMMITTED or SERIALIZABLE only'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  SELECT n.space, n.lot, n.first, n.last, (SELECT count(*) FROM added) AS blocks INTO run FROM added n LIMIT 1;
  IF run.blocks > 1 THEN
    OPEN runs FOR SELECT c.space, c.lot, min(c.first) AS first, max(c.last) AS last, count(*) AS blocks FROM (
        SELECT d.*, sum(d.apart) OVER (ORDER BY d.space, d.first) AS number FROM (
          SELECT n.space, n.lot, n.first, n.last,
            CASE WHEN lag(n.last) OVER along + 1 = n.first AND lag(n.lot) OVER along = n.lot
              AND lag(n.space) OVER along = n.space THEN 0 ELSE 1 END AS apart
          FROM added n WINDOW along AS (ORDER BY n.space, n.first)) d) c
      GROUP BY c.number, c.space, c.lot ORDER BY c.number;
    FETCH runs INTO run;
  END IF;
  WHILE run.blocks > 0 LOOP
    SELECT l.first, l.last, l.space, l.xmin INTO issued FROM lot l WHERE l.id = run.lot;
    IF NOT FOUND OR issued.space <> run.space OR issued.first > run.first OR issued.last < run.last THEN
      RAISE EXCEPTION 'lot: a block stands inside exactly one lot'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    marked := -2;
    LOOP
      IF run.blocks = 1 THEN
        SELECT b.first, b.last, b.xmin INTO neighbour FROM block b
          WHERE b.space = run.space AND b.first <= run.last AND b.first <> run.first
          ORDER BY b.first DESC LIMIT 1;
      ELSE
        SELECT b.first, b.last, b.xmin INTO neighbour FROM block b
          WHERE b.space = run.space AND b.first < run.first ORDER BY b.first DESC LIMIT 1;
      END IF;
      IF neighbour.last >= run.first THEN
        RAISE EXCEPTION 'overlap: a unit would stand in two blocks' USING ERRCODE = 'exclusion_violation';
      END IF;
      IF neighbour.first >= issued.first THEN
        EXIT WHEN neighbour.xmin = pg_current_xact_id()::xid OR neighbour.first = marked;
        marked := neighbour.first;
        UPDATE block b SET acted_on = b.acted_on WHERE b.space = run.space AND b.first = marked;
      ELSE
        EXIT WHEN issued.xmin = pg_current_xact_id()::xid OR marked = -1;
        marked := -1;
        UPDATE lot SET underlying = underlying WHERE id = run.lot;
      END IF;
    END LOOP;
    EXIT WHEN runs IS NULL;
    IF run.blocks > 1 AND run.blocks <> (
      SELECT count(*) FROM block b WHERE b.space = run.space AND b.first BETWEEN run.first AND run.last)
    THEN
      RAISE EXCEPTION 'overlap: a unit would stand in two blocks' USING ERRCODE = 'exclusion_violation';
    END IF;
    FETCH runs INTO run;
  END LOOP;
  RETURN NULL;
END $$"""
"""Looks at all that one statement added. What was added without a gap, of one lot, has one neighbour below and is
looked at as one run: beside its own blocks none may begin inside it. The look comes after all that it waited for.
A single block, as nearly every act adds one, is a run that needs no search for runs.
"""

_LOT_OVERLAP = """
CREATE OR REPLACE FUNCTION sextant_lot_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  space_xmin xid;
  neighbour_last bigint;
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'isolation: lots are written under READ COMMITTED or SERIALIZABLE only'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  SELECT s.xmin INTO space_xmin FROM serial_space s WHERE s.id = NEW.space FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'lot: its serial space is not known' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT l.last INTO neighbour_last FROM lot l
    WHERE l.space = NEW.space AND l.first <= NEW.last ORDER BY l.first DESC LIMIT 1;
  IF neighbour_last >= NEW.first THEN
    RAISE EXCEPTION 'overlap: a serial would be issued twice' USING ERRCODE = 'exclusion_violation';
  END IF;
  IF space_xmin <> pg_current_xact_id()::xid THEN
    UPDATE serial_space SET prefix = prefix WHERE id = NEW.space;
  END IF;
  RETURN NEW;
END $$"""

_FUNCTIONS = {
    "sextant_refuse_history": _REFUSE_HISTORY,
    "sextant_refuse_lot_change": _REFUSE_LOT_CHANGE,
    "sextant_block_overlap": _BLOCK_OVERLAP,
    "sextant_blocks_added": _BLOCKS_ADDED,
    "sextant_lot_overlap": _LOT_OVERLAP,
}
"""What the triggers do, by the name of the function."""

_STALE = """
CREATE OR REPLACE FUNCTION sextant_stale() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stale: what the decision saw has changed' USING ERRCODE = 'SX001';
END $$"""

GUARDS = Triggers(_sqlite(), _postgresql(), functions={**_FUNCTIONS, "sextant_stale": _STALE})
"""Everything that guards the ledger."""
