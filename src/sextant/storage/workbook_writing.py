"""A workbook as the bytes of an XLSX file. Same content, same bytes: no clock, no name of a machine."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from sextant.reporting.aef.cell import Cell, Workbook

_MADE_ON = datetime(2021, 1, 1)  # noqa: DTZ001 - the format has no time zone, and the day says nothing.


def workbook_bytes(workbook: Workbook) -> bytes:
    """Return the file of a workbook."""
    stream = io.BytesIO()
    options = {"in_memory": True, "constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    written = xlsxwriter.Workbook(stream, options)
    written.set_properties({"created": _MADE_ON, "author": "Sextant"})
    bold = written.add_format({"bold": True})
    for sheet in workbook.sheets:
        page = written.add_worksheet(sheet.name)
        page.set_column(0, 0, 2)
        page.set_column(1, 40, 18)
        for at, row in enumerate(sheet.rows):
            for place, cell in enumerate(row):
                if cell is not None:
                    _write(page, at, place, cell, bold if at == 1 else None)
    written.close()
    return stream.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, style: object) -> None:
    if isinstance(cell, Decimal) or (isinstance(cell, int) and not isinstance(cell, bool)):
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, str(cell), style)


def write_workbook(file: Path, workbook: Workbook) -> None:
    """Write a workbook to a file. Raises OSError."""
    file.write_bytes(workbook_bytes(workbook))
