"""Readings of devices added up by Apache Spark, for whom a machine is too small; the same query, the same sums.

Spark is not installed with Sextant: it is half a gigabyte and needs a Java runtime. Where it is missing this is
said, and nothing else of Sextant asks for it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sextant.application.queries.quantify_readings import ReadingsBeyond
from sextant.methodology.language.dialect import SPARK
from sextant.methodology.readings.query import outside_query, readings_query
from sextant.methodology.readings.rules import Reading
from sextant.methodology.readings.stored import DATE, DECIMAL, FLOAT32, FLOAT64, INTEGER, SPARK_WORDS, TEXT
from sextant.methodology.readings.typed import Table, days_asked, days_query
from sextant.storage.reading_sources import CSV, Headed, UnreadableReadings, found_files

PACKAGE, RUNTIME = "pyspark", "java"
_VIEW = "sextant_readings"
_STORED = {"float": FLOAT32, "double": FLOAT64, "tinyint": INTEGER, "smallint": INTEGER, "int": INTEGER,
           "bigint": INTEGER}  # fmt: skip
_BEYOND = ("NUMERIC_VALUE_OUT_OF_RANGE", "ARITHMETIC_OVERFLOW", "CAST_OVERFLOW", "BINARY_ARITHMETIC_OVERFLOW")
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
}


class SparkAbsent(RuntimeError):
    """What Spark needs and is not here: the package, or the Java runtime."""

    def __init__(self, lacking: str) -> None:
        super().__init__(lacking)
        self.lacking = lacking


class SparkReadings:
    """A file or folder of readings. Raises SparkAbsent, and UnreadableReadings where there are none."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        found = found_files(path)
        self._session = _session()
        try:
            if found.kind == CSV:
                frame = self._text(found.headed[0])
                for each in found.headed[1:]:
                    frame = frame.unionByName(self._text(each), allowMissingColumns=True)
            else:
                frame = self._session.read.option("mergeSchema", "true").parquet(*map(str, found.files))
        except _errors() as error:
            raise UnreadableReadings("broken", _first_line(error)) from None
        frame.createOrReplaceTempView(_VIEW)
        self._types = dict(frame.dtypes)

    def columns(self) -> Mapping[str, str]:
        """Return how each column is stored."""
        return {name: _stored(each) for name, each in self._types.items()}

    def days(self, column: str) -> tuple[str, int, int] | None:
        """Return whether days are numbers or dates, the first and the last; none where no row has a day."""
        kinds = [(days, self._all(days_query(value, _VIEW))[0])
                 for days, value in days_asked(column, self.columns()[column], SPARK_WORDS)]  # fmt: skip
        days, found = max(kinds, key=lambda each: each[1]["dated"])
        return None if found["low"] is None else (days, found["low"], found["high"])

    def strata(self, asked: Reading, days: str) -> tuple[dict[str, Any], Sequence[dict[str, Any]]]:
        """Return the counts of rows, and a row a stratum. Raises ReadingsBeyond where 38 digits do not hold a sum."""
        table = Table(_VIEW, self.columns(), days)
        counts = self._all(outside_query(asked, table, SPARK_WORDS))[0]
        return counts, self._all(readings_query(asked, table, SPARK, SPARK_WORDS))

    def close(self) -> None:
        """End what was started for the readings."""
        self._session.stop()

    def _text(self, headed: Headed) -> Any:
        """Return files of text, every value as it stands there; what is empty is nothing."""
        schema = ", ".join(f"{SPARK_WORDS.name(each)} STRING" for each in headed.columns)
        reader = self._session.read.schema(schema).options(
            header="true", sep=headed.separator, quote='"', escape='"', encoding="UTF-8", mode="FAILFAST"
        )
        names = map(SPARK_WORDS.name, headed.columns)
        return reader.csv(list(map(str, headed.files))).selectExpr(*(f"NULLIF({each}, '') AS {each}" for each in names))

    def _all(self, sql: str) -> list[dict[str, Any]]:
        try:
            return [each.asDict() for each in self._session.sql(sql).collect()]
        except _errors() as error:
            text = str(error)
            if any(each in text for each in _BEYOND):
                raise ReadingsBeyond(_first_line(error)) from None
            raise UnreadableReadings("broken", _first_line(error)) from None


def _session() -> Any:
    """Return a session on this machine's cores, or on the cluster that the surroundings name. Raises SparkAbsent."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise SparkAbsent(PACKAGE) from None
    if not os.environ.get("JAVA_HOME") and shutil.which(RUNTIME) is None:
        raise SparkAbsent(RUNTIME)
    builder = SparkSession.builder.appName("Sextant")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _errors() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return (PySparkException, Py4JError)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["–"])[0][:200]


def _stored(kind: str) -> str:
    if kind.startswith("decimal"):
        return DECIMAL
    return DATE if kind.startswith(("date", "timestamp")) else _STORED.get(kind, TEXT)
