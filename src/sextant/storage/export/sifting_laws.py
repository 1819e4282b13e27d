"""The laws about legs and blocks as questions to whole tables: each tells the serial spaces that are in doubt.

What stands against these is `ledger/findings/chain.py` and `ranges.py`. A space may be named here and be sound; it may
not be left out and be broken. Every comparison therefore counts as broken where a value is missing.
"""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, Mapping[str, str]] = {
    "entry": {"id": "id", "effective_on": "day", "recorded_at": "instant", "corrects": "id"},
    "lot": {"id": "id", "space": "whole", "first": "whole", "last": "whole", "issued_by": "id"},
    "posting": {
        "entry": "id", "sign": "whole", "account": "whole", "effective_on": "day", "space": "whole", "first": "whole",
        "last": "whole", "lot": "id", "terms": "whole", "first_transfer": "id", "hold": "id", "follows": "id",
    },
    "block": {
        "space": "whole", "first": "whole", "last": "whole", "lot": "id", "account": "whole", "terms": "whole",
        "since": "id", "acted_on": "day", "first_transfer": "id", "hold": "id",
    },
}  # fmt: skip
"""The columns that are looked at, and of which kind they are."""

STATE = ("account", "terms", "first_transfer", "hold")
_BEFORE = ", ".join(f"max({name}) FILTER (WHERE sign < 0) AS before_{name}" for name in STATE)
_AFTER = ", ".join(f"max({name}) FILTER (WHERE sign > 0) AS after_{name}" for name in STATE)

_MOVES = (
    'CREATE TABLE move AS SELECT entry, space, "first", max("last") AS "last", max(lot) AS lot,'
    ' coalesce(count(*) = 2 AND min(sign) = -1 AND max(sign) = 1 AND min("last") = max("last") AND min(lot) = max(lot)'
    ' AND count(follows) = 2 AND min(follows) = max(follows) AND "first" <= min("last"), false) AS moved,'
    ' coalesce(count(*) = 1 AND min(sign) = 1 AND count(follows) = 0 AND "first" <= min("last"), false) AS brought,'
    f' max(follows) AS follows, {_BEFORE}, {_AFTER} FROM posting GROUP BY entry, space, "first"'
)
"""What an entry did with the units from one serial on: it moved them, brought them, or did what none may do."""

_LEFT = (
    'CREATE TABLE "left" AS SELECT m.entry, m.space, m."first", m."last", m.lot, m.follows, o."first" AS origin,'
    + ", ".join(f"m.before_{name}" for name in STATE)
    + ', coalesce(o."last" >= m."last" AND o.lot = m.lot AND '
    + " AND ".join(f"o.after_{name} IS NOT DISTINCT FROM m.before_{name}" for name in STATE)
    + ", false) AS fits FROM (SELECT * FROM move WHERE moved) m"
    ' ASOF LEFT JOIN move o ON m.follows = o.entry AND m.space = o.space AND m."first" >= o."first"'
)
"""Units that left a state, with where they had entered it: the last leg of the entry they follow that begins before."""

_KEPT = (
    'CREATE TABLE kept AS SELECT m.entry, m.space, m."first" FROM move m JOIN block b'
    ' ON b.space = m.space AND b."first" = m."first" AND b."last" = m."last" AND b.since = m.entry AND b.lot = m.lot'
    + "".join(f" AND b.{name} IS NOT DISTINCT FROM m.after_{name}" for name in STATE)
    + ' WHERE NOT EXISTS (SELECT 1 FROM "left" l'
    ' WHERE l.follows = m.entry AND l.space = m.space AND l.origin = m."first")'
)
"""Units that entered a state, none of which left it, and that are a block as they are. Of most it is so."""

TOGETHER = (_MOVES, _LEFT, _KEPT)
"""Tables that the questions stand on, in the order in which they are made."""


def _overlap(rows: str, by: str) -> str:
    later = f'SELECT space, "first" <= lag("last") OVER (PARTITION BY {by} ORDER BY "first") AS meets FROM {rows}'
    return f"SELECT DISTINCT space FROM ({later}) WHERE meets"


def _uneven(rows: str, keys: str) -> str:
    """Return where signed ranges do not cancel out: the steps of two functions do so exactly where they are equal."""
    edges = (
        f'SELECT {keys}, "first" AS place, sign FROM ({rows})'
        f' UNION ALL SELECT {keys}, "last" + 1 AS place, -sign FROM ({rows})'
    )
    return f"SELECT DISTINCT space FROM (SELECT space FROM ({edges}) GROUP BY {keys}, place HAVING sum(sign) <> 0)"


_ISSUED = (
    'SELECT entry, space, lot, "first", "last", 1 AS sign FROM move WHERE brought'
    ' UNION ALL SELECT issued_by, space, id, "first", "last", -1 FROM lot'
)
_STOOD = (
    'SELECT m.entry, m.space, m.lot, m."first", m."last", 1 AS sign, '
    + ", ".join(f"m.after_{name} AS {name}" for name in STATE)
    + ' FROM move m ANTI JOIN kept k ON k.entry = m.entry AND k.space = m.space AND k."first" = m."first"'
    ' UNION ALL SELECT follows, space, lot, "first", "last", -1, '
    + ", ".join(f"before_{name}" for name in STATE)
    + ' FROM "left" UNION ALL SELECT b.since, b.space, b.lot, b."first", b."last", -1, '
    + ", ".join(f"b.{name}" for name in STATE)
    + ' FROM block b ANTI JOIN kept k ON k.space = b.space AND k."first" = b."first"'
)

