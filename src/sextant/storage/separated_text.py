"""Splitting comma-separated text into records so that one broken row does not swallow its neighbours.

A quotation mark that is opened and never closed makes an ordinary reader take the rest of the file for one
field. Here such a line becomes a record that says so, and reading goes on with the next line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

_LONGEST_RECORD_LINES = 20
"""How many lines a record may take because of line breaks inside quotation marks."""


class Unsplittable(tuple[str, ...]):
    """The pieces of a line between commas where its quotation marks do not pair."""

    __slots__ = ()


Fields = tuple[str, ...] | list[str]


def split_records(text: str) -> Iterator[Fields]:
    """Yield the fields of each record; empty lines, and lines of nothing but spaces, are passed over."""
    lines = list(io.StringIO(text, newline=""))
    width: int | None = None
    index = 0
    while index < len(lines):
        line = lines[index]
        if '"' not in line:
            fields: Fields = line.rstrip("\r\n").split(",")
            index += 1
        else:
            fields, taken = _quoted(lines, index, width)
            index += taken
        if len(fields) == 1 and not fields[0].strip():
            continue
        if width is None:
            width = len(fields)
        yield fields


def _quoted(lines: list[str], index: int, width: int | None) -> tuple[Fields, int]:
    """Return the record that begins at a line with quotation marks, and how many lines it takes.

    A record of several lines must have as many fields as the header; else the marks are broken.
    """
    for taken in range(1, _LONGEST_RECORD_LINES + 1):
        if index + taken > len(lines):
            break
        try:
            records = list(csv.reader(["".join(lines[index : index + taken])], strict=True))
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                continue
            break
        fields = records[0] if records else [""]
        if taken == 1 or len(fields) == width:
            return fields, taken
        break
    return Unsplittable(lines[index].rstrip("\r\n").split(",")), 1
