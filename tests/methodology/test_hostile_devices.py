"""The worst files of readings against a second account that shares no code with Sextant, to the last micro-unit."""

from __future__ import annotations

import random
import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.methodology import independent_devices as independent
from tests.methodology.hostile_devices import hostile_rows, written

from sextant.application.queries.quantify_readings import QuantifiedReadings, quantify_readings
from sextant.methodology.plan import Request
from sextant.methodology.readings.stratum import COUNTS
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.reading_files import DuckdbReadings, reading_rules

STOVES = {"eta_old": Decimal("0.1"), "eta_new": Decimal("0.3")}
PERIOD = (date(2024, 12, 29), date(2025, 1, 4))
BOUNDED, UNBOUNDED = ((0, 20), (0, 24)), ((None, None), (0, 24))


def compared(path, separator, limits, *, dated, opened=DuckdbReadings):
    """Compare an engine's account of a file with the independent one; return how many days were used."""
    first, last = (each.toordinal() for each in PERIOD) if dated else (1, 7)
    rows, strata = independent.added(independent.rows_of(path, separator, dated), limits, first, last)
    readings = {"limits": {name: list(each) for name, each in zip(("fuel", "hours"), limits, strict=True)}}
    if not dated:
        readings |= {"first_day": first, "last_day": last}
    asked = Request("AMS-II.G", STOVES | {"readings": readings}, period=PERIOD if dated else None)
    found = quantify_readings(asked, opened(path), ShippedLibrary(), reading_rules())
    assert isinstance(found, QuantifiedReadings), found
    assert found.rows == rows
    assert {each.stratum.name for each in found.strata} == set(strata)
    for each in found.strata:
        expected = strata[each.stratum.name]
        assert each.stratum.counts == {name: expected.get(name, 0) for name in COUNTS}
        assert (each.stratum.quantity, each.stratum.squares) == (expected["quantity_micro"], expected["squares_micro"])
        assert abs(each.quantity - expected["quantity"]) <= abs(expected["quantity"]) / 10**30 + Fraction(1, 10**30)
    return sum(each.stratum.counts["days_used"] for each in found.strata)


@pytest.mark.parametrize("dated", [True, False])
def test_hostile_files_are_added_up_as_an_independent_account_adds_them_up(tmp_path, dated):
    used = 0
    for seed in range(6):
        chance = random.Random(seed)
        path = tmp_path / f"{seed}.csv"
        separator = written(chance, hostile_rows(chance, dated=dated), path)
        used += compared(path, separator, chance.choice((BOUNDED, UNBOUNDED)), dated=dated)
    assert used > 50, "most files must have something that counts"


GOOD = b"device,day,fuel,hours,qc,stratum\n" + b"".join(
    b"a,%d,2.5,3,0,s\nb,%d,2.5,3,0,s\n" % (day, day) for day in (1, 2)
)


@pytest.mark.parametrize(("content", "said"), [
    (GOOD + b"a,3,2.5\n", "Line: 6, Expected Number of Columns: 6 Found: 3"),
    (GOOD + b"a,3,2.5,3,0,s,9\n", "Expected Number of Columns: 6 Found: 7"),
    (GOOD + b'a,3,"2.5,3,0,s\n', "unterminated quote"),
    (GOOD + b"\xe9,3,2.5,3,0,s\n", "Invalid unicode"),
    (GOOD.decode().encode("utf-16"), "not UTF-8"),
    (GOOD.replace(b"hours", b"Fuel", 1), "Fuel, fuel"),
    (GOOD.replace(b"hours", b"", 1), "device,day,fuel,,qc,stratum"),
    (b"", "–"),
    (GOOD.replace(b"hours", b"Hours", 1), "no column hours for hours"),
    (GOOD.split(b"\n")[0] + b"\n", "no row"),
])  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_a_sentence(content, said, tmp_path, capfd):
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    assert commanded(path, tmp_path) in (1, 2)
    told = capfd.readouterr()
    assert said in told.err + told.out
    assert "Traceback" not in told.err


def commanded(path, folder, *more):
    """Run the command over a file; return how it ended."""
    from sextant.cli.main import run

    parameters = folder / "parameters.json"
    parameters.write_text('{"eta_old": 0.1, "eta_new": 0.3}')
    return run(["quantify", "AMS-II.G", "--monitoring", str(path), "--parameters", str(parameters), *more])


@pytest.mark.parametrize("flag", ["0.4", "1e-9", "-0.5", "x"])
def test_a_flag_that_is_not_exactly_zero_is_not_rounded_to_zero(flag, tmp_path):
    path = tmp_path / "r.csv"
    path.write_bytes(GOOD.replace(b",0,s", b",%s,s" % flag.encode()))
    found = quantify_readings(Request("AMS-II.G", STOVES), DuckdbReadings(path), ShippedLibrary(), reading_rules())
    assert isinstance(found, QuantifiedReadings)
    assert sum(each.stratum.counts["days_qc"] for each in found.strata) == 4
    assert not any(each.stratum.quantity for each in found.strata)


def test_files_of_a_folder_may_have_their_columns_in_any_order(tmp_path):
    (tmp_path / "1.csv").write_bytes(GOOD)
    (tmp_path / "2.CSV").write_bytes(
        b"\xef\xbb\xbfday;hours;qc;stratum;fuel;device\r\n3;3;0;s;2.5;a\r\n3;3;0;s;2,5;b\r\n"
    )
    found = quantify_readings(Request("AMS-II.G", STOVES), DuckdbReadings(tmp_path), ShippedLibrary(), reading_rules())
    assert isinstance(found, QuantifiedReadings)
    (stratum,) = found.strata
    assert (stratum.stratum.counts["days_used"], stratum.stratum.counts["days_no_value"]) == (3, 1)


def test_an_instant_is_of_its_day_in_universal_time_wherever_the_machine_is(tmp_path, monkeypatch):
    import duckdb

    monkeypatch.setenv("TZ", "Asia/Taipei")
    path = tmp_path / "r.parquet"
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            "COPY (SELECT d AS device, TIMESTAMPTZ '2024-12-31 20:00:00+00' AS day, 2.5 AS fuel, 3 AS hours, 0 AS qc, "
            f"'s' AS stratum FROM range(2) t(d)) TO '{path}' (FORMAT parquet)"
        )
    source = DuckdbReadings(path)
    epoch = date(1970, 1, 1).toordinal()
    assert source.days("day") == ("dates", *[date(2024, 12, 31).toordinal() - epoch] * 2)


def test_spark_that_is_not_installed_is_named_with_what_it_needs(tmp_path, monkeypatch, capfd):
    path = tmp_path / "r.csv"
    path.write_bytes(GOOD)
    for name in [each for each in sys.modules if each.split(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert commanded(path, tmp_path, "--engine", "spark") == 2
    told = capfd.readouterr().err
    assert "pyspark" in told
    assert "Java" in told
    assert commanded(path, tmp_path, "--engine", "polars") == 2
    assert "duckdb, spark" in capfd.readouterr().err
