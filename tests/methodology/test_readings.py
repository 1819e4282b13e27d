"""Readings of devices: the query against a plain account of the rules for readings, on every kind of column."""

from __future__ import annotations

import csv
import math
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.methodology import plain_readings

from sextant.application.queries.quantify_readings import QuantifiedReadings, quantify_readings, readings_record
from sextant.domain.refusal import Refusal
from sextant.methodology.language.dialect import DUCKDB, SPARK
from sextant.methodology.plan import Request
from sextant.methodology.readings.query import readings_query
from sextant.methodology.readings.rules import Reading
from sextant.methodology.readings.stored import SPARK_WORDS
from sextant.methodology.readings.stratum import COUNTS, Stratum, earned
from sextant.methodology.readings.typed import NUMBERS, Table
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.reading_files import DuckdbReadings, reading_rules

STOVES = {"eta_old": Decimal("0.1"), "eta_new": Decimal("0.3")}
LIMITS = {"fuel": (Fraction(0), Fraction(20)), "hours": (Fraction(0), Fraction(24))}
NAMES = ("device", "day", "fuel", "hours", "qc", "stratum")
TYPES = {"FLOAT": "FLOAT", "DOUBLE": "DOUBLE", "BIGINT": "BIGINT", "DECIMAL(38,9)": "DECIMAL(38,9)"}


