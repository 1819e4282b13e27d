"""What was looked up in a table, as a record: the value, the row, the file by its hash, and its source."""

from __future__ import annotations

from typing import Any

from sextant.application.queries.quantified_record import source_record
from sextant.methodology.language.exact import shown
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
