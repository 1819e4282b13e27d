"""Writes a workbook as an .xlsx file: formulas live, with the figure they give for programs that do not compute."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter

from sextant.methodology.language.exact import shown
from sextant.methodology.workbook import CALCULATION, TERMS, Cell, Workbook

_WIDTHS = (22, 52, 22, 14, 80)


def write_workbook(workbook: Workbook, path: Path) -> None:
    """Write a workbook. Raises OSError where the file cannot be written."""
    # Text that begins with "=" stays text: what a person wrote about an input is no formula.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            bold = file.add_format({"bold": True})
            sheet = file.add_worksheet(CALCULATION)
            for column, width in enumerate(_WIDTHS):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(2, 1)
            _write(sheet, workbook.rows, bold, workbook.headings)
            _write(file.add_worksheet(TERMS), workbook.terms, bold, set())
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def _write(sheet: Any, rows: list[tuple[Cell, ...]], bold: Any, headings: set[int]) -> None:
    for row, cells in enumerate(rows):
        style = bold if row in headings else None
        for column, cell in enumerate(cells):
            if cell.formula is not None:
                sheet.write_formula(row, column, f"={cell.formula}", style, _figure(cell))
            elif cell.number is not None:
                sheet.write(row, column, _figure(cell), style)
            elif cell.text is not None:
                sheet.write_string(row, column, cell.text, style)


def _figure(cell: Cell) -> float | str:
    """Return the figure of a cell; one that no spreadsheet can hold is written out."""
    number = cell.number if cell.number is not None else Fraction(0)
    try:
        return float(number)
    except OverflowError:
        return f"{shown(number)}"
