"""Runs the query of a calculation over columns on DuckDB, embedded, over Parquet or CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sextant.methodology.columns import ColumnQuery


def table_of(path: Path) -> str:
    """Return a file as DuckDB names a table."""
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    quoted = str(path).replace("'", "''")
    return f"{reader}('{quoted}')"


def run_on_duckdb(query: ColumnQuery) -> tuple[Any, ...]:
    """Return the one row that a query gives. Raises duckdb.Error, also where 128 bits do not hold a sum."""
    import duckdb

    with duckdb.connect() as connection:
        row = connection.execute(query.sql).fetchone()
    if row is None:
        raise RuntimeError("a query without groups gives one row")
    return row
