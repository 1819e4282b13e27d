"""The one statement for acts that change several blocks, issue units, draw on tallies or need new rows.

Rows travel as arrays, one array a column, so that the statement has one text whatever the numbers. Each
step selects from the ones before it, which fixes their order; the last line counts what was changed and
ends the statement as stale where a count is short. Nothing is then written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sextant.domain.unit import Block
from sextant.ledger.posting import Posting
from sextant.storage.database import rows
from sextant.storage.database.prepared import Texts, array, texts

_BLOCK_TYPES = dict(zip(rows.BLOCK, rows.TYPES["block"], strict=True))
_KEPT = tuple(name for name in rows.BLOCK if name not in ("space", "first"))


def _unnest(names: Sequence[str], types: Sequence[str], alias: str) -> str:
    arrays = ", ".join(f"?::{kind}[]" for kind in types)
    return f"unnest({arrays}) AS {alias}({rows.columns(names)})"


def _insert(table: str, names: Sequence[str], types: Sequence[str], *, after: str, end: str = "") -> str:
    source = _unnest(names, types, "n")
    selected = rows.columns(names, "n")
    return f"INSERT INTO {table} ({rows.columns(names)}) SELECT {selected} FROM {source} WHERE {after}{end}"


def _changed() -> str:
    new = tuple(f"new_{name}" for name in _KEPT)
    types = (*rows.TYPES["block"], *(_BLOCK_TYPES[name] for name in _KEPT))
    wanted = _unnest((*rows.BLOCK, *new), types, "w")
    changes = ", ".join(f'"{name}" = w."new_{name}"' for name in _KEPT)
    plain = [name for name in rows.BLOCK if name not in ("first_transfer", "hold")]
    same = [f'b."{name}" = w."{name}"' for name in plain]
    same += [f'b."{name}" IS NOT DISTINCT FROM w."{name}"' for name in ("first_transfer", "hold")]
    return f"UPDATE block b SET {changes} FROM {wanted} WHERE {' AND '.join(same)} RETURNING 1"


WATCHED = (
    'SELECT count(*) AS found FROM (SELECT 1 FROM account a JOIN unnest(?::int8[], ?::int4[]) AS w("id", "version")'
    ' ON a."id" = w."id" AND a."version" = w."version" FOR SHARE OF a) AS locked'
)
"""Counts the accounts that have the version seen, and keeps others from changing them until the transaction ends."""
_NUMBERED = (
    'UPDATE serial_space s SET "next_serial" = n."left" FROM unnest(?::int8[], ?::int8[], ?::int8[])'
    ' AS n("id", "found", "left") WHERE s."id" = n."id" AND s."next_serial" = n."found" RETURNING 1'
)
_DRAWN = (
    'UPDATE tally t SET "used" = t."used" + d.quantity'
    " FROM unnest(?::text[], ?::int8[], ?::int8[], ?::int4[]) AS d(name, quantity, most, version)"
    ' WHERE t."name" = d.name AND t."used" + d.quantity >= 0'
    ' AND (t."limit" IS NULL OR d.quantity < 0 OR t."used" + d.quantity <= t."limit")'
    ' AND (d.most IS NULL OR d.quantity < 0 OR t."used" + d.quantity <= d.most)'
    ' AND (d.version IS NULL OR t."version" = d.version) RETURNING 1'
)
_TALLIES_SEEN = (
    'SELECT count(*) AS found FROM (SELECT 1 FROM tally t JOIN unnest(?::text[], ?::int4[]) AS w("name", "version")'
    ' ON t."name" = w."name" AND t."version" = w."version" FOR SHARE OF t) AS locked'
)
_SPACE_TYPES = ("int8", "varchar", "varchar", "varchar", "int8")
_ONCE = " ON CONFLICT DO NOTHING RETURNING 1"
_READY = "(SELECT count(*) FROM changed) = ? AND (SELECT count(*) FROM spaces) = ?"

SWAP = _changed()
"""Puts blocks in place of others that must stand there exactly as expected, and begin at the same serial."""

STATEMENT = ", ".join(
    [
        f"WITH watched AS ({WATCHED})",
        f"changed AS ({_changed()} )",
        f"spaces AS ({_insert('serial_space', rows.SPACE, _SPACE_TYPES, after='true', end=_ONCE)})",
        f"known AS ({_insert('terms', rows.TERMS, ('int8', 'text'), after='true', end=_ONCE)})",
        f"numbered AS ({_NUMBERED})",
        f"drawn AS ({_DRAWN})",
        f"seen AS ({_TALLIES_SEEN})",
        f"lots AS ({_insert('lot', rows.LOT, rows.TYPES['lot'], after=_READY, end=' RETURNING 1')})",
        f"added AS ({_insert('block', rows.BLOCK, rows.TYPES['block'], after='(SELECT count(*) FROM lots) = ?')})",
        f"entered AS ({_insert('entry', rows.ENTRY, rows.TYPES['entry'], after='true')})",
        f"told AS ({_insert('posting', rows.LEG, rows.TYPES['posting'], after='true')})",
        f"held AS ({_insert('hold', rows.HOLD, rows.TYPES['hold'], after='true')})",
        'queued AS (INSERT INTO outbox ("entry") VALUES (?::uuid))',
    ]
) + (
    " SELECT CASE WHEN (SELECT found FROM watched) = ? AND (SELECT count(*) FROM changed) = ?"
    " AND (SELECT count(*) FROM spaces) = ? AND (SELECT count(*) FROM numbered) = ?"
    " AND (SELECT count(*) FROM drawn) = ? AND (SELECT found FROM seen) = ? AND (SELECT count(*) FROM lots) = ?"
    " THEN 1 ELSE sextant_stale() END"
)


def values_of(posting: Posting) -> Texts:
    """Return the values of the statement, in its order."""
    kept, added = _split(posting)
    new_spaces = {space.id for space in posting.spaces}
    left = {each.space.id: each.left for each in posting.numbering}
    spaces = [(*rows.space_row(space)[:4], left.get(space.id, space.next_serial)) for space in posting.spaces]
    numbered = [(each.space.id, each.found, each.left) for each in posting.numbering if each.space.id not in new_spaces]
    draws = [(draw.name, draw.quantity, draw.limit, draw.version) for draw in posting.draws if draw.quantity]
    seen = [(draw.name, draw.version) for draw in posting.draws if not draw.quantity]
    lots = [rows.lot_row(lot) for lot in posting.lots]
    watches = tuple(dict.fromkeys(posting.watches))
    pairs = list(zip(posting.expected, kept, strict=True))
    values = Texts()
    values += _arrays(watches, 2)
    values += swap_values(pairs)
    values += _arrays(spaces, len(rows.SPACE))
    values += _arrays([(each.id, each.body) for each in posting.terms], 2)
    values += _arrays(numbered, 3)
    values += _arrays(draws, 4)
    values += _arrays(seen, 2)
    values += [*_arrays(lots, len(rows.LOT)), *texts((len(pairs), len(spaces)))]
    values += [*_arrays(list(added), len(rows.BLOCK)), *texts((len(lots),))]
    values += _arrays([rows.entry_row(posting.entry)], len(rows.ENTRY))
    values += _arrays(list(posting.legs), len(rows.LEG))
    values += _arrays([rows.hold_row(hold) for hold in posting.holds], len(rows.HOLD))
    counts = (len(watches), len(pairs), len(spaces), len(numbered), len(draws), len(seen), len(lots))
    values += texts((posting.entry.id, *counts))
    return values


def swap_values(pairs: Sequence[tuple[Block, Block]]) -> Texts:
    """Return the values by which blocks are put in place of others."""
    records = [(*was, *now[2:]) for was, now in pairs]
    return Texts(_arrays(records, len(rows.BLOCK) + len(_KEPT)))


def _split(posting: Posting) -> tuple[list[Block], list[Block]]:
    """Return the block that begins where each expected block began, and the blocks that are new."""
    becomes = {(block.space, block.first): block for block in posting.becomes}
    kept = [becomes.pop((block.space, block.first)) for block in posting.expected]
    return kept, list(becomes.values())


def _arrays(records: Sequence[Sequence[Any]], width: int) -> list[bytes]:
    return [array(column) for column in zip(*records, strict=True)] if records else [b"{}"] * width
