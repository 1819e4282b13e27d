"""Inputs other than the vectors', at limits and beyond, against a plain calculation with fractions."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary
from sextant.wording.refusals import sentence

STEAM = {"EG_facility": 400000, "EF_grid": Decimal("0.758"), "w_CO2": Decimal("0.0065"), "w_CH4": Decimal("0.00012"),
         "M_steam": 2500000}  # fmt: skip


def asked(name, inputs, case=None, period=None):
    """Return what a methodology gives, or the refusal."""
    return quantify(Request(name, inputs, case, None, period), ShippedLibrary())


def days(first, last):
    """Return a period from two texts."""
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(("inputs", "period", "code"), [
    ({"GWP_CH4": 28, "gwp_set": "AR4"}, None, "gwp_sets_mixed"), ({"gwp_set": "AR6"}, None, "gwp_set_not_admitted"),
    ({}, days("2020-12-31", "2021-01-01"), "gwp_sets_of_period"),
])  # fmt: skip
def test_warming_potentials_of_two_sets_are_refused(inputs, period, code):
    assert asked("ACM0002", STEAM | inputs, "greenfield,geothermal", period).code == code


@pytest.mark.parametrize(("inputs", "period", "warned"), [
    ({}, days("2020-01-01", "2020-12-31"), False), ({"GWP_CH4": 25}, days("2020-12-31", "2020-12-31"), False),
    ({"GWP_CH4": 25}, days("2021-01-01", "2021-01-01"), True),
    ({"gwp_set": "AR5"}, days("2020-12-31", "2021-01-01"), True),
])  # fmt: skip
def test_a_warming_potential_of_another_period_is_told(inputs, period, warned):
    found = asked("ACM0002", STEAM | inputs, "greenfield,geothermal", period)
    assert ("gwp_of_another_period" in [each.code for each in found.warnings]) is warned


@pytest.mark.parametrize(("capacity", "project"), [
    (4 * 10**6, None), (4 * 10**6 + 1, Fraction("11826")), (10**7, Fraction("11826")), (10**7 + 1, Fraction(0)),
])  # fmt: skip
def test_a_reservoir_at_each_limit_of_its_power_density(capacity, project):
    inputs = {"EG_facility": 128000, "EF_grid": Decimal("0.758"), "Cap_PJ": capacity, "Cap_BL": 0, "A_PJ": 10**6,
              "A_BL": 0, "TEG": 131400}  # fmt: skip
    found = asked("ACM0002", inputs, "greenfield,reservoir")
    if project is None:
        assert "PD is 4 W/m2, and" in sentence(found, "en")
    else:
        assert found.results["project_emissions"] == project


@settings(max_examples=60, deadline=None)
@given(
    some.dates(date(2015, 1, 1), date(2030, 12, 31)), some.integers(0, 1500),
    some.fractions(min_value=0, max_value=10**6), some.fractions(min_value=0, max_value=2),
)  # fmt: skip
def test_a_period_is_divided_by_its_days_and_floored_once(first, more, energy, factor):
    last = date.fromordinal(first.toordinal() + more)
    found = asked("AMS-I.D", {"EG_PJ_facility": energy, "EF_grid": factor}, None, (first, last))
    total = energy * factor
    assert isinstance(found, Quantified)
    assert found.results["emission_reductions"] == total
    by_year: dict[int, int] = {}
    for day in range(first.toordinal(), last.toordinal() + 1):
        by_year[date.fromordinal(day).year] = by_year.get(date.fromordinal(day).year, 0) + 1
    shares = {year: total * count / (more + 1) for year, count in by_year.items()}
    assert {each.year: each.emission_reductions for each in found.vintages} == shares
    assert found.units == math.floor(total) == sum(each.units for each in found.vintages)


@settings(max_examples=60, deadline=None)
@given(
    some.fractions(Fraction(1, 4), 1), some.fractions(Fraction(1, 100), 1), some.fractions(0, 1),
    some.fractions(0, 10), some.integers(0, 10**6), some.fractions(0, 1),
)  # fmt: skip
def test_stoves_are_those_of_a_plain_calculation(new, old, renewable, used, devices, operating):
    inputs = {"savings": "wbt", "old_use": "survey", "B_old_survey": used, "eta_old": old, "eta_new": new,
              "N": devices, "mu": operating, "fNRB": renewable}  # fmt: skip
    found = asked("AMS-II.G", inputs)
    gross = used * (1 - old / new) * devices * operating * renewable * Fraction("0.0156") * Fraction("63.7")
    assert found.results["emission_reductions"] == gross * Fraction("0.95")
    assert found.units == max(0, math.floor(gross * Fraction("0.95")))


@pytest.mark.parametrize(("value", "said"), [
    ("0.758", 'EF_grid is "0.758"; expected a finite number'), ({"value": 1, "unit": ""}, "given in –"),
    (Decimal("NaN"), "EF_grid is NaN"), (True, "EF_grid is true"),
])  # fmt: skip
def test_a_sentence_says_what_was_found_as_it_was_written(value, said):
    refused = asked("AMS-I.D", {"EG_PJ_facility": 1, "EF_grid": value})
    assert isinstance(refused, Refusal)
    assert said in sentence(refused, "en")
