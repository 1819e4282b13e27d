"""A crediting period year by year against a plain calculation with fractions; what was monitored against it."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from sextant.application.queries.against_forecast import compare, compared_record
from sextant.application.queries.forecast import forecast
from sextant.cli.main import app
from sextant.domain.refusal import Refusal
from sextant.methodology.forecast import read_outlook
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.transition_file import transition

LIBRARY, RULES = ShippedLibrary(), transition()
FIRST, LAST = "2026-03-15", "2031-03-14"
DAYS = {2026: 292, 2027: 365, 2028: 366, 2029: 365, 2030: 365, 2031: 73}


def wind(**more):
    """Return a wind farm of 36,500 MWh a year by AMS-I.D, in days, with a lowered baseline and business as usual."""
    by_year = {str(year): {"EG_PJ_facility": 100 * days} for year, days in DAYS.items()}
    bau = {str(year): 100 * days * 2 for year, days in DAYS.items()}
    return {
        "methodology": "AMS-I.D", "crediting_period": f"{FIRST}:{LAST}",
        "inputs": {"EF_grid": Decimal("0.8"), "Cap": 15}, "by_year": by_year,
        "adjustment": {"approach": "actual_or_historical", "UNC": Decimal("0.12"), "BAU": bau, "UNC_BAU": 0},
    } | more  # fmt: skip


def done(file, *, monitored=False):
    """Return the forecast of a file, or the refusal."""
    outlook = read_outlook(file, monitored=monitored)
    return outlook if isinstance(outlook, Refusal) else forecast(outlook, LIBRARY, RULES)


def plain(days, share_0, baseline_0, unc, rate=Fraction(1, 100)):
    """Return baseline, adjustment, and crediting baseline of each year, worked out without the software."""
    annual = baseline_0 / share_0
    first = annual - min(annual - annual / 10, annual * (1 - unc))
    found = {}
    for year, count in days.items():
        share = Fraction(count, 366 if year % 4 == 0 else 365)
        baseline = Fraction(80 * count)
        adjustment = (first + (year - 2026) * rate * annual) * share
        bau = 200 * count - Fraction(200 * count, 10)
        found[year] = (baseline, adjustment, min(baseline - adjustment, Fraction(bau)))
    return found


def test_each_year_is_lowered_and_held_under_business_as_usual_as_a_plain_calculation_says():
    found = done(wind())
    expected = plain(DAYS, Fraction(292, 365), Fraction(80 * 292), Fraction(12, 100))
    assert [each.days for each in found.years] == list(DAYS.values())
    for each in found.years:
        baseline, adjustment, credited = expected[each.year]
        assert each.baseline["unadjusted"] == baseline
        assert each.baseline["adjustment"] == adjustment
        assert each.results["emission_reductions"] == credited
        assert each.units == math.floor(credited)
    assert found.units == sum(math.floor(credited) for _, _, credited in expected.values())


def test_without_an_adjustment_the_period_is_floored_once():
    file = wind(crediting_period="2016-01-01:2018-12-31", inputs={"EF_grid": Decimal("0.8333")})
    del file["adjustment"]
    file["by_year"] = {str(year): {"EG_PJ_facility": 1} for year in (2016, 2017, 2018)}
    found = done(file)
    assert found.units == 2
    assert [each.units for each in found.years] == [0, 1, 1]


def test_a_baseline_above_business_as_usual_sends_back_to_the_adjustment():
    file = wind()
    file["adjustment"]["BAU"]["2028"] = 60 * 366
    refused = done(file)
    assert refused.code == "not_applicable"
    assert refused.about["requirement"] == "below_business_as_usual"


def test_warming_potentials_follow_the_year():
    file = {"methodology": "ACM0001", "crediting_period": "2019-07-01:2021-06-30", "case": "ex_post",
            "inputs": {}, "by_year": {}}  # fmt: skip
    found = done(file)
    assert isinstance(found, Refusal)
    assert found.about["year"] == 2019


def monitored(**more):
    """Return a monitored period of the wind farm with more wind in 2027."""
    file = wind(monitoring_period="2027-01-01:2028-06-30", reasons={"EG_PJ_facility": "More wind (synthetic)"})
    file["by_year"] = {"2027": {"EG_PJ_facility": 40000}, "2028": {"EG_PJ_facility": 15000}}
    file["adjustment"] = {"BAU": {"2027": 73000, "2028": 36400}}
    return file | more


def compared(plan, file):
    """Return the comparison of two files."""
    one, other = read_outlook(plan), read_outlook(file, monitored=True)
    return next((each for each in (one, other) if isinstance(each, Refusal)), None) or compare(
        one, other, LIBRARY, RULES
    )


def test_what_was_monitored_is_compared_with_the_estimate_for_the_same_days_and_its_reasons():
    found = compared(wind(), monitored())
    first, second = found.years
    estimate = plain(DAYS, Fraction(292, 365), Fraction(80 * 292), Fraction(12, 100))
    assert first.expected["emission_reductions"] == estimate[2027][2]
    assert second.expected["emission_reductions"] == estimate[2028][2] * Fraction(182, 366)
    lowered = estimate[2027][1]
    assert first.achieved.baseline["adjustment"] == lowered
    assert first.achieved.results["emission_reductions"] == 32000 - lowered
    (difference,) = first.differences
    assert (difference.symbol, difference.effect) == ("EG_PJ_facility", Fraction("0.8") * 3500)
    assert found.complete
    silent = compared(wind(), monitored(reasons={}))
    assert not silent.complete
    assert silent.years[0].unexplained == ("EG_PJ_facility",)
    assert silent.years[1].unexplained == (), "less was achieved than expected"
    assert compared_record(silent)["against"]["complete"] is False


def test_the_adjustment_of_a_later_year_does_not_depend_on_what_was_monitored_in_it():
    more = monitored()
    more["by_year"]["2027"]["EG_PJ_facility"] = 1
    first, other = (compared(wind(), each).years[0].achieved.baseline["adjustment"] for each in (monitored(), more))
    assert first == other


@pytest.mark.parametrize(("change", "code"), [
    ({"novel": 1}, "outlook_key"), ({"crediting_period": "2026"}, "outlook_value"),
    ({"crediting_period": "2027-01-01:2026-01-01"}, "outlook_value"), ({"by_year": {"2025": {}}}, "outlook_value"),
    ({"by_year": {"26": {}}}, "outlook_value"), ({"methodology": 5}, "outlook_value"),
    ({"monitoring_period": f"{FIRST}:{LAST}"}, "outlook_key"), ({"under": "novel"}, "outlook_value"),
    ({"adjustment": {"BE": 1}}, "outlook_computed"), ({"methodology": "TOOL07"}, "input_unknown"),
    ({"reasons": {"EG": 5}}, "outlook_value"), ({"by_year": {}}, "input_missing"),
])  # fmt: skip
def test_what_cannot_be_a_period_is_refused(change, code):
    assert done(wind(**change)).code == code


def test_a_monitored_period_lies_inside_and_is_of_the_same_activity():
    outside = compared(wind(), monitored(monitoring_period="2026-03-14:2026-12-31", by_year={}))
    assert outside.code == "outlook_outside"
    other = monitored(methodology="ACM0002")
    assert compared(wind(), other).code == "outlook_other"


def stoves(**more):
    """Return stoves by AMS-II.G under the rules of transition."""
    inputs = {"savings": "kpt", "old_use": "survey", "B_old_survey": Decimal("2.5"), "B_new": 1, "N": 1000,
              "fNRB": {"value": Decimal("0.4"), "origin": "TOOL33 of 2025 (synthetic)"}}  # fmt: skip
    return {"methodology": "AMS-II.G", "crediting_period": "2021-01-01:2021-12-31", "under": "A6.4-STAN-AC-001",
            "inputs": inputs | more}  # fmt: skip


def test_stoves_under_transition_state_fnrb_anew_and_take_the_net_to_gross_factor():
    found = done(stoves())
    gross = 1500 * Fraction("0.4") * Fraction("0.0156") * Fraction("63.7")
    assert found.years[0].results["emission_reductions"] == gross * Fraction("0.95")
    assert [each.symbol for each in found.under.applied] == ["fNRB", "LAF"]
    assert done(stoves(fNRB=Decimal("0.4"))).code == "transition_not_stated"
    silent = stoves()
    del silent["inputs"]["fNRB"]
    assert done(silent).code == "transition_not_stated"
    assert done(stoves(LAF=1)).code == "transition_without_survey"
    assert done(stoves(LAF={"value": 1, "origin": "survey"})).code == "transition_without_survey"
    surveyed = stoves(LAF={"value": Decimal("0.97"), "origin": "Survey (synthetic)", "evidence": "sha256:ab"})
    assert done(surveyed).years[0].results["emission_reductions"] == gross * Fraction("0.97")


def test_the_values_of_stoves_are_laid_on_no_other_methodology_and_ar5_on_all():
    power = wind(under="A6.4-STAN-AC-001")
    del power["adjustment"]
    assert done(power).under.applied == ()
    assert done(stoves() | {"crediting_period": "2020-12-31:2021-12-31"}).code == "transition_before"
    chiller = {"methodology": "JCM-CHILLER", "crediting_period": "2026-01-01:2026-12-31", "under": "A6.4-STAN-AC-001"}
    assert done(chiller).code == "transition_other_mechanism"


def test_a_landfill_under_transition_takes_ar5():
    inputs = {"BE_CH4_SWDS": 28000}
    file = {"methodology": "ACM0001", "case": "ex_ante,nothing", "crediting_period": "2021-01-01:2021-12-31",
            "under": "A6.4-STAN-AC-001", "inputs": inputs}  # fmt: skip
    assert {each.symbol: each.value for each in done(file).under.applied} == {"GWP": "AR5"}
    assert done(file | {"inputs": inputs | {"GWP_CH4": 25}}).code == "gwp_sets_mixed"


def test_water_under_transition_takes_five_per_cent_of_its_baseline_as_leakage():
    inputs = {"persons": 25000, "litres": Decimal("5.5"), "days": 365, "m": Decimal("0.82"), "eta_wb": Decimal("0.1"),
              "fNRB": {"value": Decimal("0.3"), "origin": "TOOL33 (synthetic)"}}  # fmt: skip
    file = {"methodology": "AMS-III.AV", "crediting_period": "2021-01-01:2021-12-31", "under": "A6.4-STAN-AC-001",
            "inputs": inputs}  # fmt: skip
    found = done(file)
    assert not isinstance(found, Refusal), found
    results = found.years[0].results
    assert results["leakage"] == results["baseline_emissions"] * Fraction(1, 20) > 0


def test_the_command_tells_years_and_ends_with_what_has_no_reason(tmp_path):
    plan, file = tmp_path / "plan.json", tmp_path / "monitored.json"
    plan.write_text(json.dumps(wind(), default=float))
    file.write_text(json.dumps(monitored(reasons={}), default=float))
    told = CliRunner().invoke(app, ["forecast", str(plan), "--json"])
    assert told.exit_code == 0
    record = json.loads(told.stdout)
    assert record["baseline_standard"] == "A6.4-STAN-METH-004"
    assert [each["year"] for each in record["years"]] == list(DAYS)
    against = CliRunner().invoke(app, ["forecast", str(plan), "--monitored", str(file)])
    assert against.exit_code == 1
    assert "no reason was recorded" in against.stdout


def test_what_gives_no_reductions_is_no_activity():
    file = {"methodology": "TOOL03", "crediting_period": "2026-01-01:2026-12-31", "case": "a",
            "inputs": {"FC": 1, "w_C": Decimal("0.6")}}  # fmt: skip
    refused = done(file)
    assert refused.code == "outlook_no_reductions", refused
