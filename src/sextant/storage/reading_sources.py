"""Which files a path of readings names, and how their text is separated, looked at before an engine opens them.

An engine left to guess takes a file with one broken line for a file of one column. So the header decides here:
what separates it separates every line, and a name that stands in it twice is no name.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

PARQUET, CSV = ".parquet", ".csv"
SEPARATORS = (",", ";", "\t", "|")
_LONGEST_HEADER = 1_000_000


class UnreadableReadings(ValueError):
    """Files that are no readings. `code` says what is wrong: kind, header, broken; `found` is what was found."""

    def __init__(self, code: str, found: str) -> None:
        super().__init__(found)
        self.code = code
        self.found = found


@dataclass(frozen=True, slots=True)
class Headed:
    """Files of text with one header and one separator."""

    files: tuple[Path, ...]
    columns: tuple[str, ...]
    separator: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a path, all of one kind; those of text by their headers."""

    kind: str
    files: tuple[Path, ...]
    headed: tuple[Headed, ...] = ()


def found_files(path: Path) -> Found:
    """Return the files of a path. Raises UnreadableReadings."""
    whole = [path] if path.is_file() else sorted(each for each in path.glob("*") if _kind(each) in (PARQUET, CSV))
    kinds = {_kind(each) for each in whole}
    if not whole or len(kinds) != 1 or kinds - {PARQUET, CSV}:
        raise UnreadableReadings("kind", ", ".join(sorted(kinds - {""})) or str(path))
    if kinds == {PARQUET}:
        return Found(PARQUET, tuple(whole))
    by_header: dict[tuple[tuple[str, ...], str], list[Path]] = {}
    for each in whole:
        by_header.setdefault(_header(each), []).append(each)
    headed = tuple(Headed(tuple(files), *header) for header, files in by_header.items())
    return Found(CSV, tuple(whole), headed)


def _kind(path: Path) -> str:
    return path.suffix.lower()


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the names of the columns of a file of text, and what separates them."""
    try:
        with path.open("rb") as file:
            line = re.split(b"[\r\n]", file.readline(_LONGEST_HEADER), maxsplit=1)[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableReadings("header", f"{path.name}: not UTF-8") from None
    except OSError as error:
        raise UnreadableReadings("header", f"{path.name}: {error.strerror}") from None
    split = {each: next(csv.reader([line], delimiter=each), []) for each in SEPARATORS}
    separator = max(SEPARATORS, key=lambda each: len(split[each]))
    names = split[separator]
    # Engines take no notice of capitals: fuel and FUEL would be one column for one, two for another.
    low = [each.lower() for each in names]
    again = sorted({each for each in names if low.count(each.lower()) > 1})
    if again or "" in names or not names:
        raise UnreadableReadings("header", f"{path.name}: {', '.join(again) or line.strip()[:80] or '–'}")
    return tuple(names), separator
