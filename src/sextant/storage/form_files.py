"""The forms that ship with Sextant; a form in a file, XLSX or JSON, written and read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import xlsxwriter

from sextant.application.forms.layout import FIELDS, Line, Sheets, form_named
from sextant.application.forms.statement import Filled
from sextant.methodology.forms.form import Form, parse_form
from sextant.reporting.aef.cell import Formula, Workbook
from sextant.storage.exact_json import exact_json
from sextant.storage.input_files import UnreadableInputs, parse_inputs, read_inputs
from sextant.storage.workbook_reading import read_workbook, workbook_of_bytes

DIGITS_MAX = 15
"""A spreadsheet holds this many digits of a number exactly; a longer one is written as text."""
SHEETS = ".xlsx"
_PACKED = b"PK"
_WIDTHS = ((0, 1, 26), (2, 30, 18))


@cache
def forms() -> Mapping[str, Form]:
    """Return the forms by id."""
    folder = files("sextant.methodology.forms")
    found = (
        parse_form(each.read_text(encoding="utf-8"), f"forms/{each.name}")
        for each in sorted(folder.iterdir(), key=lambda one: one.name)
        if each.name.endswith(".yaml")
    )
    return {each.id: each for each in found}


def write_form(path: Path, filled: Filled, sheets: Sheets) -> None:
    """Write a filled form, as sheets or as data by the ending of the name. Raises OSError."""
    path.write_bytes(sheets_bytes(sheets) if path.suffix == SHEETS else data_bytes(filled))


def data_bytes(filled: Filled) -> bytes:
    """Return a form as data."""
    return (exact_json(filled.as_record()) + "\n").encode()


def sheets_bytes(sheets: Sheets) -> bytes:
    """Return a form as a workbook."""
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as file:
        bold = file.add_format({"bold": True})
        for name, lines in sheets.items():
            page = file.add_worksheet(name)
            for first, last, width in _WIDTHS:
                page.set_column(first, last, width)
            for row, line in enumerate(lines):
                headed = row == 0 or (bool(line) and str(line[0]).startswith("[") and name != FIELDS)
                _write_line(page, row, line, bold if headed else None)
    return content.getvalue()


def _write_line(page: Any, row: int, line: Line, style: Any) -> None:
    for column, cell in enumerate(line):
        if cell is None:
            continue
        if isinstance(cell, int | Decimal) and len(Decimal(cell).as_tuple().digits) <= DIGITS_MAX:
            page.write_number(row, column, cell, style)
        else:
            page.write_string(row, column, str(cell), style)


def read_form(path: Path) -> tuple[Any, Any, Any]:
    """Return which form a file says it is, its language, and its sheets or sections.

    Raises UnreadableWorkbook, UnreadableInputs or OSError.
    """
    if path.suffix != SHEETS:
        return _of_data(read_inputs(path))
    return _of_workbook(read_workbook(path))


def read_form_bytes(content: bytes, name: str) -> tuple[Any, Any, Any, bool]:
    """Return the same of a file whose bytes are given, and whether they are sheets; what it is follows from them.

    Raises UnreadableWorkbook or UnreadableInputs.
    """
    if content.startswith(_PACKED):
        return (*_of_workbook(workbook_of_bytes(content, Path(name))), True)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInputs("not_utf_8") from None
    return (*_of_data(parse_inputs(text)), False)


def _of_data(content: dict[str, Any]) -> tuple[Any, Any, Any]:
    return content.get("form"), content.get("language"), content.get("sections")


def _of_workbook(workbook: Workbook) -> tuple[Any, Any, Any]:
    sheets: Sheets = {each.name: [[_cell(one) for one in row] for row in each.rows] for each in workbook.sheets}
    return (*form_named(sheets), sheets)


def _cell(cell: Any) -> Any:
    # What a formula would give is not used, as anywhere: the sign at its beginning tells that one is there.
    return f"={cell.text.removeprefix('=')}" if isinstance(cell, Formula) else cell
