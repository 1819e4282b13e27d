"""Readings of devices in Parquet or CSV, a file or a folder of files, added up by DuckDB, embedded.

A column of text in a CSV file is never read as a binary float: its digits are what was stored.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sextant.application.queries.quantify_readings import ReadingsBeyond
from sextant.methodology.language.dialect import DUCKDB
from sextant.methodology.readings import packed
from sextant.methodology.readings.query import outside_query, readings_query
from sextant.methodology.readings.quick import QUICK, finished, fits, quick_table
from sextant.methodology.readings.rules import Reading, Rules, parse_rules
from sextant.methodology.readings.stored import DATE, DECIMAL, DUCKDB_WORDS, FLOAT32, FLOAT64, INTEGER, TEXT
from sextant.methodology.readings.typed import NUMBERS, Table, days_asked, days_query
from sextant.storage.reading_sources import PARQUET, Headed, UnreadableReadings, found_files

MEMORY = "640MB"
"""More than is used: a million devices in order of arrival take less when the engine need not fear to run out."""
_STORED = {"FLOAT": FLOAT32, "DOUBLE": FLOAT64, "VARCHAR": TEXT}
_DATES = ("DATE", "TIMESTAMP")
_INTEGERS = {f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")}


@cache
def reading_rules() -> Rules:
    """Return the rules for readings that ship with Sextant."""
    text = files("sextant.methodology.readings").joinpath("rules.yaml").read_text(encoding="utf-8")
    return parse_rules(text, "readings/rules.yaml")


class DuckdbReadings:
    """A file or folder of readings. Raises UnreadableReadings where there is none that DuckDB can read."""

    def __init__(self, path: Path, *, memory: str = MEMORY) -> None:
        import duckdb

        self.name = path.name
        self._source, self._listed = _source(path)
        self._connection = duckdb.connect()
        self._connection.execute(f"SET memory_limit = '{memory}'")
        self._connection.execute(f"SET temp_directory = {_quoted(tempfile.gettempdir())}")
        self._connection.execute("SET preserve_insertion_order = false")
        # What is printed is the record; after two seconds the engine would draw a bar into it.
        self._connection.execute("SET enable_progress_bar = false")
        # An instant is of one day in one zone only; the machine's own would make the figure depend on the machine.
        self._connection.execute("SET TimeZone = 'UTC'")
        try:
            rows = self._connection.execute(f"DESCRIBE SELECT * FROM {self._source}").fetchall()
        except duckdb.Error as error:
            raise _unreadable(error) from None
        self._types: dict[str, str] = {row[0]: row[1] for row in rows}
        self._seen: dict[str, tuple[str, int, int, int, int]] = {}
        """Of each column of days that was asked about: what days are, the first, the last, rows, rows with a day."""

    def columns(self) -> Mapping[str, str]:
        """Return how each column is stored."""
        return {name: _stored(each) for name, each in self._types.items()}

    def rows(self) -> int:
        """Return how many rows there are; Parquet files state it."""
        return int(self._one(f"SELECT COUNT(*) AS found FROM {self._source}")["found"])

    def days(self, column: str) -> tuple[str, int, int] | None:
        """Return whether days are numbers or dates, the first and the last; none where no row has a day."""
        stored = self.columns()[column]
        stated = self._stated(column) if stored == INTEGER else None
        if stated is not None:
            self._seen[column] = (NUMBERS, *stated)
            return NUMBERS, stated[0], stated[1]
        kinds = [(days, self._one(days_query(value, self._source)))
                 for days, value in days_asked(column, stored, DUCKDB_WORDS)]  # fmt: skip
        days, found = max(kinds, key=lambda each: each[1]["dated"])
        if found["low"] is None:
            return None
        self._seen[column] = (days, found["low"], found["high"], found["rows"], found["dated"])
        return days, found["low"], found["high"]

    def strata(self, asked: Reading, days: str) -> tuple[dict[str, Any], Sequence[dict[str, Any]]]:
        """Return the counts of rows, and a row a stratum. Raises ReadingsBeyond where 128 bits do not hold a sum."""
        import duckdb

        table = Table(self._source, self.columns(), days)
        try:
            self._connection.execute(f"DROP TABLE IF EXISTS {QUICK}")
            dialect = DUCKDB
            if self._all_inside(asked, days) and packed.fits(asked, table):
                done = self._packed_at_once(asked, table)
                if done is not None:
                    return done
                counts, dialect = self._packed(asked, table), packed.SHORT
            else:
                counts = self._one(outside_query(asked, table, DUCKDB_WORDS))
                if not fits(asked):
                    return counts, self._all(readings_query(asked, table, DUCKDB, DUCKDB_WORDS))
                self._all(quick_table(asked, table, DUCKDB_WORDS))
            again = self._one(f"SELECT COUNT(*) AS again FROM {QUICK} WHERE again")["again"] > 0
            return counts, self._all(finished(asked, table, DUCKDB if again else dialect, DUCKDB_WORDS, again=again))
        except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
            raise ReadingsBeyond(str(error).splitlines()[0]) from None

    def _all_inside(self, asked: Reading, days: str) -> bool:
        """Return whether every row has a day, and all lie inside the period."""
        seen = self._seen.get(str(asked.day))
        if seen is None:
            return False
        kind, low, high, rows, dated = seen
        return kind == days and rows == dated and low >= asked.first_day and high <= asked.last_day

    def _packed_at_once(self, asked: Reading, table: Table) -> tuple[dict[str, Any], Sequence[dict[str, Any]]] | None:
        """Return the counts and strata in one go; none where a row may lack its device, or a device-day repeats."""
        if self._lacking(asked.device) != 0:
            return None
        found = self._all(packed.packed_query(asked, table, DUCKDB_WORDS))
        if any(row["again"] for row in found):
            return None
        rows = self._seen[str(asked.day)][3]
        return {"rows_read": rows, "rows_without_device_or_day": 0, "rows_outside": 0}, found

    def _stated(self, column: str) -> tuple[int, int, int, int] | None:
        """Return the first and last number, rows, and rows with one, as Parquet files state them; else none."""
        chunks = self._chunks(column)
        whole = [each for each in chunks if each["low"] is not None and each["high"] is not None]
        if not chunks or len(whole) != len(chunks) or any(each["lacking"] is None for each in chunks):
            return None
        rows = sum(each["rows"] for each in chunks)
        low, high = (pick(each[name] for each in chunks) for pick, name in ((min, "low"), (max, "high")))
        return low, high, rows, rows - sum(each["lacking"] for each in chunks)

    def _lacking(self, column: str) -> int | None:
        """Return how many rows have nothing in a column, as Parquet files state it; none where not all do."""
        lacking = [each["lacking"] for each in self._chunks(column)]
        return None if not lacking or None in lacking else sum(lacking)

    def _chunks(self, column: str) -> list[dict[str, Any]]:
        """Return what the files state of each chunk of a column; nothing of files that are not Parquet."""
        if not self._listed:
            return []
        return self._all(
            "SELECT num_values AS rows, stats_null_count AS lacking, TRY_CAST(stats_min_value AS BIGINT) AS low, "
            f"TRY_CAST(stats_max_value AS BIGINT) AS high FROM parquet_metadata([{self._listed}]) "
            f"WHERE path_in_schema = {_quoted(column)}"
        )

    def _packed(self, asked: Reading, table: Table) -> dict[str, Any]:
        """Make the table of devices with one addition a row, and return the counts of rows."""
        self._all(packed.packed_table(asked, table, DUCKDB_WORDS))
        nameless = self._all(f"SELECT with_row FROM {QUICK} WHERE device IS NULL")
        self._connection.execute(f"DELETE FROM {QUICK} WHERE device IS NULL")
        without = nameless[0]["with_row"] if nameless else 0
        rows = self._seen[str(asked.day)][3]
        return {"rows_read": rows, "rows_without_device_or_day": without, "rows_outside": 0}

    def _all(self, sql: str) -> list[dict[str, Any]]:
        import duckdb

        try:
            done = self._connection.execute(sql)
        except (duckdb.InvalidInputException, duckdb.IOException) as error:
            raise _unreadable(error) from None
        names = [each[0] for each in done.description or ()]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]

    def _one(self, sql: str) -> dict[str, Any]:
        return self._all(sql)[0]


def _stored(kind: str) -> str:
    if kind.startswith("DECIMAL"):
        return DECIMAL
    if kind.startswith(_DATES):
        return DATE
    return _STORED.get(kind, INTEGER if kind in _INTEGERS else TEXT)


def _unreadable(error: Exception) -> UnreadableReadings:
    """Return what an engine could not read, with the line where it says one."""
    text = str(error)
    told = [found.group() for each in (r"Line: [0-9]+", r"Expected Number of Columns: .*", r"Invalid unicode",
                                       r"unterminated quote") if (found := re.search(each, text))]  # fmt: skip
    return UnreadableReadings("broken", ", ".join(told) or text.splitlines()[0][:200])


def _source(path: Path) -> tuple[str, str]:
    """Return the files of a path as DuckDB names a table, and the list of them where they are Parquet."""
    found = found_files(path)
    if found.kind == PARQUET:
        listed = ", ".join(_quoted(str(each)) for each in found.files)
        return f"read_parquet([{listed}], union_by_name = true)", listed
    together = " UNION ALL BY NAME ".join(f"SELECT * FROM {_text(each)}" for each in found.headed)
    return f"({together})", ""


def _text(headed: Headed) -> str:
    """Return files of text as DuckDB names a table: nothing about them is guessed."""
    listed = ", ".join(_quoted(str(each)) for each in headed.files)
    columns = ", ".join(f"{_quoted(each)}: 'VARCHAR'" for each in headed.columns)
    return (
        f"read_csv([{listed}], header = true, auto_detect = false, delim = {_quoted(headed.separator)}, quote = '\"', "
        f"escape = '\"', columns = {{{columns}}})"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
