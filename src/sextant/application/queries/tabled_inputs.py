"""What was looked up in a table, as a record: the value, the row, the file by its hash, and its source."""

from __future__ import annotations

from typing import Any

from sextant.application.queries.quantified_record import source_record
from sextant.domain.refusal import Refusal
from sextant.methodology.language.exact import shown
from sextant.methodology.tables.checked import Cell, Checked
from sextant.methodology.tables.lookup import Looked


def tabled_record(each: Looked) -> dict[str, Any]:
    """Return one value that was looked up, for programs."""
    schema = each.table.schema
    values = {name: shown(value) for name, value in each.values.items()}
    return {
        "symbol": each.symbol,
        "table": each.table.name,
        "file": schema.file,
        "sha256": each.table.sha256,
        "column": each.column,
        "row": dict(each.row),
        "value": values.get("", values),
        "unit": schema.columns[each.column].unit,
        "source": source_record(schema.source),
        "verified": schema.source.verified,
    }


def checked_record(found: Checked) -> dict[str, Any]:
    """Return a table that was checked cell by cell, for programs; values in the unit that their column becomes."""
    table = found.table
    return {
        "table": table.name,
        "file": table.schema.file,
        "sha256": table.sha256,
        "rows": len(table.rows),
        "usable": not found.structure,
        "key": list(table.schema.key),
        "source": source_record(table.schema.source),
        "verified": table.schema.source.verified,
        "columns": [
            {"column": name, "unit": each.unit, "factor": shown(each.factor), **_counted(found.of_column(name))}
            for name, each in table.schema.columns.items()
        ],
    }


def _counted(cells: list[Cell]) -> dict[str, Any]:
    values = [each.value for each in cells if each.value is not None]
    refused: list[Refusal] = [each.fault for each in cells if each.fault is not None]
    return {
        "values": len(values),
        "empty": len(cells) - len(values) - len(refused),
        "refused": len(refused),
        "least": shown(min(values)) if values else None,
        "greatest": shown(max(values)) if values else None,
    }
