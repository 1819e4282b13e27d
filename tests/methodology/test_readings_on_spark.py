"""The readings query on Apache Spark against DuckDB and the plain account; skipped where Spark is not installed."""

from __future__ import annotations

import random

import pytest
from tests.methodology import plain_readings
from tests.methodology.hostile_devices import hostile_rows
from tests.methodology.hostile_devices import written as written_hostile
from tests.methodology.test_hostile_devices import BOUNDED, UNBOUNDED, compared
from tests.methodology.test_readings import LIMITS, NAMES, TYPES, asked, written

from sextant.methodology.language.dialect import SPARK
from sextant.methodology.readings.query import readings_query
from sextant.methodology.readings.stored import FLOAT32, FLOAT64, INTEGER, SPARK_WORDS
from sextant.methodology.readings.stratum import stratum_of
from sextant.methodology.readings.typed import NUMBERS, Table
from sextant.storage.reading_files import DuckdbReadings
from sextant.storage.reading_sources import UnreadableReadings
from sextant.storage.spark_readings import SparkReadings

STORED = {"FLOAT": FLOAT32, "DOUBLE": FLOAT64, "BIGINT": INTEGER}


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="Apache Spark is not installed")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


def rows_of(kind):
    """Return invented rows with copies, gaps, flags, values at and beyond the limits, and no values."""
    chance = random.Random(7)
    whole = kind == "BIGINT"
    found = []
    for device in range(9):
        for day in range(1 + device % 3, 6):
            fuel = chance.choice((0, 3, 20, 21, -1, None)) if whole else chance.choice(
                (0.0, 0.0078125, 19.999998, 20.0, 20.00001, -0.5, None, float("nan"), 5.4321)
            )  # fmt: skip
            values = (device, day, fuel, 5 if whole else 5.5, int(chance.random() < 0.1), "abc"[device % 3])
            row = dict(zip(NAMES, values, strict=True))
            found += [row] * (2 if chance.random() < 0.2 else 1)
            if chance.random() < 0.1:
                found.append(row | {"fuel": 1 if whole else 1.25})
    return found


@pytest.mark.parametrize("kind", [each for each in TYPES if each in STORED])
def test_spark_duckdb_and_the_plain_account_agree_to_the_last_micro_unit(tmp_path, spark, kind):
    path = tmp_path / "readings.parquet"
    rows = written(rows_of(kind), path, kind)
    _, by_duckdb = DuckdbReadings(path).strata(asked(), NUMBERS)
    spark.read.parquet(str(path)).createOrReplaceTempView("readings")
    stored = dict.fromkeys(NAMES, INTEGER) | {"fuel": STORED[kind], "hours": STORED[kind], "stratum": "text"}
    text = readings_query(asked(), Table("readings", stored, NUMBERS), SPARK, SPARK_WORDS)
    by_spark = [each.asDict() for each in spark.sql(text).collect()]
    assert [stratum_of(each) for each in by_spark] == [stratum_of(each) for each in by_duckdb]
    plain = plain_readings.strata(rows, limits=LIMITS, quantity="fuel", first=1, last=5)
    assert {each.name: each.quantity for each in map(stratum_of, by_spark)} == {
        name: found["quantity"] for name, found in plain.items()
    }


@pytest.mark.parametrize("dated", [True, False])
def test_hostile_files_give_the_same_on_spark(tmp_path, spark, dated):
    for seed in (0, 3):
        chance = random.Random(seed)
        path = tmp_path / f"{seed}.csv"
        separator = written_hostile(chance, hostile_rows(chance, dated=dated), path)
        compared(path, separator, UNBOUNDED if seed else BOUNDED, dated=dated, opened=SparkReadings)


def test_a_broken_file_is_refused_on_spark_too(tmp_path, spark):
    path = tmp_path / "r.csv"
    path.write_text("device,day,fuel,hours,qc,stratum\na,1,2.5\n")
    with pytest.raises(UnreadableReadings):
        SparkReadings(path).strata(asked(), NUMBERS)
