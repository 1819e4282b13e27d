"""The parts of an XLSX file, looked at before any cell is read: sizes, macros, formulas, cells far out.

Sizes are those found while unpacking, never those that the archive announces.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from sextant.domain.refusal import Fact

PART_BYTES_MAX = 256 * 1024 * 1024
ALL_BYTES_MAX = 512 * 1024 * 1024
STRINGS_BYTES_MAX = 128 * 1024 * 1024
PARTS_MAX = 2000
_PIECE = 1 << 20
_OVERLAP = 64
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_FAR_OUT = re.compile(rb'<c r="(?:[A-Z]{1,3}\d{6,}"|[A-Z]{3}|[D-Z][A-Z]\d|[^A-Z0-9])')
_TRUTH = b't="b"'
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


class UnusableParts(Exception):
    """Why the parts make no workbook that is read here."""

    def __init__(self, code: str, **about: Fact) -> None:
        self.code = code
        self.about = about
        super().__init__(code, about)


@dataclass
class Parts:
    """What was found: formulas by the name of their sheet, as (row, column, text), counted from 0."""

    formulas: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    truths: set[str] = field(default_factory=set)
    """The sheets with cells that are true or false, which must not be taken for 1 and 0."""


@dataclass
class _Sheet:
    part: str
    looked_into: bool = False
    truths: bool = False


def look_at_parts(content: bytes, *, rows_max: int, columns_max: int) -> Parts:
    """Return the parts. Raises UnusableParts, and what a damaged archive raises."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        _check_names(infos)
        sheets = _unpack_all(archive, infos)
        names = _sheet_names(archive)
        parts = Parts()
        for sheet in sheets:
            name = names.get(sheet.part.casefold(), sheet.part)
            if sheet.truths:
                parts.truths.add(name)
            if sheet.looked_into:
                found = _look_into(archive, sheet.part, rows_max, columns_max)
                if found:
                    parts.formulas[name] = found
        return parts


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.casefold() for info in infos]
    if len(names) > PARTS_MAX:
        raise UnusableParts("workbook_too_large", limit=PARTS_MAX)
    if any(info.flag_bits & 1 for info in infos):
        raise UnusableParts("workbook_encrypted")
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise UnusableParts("workbook_with_macros")
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise UnusableParts("not_a_workbook")
    if len(set(names)) != len(names):
        raise UnusableParts("workbook_damaged")


def _unpack_all(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> list[_Sheet]:
    total = 0
    sheets = []
    for info in infos:
        name = info.filename
        limit = STRINGS_BYTES_MAX if name.casefold() == "xl/sharedstrings.xml" else PART_BYTES_MAX
        sheet = _Sheet(name) if _SHEET.fullmatch(name) else None
        size = 0
        for piece in _pieces(archive, info):
            size += len(piece) - (_OVERLAP if size else 0)
            if size > limit or total + size > ALL_BYTES_MAX:
                raise UnusableParts("workbook_expands", limit=min(limit, ALL_BYTES_MAX))
            if name.casefold().endswith((".xml", ".rels")):
                _look_at(piece, sheet, first=size == len(piece))
        total += size
        if sheet is not None:
            sheets.append(sheet)
    return sheets


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes; each piece begins with the end of the one before, so that nothing hides between."""
    before = b""
    with archive.open(info) as opened:
        while piece := opened.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:].rjust(_OVERLAP)


def _look_at(piece: bytes, sheet: _Sheet | None, *, first: bool) -> None:
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise UnusableParts("workbook_damaged")
    if first and b"\x00" in piece[:200]:
        raise UnusableParts("workbook_damaged")
    if sheet is None:
        return
    sheet.truths = sheet.truths or _TRUTH in piece or b"t='b'" in piece
    sheet.looked_into = (
        sheet.looked_into or b"<f" in piece or not _ordinary(piece) or _FAR_OUT.search(piece) is not None
    )


def _ordinary(piece: bytes) -> bool:
    """Return whether every cell begins as programs write it, so that a search for that beginning misses none."""
    begun = piece.count(b"<c", 0, max(len(piece) - 4, 0))
    return begun == piece.count(b'<c r="') + piece.count(b"<col", 0, max(len(piece) - 4, 0)) and b":c " not in piece


def _look_into(archive: zipfile.ZipFile, part: str, rows_max: int, columns_max: int) -> list[tuple[int, int, str]]:
    """Return the formulas of a sheet, and refuse one with something in a cell beyond the limits."""
    found: list[tuple[int, int, str]] = []
    at = [-1, -1]
    text: list[str] = []
    inside = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            at[0], at[1] = int(attributes.get("r", at[0] + 2)) - 1, -1
        elif tag == "c":
            at[1] += 1
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            if reference:
                at[:] = int(reference[2]) - 1, _column(reference[1])
        elif tag in ("v", "is", "f"):
            if at[0] >= rows_max or at[1] >= columns_max:
                raise UnusableParts("workbook_too_far_out", row=at[0] + 1, column=at[1] + 1)
            if tag == "f":
                inside[0] = True
                text.clear()

    def characters(piece: str) -> None:
        if inside[0] and len(text) < 100:
            text.append(piece)

    def end(name: str) -> None:
        if name.rpartition(":")[2] == "f":
            inside[0] = False
            found.append((at[0], at[1], "=" + "".join(text)[:100]))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    with archive.open(part) as opened:
        try:
            parser.ParseFile(opened)
        except expat.ExpatError:
            raise UnusableParts("workbook_damaged") from None
    return found


def _column(letters: str) -> int:
    number = 0
    for each in letters.upper():
        number = number * 26 + ord(each) - 64
    return number - 1


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the names of the sheets by the part that holds each."""
    targets: dict[str, str] = {}
    for name, attributes in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = path.casefold()
    names = {}
    for name, attributes in _elements(archive, "xl/workbook.xml"):
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            names[targets.get(relation, "")] = attributes.get("name", "")
    return names


def _elements(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], dict(attributes)))
    try:
        parser.Parse(archive.read(part), True)
    except (KeyError, expat.ExpatError):
        raise UnusableParts("workbook_damaged") from None
    return found