DOUBTS: Mapping[str, str] = {
    "a leg is neither one of two nor of an issuance": (
        "SELECT DISTINCT space FROM move WHERE NOT moved AND NOT brought"
    ),
    "a leg is of no entry, or of another day": (
        "SELECT DISTINCT p.space FROM posting p LEFT JOIN entry e ON e.id = p.entry"
        " WHERE e.effective_on IS DISTINCT FROM p.effective_on OR e.effective_on IS NULL"
    ),
    "legs of an entry overlap": _overlap("move", "entry, space"),
    "units left what they had not entered": 'SELECT DISTINCT space FROM "left" WHERE NOT fits',
    "units left before they entered": (
        'SELECT DISTINCT l.space FROM "left" l JOIN entry e ON e.id = l.entry LEFT JOIN entry f ON f.id = l.follows'
        " WHERE NOT coalesce(e.effective_on >= f.effective_on, false)"
    ),
    "units left twice": _overlap('"left"', "follows, space"),
    "units left a final account, or were first transferred otherwise": (
        "SELECT DISTINCT m.space FROM move m JOIN entry e ON e.id = m.entry WHERE m.moved AND e.corrects IS NULL"
        " AND ((m.before_account <> m.after_account AND list_contains($final, m.before_account))"
        " OR (m.before_first_transfer IS DISTINCT FROM m.after_first_transfer"
        " AND (m.before_first_transfer IS NOT NULL OR m.after_first_transfer IS DISTINCT FROM m.entry)))"
    ),
    "lots are not what was brought": _uneven(_ISSUED, "entry, space, lot"),
    "lots overlap": _overlap("lot", "space"),
    "a lot or a block is empty": (
        'SELECT space FROM lot WHERE NOT coalesce("first" <= "last", false)'
        ' UNION SELECT space FROM block WHERE NOT coalesce("first" <= "last", false)'
    ),
    "an entry brought a lot and moved units": (
        "SELECT DISTINCT l.space FROM lot l SEMI JOIN (SELECT entry, space FROM move WHERE moved) m"
        " ON m.entry = l.issued_by AND m.space = l.space"
    ),
    "blocks overlap": _overlap("block", "space"),
    "a block lies in no lot": (
        "SELECT DISTINCT b.space FROM block b LEFT JOIN lot l ON l.id = b.lot AND l.space = b.space"
        ' AND b."first" >= l."first" AND b."last" <= l."last" WHERE l.id IS NULL'
    ),
    "a block was acted on another day": (
        "SELECT DISTINCT b.space FROM block b LEFT JOIN entry e ON e.id = b.since"
        " WHERE e.effective_on IS DISTINCT FROM b.acted_on OR e.effective_on IS NULL"
    ),
    "blocks are not what the journal leaves": _uneven(_STOOD, f"entry, space, lot, {', '.join(STATE)}"),
}
"""What is asked, by what is the matter where the answer is not empty."""

_SAME_DAY = (
    "SELECT DISTINCT e.rowid AS entry, f.rowid AS origin, l.space, e.recorded_at AS later, f.recorded_at AS earlier"
    ' FROM "left" l JOIN entry e ON e.id = l.entry JOIN entry f ON f.id = l.follows'
    " WHERE e.effective_on = f.effective_on"
)
RINGS = (
    f"WITH same_day AS ({_SAME_DAY}) SELECT entry, origin, space FROM same_day"
    " WHERE NOT coalesce(earlier < later, false) OR EXISTS (SELECT 1 FROM same_day"
    " WHERE NOT coalesce(earlier <= later, false))"
)
"""Which entries follow which on the same day, by numbers, with the space.

Entries in a ring are all of one day, since none may be earlier than one it follows. As long as none was recorded
before one that it follows, they were all recorded at one instant, and only such are told.
"""

_ONE = " AND ".join(
    f"min({side}_{name}) IS NOT DISTINCT FROM max({side}_{name}) AND count({side}_{name}) IN (0, count(*))"
    for side in ("before", "after")
    for name in STATE
)
_STATES = ", ".join(
    f"any_value({side}_{name}){'::VARCHAR' if name in ('first_transfer', 'hold') else ''}"
    for side in ("before", "after")
    for name in STATE
)
MOVED = (
    "SELECT entry::VARCHAR, string_agg('[' || space || ',' || \"first\" || ',' || \"last\" || ']', ','"
    ' ORDER BY space, "first"), sum("last" - "first" + 1), '
    f"{_STATES} FROM move GROUP BY entry HAVING count(*) >= 4 AND bool_and(moved) AND {_ONE} ORDER BY entry"
)
"""What entries moved that moved at least four ranges, all from one state into one."""
