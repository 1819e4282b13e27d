"""The standards of the Paris mechanism: adjustment by year, its limits, leakage, removals, suppressed demand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal
from sextant.methodology.plan import Request
from sextant.storage.methodology_files import ShippedLibrary

BASELINE, REMOVALS, LEAKAGE = "A6.4-STAN-METH-004", "A6.4-STAN-METH-002", "A6.4-STAN-METH-005"
YEARS = ("2026", "2027", "2028", "2029", "2030")
HISTORY = "actual_or_historical"


def asked(name: str, inputs: dict[str, Any], case: str | None = None, **more: Any) -> Quantified | Refusal:
    return quantify(Request(name, inputs, case, **more), ShippedLibrary())


def done(name: str, inputs: dict[str, Any], case: str | None = None, **more: Any) -> Quantified:
    found = asked(name, inputs, case, **more)
    assert isinstance(found, Quantified), found
    return found


def by_year(found: Quantified, symbol: str) -> list[Fraction]:
    return list(found.calculation.values(symbol).values())


def example(unc: str = "0.05", **more: Any) -> dict[str, Any]:
    """The example of the specification: 100,000 t of baseline, 20,000 t of the activity, from 2026."""
    return {"y0": 2026, "BE": dict.fromkeys(YEARS, 100_000), "AE": dict.fromkeys(YEARS, 20_000), "AE_y0": 20_000,
            "BAU": dict.fromkeys(YEARS, 1_000_000), "UNC": Fraction(unc), "UNC_BAU": 0, **more}  # fmt: skip


@pytest.mark.parametrize(("unc", "expected"), [("0.05", 92_000), ("0.08", 92_000), ("0.12", 88_000)])
def test_the_first_year_is_lowered_by_the_difference_or_the_uncertainty_whichever_is_more(unc, expected):
    assert by_year(done(BASELINE, example(unc), HISTORY), "BE_adj")[0] == expected


def test_the_adjustment_grows_by_tonnes_and_not_by_a_share_of_what_is_left():
    assert by_year(done(BASELINE, example(), HISTORY), "BE_adj") == [92_000, 91_000, 90_000, 89_000, 88_000]
    assert by_year(done(BASELINE, example(), HISTORY), "k") == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("three_years_ahead", [92_000, 89_000, 89_000, 89_000, 86_000]),
        ("three_years_behind", [92_000, 91_000, 91_000, 91_000, 88_000]),
    ],
)
def test_steps_of_three_years_begin_in_the_year_after_the_first(steps, expected):
    assert by_year(done(BASELINE, example(), f"{HISTORY},{steps}"), "BE_adj") == expected


@pytest.mark.parametrize("approach", ["bat", "benchmark"])
def test_a_benchmark_is_not_lowered_in_its_first_year_and_is_from_the_second(approach):
    given = {name: value for name, value in example().items() if name not in ("UNC", "AE_y0")}
    assert by_year(done(BASELINE, given, approach), "BE_adj") == [100_000, 99_000, 98_000, 97_000, 96_000]


def test_the_lower_of_adjusted_baseline_and_conservative_business_as_usual_counts_each_year():
    # 89,500 = BAU − 10 % of its difference to the activity, for a BAU of 97,222.2 t.
    bau = {**dict.fromkeys(YEARS, 1_000_000), "2028": Fraction(875_000, 9)}
    found = done(BASELINE, example(BAU=bau), HISTORY)
    assert by_year(found, "BAU_cons")[2] == 89_500
    assert by_year(found, "BE_cred") == [92_000, 91_000, 89_500, 89_000, 88_000]
    waived = done(BASELINE, {n: v for n, v in example().items() if n not in ("BAU", "UNC_BAU")}, f"{HISTORY},waived")
    assert by_year(waived, "BE_cred")[2] == 90_000


def test_ex_ante_a_baseline_above_business_as_usual_sends_back_to_the_adjustment():
    bau = {**dict.fromkeys(YEARS, 1_000_000), "2028": Fraction(875_000, 9)}
    refused = asked(BASELINE, example(BAU=bau), f"{HISTORY},ex_ante")
    assert isinstance(refused, Refusal)
    assert refused.about["requirement"] == "below_business_as_usual"
    assert isinstance(asked(BASELINE, example(), f"{HISTORY},ex_ante"), Quantified)


def test_a_partial_first_year_is_annualized_and_partial_years_take_their_days():
    half = {**dict.fromkeys(YEARS, 1), "2026": Fraction(1, 2), "2030": Fraction(1, 2)}
    given = example(BE={**dict.fromkeys(YEARS, 100_000), "2026": 50_000, "2030": 50_000}, AE_y0=10_000, day_share=half)
    adjusted = by_year(done(BASELINE, given, HISTORY), "Adj")
    assert adjusted == [4_000, 9_000, 10_000, 11_000, 6_000]


def test_a_removal_baseline_takes_the_lower_end_itself():
    given = {"y0": 2026, "BE": {"2026": -100}, "AE": {"2026": -1_000}, "AE_y0": -1_000, "BE_lower": -110,
             "BAU": {"2026": 0}, "UNC_BAU": 0}  # fmt: skip
    found = done(BASELINE, given, f"{HISTORY},lower_end")
    assert [found.calculation.value(each) for each in ("BE_adj_min", "BE_adj_UNC", "Adj_y0")] == [-190, -110, 90]
    assert by_year(found, "BE_adj") == [-190]


def test_an_increase_below_one_percent_is_refused_and_above_is_taken():
    refused = asked(BASELINE, example(rate=Fraction("0.0099")), HISTORY)
    assert isinstance(refused, Refusal)
    assert refused.about["requirement"] == "least_increase"
    assert by_year(done(BASELINE, example(rate=Fraction("0.02")), HISTORY), "BE_adj")[1] == 90_000


def test_vintages_are_floored_one_by_one_and_the_difference_is_told():
    given = example(AE={year: Fraction("20000.6") for year in YEARS})
    found = done(BASELINE, given, HISTORY)
    assert [each.units for each in found.vintages] == [71_999, 70_999, 69_999, 68_999, 67_999]
    assert found.units == sum(each.units for each in found.vintages) == 349_995
    assert {each.code for each in found.warnings} >= {"floored_by_vintage"}


def test_a_negative_year_is_netted_inside_the_period():
    given = example(AE={**dict.fromkeys(YEARS, 20_000), "2027": 191_000})
    found = done(BASELINE, given, HISTORY)
    assert by_year(found, "ER_y")[:3] == [72_000, -100_000, 70_000]
    assert [each.units for each in found.vintages] == [72_000, 0, 0, 39_000, 68_000]
    assert found.units == 179_000 == found.results["emission_reductions"]


def test_leakage_below_zero_is_set_to_zero():
    sources = {"LE_equipment": 5, "LE_resources": 10, "LE_production": -40, "LE_environment": 0}
    assert done(LEAKAGE, sources).results["leakage"] == 0
    assert done(LEAKAGE, {**sources, "LE_production": -4}).results["leakage"] == 11


def test_redd_plus_needs_all_four_elements():
    sources = dict.fromkeys(("LE_equipment", "LE_resources", "LE_production", "LE_environment"), 1)
    assert isinstance(asked(LEAKAGE, {**sources, "redd_elements": 3}, "redd_activity"), Refusal)
    assert isinstance(asked(LEAKAGE, {**sources, "redd_elements": 4}, "redd_activity"), Quantified)
    assert isinstance(asked(LEAKAGE, sources, "redd_interim"), Quantified)


@pytest.mark.parametrize(
    ("storage", "emissions", "leakage", "before", "issued", "deficit", "reversal"),
    [
        (1_000, 100, 50, 0, 850, 0, 0),
        (80, 150, 0, 0, 0, 70, 0),
        (500, 20, 10, 70, 400, 0, 0),
        (-300, 0, 0, 0, 0, 0, 300),
        (0, 0, 0, 5, 0, 5, 0),
    ],
)
def test_removals_earn_owe_or_reverse(storage, emissions, leakage, before, issued, deficit, reversal):
    given = {"dS": [storage], "dE": [emissions], "L": [leakage], "D_before": before}
    found = done(REMOVALS, given)
    assert found.results["emission_reductions"] == issued
    assert by_year(found, "D_out") == [deficit]
    assert by_year(found, "reversal") == [reversal]


def test_a_deficit_is_carried_until_it_is_earned():
    found = done(REMOVALS, {"dS": [80, 50, 500], "dE": [150, 0, 20], "L": [0, 0, 10], "risk_rating": Fraction("0.12")},
                 results=("removals", "buffer"))  # fmt: skip
    assert by_year(found, "issued") == [0, 0, 450]
    assert by_year(found, "D_in") == [0, 70, 20]
    assert by_year(found, "buffer") == [0, 0, 54]


@pytest.mark.parametrize(("service", "expected"), [(200, 200), (250, 250), (300, 250)])
def test_service_beyond_basic_needs_counts_nothing(service, expected):
    given = {"service": service, "persons": 1_000, "EF_basic": 1}
    found = done("A6.4-STAN-METH-006", given, "residential_electricity")
    assert found.results["baseline_emissions"] == expected


@pytest.mark.parametrize(("service", "expected"), [(200, 200), (250, 250), (300, 275)])
def test_service_beyond_basic_needs_may_count_by_a_baseline_of_its_own(service, expected):
    given = {"service": service, "persons": 1_000, "EF_basic": 1, "EF_beyond": Fraction(1, 2)}
    found = done("A6.4-STAN-METH-006", given, "residential_electricity,normal_baseline")
    assert found.results["baseline_emissions"] == expected


def test_the_benchmark_is_the_weighted_mean_of_the_best_fifth():
    given = {"intensity": [5, 1, 4, 3, 2, 9, 8, 7, 6, 10], "output": [1, 3, 1, 1, 1, 1, 1, 1, 1, 1]}
    assert done("A6.4-BENCHMARK", given).calculation.value("benchmark") == Fraction(3 * 1 + 2, 4)
    refused = asked("A6.4-BENCHMARK", {**given, "percentile": Fraction("0.21")})
    assert isinstance(refused, Refusal)


LANDFILL = {"F_CH4_sent_flare": 100, "eta_flare": Fraction("0.9"), "F_CH4_EL": 60}


def test_the_landfill_methodology_asks_for_the_rates_that_could_not_be_read():
    refused = asked("A6.4-AMM-001", LANDFILL, "nothing", period=(date(2026, 1, 1), date(2026, 12, 31)))
    assert isinstance(refused, Refusal)
    assert refused.code == "input_missing"
    assert all(symbol in str(refused.about["expected"]) for symbol in ("rate_flare", "rate_use", "k"))


def test_the_landfill_baseline_falls_faster_for_flaring_and_counts_ar5_only():
    rates = {"rate_flare": Fraction("0.02"), "rate_use": Fraction("0.01"), "k": 2}
    found = done("A6.4-AMM-001", {**LANDFILL, **rates}, "nothing", period=(date(2026, 1, 1), date(2026, 12, 31)))
    assert found.calculation.value("BE_CH4_adj") == 150 * 28 * Fraction("0.9") * (
        1 - Fraction(2 * (90 * 2 + 60), 150 * 100)
    )
    assert isinstance(asked("A6.4-AMM-001", {**LANDFILL, **rates, "rate_use": Fraction("0.03")}, "nothing"), Refusal)
    refused = asked("A6.4-AMM-001", {**LANDFILL, **rates, "GWP_CH4": 25}, "nothing")
    assert isinstance(refused, Refusal)
    assert refused.code == "gwp_set_not_admitted"


def test_the_landfill_methodology_is_valid_five_years():
    rates = {"rate_flare": 0, "rate_use": 0, "k": 0}
    for first, last, code in (
        ("2025-10-29", "2025-12-31", "outside_validity"),
        ("2030-01-01", "2030-10-30", "outside_validity"),
    ):
        refused = asked(
            "A6.4-AMM-001",
            {**LANDFILL, **rates},
            "nothing",
            period=(date.fromisoformat(first), date.fromisoformat(last)),
        )
        assert isinstance(refused, Refusal)
        assert refused.code == code
    assert isinstance(
        asked("A6.4-AMM-001", {**LANDFILL, **rates}, "nothing", period=(date(2025, 10, 30), date(2030, 10, 29))),
        Quantified,
    )