def written(rows, path, kind="DOUBLE"):
    """Write rows to a Parquet file whose quantities are of a kind."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE t (device INTEGER, day SMALLINT, fuel {kind}, hours {kind}, qc TINYINT, stratum VARCHAR)"
        )
        connection.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", [[row[name] for name in NAMES] for row in rows]
        )
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
        stored = connection.execute("SELECT * FROM t").fetchall()
    return [dict(zip(NAMES, row, strict=True)) for row in stored]


def asked(limits=LIMITS, gaps="gap", first=1, last=5):
    return Reading(reading_rules(), "fuel", limits, first_day=first, last_day=last, missing_rows=gaps)


def compared(rows, path, limits=LIMITS, gaps="gap"):
    """Compare the engine with the plain account; return what the plain account found."""
    from sextant.methodology.readings.stratum import stratum_of

    expected = plain_readings.strata(rows, limits=limits, quantity="fuel", first=1, last=5, gaps=gaps == "gap")
    _, found = DuckdbReadings(path).strata(asked(limits, gaps), NUMBERS)
    strata = {each.name: each for each in map(stratum_of, found)}
    assert set(strata) == set(expected)
    for name, each in strata.items():
        assert (each.quantity, each.squares) == (expected[name]["quantity"], expected[name]["squares"])
        assert each.counts == {count: expected[name][count] for count in COUNTS}
    return expected


def rows_of(values):
    one = some.fixed_dictionaries({
        "device": some.none() | some.integers(1, 3), "day": some.none() | some.integers(-1, 6), "fuel": values,
        "hours": some.sampled_from([0, 24, 3]), "qc": some.sampled_from([0, 0, 0, 0, 1, None]),
    })  # fmt: skip
    return some.lists(one, min_size=1, max_size=30)


def placed(rows):
    """Give each device one stratum, and say some rows again."""
    found = [row | {"stratum": "north" if (row["device"] or 0) < 3 else "south"} for row in rows]
    return found + found[::5]


VALUES = {
    "DOUBLE": some.none() | some.floats(-1, 21) | some.sampled_from([float("nan"), math.inf, 20.0, 0.0, 5e-7, -5e-7]),
    "FLOAT": some.none() | some.floats(-1, 21, width=32) | some.sampled_from([float("nan"), 20.0, 0.0]),
    "BIGINT": some.none() | some.integers(-1, 21),
    "DECIMAL(38,9)": some.none() | some.decimals(-1, 21, places=9),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("gaps", ["gap", "not_counted"])
def test_every_sum_and_count_is_that_of_the_plain_account(kind, gaps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("readings")

    @settings(max_examples=12, deadline=None)
    @given(
        rows=rows_of(VALUES[kind])
        .map(placed)
        .filter(
            lambda rows: any(row["device"] is not None and row["day"] is not None and row["day"] <= 5 for row in rows)
        )
    )
    def holds(rows):
        compared(written(rows, folder / "r.parquet", kind), folder / "r.parquet", gaps=gaps)

    holds()


def test_quantities_beyond_two_to_the_53_and_below_zero_are_exact(tmp_path):
    unlimited = {"fuel": (None, None), "hours": (Fraction(0), Fraction(24))}
    chance = random.Random(7)
    rows = [{"device": device, "day": day, "fuel": chance.randrange(-(10**12), 10**13), "hours": 1, "qc": 0,
             "stratum": "s"} for device in range(40) for day in range(1, 6)]  # fmt: skip
    for kind in ("BIGINT", "DOUBLE", "DECIMAL(38,9)"):
        stored = written(rows, tmp_path / "r.parquet", kind)
        expected = compared(stored, tmp_path / "r.parquet", unlimited)
    assert expected["s"]["quantity"] > 2**53
    assert expected["s"]["squares"] > 2**127, "no engine holds this in one sum"


@pytest.mark.parametrize("value", [0.1, 2.0000005, 1.0000015, 0.3000005, 1e-7, 5e-7, 4.9999999999e-7, 123456.7890125])
def test_micro_units_are_those_of_the_exact_stored_value(value, tmp_path):
    unlimited = {"fuel": (None, None), "hours": (Fraction(0), Fraction(24))}
    rows = [{"device": place, "day": day, "fuel": each, "hours": 1, "qc": 0, "stratum": "s"}
            for place, each in enumerate((value, -value)) for day in range(1, 6)]  # fmt: skip
    compared(written(rows, tmp_path / "r.parquet"), tmp_path / "r.parquet", unlimited)


def test_text_in_a_file_is_read_digit_by_digit(tmp_path):
    path = tmp_path / "r.csv"
    rows = [
        {"device": 1, "day": day, "fuel": Decimal(text), "hours": 1, "qc": 0, "stratum": "s"}
        for day, text in enumerate(("0.1234565", "20", "20.000000000000000001", "0.00000050000000001"), start=1)
    ]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, NAMES)
        writer.writeheader()
        writer.writerows(rows)
    expected = compared(rows, path)
    assert expected["s"]["days_out_of_limits"] == 1


def test_both_limits_count_and_what_lies_beyond_does_not(tmp_path):
    above, below = math.nextafter(20.0, 21), math.nextafter(0.0, -1)
    rows = [
        {"device": place, "day": 5, "fuel": fuel, "hours": hours, "qc": 0, "stratum": "s"}
        for place, (fuel, hours) in enumerate([(20.0, 24.0), (0.0, 0.0), (above, 1.0), (below, 1.0), (1.0, above + 4)])
    ]
    expected = compared(written(rows, tmp_path / "r.parquet"), tmp_path / "r.parquet")
    assert (expected["s"]["days_used"], expected["s"]["days_out_of_limits"]) == (2, 3)


@pytest.mark.parametrize(("valid", "kept"), [(6, 0), (7, 1)])
def test_a_device_is_kept_from_seven_tenths_of_its_days_on(valid, kept, tmp_path):
    rows = [{"device": 1, "day": day, "fuel": 1.0, "hours": 1.0, "qc": int(day > valid), "stratum": "s"}
            for day in range(1, 11)]  # fmt: skip
    written(rows, tmp_path / "r.parquet")
    _, (row,) = DuckdbReadings(tmp_path / "r.parquet").strata(asked(last=10), NUMBERS)
    assert row["quantity"] == kept * (7_000_000 + 2_700_000)


def test_a_discount_begins_strictly_above_the_precision_and_is_decided_in_integers():
    rules = reading_rules()
    # Two devices at 1 ± d: the relative half-width is z·d, which is exactly 10 % at d = 200/3290.
    for shift, discounted in ((0, False), (1, True)):
        low, high = 3290 - 200 - shift, 3290 + 200 + shift
        found = earned(Stratum("s", 2, low + high, low * low + high * high, {}), rules)
        assert (found.discount > 0) is discounted
        assert found.half_width is not None
    assert earned(Stratum("s", 2, 2, 4, {}), rules).discount == 1, "never more than the whole"


def test_one_device_and_a_mean_of_zero_earn_nothing():
    rules = reading_rules()
    assert earned(Stratum("s", 1, 5_000_000, 25 * 10**12, {}), rules).quantity == 0
    assert earned(Stratum("s", 2, 0, 50, {}), rules).quantity == 0


def test_a_sum_below_zero_is_moved_further_down():
    found = earned(Stratum("s", 2, -4_000_000, 10 * 10**12, {}), reading_rules())
    assert found.discount > 0
    assert found.quantity < -4


def quantified(tmp_path, rows, inputs=STOVES, **more):
    written(rows, tmp_path / "r.parquet", "FLOAT")
    return quantify_readings(Request("AMS-II.G", inputs, **more), DuckdbReadings(tmp_path / "r.parquet"),
                             ShippedLibrary(), reading_rules())  # fmt: skip


ROWS = [{"device": device, "day": day, "fuel": 2.0, "hours": 3.0, "qc": 0, "stratum": "s" if device < 4 else "t"}
        for device in range(8) for day in range(10)]  # fmt: skip


def test_readings_give_the_mean_of_each_stratum_and_its_devices(tmp_path):
    found = quantified(tmp_path, ROWS)
    assert isinstance(found, QuantifiedReadings)
    calculation = found.quantified.calculation
    assert calculation.inputs["B_new"].values == {("s",): Fraction(2, 100), ("t",): Fraction(2, 100)}
    assert calculation.inputs["N"].values == {("s",): 4, ("t",): 4}
    exactly = Fraction(160, 1000) * 2 * Fraction("0.3") * Fraction("0.0156") * Fraction("63.7")
    assert calculation.value("BE") == exactly
    counts = readings_record(found)["counts"]
    assert (counts["days_used"], counts["days_filled"], counts["days_dropped"]) == (80, 0, 0)


@pytest.mark.parametrize(("change", "code"), [
    ({"B_new": 1}, "readings_give_it"),
    ({"readings": {"column": {}}}, "reading_setting"),
    ({"readings": {"columns": {"fuel": "fuel_kg"}}}, "reading_column_missing"),
    ({"readings": {"columns": {"fuel": None}}}, "reading_column_needed"),
    ({"readings": {"limits": {"fuel": [3, 1]}}}, "reading_setting"),
    ({"readings": {"first_day": 1}}, "reading_setting"),
    ({"readings": {"missing_rows": "zero"}}, "reading_setting"),
    ({"readings": {"first_day": -9, "last_day": -5}}, "readings_empty"),
    ({"readings": []}, "reading_setting"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(change, code, tmp_path):
    found = quantified(tmp_path, ROWS, STOVES | change)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_a_device_belongs_to_one_stratum(tmp_path):
    found = quantified(tmp_path, [*ROWS, ROWS[0] | {"day": 11, "stratum": "t"}])
    assert isinstance(found, Refusal)
    assert (found.code, found.about["found"]) == ("device_of_two_strata", 1)
    found = quantified(tmp_path, [*ROWS, ROWS[0] | {"day": 11, "stratum": None}])
    assert isinstance(found, Refusal)
    assert found.code == "readings_without_stratum"


def test_a_methodology_without_readings_refuses_them(tmp_path):
    written(ROWS, tmp_path / "r.parquet")
    found = quantify_readings(Request("TOOL33", {}), DuckdbReadings(tmp_path / "r.parquet"), ShippedLibrary(),
                              reading_rules())  # fmt: skip
    assert isinstance(found, Refusal)
    assert found.code == "readings_not_taken"


def test_a_quantity_beyond_64_bits_is_refused_and_not_wrapped(tmp_path):
    rows = [row | {"fuel": 3e38 if row["day"] else 1.0} for row in ROWS]
    found = quantified(tmp_path, rows, STOVES | {"readings": {"limits": {"fuel": [0, None]}}})
    assert isinstance(found, Refusal)
    assert found.code == "readings_beyond"


@pytest.mark.parametrize("stored", ["integer", "decimal", "float32", "float64", "text"])
def test_spark_is_asked_in_its_own_words(stored):
    table = Table("readings", dict.fromkeys(NAMES, "integer") | {"fuel": stored, "hours": stored}, NUMBERS)
    text = readings_query(asked(), table, SPARK, SPARK_WORDS)
    assert not any(word in text for word in ("HUGEINT", "//", '"', "ISFINITE", "VARCHAR", " % ", "regexp_matches"))
    assert "PMOD" in text.upper()
    assert text.count("(") == text.count(")")
    assert DUCKDB.wide not in text


def test_the_command_reads_a_folder_and_tells_what_came_of_it(tmp_path, capfd):
    import json

    from sextant.cli.main import run

    folder = tmp_path / "readings"
    folder.mkdir()
    head = "device,day,fuel,hours,qc,stratum\n"
    for device in (1, 2):
        text = "".join(f"{device},2025-01-0{day},2.5,3,{int(day == 1)},s\n" for day in range(1, 6))
        (folder / f"{device}.csv").write_text(head + text)
    parameters = tmp_path / "parameters.json"
    parameters.write_text('{"eta_old": 0.1, "eta_new": 0.3}')
    given = ["quantify", "AMS-II.G", "--monitoring", str(folder), "--parameters", str(parameters), "--json"]
    assert run([*given, "--period", "2025-01-01:2025-01-05"]) == 0
    record = json.loads(capfd.readouterr().out, parse_float=Decimal)
    assert record["readings"]["quantity"] == Decimal("24.5")
    assert record["readings"]["rows"] == {"rows_read": 10, "rows_without_device_or_day": 0, "rows_outside": 0}
    assert record["by_vintage"][0]["vintage"] == 2025
    assert run(["quantify", "AMS-II.G", "--monitoring", str(folder), "--json"]) == 2
    (folder / "more.parquet").write_text("no readings")
    assert run(given) == 2
    assert "Parquet or CSV" in capfd.readouterr().err


def test_a_long_period_is_added_up_from_its_rows_and_gives_the_same(tmp_path, monkeypatch):
    from sextant.methodology.readings.quick import fits

    assert fits(asked(last=512))
    assert not fits(asked(last=513))
    chance = random.Random(3)
    rows = []
    for _ in range(90):
        fuel, qc = chance.choice([1.5, 2.5, 21.0, None]), chance.choice([0, 0, 0, 1])
        day = chance.randrange(-1, 7)
        rows.append({"device": chance.randrange(9), "day": day, "fuel": fuel, "hours": 1.0, "qc": qc})
    stored = written(placed(rows), tmp_path / "r.parquet")
    expected = compared(stored, tmp_path / "r.parquet")
    monkeypatch.setattr("sextant.storage.reading_files.fits", lambda _: False)
    assert compared(stored, tmp_path / "r.parquet") == expected
