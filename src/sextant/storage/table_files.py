"""Tables of factors in CSV files, each with the schema that describes it. A table lies beside its schema."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from pathlib import Path

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.tables.lookup import Table, check_table
from sextant.methodology.tables.schema import Schema, read_schema
from sextant.storage.input_files import read_inputs

BYTES_MAX = 32 * 1024 * 1024
ROWS_MAX = 500_000


def read_table(name: str, schema_file: Path) -> Table | Refusal:
    """Return the table of a schema, or why it cannot be used. Raises UnreadableInputs or OSError for its files."""
    schema = read_schema(name, read_inputs(schema_file))
    if isinstance(schema, Refusal):
        return schema
    table, faults = table_of(name, schema, (schema_file.parent / schema.file).read_bytes())
    if table is None or faults:
        return faults[0]
    return check_table(table) or table


def table_of(name: str, schema: Schema, content: bytes) -> tuple[Table | None, tuple[Refusal, ...]]:
    """Return the rows of a CSV that can be read, with a reason for each that cannot; no table where none can."""
    if len(content) > BYTES_MAX:
        return None, (_malformed(name, 0, str(len(content)), str(BYTES_MAX)),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_malformed(name, 0, f"{error.start}", "UTF-8"),)
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[dict[str, str]] = []
    faults: list[Refusal] = []
    number = 0
    try:
        header = tuple(each.strip() for each in next(reader, []))
        number = 1
        if len(set(header)) != len(header):
            return None, (_malformed(name, 1, ", ".join(header)[:100], "1 × column"),)
        for number, fields in enumerate(reader, start=2):
            if number > ROWS_MAX:
                faults.append(_malformed(name, number, str(number), f"≤ {ROWS_MAX}"))
                break
            if len(fields) == len(header):
                rows.append(dict(zip(header, (each.strip() for each in fields), strict=True)))
            elif fields:
                faults.append(_malformed(name, number, str(len(fields)), str(len(header))))
    except csv.Error as error:
        return None, (*faults, _malformed(name, number + 1, " ".join(str(error).split()), "CSV"))
    return Table(name, schema, header, rows, sha256(content).hexdigest()), tuple(faults)


def _malformed(name: str, row: int, found: str, expected: str) -> Refusal:
    return refuse("table_malformed", table=name, row=row, found=found, expected=expected)
