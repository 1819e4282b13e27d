"""What the database refuses by itself in the journals of cases: rewriting, gaps, and acts out of their order.

The manner is that of `guards.py`, which guards the ledger: triggers, put back after every migration and
asserted by `sextant verify`. None looks at another table, so none stands in the way of a rebuilt one.

On PostgreSQL a subject may be written again exactly as it is. That is how a writer locks it and leaves a mark
for whoever works on an older snapshot.
"""

from __future__ import annotations

from sextant.storage.database.triggers import Triggers, kept_as_written, never_changed

CASE_TABLES = ("case_subject", "case_line", "case_beside")
"""Tables whose rows are never changed or deleted."""

_KEYS = {
    "case_subject": ("key = NEW.key",),
    "case_line": ("subject = NEW.subject AND number = NEW.number", "id = NEW.id"),
    "case_beside": ("reader = NEW.reader AND other = NEW.other",),
}
_GAP = "history: lines of a journal are numbered without a gap, and a case comes first"
_BACK = "history: acts of a journal stand in the order of their instants"


def _sqlite() -> dict[str, str]:
    """Return the statement of each trigger by its name."""
    triggers: dict[str, str] = {}
    for table in CASE_TABLES:
        same = " OR ".join(f"({each})" for each in _KEYS[table])
        triggers |= kept_as_written(table, same)
    last = "(SELECT max({what}) FROM case_line WHERE subject = NEW.subject{which})"
    number, at = last.format(what="number", which=""), last.format(what="at", which=" AND kind = 'act'")
    triggers["case_line_in_order"] = (
        "BEFORE INSERT ON case_line BEGIN"
        f" SELECT RAISE(ABORT, '{_GAP}') WHERE NEW.number <> coalesce({number}, 0) + 1"
        " OR (NEW.number = 1 AND NEW.kind <> 'case');"
        f" SELECT RAISE(ABORT, '{_BACK}') WHERE NEW.kind = 'act' AND NEW.at < {at}; END"
    )
    return {name: f"CREATE TRIGGER {name} {body}" for name, body in triggers.items()}


def _postgresql() -> dict[str, tuple[str, str]]:
    """Return occasion and function of each trigger by its name."""
    triggers: dict[str, tuple[str, str]] = {}
    for table in CASE_TABLES:
        triggers |= never_changed(table, "sextant_refuse_case_change")
    triggers["case_line_in_order"] = ("BEFORE INSERT ON case_line FOR EACH ROW", "sextant_case_line_in_order")
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

CASE_GUARDS = Triggers(
    _sqlite(),
    _postgresql(),
    functions={"sextant_refuse_case_change": _REFUSE, "sextant_case_line_in_order": _IN_ORDER},
)
"""Everything that guards the journals of cases."""
