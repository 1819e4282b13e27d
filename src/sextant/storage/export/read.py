"""Questions about the whole registry, answered from an export: what `holdings` and `balances` answer from a database.

A test asks both and compares. For questions about one account, one unit or one entry the database is quicker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sextant.application.queries.holdings import GROUPS, Amounts, Key, in_order
from sextant.application.reader import Moment
from sextant.domain.account import AccountType
from sextant.storage.export.columns import TABLES
from sextant.storage.export.make import duckdb_connection, read_manifest

_GROUPED: Mapping[str, str] = {
    "mechanism": "l.mechanism",
    "party": "l.host_party",
    "unit_type": "l.unit_type",
    "cp": "l.commitment_period",
    "vintage": "l.vintage",
    "activity": "l.activity",
    "issued_year": "year(l.issued_on)",
}
assert _GROUPED.keys() == GROUPS.keys(), "an export answers by the same groups"

_RUNS = """
WITH edges AS (
    SELECT lot, place, sum(change) AS change FROM (
        SELECT p.lot, unnest([p."first", p."last" + 1]) AS place, unnest([p.sign, -p.sign]) AS change
        FROM posting p {known}
        WHERE p.account IN (SELECT id FROM account WHERE list_contains($final, type)) AND p.effective_on <= $as_of
        {recorded}
    ) GROUP BY lot, place
), depths AS (
    SELECT lot, place, sum(change) OVER along AS depth, sum(change) OVER along - change AS before
    FROM edges WINDOW along AS (PARTITION BY lot ORDER BY place ROWS UNBOUNDED PRECEDING)
), turns AS (
    SELECT lot, place, before > 0 AS ends FROM depths WHERE (before > 0) <> (depth > 0)
), runs AS (
    SELECT lot, lag(place) OVER (PARTITION BY lot ORDER BY place) AS began, place - 1 AS ended, ends FROM turns
), taken AS (
    SELECT lot, sum(ended - began + 1) AS units, count(*) AS runs, min(began) AS lowest, max(ended) AS highest
    FROM runs WHERE ends GROUP BY lot
)
SELECT {groups}
    sum(l."last" - l."first" + 1),
    coalesce(sum(t.units), 0),
    sum(l."last" - l."first" + 1 - coalesce(t.units, 0)),
    sum(coalesce(t.runs, 0) + 1
        - CASE WHEN t.lowest = l."first" THEN 1 ELSE 0 END - CASE WHEN t.highest = l."last" THEN 1 ELSE 0 END)
FROM lot l {issued} LEFT JOIN taken t ON t.lot = l.id
WHERE l.issued_on <= $as_of {issued_recorded}
"""
"""Cancelled runs of each lot by sweeping over their ends; what remains of a lot are the gaps between them."""


class Export:
    """An export in a folder, opened for questions. Raises UnusableExport where it is none."""

    def __init__(self, folder: Path) -> None:
        self.manifest = read_manifest(folder)
        self._connection = duckdb_connection()
        for name in TABLES:
            escaped = str(folder / f"{name}.parquet").replace("'", "''")
            self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{escaped}')")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def balances(self, at: Moment) -> dict[int, int]:
        """Return the units in every account that ever held any, at the end of a legal day."""
        known, recorded = _known(at, "p.entry")
        sql = (
            'SELECT p.account, CAST(sum(p.sign * (p."last" - p."first" + 1)) AS BIGINT) FROM posting p'
            f" {known} WHERE p.effective_on <= $as_of {recorded} GROUP BY p.account"
        )
        return dict(self._rows(sql, _moment(at)))

    def holdings(
        self, account_types: Mapping[str, AccountType], at: Moment, by: Sequence[str] = ()
    ) -> dict[Key, Amounts]:
        """Return the amounts by group, sorted, as the query of this name does. Raises KeyError for an unknown group."""
        groups = [_GROUPED[name] for name in by]
        known, recorded = _known(at, "p.entry")
        issued, issued_recorded = _known(at, "l.issued_by")
        sql = _RUNS.format(
            known=known,
            recorded=recorded,
            issued=issued,
            issued_recorded=issued_recorded,
            groups="".join(f"{each}, " for each in groups),
        )
        sql += f" GROUP BY {', '.join(groups)}" if groups else " HAVING count(*) > 0"
        final = [code for code, each in account_types.items() if each.final]
        found = self._rows(sql, {"final": final, **_moment(at)})
        return in_order({tuple(row[: len(by)]): Amounts(*map(int, row[len(by) :])) for row in found})

    def activities(self) -> list[tuple[int, str, bool]]:
        """Return the id of every activity, its reference, and whether it is synthetic."""
        return self._rows("SELECT id, reference, synthetic FROM activity", {})

    def count(self, sql: str, values: Mapping[str, object]) -> int:
        """Return the one number that a question about the tables is answered with."""
        return int(self._rows(sql, values)[0][0])

    def _rows(self, sql: str, values: Mapping[str, object]) -> list[Any]:
        rows: list[Any] = self._connection.execute(sql, values).fetchall()
        return rows


def _moment(at: Moment) -> dict[str, object]:
    asked: dict[str, object] = {"as_of": at.as_of}
    return asked if at.known_at is None else {**asked, "known_at": at.known_at}


def _known(at: Moment, entry: str) -> tuple[str, str]:
    """Return how the entries are joined, and the condition that they had been recorded."""
    if at.known_at is None:
        return "", ""
    return f"JOIN entry e ON e.id = {entry}", "AND e.recorded_at <= $known_at"
