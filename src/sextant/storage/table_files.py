"""Tables of factors in CSV files, each with the schema that describes it. A table lies beside its schema."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from pathlib import Path

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.tables.lookup import Table, check_table
from sextant.methodology.tables.schema import read_schema
from sextant.storage.input_files import read_inputs

BYTES_MAX = 32 * 1024 * 1024
ROWS_MAX = 500_000


def read_table(name: str, schema_file: Path) -> Table | Refusal:
    """Return the table of a schema, or why it cannot be used. Raises UnreadableInputs or OSError for its files."""
    schema = read_schema(name, read_inputs(schema_file))
    if isinstance(schema, Refusal):
        return schema
    content = (schema_file.parent / schema.file).read_bytes()
    if len(content) > BYTES_MAX:
        return refuse("table_malformed", table=name, row=0, found=str(len(content)), expected=str(BYTES_MAX))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return refuse("table_malformed", table=name, row=0, found=f"{error.start}", expected="UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = tuple(each.strip() for each in next(reader, []))
    if len(set(header)) != len(header):
        return refuse("table_malformed", table=name, row=1, found=", ".join(header)[:100], expected="1 × column")
    rows = []
    for number, fields in enumerate(reader, start=2):
        if not fields:
            continue
        if len(fields) != len(header) or number > ROWS_MAX:
            return refuse("table_malformed", table=name, row=number, found=str(len(fields)), expected=str(len(header)))
        rows.append(dict(zip(header, (each.strip() for each in fields), strict=True)))
    table = Table(name, schema, header, rows, sha256(content).hexdigest())
    return check_table(table) or table
