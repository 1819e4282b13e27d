"""Meters: the correction for a late calibration, exchanges, gaps, invoices; just before, at and after each limit."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sextant.cli.main import app
from sextant.domain.refusal import Refusal
from sextant.methodology.metering.record import read_metered
from sextant.methodology.metering.used import quantity_of

PROOF = [{"document": "Certificate (synthetic)", "sha256": "cd" * 32}]


def meter(**more):
    """Return a meter calibrated on 2023-12-31, so that the next is due on 2024-12-30."""
    return {
        "id": "M1", "maximum_permissible_error": Decimal("0.05"), "calibration_every_days": 365,
        "in_service": "2023-01-01", "calibrations": [{"on": "2023-01-01", "error": 0, "certificate": PROOF},
                                                     {"on": "2023-12-31", "error": 0, "certificate": PROOF}],
        "readings": [{"from": "2024-01-01", "to": "2024-12-31", "quantity": 100}],
    } | more  # fmt: skip


def file(*meters, **more):
    """Return a file of the calendar year 2024, on the side of the baseline."""
    return {"symbol": "EG_PJ_facility", "unit": "MWh", "side": "baseline", "period": "2024-01-01:2024-12-31",
            "meters": list(meters) or [meter()]} | more  # fmt: skip


def done(content):
    """Return the quantity of a file, or the refusal."""
    found = read_metered(content)
    return found if isinstance(found, Refusal) else quantity_of(found)


def calibrated(*days, error=0):
    """Return certificates of these days; the last with an error."""
    return [{"on": each, "error": error if each == days[-1] else 0, "certificate": PROOF} for each in days]


@pytest.mark.parametrize(("side", "error", "expected"), [
    ("baseline", Decimal("0.02"), 95), ("project", Decimal("-0.02"), 105),
    ("baseline", Decimal("-0.07"), 93), ("project", Decimal("0.07"), 107),
    ("baseline", Decimal("0.05"), 95), ("project", Decimal("0.050001"), Decimal("105.0001")),
])  # fmt: skip
def test_the_examples_of_the_standard_are_reproduced(side, error, expected):
    late = calibrated("2022-12-31", "2024-06-30", error=error)
    reading = [{"from": "2024-01-01", "to": "2024-12-31", "quantity": 100}]
    found = done(file(meter(calibrations=late, readings=reading), side=side))
    assert found.value == Fraction(expected)


@pytest.mark.parametrize(("last", "on", "expected"), [
    ("2024-12-30", "2024-12-30", 100), ("2024-12-31", "2024-12-30", 100), ("2024-12-30", "2025-01-15", 100),
    ("2024-12-31", "2025-01-15", 95), ("2024-12-31", None, 95), ("2024-12-30", None, 100),
])  # fmt: skip
def test_the_last_permitted_day_is_no_delay_and_the_day_after_is_one(last, on, expected):
    certificates = calibrated("2023-01-01", "2023-12-31", *([on] if on else []))
    content = file(meter(calibrations=certificates, readings=[{"from": "2024-01-01", "to": last, "quantity": 100}]),
                   period=f"2024-01-01:{last}")  # fmt: skip
    assert done(content).value == expected


def test_only_readings_that_reach_into_the_delay_are_corrected():
    late = calibrated("2022-06-30", "2024-02-15")
    months = [{"from": "2024-01-01", "to": "2024-01-31", "quantity": 10},
              {"from": "2024-02-01", "to": "2024-02-29", "quantity": 10},
              {"from": "2024-03-01", "to": "2024-12-31", "quantity": 10}]  # fmt: skip
    found = done(file(meter(calibrations=late, readings=months)))
    assert [each.error for each in found.readings] == [Fraction(1, 20), Fraction(1, 20), 0]
    assert found.value == Fraction(29)


def test_a_meter_that_was_never_calibrated_is_corrected_throughout():
    found = done(file(meter(calibrations=[])))
    assert found.value == 95
    assert [each.code for each in found.warnings] == ["calibration_outstanding"]


def exchanged(old_last="2024-06-30", new_first="2024-07-01"):
    """Return two meters that follow one another."""
    old = meter(out_of_service=old_last, readings=[{"from": "2024-01-01", "to": old_last, "quantity": 40}])
    new = meter(id="M2", in_service=new_first, calibrations=calibrated(new_first),
                readings=[{"from": new_first, "to": "2024-12-31", "start": 0, "end": 60}])  # fmt: skip
    return file(old, new)


def test_an_exchange_of_meters_adds_up_and_a_day_counted_twice_is_refused():
    found = done(exchanged())
    assert found.value == 100
    assert found.exchanges == (("M1", "M2", date(2024, 7, 1)),)
    assert done(exchanged(new_first="2024-06-30")).code == "metering_overlap"
    gap = done(exchanged(new_first="2024-07-03"))
    assert gap.unexplained == ((date(2024, 7, 1), date(2024, 7, 2)),)


def test_a_gap_of_force_majeure_earns_nothing_and_on_the_other_side_needs_a_quantity():
    stated = {"from": "2024-07-01", "to": "2024-07-02", "cause": "force_majeure", "why": "Flood (synthetic)",
              "evidence": PROOF}  # fmt: skip
    content = exchanged(new_first="2024-07-03") | {"gaps": [stated]}
    assert done(content).value == 100
    assert not done(content).unexplained
    assert done(content | {"side": "project"}).code == "metering_gap"
    assert done(exchanged(new_first="2024-07-03") | {"side": "project"}).code == "metering_gap"
    filled = content | {"side": "project", "gaps": [stated | {"quantity": 3}]}
    assert done(filled).value == 103
    assert done(content | {"gaps": [stated | {"quantity": 3}]}).code == "metering_gap_earns"
    assert done(content | {"gaps": [stated | {"to": "2024-07-03"}]}).code == "metering_overlap"


@pytest.mark.parametrize(("side", "invoice", "expected", "within"), [
    ("baseline", 100, 100, True), ("baseline", Decimal("99.00990099009901"), 100, True),
    ("baseline", 99, 99, False), ("baseline", 103, 100, False), ("project", 103, 103, False),
    ("project", 97, 100, False), ("baseline", 0, 0, False),
])  # fmt: skip
def test_beyond_the_tolerance_the_safer_of_reading_and_invoice_is_used(side, invoice, expected, within):
    bill = {"from": "2024-01-01", "to": "2024-12-30", "quantity": invoice}
    content = file(meter(readings=[{"from": "2024-01-01", "to": "2024-12-30", "quantity": 100}]), side=side,
                   invoices=[bill], tolerance=Decimal("0.01"), period="2024-01-01:2024-12-30")  # fmt: skip
    found = done(content)
    assert found.value == expected
    assert found.invoices[0].within is within


def test_an_invoice_that_cuts_a_reading_is_not_compared():
    found = done(file(invoices=[{"from": "2024-01-01", "to": "2024-06-30", "quantity": 1}]))
    assert found.invoices[0].within is None
    assert "invoice_not_comparable" in [each.code for each in found.warnings]


def test_a_register_that_turns_over_is_counted_where_it_says_so():
    turned = {"from": "2024-01-01", "to": "2024-12-30", "start": 99990, "end": 90, "rolls_over_at": 100000}
    year = file(meter(readings=[turned]), period="2024-01-01:2024-12-30")
    assert done(year).value == 100
    silent = deepcopy(year)
    del silent["meters"][0]["readings"][0]["rolls_over_at"]
    assert done(silent).code == "metering_value"
    wrong = deepcopy(year)
    wrong["meters"][0]["readings"][0]["rolls_over_at"] = 99990
    assert done(wrong).code == "metering_value"


@pytest.mark.parametrize("change", [
    {"side": "both"}, {"period": "2024-12-31:2024-01-01"}, {"tolerance": 2}, {"meters": []}, {"novel": 1},
    {"meters": [meter(), meter()]}, {"meters": [meter(maximum_permissible_error=Decimal("1.2"))]},
    {"meters": [meter(calibration_every_days=0)]}, {"meters": [meter(readings=[{"from": "2024-01-01"}])]},
    {"meters": [meter(readings=[{"from": "2024-01-01", "to": "2024-12-31", "quantity": -1}])]},
    {"meters": [meter(readings=[{"from": "2024-01-01", "to": "2024-12-31", "quantity": Decimal("NaN")}])]},
])  # fmt: skip
def test_what_cannot_be_read_is_refused(change):
    assert done(file(**change)).code == "metering_value"


def test_a_reading_outside_service_or_period_is_refused():
    assert done(file(meter(in_service="2024-01-02"))).code == "metering_outside"
    assert done(file(period="2024-01-02:2024-12-31")).code == "metering_outside"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(0, 500), st.integers(0, 500))
def test_days_of_delay_are_those_of_a_walk_day_by_day(lengths, due_in, delay):
    """A plain walk: a reading is corrected where any of its days lies after the due day and up to the calibration."""
    start, readings, first = date(2024, 1, 1), [], date(2024, 1, 1)
    for each in lengths:
        readings.append((first, first + timedelta(days=each - 1)))
        first += timedelta(days=each)
    end = readings[-1][1]
    last = start - timedelta(days=365) + timedelta(days=due_in)
    due = last + timedelta(days=365)
    came = due + timedelta(days=delay)
    certificates = [{"on": str(each), "error": 0, "certificate": PROOF} for each in (last, came)]
    service = min(last, start)
    content = file(meter(in_service=str(service), calibrations=certificates,
                         readings=[{"from": str(a), "to": str(b), "quantity": 1} for a, b in readings]),
                   period=f"{start}:{end}")  # fmt: skip
    expected = []
    for a, b in readings:
        days = [a + timedelta(days=each) for each in range((b - a).days + 1)]
        late = any(
            (day > due and day <= came) or day > came + timedelta(days=365) or (day <= last and service < last)
            for day in days
        )
        expected.append(Fraction(1, 20) if late else Fraction(0))
    assert [each.error for each in done(content).readings] == expected


def test_the_command_takes_what_meters_give(tmp_path):
    inputs, meters = tmp_path / "inputs.json", tmp_path / "meters.json"
    inputs.write_text('{"EF_grid": 0.758, "Cap": 5}')
    meters.write_text(json.dumps(file(meter(calibrations=[])), default=float))
    told = CliRunner().invoke(app, ["quantify", "AMS-I.D", "--inputs", str(inputs), "--meters", str(meters), "--json"])
    assert told.exit_code == 0, told.output
    record = json.loads(told.stdout, parse_float=Decimal)
    assert record["results"]["emission_reductions"] == Decimal("72.01")
    assert record["meters"][0]["delays"][0]["error_applied"] == Decimal("0.05")
    inputs.write_text('{"EF_grid": 0.758, "EG_PJ_facility": 3}')
    told = CliRunner().invoke(app, ["quantify", "AMS-I.D", "--inputs", str(inputs), "--meters", str(meters), "--json"])
    assert json.loads(told.stdout)["refused"]["code"] == "metering_twice"
