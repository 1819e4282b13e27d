"""What is held as of a day, computed from the rows of the reports alone, without a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.reports import Row, count_blocks

COLUMNS = {"party": "party", "unit_type": "unit_type", "cp": "cp", "activity": "project_ref"}


def recomputed(
    issuances: Sequence[Row], cancellations: Sequence[Row], as_of: date, by: Sequence[str] = ()
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return issued, cancelled, remaining and blocks at the end of a day, by group."""
    groups: dict[tuple[Any, ...], tuple[list[Row], list[Row]]] = {}
    for place, rows in enumerate((issuances, cancellations)):
        for row in rows:
            if row["completed_at"][:10] <= as_of.isoformat():
                groups.setdefault(_key(row, by), ([], []))[place].append(row)
    return {key: _amounts(*found) for key, found in groups.items()}


def _key(row: Row, by: Sequence[str]) -> tuple[Any, ...]:
    return tuple(int(row["cp"]) if name == "cp" else row[COLUMNS[name]] for name in by)


def _amounts(issued: Sequence[Row], cancelled: Sequence[Row]) -> dict[str, int]:
    whole = sum(int(row["quantity"]) for row in issued)
    gone = sum(int(row["quantity"]) for row in cancelled)
    return {
        "issued": whole,
        "cancelled": gone,
        "remaining": whole - gone,
        "blocks": count_blocks(issued, cancelled),
    }


def printed(rows: Sequence[dict[str, Any]], by: Sequence[str]) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return the rows of `sextant holdings --json` in the same form."""
    found = {
        tuple(row[name] for name in by): {name: row[name] for name in ("issued", "cancelled", "remaining", "blocks")}
        for row in rows
    }
    assert len(found) == len(rows), "a group stands twice"
    return found
