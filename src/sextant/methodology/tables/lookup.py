"""Inputs that name a row of a table: `{"table": "grid", "row": {"territory": "India"}, "column": "cm"}`.

With `"element": "unit"` every matching row gives one element of the symbol. A row that is not there, or is there
twice, is refused; the nearest is never taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import short
from sextant.methodology.given import one_number
from sextant.methodology.language.exact import shown
from sextant.methodology.tables.schema import Column, Schema

Row = Mapping[str, str]
_KEYS = {"table", "row", "column", "element"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: its schema, its rows as text, and the hash of its file."""

    name: str
    schema: Schema
    header: tuple[str, ...]
    rows: Sequence[Row]
    sha256: str


@dataclass(frozen=True, slots=True)
class Looked:
    """One value that was looked up."""

    symbol: str
    table: Table
    column: str
    row: Mapping[str, str]
    values: Mapping[str, Fraction]
    """By element; one value under "" where there is none."""


def check_table(table: Table) -> Refusal | None:
    """Return a refusal where a column is missing or two rows have one key."""
    return next(table_faults(table), None)


def table_faults(table: Table) -> Iterator[Refusal]:
    """Yield each column that is missing; where none is, each row that has the key of one before it."""
    missing = [column for column in (*table.schema.key, *table.schema.columns) if column not in table.header]
    for column in missing:
        yield refuse("table_column", table=table.name, found=column, expected=", ".join(table.header)[:200])
    if missing:
        return
    seen: set[tuple[str, ...]] = set()
    for each in table.rows:
        key = tuple(each[column] for column in table.schema.key)
        if key in seen:
            yield refuse("table_row_twice", table=table.name, found=", ".join(key))
        seen.add(key)


def look_up(
    inputs: Mapping[str, Any], tables: Mapping[str, Table]
) -> tuple[dict[str, Any], tuple[Looked, ...]] | Refusal:
    """Return the inputs with the values of tables in place, and what was looked up; or why it cannot be."""
    found, looked = dict(inputs), []
    for symbol, content in inputs.items():
        if not isinstance(content, Mapping) or "table" not in content:
            continue
        one = _looked(symbol, content, tables)
        if isinstance(one, Refusal):
            return one
        said = f"{one.table.schema.file}, {', '.join(one.row.values()) or '…'}, {one.column}"
        found[symbol] = {
            "value": one.values[""] if "" in one.values else dict(one.values),
            "unit": one.table.schema.columns[one.column].unit,
            "origin": f"{said} ({one.table.schema.source})",
            "evidence": f"sha256:{one.table.sha256}",
        }
        looked.append(one)
    return found, tuple(looked)


def _looked(symbol: str, content: Mapping[str, Any], tables: Mapping[str, Table]) -> Looked | Refusal:
    table = tables.get(content["table"]) if isinstance(content["table"], str) else None
    if table is None:
        return refuse("table_unknown", symbol=symbol, found=short(content["table"]), expected=", ".join(tables) or "–")
    if content.keys() - _KEYS or not isinstance(content.get("column"), str):
        return refuse("table_lookup", symbol=symbol, found=", ".join(content), expected=", ".join(sorted(_KEYS)))
    column = table.schema.columns.get(content["column"])
    if column is None:
        return refuse(
            "table_column", table=table.name, found=content["column"], expected=", ".join(table.schema.columns)
        )
    row, element = content.get("row", {}), content.get("element")
    if (
        not isinstance(row, Mapping)
        or row.keys() - set(table.schema.key)
        or (element is not None and element not in table.schema.key)
    ):
        return refuse("table_lookup", symbol=symbol, found=short(row), expected=", ".join(table.schema.key))
    wanted = {name: str(each) for name, each in row.items()}
    matching = [each for each in table.rows if all(each[name] == value for name, value in wanted.items())]
    if not matching or (element is None and len(matching) > 1):
        code = "table_row_absent" if not matching else "table_rows_many"
        return refuse(code, table=table.name, found=", ".join(wanted.values()) or "–", expected=len(matching))
    values: dict[str, Fraction] = {}
    for each in matching:
        value = cell_value(symbol, table, column, content["column"], each)
        if isinstance(value, Refusal):
            return value
        name = "" if element is None else each[element]
        if name in values:
            return refuse("table_rows_many", table=table.name, found=name, expected=len(matching))
        values[name] = value
    return Looked(symbol, table, content["column"], wanted, values)


def cell_value(symbol: str, table: Table, column: Column, name: str, row: Row) -> Fraction | Refusal:
    """Return the value of a cell in the unit that the column becomes, or why there is none; `symbol` is who asks."""
    text = row[name]
    try:
        number = one_number(Decimal(text)) if text and len(text) <= 100 else None
    except InvalidOperation:
        number = None
    key = ", ".join(row[each] for each in table.schema.key)
    if number is None:
        return refuse("table_value", symbol=symbol, table=table.name, row=key, found=short(text) or "–", expected=name)
    if (column.least is not None and number < column.least) or (column.most is not None and number > column.most):
        limits = [
            f"{sign} {shown(each)}" for sign, each in (("≥", column.least), ("≤", column.most)) if each is not None
        ]
        return refuse("table_value", symbol=symbol, table=table.name, row=key, found=short(text),
                      expected=f"{name} {', '.join(limits)}")  # fmt: skip
    return number * column.factor
