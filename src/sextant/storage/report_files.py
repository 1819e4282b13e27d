"""Reading a published report from a file, and saying in one sentence why a file is none.

What a file is follows from its first bytes, never from its name: people rename a workbook to .csv and a
gzip file to nothing. Everything that makes the whole file unreadable raises UnreadableReport; a row that has
a field too few or too many does not, because the other rows are good.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from sextant.application.cdm_report.report import Damage, Report, ReportRow
from sextant.domain.refusal import Fact
from sextant.storage.separated_text import Fields, Unsplittable, split_records

LIMIT_BYTES = 512 * 1024 * 1024
"""How large a report may be when unpacked. The whole CDM registry is a few megabytes."""

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FOREIGN = (
    (b"PK\x03\x04", "zip_archive"),
    (b"PK\x05\x06", "empty_zip_archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office_file"),
    (b"%PDF", "pdf"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"{\\rtf", "rich_text"),
    (b"\xff\xfe\x00\x00", "utf_32"),
    (b"\x00\x00\xfe\xff", "utf_32"),
    (b"\xff\xfe", "utf_16"),
    (b"\xfe\xff", "utf_16"),
)
_MARKUP = (
    (b"<!doctype html", "web_page"),
    (b"<html", "web_page"),
    (b"<?xml", "xml"),
)
FOREIGN_KINDS = frozenset(kind for _, kind in (*_FOREIGN, *_MARKUP))
"""What a file may be instead of a report, as far as its first bytes tell."""

_SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical_bars"))
SEPARATORS = frozenset(called for _, called in _SEPARATORS)
"""What may separate the columns of a file instead of commas."""


class UnreadableReport(Exception):
    """A file that is no report: why, as a code, and what was found; the sentences hang on the code in `wording`."""

    def __init__(self, code: str, file: Path, **about: Fact) -> None:
        self.code = code
        self.about: Mapping[str, Fact] = MappingProxyType({"file": _one_line(str(file)), **about})
        super().__init__(code, dict(self.about))


def read_report(path: Path | str, columns: Sequence[str], *, limit_bytes: int = LIMIT_BYTES) -> Report:
    """Return the rows of a comma-separated file that has at least these columns.

    Raises UnreadableReport. Further columns are kept; values are kept as they stand.
    """
    file = Path(path)
    packed_digest, content = _content(file, limit_bytes)
    records = split_records(_text(file, content))
    header = _header(file, next(records, None), columns)
    rows = [_row(number, header, fields) for number, fields in enumerate(records, start=1)]
    return Report(name=_one_line(file.name), columns=header, rows=rows, sha256=packed_digest)


def _content(file: Path, limit_bytes: int) -> tuple[str, bytes]:
    """Return the SHA-256 of the file as it lies there, and its unpacked bytes."""
    try:
        with file.open("rb") as opened:
            stored = _read(opened, file, limit_bytes)
    except IsADirectoryError:
        raise UnreadableReport("folder", file) from None
    except FileNotFoundError:
        raise UnreadableReport("missing", file) from None
    except PermissionError:
        raise UnreadableReport("not_permitted", file) from None
    except OSError as error:
        raise UnreadableReport("not_readable", file, reason=_short(error.strerror or str(error))) from None
    if not stored:
        raise UnreadableReport("empty", file)
    digest = sha256(stored).hexdigest()
    if stored.startswith(_GZIP):
        stored = _unpacked(stored, file, limit_bytes)
        if not stored:
            raise UnreadableReport("gzip_of_nothing", file)
        if stored.startswith(_GZIP):
            raise UnreadableReport("gzip_inside_gzip", file)
    return digest, stored


def _unpacked(stored: bytes, file: Path, limit_bytes: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(stored)) as opened:
            return _read(opened, file, limit_bytes)
    except EOFError:
        raise UnreadableReport("gzip_cut_short", file) from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableReport("gzip_damaged", file, reason=_short(str(error))) from None


def _read(opened: BinaryIO | gzip.GzipFile, file: Path, limit_bytes: int) -> bytes:
    """Return all bytes. Reading stops at the limit: a small file may unpack to a huge one."""
    parts: list[bytes] = []
    size = 0
    while part := opened.read(_CHUNK):
        size += len(part)
        if size > limit_bytes:
            raise UnreadableReport("too_large", file, limit=limit_bytes)
        parts.append(part)
    return b"".join(parts)


def _text(file: Path, content: bytes) -> str:
    """Return the text of the bytes, without a byte-order mark."""
    for beginning, kind in _FOREIGN:
        if content.startswith(beginning):
            raise UnreadableReport("foreign", file, kind=kind)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    opening = content[:512].lstrip().lower()
    for beginning, kind in _MARKUP:
        if opening.startswith(beginning):
            raise UnreadableReport("foreign", file, kind=kind)
    if not content.strip():
        raise UnreadableReport("blank", file)
    zero = content.find(b"\x00")
    if zero >= 0:
        raise _of_zero_bytes(file, content, zero)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[error.start]
        raise UnreadableReport("not_utf_8", file, found=f"0x{found:02X}", line=line) from None


def _of_zero_bytes(file: Path, content: bytes, zero: int) -> UnreadableReport:
    """Return what is wrong with zero bytes: UTF-16 without a mark has them at every other place."""
    sample = content[:200]
    if max(sample[0::2].count(0), sample[1::2].count(0)) > len(sample) // 4:
        return UnreadableReport("foreign", file, kind="utf_16")
    return UnreadableReport("zero_byte", file, line=content.count(b"\n", 0, zero) + 1)


def _header(file: Path, fields: Fields | None, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the column names, all needed ones among them and none twice."""
    if isinstance(fields, Unsplittable):
        raise UnreadableReport("header_damaged", file)
    if fields is None:
        raise UnreadableReport("header_missing", file, expected=", ".join(columns))
    header = tuple(name.strip() or f"column {place}" for place, name in enumerate(fields, start=1))
    for place, name in enumerate(header):
        if name in header[:place]:
            raise UnreadableReport("column_twice", file, column=_short(name))
    missing = [name for name in columns if name not in header]
    if missing:
        for mark, called in _SEPARATORS:
            if any(mark in name for name in fields) and len(fields) < len(columns):
                raise UnreadableReport("separator_not_comma", file, found=called)
        code = "column_missing" if len(missing) == 1 else "columns_missing"
        raise UnreadableReport(code, file, missing=", ".join(missing), found=_short(", ".join(header)))
    return header


def _row(number: int, header: Sequence[str], fields: Fields) -> ReportRow:
    values = dict(zip(header, fields, strict=False))
    splittable = not isinstance(fields, Unsplittable)
    if splittable and len(fields) == len(header):
        return ReportRow(number, values)
    damage = Damage(len(fields), len(header), splittable)
    return ReportRow(number, values, damage, tuple(fields[len(header) :]))


def _short(text: str) -> str:
    """Return a text that fits into a sentence: one line, not long."""
    line = _one_line(text)
    return line if len(line) <= 160 else line[:160] + "…"


def _one_line(text: str) -> str:
    """Return a text without line breaks and without what cannot be printed."""
    return "".join(each if each.isprintable() else "?" for each in " ".join(text.split()))
