"""Reading a published report from a file, and saying in one sentence why a file is none.

What a file is follows from its first bytes, never from its name: people rename a workbook to .csv and a
gzip file to nothing. Everything that makes the whole file unreadable raises UnreadableReport; a row that has
a field too few or too many does not, because the other rows are good.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from sextant.application.cdm_report.report import Damage, Report, ReportRow
from sextant.storage.separated_text import Fields, Unsplittable, split_records

LIMIT_BYTES = 512 * 1024 * 1024
"""How large a report may be when unpacked. The whole CDM registry is a few megabytes."""

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FOREIGN = (
    (b"PK\x03\x04", "a zip archive, such as an Excel workbook (.xlsx)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls) or another Office file"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich-text document"),
    (b"\xff\xfe\x00\x00", "text in UTF-32"),
    (b"\x00\x00\xfe\xff", "text in UTF-32"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)
_MARKUP = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
)
_EXPECTED = "expected comma-separated text in UTF-8, plain or packed with gzip"


class UnreadableReport(Exception):
    """A file that is no report; the message is one sentence with what was found and what was expected."""


def read_report(path: Path | str, columns: Sequence[str], *, limit_bytes: int = LIMIT_BYTES) -> Report:
    """Return the rows of a comma-separated file that has at least these columns.

    Raises UnreadableReport. Further columns are kept; values are kept as they stand.
    """
    file = Path(path)
    packed_digest, content = _content(file, limit_bytes)
    records = split_records(_text(file, content))
    header = _header(file, next(records, None), columns)
    rows = [_row(number, header, fields) for number, fields in enumerate(records, start=1)]
    return Report(name=file.name, columns=header, rows=rows, sha256=packed_digest)


def _content(file: Path, limit_bytes: int) -> tuple[str, bytes]:
    """Return the SHA-256 of the file as it lies there, and its unpacked bytes."""
    if file.is_dir():
        raise UnreadableReport(f"{file} is a folder; {_EXPECTED}.")
    try:
        with file.open("rb") as opened:
            stored = _read(opened, file, limit_bytes)
    except FileNotFoundError:
        raise UnreadableReport(f"{file} does not exist; give the path of a report.") from None
    except PermissionError:
        raise UnreadableReport(f"{file} may not be read by this user; change its permissions.") from None
    except OSError as error:
        raise UnreadableReport(f"{file} cannot be read: {error.strerror or error}.") from None
    if not stored:
        raise UnreadableReport(f"{file} is empty; expected a header and rows.")
    digest = sha256(stored).hexdigest()
    if stored.startswith(_GZIP):
        stored = _unpacked(stored, file, limit_bytes)
        if not stored:
            raise UnreadableReport(f"{file} is a gzip file with nothing in it; expected a header and rows.")
        if stored.startswith(_GZIP):
            raise UnreadableReport(f"{file} is a gzip file inside a gzip file; unpack it once.")
    return digest, stored


def _unpacked(stored: bytes, file: Path, limit_bytes: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(stored)) as opened:
            return _read(opened, file, limit_bytes)
    except EOFError:
        raise UnreadableReport(f"{file} is a gzip file that ends too early; fetch it again.") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableReport(f"{file} is a damaged gzip file ({error}); fetch it again.") from None


def _read(opened: BinaryIO | gzip.GzipFile, file: Path, limit_bytes: int) -> bytes:
    """Return all bytes. Reading stops at the limit: a small file may unpack to a huge one."""
    parts: list[bytes] = []
    size = 0
    while part := opened.read(_CHUNK):
        size += len(part)
        if size > limit_bytes:
            raise UnreadableReport(
                f"{file} is larger than {limit_bytes:,} bytes when unpacked; no report is expected to be."
            )
        parts.append(part)
    return b"".join(parts)


def _text(file: Path, content: bytes) -> str:
    """Return the text of the bytes, without a byte-order mark."""
    for beginning, what in _FOREIGN:
        if content.startswith(beginning):
            raise UnreadableReport(f"{file} is {what}; {_EXPECTED}.")
    content = content.removeprefix(_BYTE_ORDER_MARK)
    opening = content[:512].lstrip().lower()
    for beginning, what in _MARKUP:
        if opening.startswith(beginning):
            raise UnreadableReport(f"{file} is {what}; {_EXPECTED}.")
    if not content.strip():
        raise UnreadableReport(f"{file} holds nothing but blank lines; expected a header and rows.")
    zero = content.find(b"\x00")
    if zero >= 0:
        raise UnreadableReport(f"{file} {_what_zeros_mean(content, zero)}; {_EXPECTED}.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = content[error.start]
        raise UnreadableReport(
            f"{file} is not in UTF-8: byte 0x{found:02X} in line {line}; save it as UTF-8."
        ) from None


def _what_zeros_mean(content: bytes, zero: int) -> str:
    """Return what a file is that contains zero bytes: UTF-16 without a mark has them at every other place."""
    sample = content[:200]
    if max(sample[0::2].count(0), sample[1::2].count(0)) > len(sample) // 4:
        return "is text in UTF-16"
    line = content.count(b"\n", 0, zero) + 1
    return f"is no text: it has a zero byte in line {line}"


def _header(file: Path, fields: Fields | None, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the column names, all needed ones among them and none twice."""
    if isinstance(fields, Unsplittable):
        raise UnreadableReport(f"{file} has a header with unpaired quotation marks; expected column names.")
    if fields is None:
        raise UnreadableReport(f"{file} holds no header; expected the columns {', '.join(columns)}.")
    header = tuple(name.strip() or f"column {place}" for place, name in enumerate(fields, start=1))
    for place, name in enumerate(header):
        if name in header[:place]:
            raise UnreadableReport(f"{file} has the column {_short(name)} twice; expected each column once.")
    missing = [name for name in columns if name not in header]
    if missing:
        for mark, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
            if any(mark in name for name in fields) and len(fields) < len(columns):
                raise UnreadableReport(f"{file} is separated by {called}; expected commas.")
        named = "the column" if len(missing) == 1 else "the columns"
        raise UnreadableReport(f"{file} lacks {named} {', '.join(missing)}; found {_short(', '.join(header))}.")
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
    line = " ".join(text.split())
    line = "".join(each if each.isprintable() else "?" for each in line)
    return line if len(line) <= 160 else line[:160] + "…"
