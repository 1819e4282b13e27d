"""The laws of the ledger that can be asked of all rows at once, asked of an export.

It is not `sextant verify`: requests are not read, so that an entry did what was asked of it is not seen here, nor are
digests, authorizations, tallies and guards. What is asked has the names that `verify` gives to the same faults.
"""

from __future__ import annotations

from collections.abc import Mapping

from sextant.domain.account import AccountType
from sextant.storage.export.read import Export

_ISSUED = '(SELECT issued_by AS entry, space, id AS lot, "first", "last" FROM lot)'
_QUANTITY = '("last" - "first" + 1)'
_STATE = "space, lot, account, terms, first_transfer, hold"
_OVERLAP = (
    'SELECT count(*) FROM (SELECT "last", lead("first") OVER (PARTITION BY {by} ORDER BY "first") AS next'
    ' FROM {rows}) WHERE next <= "last"'
)
_EDGES = (
    'SELECT {keys}, "first" AS place, {sign} AS change FROM {rows}'
    ' UNION ALL SELECT {keys}, "last" + 1, -({sign}) FROM {rows}'
)
_UNEVEN = "SELECT count(*) FROM (SELECT 1 FROM ({edges}) GROUP BY {keys}, place HAVING sum(change) <> 0)"


def _edges(rows: str, keys: str, sign: str) -> str:
    return _EDGES.format(keys=keys, sign=sign, rows=rows)


LAWS: Mapping[str, str] = {
    "lots_overlap": _OVERLAP.format(by="space", rows="lot"),
    "blocks_overlap": _OVERLAP.format(by="space", rows="block"),
    "block_outside_its_lot": (
        "SELECT count(*) FROM block b LEFT JOIN lot l ON l.id = b.lot AND l.space = b.space"
        ' AND b."first" >= l."first" AND b."last" <= l."last" WHERE l.id IS NULL'
    ),
    # The steps of two functions cancel each other everywhere exactly where the functions are equal.
    "projection_differs": _UNEVEN.format(
        keys=_STATE, edges=f"{_edges('posting', _STATE, 'sign')} UNION ALL {_edges('block', _STATE, '-1')}"
    ),
    "entry_not_conserved": _UNEVEN.format(
        keys="entry, space, lot",
        edges=(
            f"{_edges('posting', 'entry, space, lot', 'sign')} UNION ALL {_edges(_ISSUED, 'entry, space, lot', '-1')}"
        ),
    ),
    "units_left_twice": _OVERLAP.format(by="follows, lot", rows="(SELECT * FROM posting WHERE sign < 0)"),
    "leg_follows_nothing": (
        "SELECT count(*) FROM posting p WHERE p.sign < 0 AND NOT EXISTS (SELECT 1 FROM posting q WHERE q.sign > 0"
        " AND q.entry = p.follows AND q.lot = p.lot AND q.account = p.account AND q.terms = p.terms"
        " AND q.first_transfer IS NOT DISTINCT FROM p.first_transfer AND q.hold IS NOT DISTINCT FROM p.hold"
        ' AND q."first" <= p."first" AND q."last" >= p."last" AND q.effective_on <= p.effective_on)'
    ),
    "movement_out_of_final_account": (
        f"SELECT count(*) FROM (SELECT p.entry FROM posting p JOIN account a ON a.id = p.account"
        " JOIN entry e ON e.id = p.entry WHERE list_contains($final, a.type) AND e.corrects IS NULL"
        f" GROUP BY p.entry, p.account HAVING sum(p.sign * {_QUANTITY}) < 0)"
    ),
    "leg_of_no_entry": "SELECT count(*) FROM posting WHERE entry NOT IN (SELECT id FROM entry)",
}
"""What counts the faults against each law."""


def audit(export: Export, account_types: Mapping[str, AccountType]) -> dict[str, int]:
    """Return for each law that was asked how many rows, entries or places break it; all 0 where nothing does."""
    final = [code for code, each in account_types.items() if each.final]
    return {code: export.count(sql, {"final": final} if "$final" in sql else {}) for code, sql in LAWS.items()}
