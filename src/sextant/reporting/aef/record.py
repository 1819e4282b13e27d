"""Annual information as a plain record of texts, numbers and lists, as a JSON file holds it, and back.

Fields have the names of `columns.yaml`; days are YYYY-MM-DD, instants end in Z, codes of lists are the spellings
of the nomenclature. A field that is left out is blank.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sextant.reporting.aef.cell import Cell
from sextant.reporting.aef.format import Column, Format, Table
from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.layout import Columns
from sextant.reporting.aef.model import AnnualInformation, Moment, Submission, Timeframe, Version
from sextant.reporting.aef.reading import read_columns
from sextant.reporting.aef.timeframe import write_timeframe
from sextant.reporting.aef.writing import write_moment
from sextant.rules.party import Parties

PROFILE = "canonical-json"


class RecordUnreadable(Exception):
    """What is wrong with a record: a code, where, what was found and expected."""

    def __init__(self, code: str, where: str, found: str = "", expected: str = "") -> None:
        self.code = code
        self.where = where
        self.found = found
        self.expected = expected
        super().__init__(code, where, found, expected)


def record_of(content: AnnualInformation, the_format: Format) -> dict[str, Any]:
    """Return the record of what a Party reports; blank fields are left out."""
    record: dict[str, Any] = {}
    for code, table in the_format.tables.items():
        if table.vertical:
            record[code] = _row(table, content.heading, the_format)
        else:
            record[code] = [_row(table, each, the_format) for each in getattr(content, code)]
    return record


def content_of(record: Any, the_format: Format, parties: Parties) -> AnnualInformation:
    """Return what a record reports. Raises RecordUnreadable with the first thing that is wrong."""
    tables = _object(record, "file", set(the_format.tables))
    columns = {code: _columns(table, tables.get(code)) for code, table in the_format.tables.items()}
    submission = read_columns("", columns, the_format, the_format.profile(PROFILE), parties)
    _refuse_flaws(submission, the_format)
    return submission.content


def _row(table: Table, record: Any, the_format: Format) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column in table.columns:
        value = getattr(record, column.field)
        if value is not None and value != ():
            said[column.field] = value_of(column, value, the_format)
    return said


def value_of(column: Column, value: Any, the_format: Format) -> Any:
    """Return a field as the record says it."""
    if column.list:
        spelling = the_format.lists[column.list].spellings["nomenclature"]
        if isinstance(value, tuple):
            return [spelling.get(each, each) for each in value]
        return spelling.get(value, value)
    if isinstance(value, Version | ItmoId):
        return str(value)
    if isinstance(value, Timeframe):
        return write_timeframe(value, "parts")
    if isinstance(value, Moment):
        return write_moment(value, "iso_day" if value.milliseconds is None else "instant")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _columns(table: Table, content: Any) -> Columns:
    rows = [content] if table.vertical else content if content is not None else []
    if not isinstance(rows, list):
        raise RecordUnreadable("not_a_list", table.code)
    found = Columns(cells={column.field: [] for column in table.columns})
    fields = set(found.cells)
    for number, row in enumerate(rows, start=1):
        where = table.code if table.vertical else f"{table.code}[{number}]"
        body = _object(row, where, fields)
        found.rows.append(number)
        for field, cells in found.cells.items():
            cells.append(_cell(body.get(field), f"{where}.{field}"))
    return found


def _cell(value: Any, where: str) -> Cell:
    if isinstance(value, list) and all(isinstance(each, str) and "," not in each for each in value):
        return ", ".join(value) or None
    if value is None or (isinstance(value, str | int | float | Decimal) and not isinstance(value, bool)):
        return value
    raise RecordUnreadable("not_a_value", where, str(value)[:80])


def _object(content: Any, where: str, allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise RecordUnreadable("not_an_object", where)
    for key in content:
        if key not in allowed:
            raise RecordUnreadable("key_unknown", f"{where}.{key}", key, ", ".join(sorted(allowed)))
    return content


def _refuse_flaws(submission: Submission, the_format: Format) -> None:
    """Refuse what cannot be read; what can be read and is wrong is for the 53 rules to say."""
    for flaw in submission.flaws:
        if flaw.rule in ("S02", "S05") and flaw.code not in ("spelled_otherwise",):
            table = next(each for each in the_format.tables.values() if each.number == flaw.table)
            column = next(each for each in table.columns if each.name == flaw.column)
            where = table.code if table.vertical else f"{table.code}[{flaw.rows[0]}]"
            raise RecordUnreadable("not_readable", f"{where}.{column.field}", flaw.found, flaw.expected)
