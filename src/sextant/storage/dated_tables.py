"""The tables from which dated figures are counted: CSV (plain or gzip) and JSON in folders that are named.

`SEXTANT_DATED_TABLES` names folders for the pages, divided as a search path is. What is not there is absent.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sextant.comparison.dated import Row

FOLDERS = "SEXTANT_DATED_TABLES"
BYTES_MOST = 512 * 1024 * 1024
PUBLISHED = "published_summary"
"""Where a JSON table keeps its one row."""


class TableUnreadable(Exception):
    """A folder or a table that cannot be read, and why."""

    def __init__(self, where: Path, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


def read_tables(folders: Iterable[Path], names: Iterable[str]) -> dict[str, tuple[Row, ...]]:
    """Return the rows of the tables that the folders hold, by name. Raises TableUnreadable."""
    found: dict[str, tuple[Row, ...]] = {}
    for folder in folders:
        if not os.path.isdir(folder):  # Path.is_dir raises where a name is too long
            raise TableUnreadable(folder, "there is no such folder")
        for name in names:
            for ending in (".csv", ".csv.gz", ".json"):
                file = folder / f"{name}{ending}"
                if name not in found and file.is_file():
                    found.setdefault(name, _rows(file))
    return found


def named_folders() -> tuple[Path, ...]:
    """Return the folders that the environment names."""
    return tuple(Path(each) for each in os.environ.get(FOLDERS, "").split(os.pathsep) if each)


@cache
def tables_of(folders: tuple[Path, ...], names: tuple[str, ...]) -> Mapping[str, tuple[Row, ...]]:
    """Return the same, read once in a process. Raises TableUnreadable."""
    return read_tables(folders, names)


def _rows(file: Path) -> tuple[Row, ...]:
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as content:
            text = content.read(BYTES_MOST + 1)
        if len(text) > BYTES_MOST:
            raise TableUnreadable(file, "it is larger than 512 MiB")
        return _of_json(text.decode("utf-8-sig")) if file.suffix == ".json" else _of_csv(text.decode("utf-8-sig"))
    except (OSError, EOFError, ValueError, csv.Error) as error:
        raise TableUnreadable(file, " ".join(str(error).split()) or type(error).__name__) from None


def _of_csv(text: str) -> tuple[Row, ...]:
    return tuple({key: value or "" for key, value in row.items() if key} for row in csv.DictReader(io.StringIO(text)))


def _of_json(text: str) -> tuple[Row, ...]:
    content = json.loads(text)
    row = content.get(PUBLISHED) if isinstance(content, dict) else None
    return ({str(key): str(value) for key, value in row.items()},) if isinstance(row, dict) else ()
