"""Making an export, and proving that it equals the database.

While the lines of a table pass from the database to the file, their digest is taken. The Parquet file is then written
out as lines again, and only where these have the same digest is the export kept. So what was exported is what
the database told at one instant, and a later proof compares the same digests with the database as it is then.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sextant.storage.database.reader import DatabaseReader
from sextant.storage.export.columns import NOTHING, READ, SEPARATOR, TABLES, written
from sextant.storage.export.lines import lines_of

MANIFEST = "manifest.json"
FORM = 1
"""The form of the export; another one is made anew."""
ROW_GROUP = 122_880

Tell = Callable[[str], None]


class UnusableExport(Exception):
    """A folder that holds no export, or one that is not whole: why, as a code, and what was found."""

    def __init__(self, code: str, **found: object) -> None:
        self.code = code
        self.found = found
        super().__init__(code, found)


@dataclass(frozen=True, slots=True)
class Part:
    """One table of an export."""

    rows: int
    digest: str
    """SHA-256 of its lines, in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export says of itself."""

    made_at: datetime
    """When the database was looked at, in UTC."""
    tables: Mapping[str, Part]

    def text(self) -> str:
        """Return the manifest as it is stored."""
        told = {name: {"rows": part.rows, "sha256": part.digest} for name, part in self.tables.items()}
        return json.dumps({"form": FORM, "made_at": self.made_at.isoformat(), "tables": told}, indent=1) + "\n"


def make_export(reader: DatabaseReader, folder: Path, *, now: datetime | None = None) -> Manifest:
    """Return the manifest of a new export of all tables as they stand at one instant. Raises UnusableExport.

    What was in the folder before is replaced once the new export is whole and proven.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise UnusableExport("export_folder_not_empty", folder=str(folder))
    work = folder / "unfinished"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    try:
        with reader.at_one_instant():
            made_at = now or datetime.now(UTC)
            parts = {name: _written_out(reader, name, work) for name in TABLES}
        for name, part in parts.items():
            _to_parquet(name, work)
            found = _digest_of_parquet(work, name)
            if found != part:
                raise UnusableExport("export_differs", table=name, found=found.digest, expected=part.digest)
        manifest = Manifest(made_at, parts)
        (folder / MANIFEST).unlink(missing_ok=True)
        for name in TABLES:
            (work / f"{name}.parquet").replace(folder / f"{name}.parquet")
        (folder / MANIFEST).write_text(manifest.text(), encoding="utf-8")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return what an export says of itself. Raises UnusableExport."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if told["form"] != FORM:
            raise UnusableExport("export_of_another_form", found=told["form"], expected=FORM)
        tables = {name: Part(each["rows"], each["sha256"]) for name, each in told["tables"].items()}
        made_at = datetime.fromisoformat(told["made_at"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnusableExport("export_not_there", folder=str(folder)) from error
    for name in TABLES:
        if name not in tables or not (folder / f"{name}.parquet").is_file():
            raise UnusableExport("export_incomplete", folder=str(folder), table=name)
    return Manifest(made_at, tables)


def differences(reader: DatabaseReader, folder: Path) -> list[tuple[str, Part, Part]]:
    """Return the tables in which files and database differ now, with what the files and the database hold.

    Raises UnusableExport where the files are not those that were made.
    """
    manifest = read_manifest(folder)
    for name, part in manifest.tables.items():
        found = _digest_of_parquet(folder, name)
        if found != part:
            raise UnusableExport("export_differs", table=name, found=found.digest, expected=part.digest)
    with reader.at_one_instant():
        stored = {name: _digest(lines_of(reader.driver, name)) for name in TABLES}
    return [(name, manifest.tables[name], stored[name]) for name in TABLES if stored[name] != manifest.tables[name]]


def duckdb_connection() -> Any:
    """Return a connection to DuckDB in memory."""
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _written_out(reader: DatabaseReader, name: str, work: Path) -> Part:
    with (work / f"{name}.txt").open("wb") as file:

        def passing() -> Iterable[bytes]:
            for chunk in lines_of(reader.driver, name):
                file.write(chunk)
                yield chunk

        return _digest(passing())


def _digest(chunks: Iterable[bytes | memoryview]) -> Part:
    taken, rows = hashlib.sha256(), 0
    for chunk in chunks:
        taken.update(chunk)
        rows += bytes(chunk).count(b"\n")
    return Part(rows, taken.hexdigest())


def _to_parquet(name: str, work: Path) -> None:
    columns = TABLES[name].columns
    kinds = "{" + ", ".join(f"'{column}': 'VARCHAR'" for column in columns) + "}"
    values = ", ".join(f'{READ[kind].format(_quoted(column))} AS "{column}"' for column, kind in columns.items())
    source, target = work / f"{name}.txt", work / f"{name}.parquet"
    with closing(duckdb_connection()) as connection:
        connection.execute(
            f"COPY (SELECT {values} FROM read_csv({_text(source)}, columns = {kinds}, delim = '{SEPARATOR}',"
            f" header = false, quote = '', escape = '', nullstr = '{NOTHING}', auto_detect = false))"
            f" TO {_text(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    source.unlink()


def _digest_of_parquet(folder: Path, name: str) -> Part:
    """Return the digest of a Parquet file, written out as the lines it was made from."""
    import tempfile

    fields = ", ".join(f"{value} AS c{number}" for number, value in enumerate(written(name, "duckdb")))
    with tempfile.TemporaryDirectory(dir=folder, prefix="unfinished-") as work, closing(duckdb_connection()) as duck:
        target = Path(work) / f"{name}.txt"
        duck.execute(
            f"COPY (SELECT {fields} FROM {_text(folder / f'{name}.parquet')}) TO {_text(target)}"
            f" (FORMAT csv, DELIMITER '{SEPARATOR}', HEADER false, NULLSTR '{NOTHING}', QUOTE '')"
        )
        with target.open("rb") as file:
            return _digest(iter(lambda: file.read(1 << 20), b""))


def _quoted(column: str) -> str:
    return f'"{column}"'


def _text(path: Path) -> str:
    escaped = str(path).replace("'", "''")
    return f"'{escaped}'"
