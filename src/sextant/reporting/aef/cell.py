"""Cells as a workbook gives them, before anything is understood: text, number, day, instant or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Formula(NamedTuple):
    """A cell whose value would be computed; the value that was stored with it is not used."""

    text: str = "="


Cell = str | int | float | Decimal | date | Formula | None
"""A datetime is a date. A float comes from the file format, which knows no other number; it leaves here exact."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows of cells from the first row on; row 1 of the sheet is the first of the list."""

    name: str
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was found or is to be written."""

    name: str
    sheets: tuple[Sheet, ...]


def blank(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def plain(cell: Cell) -> str:
    """Return a cell as text of one line, as a sentence quotes it."""
    if cell is None:
        return ""
    if isinstance(cell, Formula):
        return cell.text
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
