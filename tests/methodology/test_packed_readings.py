"""Packed sums against the plain query, row by row of every odd kind, on both sides of what is packed."""

from __future__ import annotations

import random
from fractions import Fraction

import duckdb
import pytest

from sextant.application.queries.quantify_readings import QuantifiedReadings, quantify_readings
from sextant.methodology.plan import Request
from sextant.methodology.readings import packed
from sextant.storage import reading_files
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.reading_files import DuckdbReadings, reading_rules

ODD = ["20.0", "nextafter(20.0::FLOAT, 'inf'::FLOAT)", "0.0", "-0.0", "nextafter(0.0::FLOAT, '-inf'::FLOAT)", "NULL",
       "'NaN'::FLOAT", "'inf'::FLOAT", "'-inf'::FLOAT", "0.0078125", "0.0078126", "1e-7", "19.999998"]  # fmt: skip


def stored(path, rows):
    """Write rows of device, day, fuel, hours, qc, stratum as Parquet with floats of 32 bits."""
    listed = ", ".join(f"({', '.join(each)})" for each in rows)
    duckdb.sql(
        f"COPY (SELECT device::INTEGER AS device, day::SMALLINT AS day, fuel::FLOAT AS fuel, hours::FLOAT AS hours, "
        f"qc::TINYINT AS qc, stratum::SMALLINT AS stratum FROM (VALUES {listed}) "
        f"AS t(device, day, fuel, hours, qc, stratum)) TO '{path}' (FORMAT parquet)"
    )


def rows_of(seed, days, *, repeats=True):
    """Return invented rows: odd values, flags, late devices, missing days, copies that agree and that do not."""
    chance = random.Random(seed)
    found = []
    for device in range(12):
        for day in range(chance.choice((0, 0, 0, 5)), days):
            if chance.random() < 0.08:
                continue
            fuel = chance.choice(ODD) if chance.random() < 0.15 else f"{chance.uniform(0, 6):.7f}"
            hours = chance.choice(ODD) if chance.random() < 0.1 else f"{chance.uniform(0, 24):.4f}"
            qc = chance.choice(("0", "0", "0", "0", "0", "0", "1", "NULL")) if chance.random() < 0.4 else "0"
            row = [str(device), str(day), fuel, hours, qc, str(device % 3)]
            found.append(row)
            if repeats and chance.random() < 0.02:
                found += [row] * chance.choice((1, 2, 200)) if chance.random() < 0.5 else [[*row[:2], "1.0", *row[3:]]]
    return found


def asked(path, last, **settings):
    """Return what the readings give from day 0 to the last."""
    readings = {"first_day": 0, "last_day": last} | settings
    inputs = {"savings": "teo", "eta_old": Fraction(1, 10), "eta_new": Fraction(3, 10), "readings": readings}
    return quantify_readings(Request("AMS-II.G", inputs), DuckdbReadings(path), ShippedLibrary(), reading_rules())


@pytest.fixture
def both(tmp_path, monkeypatch):
    def found(rows, last, *, is_packed=True, **settings):
        """Return the same readings by the usual way and by the plain query, and whether they were packed."""
        path = tmp_path / "readings.parquet"
        stored(path, rows)
        made = []
        with monkeypatch.context() as watched:
            for name, real in originals.items():
                watched.setattr(reading_files.packed, name, lambda *given, real=real: made.append(1) or real(*given))
            first = asked(path, last, **settings)
        with monkeypatch.context() as plain:
            plain.setattr(reading_files.packed, "fits", lambda *_: False)
            plain.setattr(reading_files, "fits", lambda *_: False)
            second = asked(path, last, **settings)
        assert bool(made) is is_packed
        return first, second

    originals = {name: getattr(packed, name) for name in ("packed_query", "packed_table")}
    return found


def same(first, second):
    """Assert that two calculations from readings agree in every count and sum."""
    assert isinstance(first, QuantifiedReadings)
    assert dict(first.rows) == dict(second.rows)
    assert [each.stratum for each in first.strata] == [each.stratum for each in second.strata]
    assert first.strata == second.strata
    assert first.quantified.results == second.quantified.results


@pytest.mark.parametrize("seed", range(6))
def test_packed_sums_are_those_of_the_plain_query(both, seed):
    same(*both(rows_of(seed, 40, repeats=seed % 2 == 0), 39))


@pytest.mark.parametrize(("days", "is_packed"), [(126, True), (127, False)])
def test_the_longest_period_that_is_packed_and_the_next(both, days, is_packed):
    same(*both(rows_of(1, days), days - 1, is_packed=is_packed, limits={"fuel": [0, 5]}))


def test_only_days_with_a_row_may_count(both):
    same(*both(rows_of(3, 30), 29, missing_rows="not_counted"))


@pytest.mark.parametrize(
    "limits", [{"fuel": [-1, 20]}, {"fuel": [0, None]}, {"hours": [None, 24]}, {"fuel": [0, 10**9]}]
)
def test_what_is_not_bounded_is_not_packed(both, limits):
    same(*both(rows_of(4, 30), 29, is_packed=False, limits=limits))


def test_rows_outside_or_without_a_day_are_not_packed(both):
    same(*both(rows_of(5, 30), 28, is_packed=False))
    same(*both([*rows_of(5, 30), ["1", "NULL", "1.0", "2.0", "0", "1"]], 29, is_packed=False))


def test_rows_without_a_device_are_told(both):
    first, second = both([*rows_of(5, 30), *([["NULL", "3", "1.0", "2.0", "0", "1"]] * 7)], 29)
    same(first, second)
    assert first.rows["rows_without_device_or_day"] == 7


def test_a_limit_that_no_float_states_is_compared_exactly(both):
    rows = [["1", str(day), value, "1.0", "0", "0"] for day, value in enumerate(("0.1", "0.3", "0.7", "0.69999999"))]
    same(*both(rows, 3, limits={"fuel": [Fraction(1, 10), Fraction(7, 10)]}))


def test_nothing_is_drawn_on_standard_output_however_long_it_takes(tmp_path):
    stored(tmp_path / "readings.parquet", rows_of(1, 5))
    source = DuckdbReadings(tmp_path / "readings.parquet")
    assert source._one("SELECT current_setting('enable_progress_bar') AS drawn")["drawn"] is False
