"""The draft of 2022 (decision 6/CMA.4, annex VII), read into the five tables of today.

Its two tables repeat the attributes of the authorization in every row; they become one row of table 2 per
authorization. What it does not have (version, NDC period, subtypes, registries) stays unknown and is not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.reporting.aef.cell import Cell, Sheet, Workbook, blank, plain
from sextant.reporting.aef.format import Format
from sextant.reporting.aef.layout import HEADER_ROWS, Columns, Layout, key

PROFILE = "v1-draft-2022"


def layout_of_v1(workbook: Workbook, the_format: Format) -> Layout | None:
    """Return the columns of a workbook of the draft, or none where it is no such workbook."""
    v1 = the_format.v1
    marks = {key(name) for name in v1["record_id"]}
    sheets = [(sheet, row) for sheet in workbook.sheets if (row := _header(sheet, marks)) is not None]
    if not sheets:
        return None
    layout = Layout(
        tables={
            code: Columns(cells={column.field: [] for column in table.columns})
            for code, table in the_format.tables.items()
        }
    )
    _heading(layout, sheets[0][0], sheets[0][1], v1)
    granted: dict[str, tuple[int, dict[str, Cell]]] = {}
    for sheet, row in sheets:
        _table(layout, sheet, row, v1, granted)
    table = layout.tables["authorizations"]
    for number, values in granted.values():
        table.rows.append(number)
        for field, cells in table.cells.items():
            cells.append(values.get(field))
    return layout


def _header(sheet: Sheet, marks: set[str]) -> int | None:
    for at, row in enumerate(sheet.rows[:HEADER_ROWS]):
        if any(isinstance(cell, str) and key(cell) in marks for cell in row):
            return at
    return None


def _heading(layout: Layout, sheet: Sheet, header: int, v1: Mapping[str, Any]) -> None:
    labels = {key(name): field for field, names in v1["heading"].items() for name in names}
    found: dict[str, Cell] = {}
    for row in sheet.rows[:header]:
        for at, cell in enumerate(row):
            field = labels.get(key(cell.rstrip(" :"))) if isinstance(cell, str) else None
            if field and field not in found and at + 1 < len(row):
                found[field] = row[at + 1]
    table = layout.tables["submission"]
    table.rows = [1]
    for field, cells in table.cells.items():
        cells.append(found.get(field))


def _table(
    layout: Layout,
    sheet: Sheet,
    header: int,
    v1: Mapping[str, Any],
    granted: dict[str, tuple[int, dict[str, Cell]]],
) -> None:
    by_name = {key(name): each for each in v1["columns"] for name in each["names"]}
    places = {
        at: by_name[key(plain(cell))] for at, cell in enumerate(sheet.rows[header]) if key(plain(cell)) in by_name
    }
    actions = any(key(plain(cell)) in {key(name) for name in v1["actions_have"]} for cell in sheet.rows[header])
    table = layout.tables["actions" if actions else "holdings"]
    for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
        own: dict[str, Cell] = {}
        of_authorization: dict[str, Cell] = {}
        for at, mapped in places.items():
            cell = row[at] if at < len(row) else None
            own |= dict.fromkeys(mapped["to"], cell)
            of_authorization |= dict.fromkeys(mapped.get("also", ()), cell)
        if all(blank(cell) for cell in (*own.values(), *of_authorization.values())):
            continue
        _fill(table, number, _adapted(own))
        name = plain(of_authorization.get("authorization"))
        if name and name not in granted:
            granted[name] = (number, _adapted(of_authorization) | {"sectors": _sectors(of_authorization, v1)})


def _fill(table: Columns, number: int, values: Mapping[str, Cell]) -> None:
    table.rows.append(number)
    for field, cells in table.cells.items():
        cells.append(values.get(field))


def _adapted(values: dict[str, Cell]) -> dict[str, Cell]:
    """Return the cells as today's columns have them: an amount in the metric is one only for another metric."""
    if key(plain(values.get("metric"))).startswith(("ghg", "t co2", "tco2")):
        values = values | {"metric": "GHG"}
        if "quantity_non_ghg" in values:
            values["quantity_non_ghg"] = None
    elif not blank(values.get("metric")):
        values = values | {"metric": "non-GHG", "non_ghg_metric": values["metric"]}
    return values


def _sectors(values: Mapping[str, Cell], v1: Mapping[str, Any]) -> Cell:
    """Return today's sectors for those of the inventory; what has no counterpart stays as it is."""
    text = plain(values.get("sectors"))
    return ", ".join(v1["sectors"].get(each.strip(), each.strip()) for each in text.split(",")) or None
