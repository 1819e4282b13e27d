"""What the database refuses by itself in the journals of Article 6.8: rewriting, gaps, and going back in time.

The manner is that of `case_guards.py`: triggers, put back after every migration and asserted by `sextant verify`.
"""

from __future__ import annotations

from sextant.storage.database.triggers import Triggers, kept_as_written, never_changed

COOPERATION_TABLE = "cooperation_line"
"""Its rows are never changed or deleted: an old version stays readable for ever."""

_SAME = "(subject = NEW.subject AND number = NEW.number) OR (id = NEW.id)"
_GAP = "history: lines of a journal are numbered without a gap"
_BACK = "history: lines of a journal stand in the order of their instants"
_ORDER = "cooperation_line_in_order"


def _sqlite() -> dict[str, str]:
    triggers = kept_as_written(COOPERATION_TABLE, _SAME)
    last = f"(SELECT max({{what}}) FROM {COOPERATION_TABLE} WHERE subject = NEW.subject)"
    triggers[_ORDER] = (
        f"BEFORE INSERT ON {COOPERATION_TABLE} BEGIN"
        f" SELECT RAISE(ABORT, '{_GAP}') WHERE NEW.number <> coalesce({last.format(what='number')}, 0) + 1;"
        f" SELECT RAISE(ABORT, '{_BACK}') WHERE NEW.at < {last.format(what='at')}; END"
    )
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in triggers.items()}


def _postgresql() -> dict[str, tuple[str, str]]:
    triggers = never_changed(COOPERATION_TABLE, "sextant_refuse_cooperation_change")
    triggers[_ORDER] = (f"BEFORE INSERT ON {COOPERATION_TABLE} FOR EACH ROW", "sextant_cooperation_in_order")
    return triggers


_REFUSE = """
CREATE OR REPLACE FUNCTION sextant_refuse_cooperation_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history: rows of % are never changed, deleted or truncated', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$"""

_IN_ORDER = f"""
CREATE OR REPLACE FUNCTION sextant_cooperation_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before record;
BEGIN
  SELECT max(l.number) AS number, max(l.at) AS at INTO before FROM {COOPERATION_TABLE} l
    WHERE l.subject = NEW.subject;
  IF NEW.number <= coalesce(before.number, 0) THEN
    RETURN NEW;
  END IF;
  IF NEW.number <> coalesce(before.number, 0) + 1 THEN
    RAISE EXCEPTION '{_GAP}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.at < before.at THEN
    RAISE EXCEPTION '{_BACK}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$"""

COOPERATION_GUARDS = Triggers(
    _sqlite(),
    _postgresql(),
    functions={"sextant_refuse_cooperation_change": _REFUSE, "sextant_cooperation_in_order": _IN_ORDER},
)
"""Everything that guards these journals."""
