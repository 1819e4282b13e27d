"""The query gives the number to the last micro-unit: far beyond 2⁵³, below zero, and where rows divide."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.methodology.invented import BODIES, InventedLibrary, methodology

from sextant.domain.refusal import Refusal
from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.columns import ColumnQuery, column_query
from sextant.methodology.language.dialect import DIALECTS, DUCKDB, SPARK
from sextant.methodology.language.expression import exp
from sextant.methodology.language.query import NotLowered
from sextant.methodology.plan import Request
from sextant.storage.column_query import run_on_duckdb, table_of
from sextant.storage.methodology_files import ShippedLibrary

COLUMNS = {"a": "first", "b": "second", "c": "third"}
ROW_BY_ROW = {"quotient", "quotient of quotients", "greatest of quotients"}
"""Bodies in which a row divides by a column: each row is rounded down to micro-units."""

whole = some.integers(-(10**11), 10**11)
positive = some.integers(1, 10**7)
rows_of = some.lists(some.tuples(whole, whole.filter(bool), positive), min_size=1, max_size=6)


def query(name: str, source: str, dialect=DUCKDB, constant: str = "7/3") -> ColumnQuery:
    library = InventedLibrary(methodology(BODIES[name]()))
    inputs = {"k": Fraction(constant)} if name == "product" else {}
    columns = {symbol: column for symbol, column in COLUMNS.items() if symbol in library.held.model.terms}
    found = column_query(Request("INVENTED", inputs), library, columns, "r", source, dialect)
    assert isinstance(found, ColumnQuery), found
    return found


def expected(name: str, rows) -> Fraction:
    """Compute each row by the library and add the rows up."""
    library = InventedLibrary(methodology(BODIES[name]()))
    sum_of_rows = Fraction(0)
    for row in rows:
        inputs = {symbol: {"1": Fraction(value, 10**6)} for symbol, value in zip(COLUMNS, row, strict=True)
                  if symbol in library.held.model.terms}  # fmt: skip
        if name == "product":
            inputs["k"] = Fraction(7, 3)
        done = calculate(Request("INVENTED", inputs), library)
        assert isinstance(done, Calculation), done
        value = done.value("result")
        sum_of_rows += Fraction(math.floor(value * 10**6), 10**6) if name in ROW_BY_ROW else value
    return sum_of_rows


def values(rows) -> str:
    listed = ", ".join(f"(CAST({a} AS BIGINT), CAST({b} AS BIGINT), CAST({c} AS BIGINT))" for a, b, c in rows)
    return f"(VALUES {listed}) AS readings(first, second, third)"


@pytest.mark.parametrize("name", BODIES)
@settings(max_examples=8, deadline=None)
@given(rows=rows_of)
def test_duckdb_gives_the_number_exactly(name, rows):
    asked = query(name, values(rows))
    assert asked.finish(run_on_duckdb(asked)) == {"result": expected(name, rows)}


def test_products_and_sums_beyond_two_to_the_53_are_exact():
    rows = [(9_007_199_254_740_993, 1, 999_999)] * 3 + [(-9_007_199_254_740_991, 1, 1_000_001)]
    asked = query("product", values(rows))
    exactly = sum(Fraction(a * c * 7, 3 * 10**12) for a, _, c in rows)
    assert asked.finish(run_on_duckdb(asked)) == {"result": exactly}
    assert Fraction(float(exactly)) != exactly, "a binary float would have held this"


def test_a_row_that_divides_by_zero_is_told_and_not_counted_as_nothing():
    asked = query("quotient", values([(1, 1, 1), (5, 0, 1)]))
    refused = asked.finish(run_on_duckdb(asked))
    assert isinstance(refused, Refusal)
    assert refused.code == "no_value"


def test_negative_quotients_are_rounded_down_and_not_towards_zero():
    asked = query("quotient", values([(1_000_000, -3_000_000, 1), (1_000_000, 3_000_000, 1)]))
    assert asked.finish(run_on_duckdb(asked)) == {"result": Fraction(-333_334 + 333_333, 10**6)}


def test_a_sum_that_128_bits_do_not_hold_ends_in_an_error():
    import duckdb

    asked = query("power", values([(10**18, 1, 10**9)] * 2))
    with pytest.raises(duckdb.Error, match=r"(?i)out of range|overflow"):
        run_on_duckdb(asked)


def test_a_shipped_tool_runs_over_a_file_of_readings(tmp_path):
    import duckdb

    file = tmp_path / "readings.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT r * 900719925474099 AS kwh, r + 758000 AS ef FROM range(500) x(r)")
        connection.execute(f"COPY t TO '{file}' (FORMAT parquet)")
    asked = column_query(
        Request("TOOL05", {}), ShippedLibrary(), {"EC": "kwh", "EF_EL": "ef"}, "j", table_of(file), DUCKDB
    )
    assert isinstance(asked, ColumnQuery)
    exactly = sum(Fraction(r * 900719925474099 * (r + 758000) * 12, 10**13) for r in range(500))
    assert asked.finish(run_on_duckdb(asked)) == {"PE_EC": exactly}


def test_what_has_no_exact_form_over_columns_is_not_lowered():
    from tests.methodology.invented import A, C

    library = InventedLibrary(methodology(A * exp(C)))
    with pytest.raises(NotLowered, match="Function"):
        column_query(Request("INVENTED", {}), library, {"a": "first", "c": "third"}, "r", "readings", DUCKDB)


@pytest.mark.parametrize("name", BODIES)
def test_spark_is_asked_in_its_own_words(name):
    spark = query(name, "readings", SPARK).sql
    assert "DECIMAL(38,0)" in spark
    assert not any(word in spark for word in ("HUGEINT", "//", '"', " % "))
    assert ("pmod" in spark) == ("%" in query(name, "readings").sql)


def test_spark_divides_only_what_leaves_no_remainder():
    assert DIALECTS["spark"].floor("a", "b") == "CAST((a - pmod(a, b)) / (b) AS DECIMAL(38,0))"
    assert DIALECTS["duckdb"].floor("a", "b") == "((a - ((((a) % (b)) + (b)) % (b))) // (b))"


@pytest.mark.parametrize("name", BODIES)
def test_spark_gives_the_number_where_it_is_installed(name, spark):
    rows = [(9_007_199_254_740, 3_000_001, 999_999), (-7_777_777, 2_000_000, 1_000_001), (5, -3, 7)]
    asked = query(name, values(rows), SPARK)
    row = [None if each is None else int(each) for each in spark.sql(asked.sql).collect()[0]]
    assert asked.finish(row) == {"result": expected(name, rows)}


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="Apache Spark is not installed")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()
