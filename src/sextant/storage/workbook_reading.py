"""Reading the cells of an XLSX file, and saying in one sentence why a file is none.

A workbook comes from a stranger. Before the library that reads cells sees it, every part is unpacked once, piece
by piece, against limits: a few kilobytes may unpack to gigabytes, and one cell in the last corner of a sheet
would make a grid of 17 thousand million cells. What is unusual (formulas, far cells) is looked at with an XML
reader that sees one element at a time; ordinary files never pay for that.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import python_calamine

from sextant.domain.refusal import Fact
from sextant.reporting.aef.cell import Cell, Formula, Sheet, Workbook, blank
from sextant.storage.file_bytes import FileUnusable, read_bytes
from sextant.storage.workbook_parts import Parts, UnusableParts, look_at_parts

FILE_BYTES_MAX = 128 * 1024 * 1024
COLUMNS_MAX = 200
ROWS_MAX = 300_000
"""Cells with something in them may stand no further out; styled empty cells may stand anywhere."""


class UnreadableWorkbook(Exception):
    """A file that is no workbook: why, as a code, and what was found; the sentences hang on the code in `wording`."""

    def __init__(self, code: str, file: Path, **about: Fact) -> None:
        self.code = code
        self.about: Mapping[str, Fact] = MappingProxyType({"file": _one_line(str(file)), **about})
        super().__init__(code, dict(self.about))


def read_workbook(file: Path) -> Workbook:
    """Return the cells of a workbook. Raises UnreadableWorkbook."""
    return workbook_of_bytes(_content(file), file)


def workbook_of_bytes(content: bytes, file: Path) -> Workbook:
    """Return the cells of a workbook whose bytes are given; the path only names it. Raises UnreadableWorkbook."""
    _refuse_what_is_none(content, file)
    try:
        parts = look_at_parts(content, rows_max=ROWS_MAX, columns_max=COLUMNS_MAX)
    except UnusableParts as error:
        raise UnreadableWorkbook(error.code, file, **error.about) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UnreadableWorkbook("workbook_damaged", file) from None
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as opened:
            sheets = tuple(_sheet(opened, each.name, parts) for each in opened.sheets_metadata)
    except python_calamine.PasswordError:
        raise UnreadableWorkbook("workbook_encrypted", file) from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        raise UnreadableWorkbook("workbook_damaged", file) from None
    return Workbook(_one_line(file.name), sheets)


def _content(file: Path) -> bytes:
    try:
        content = read_bytes(file, FILE_BYTES_MAX)
    except FileUnusable as error:
        raise UnreadableWorkbook(error.code, file, reason=_one_line(error.reason)) from None
    return content


def _refuse_what_is_none(content: bytes, file: Path) -> None:
    if not content:
        raise UnreadableWorkbook("empty", file)
    if len(content) > FILE_BYTES_MAX:
        raise UnreadableWorkbook("workbook_too_large", file, limit=FILE_BYTES_MAX)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        # An encrypted workbook is wrapped in the old container, which names its streams in UTF-16.
        wrapped = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableWorkbook("workbook_encrypted" if wrapped else "workbook_of_an_old_kind", file)
    if not content.startswith(b"PK"):
        raise UnreadableWorkbook("not_a_workbook", file)


def _sheet(opened: python_calamine.CalamineWorkbook, name: str, parts: Parts) -> Sheet:
    sheet: Any = opened.get_sheet_by_name(name)
    start = sheet.start
    rows: list[list[Cell]] = []
    if start is not None:
        # The library gives all rows from the first one on, but leaves out the empty columns on the left.
        left: list[Cell] = [None] * start[1]
        rows = [left + row for row in sheet.iter_rows()]
    if name in parts.truths:
        _tell_truths(rows)
    for row_at, column_at, text in parts.formulas.get(name, ()):
        while len(rows) <= row_at:
            rows.append([])
        rows[row_at] += [None] * (column_at + 1 - len(rows[row_at]))
        rows[row_at][column_at] = Formula(text)
    while rows and all(blank(cell) for cell in rows[-1]):
        rows.pop()
    return Sheet(name, rows)


def _tell_truths(rows: list[list[Cell]]) -> None:
    """Make text of true and false, which are equal to 1 and 0 in Python."""
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, bool):
                row[at] = str(cell).upper()


def _one_line(text: str) -> str:
    line = "".join(each if each.isprintable() else "?" for each in " ".join(text.split()))
    return line if len(line) <= 200 else line[:200] + "…"
