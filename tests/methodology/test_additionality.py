"""Additionality: three answers and never two, the admitted combinations, and arithmetic that is done again here."""

from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.methodology.additionality_file import PROOF, demonstration, every, said
from typer.testing import CliRunner

from sextant.application.queries.assess_additionality import assess_additionality, assessment_record
from sextant.cli.main import app
from sextant.domain.refusal import Refusal
from sextant.methodology.additionality.cash_flow import present_value, rate_of_return
from sextant.storage.methodology_files import ShippedLibrary
from sextant.storage.standard_files import FILES, ShippedStandards


def assessed(file):
    """Return the record of a file, or the refusal."""
    done = assess_additionality(file, ShippedStandards(), ShippedLibrary())
    return done if isinstance(done, Refusal) else assessment_record(done, "en")


def of(record, test, name):
    """Return what a record says of one question or check."""
    found = next(each for each in record["tests"] if each["test"] == test)
    return next(each for each in found["findings"] if each["name"] == name)


def changed(path, value):
    """Return the complete file with one thing changed; `...` takes it away."""
    file = demonstration()
    *way, last = path
    place = file["tests"]
    for each in way:
        place = place[each]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return file


def test_a_complete_demonstration_is_additional_and_verified():
    record = assessed(demonstration())
    assert record["verdict"] == "additional"
    assert record["verified"]
    assert not record["open"]
    assert not record["against"]


IN = "investment_analysis"
INV = (IN, "figures")
REG = ("regulatory_analysis", "answers")
CP = ("common_practice_analysis", "figures")
CASES = [
    (("whole_activity", "answers", "entire"), said(False), "not_additional"),
    ((*REG, "directly_required"), said(True), "not_additional"),
    ((*REG, "directly_required"), True, "not_additional"),
    ((*REG, "directly_required"), False, "not_shown"),
    ((*REG, "directly_required"), ..., "not_shown"),
    ((*REG, "support_has_target"), said(True), "not_shown"),
    (("regulatory_analysis", "by"), ..., "not_shown"),
    (("lock_in_analysis", "answers", "strategy_consistent"), said(False), "not_additional"),
    (("lock_in_analysis", "answers", "strategy_submitted"), said(False), "not_additional"),
    ((IN, "evidence"), ..., "not_shown"),
    ((*INV, "sensitivity"), {}, "not_shown"),
    ((*INV, "sensitivity"), {"capex": Decimal("0.5"), "opex": Decimal("0.1"), "revenue": Decimal("0.1")},
     "not_additional"),
    ((*INV, "benchmark", "own"), Decimal("-0.0"), "not_additional"),
    ((*INV, "benchmark", "terms"), "nominal", "not_additional"),
    ((*INV, "lifetime_years"), 11, "additional"),
    ((*INV, "lifetime_years"), 12, "not_additional"),
    ((*INV, "lifetime_years"), ..., "not_shown"),
    ((*INV, "grant_equivalent"), 500, "not_additional"),
    ((*CP, "threshold"), Decimal("0.03"), "additional"),
    ((*CP, "threshold"), Decimal("0.0299999999999999999999"), "not_additional"),
    ((*CP, "excluded"), [{"activity": "X", "registered": True}], "additional"),
    ((*CP, "excluded"), [{"activity": "X", "registered": False}], "not_additional"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "verdict"), CASES, ids=[f"{'.'.join(p[-2:])}-{v}" for p, _, v in CASES])
def test_each_thing_that_is_missing_or_against_it_changes_the_verdict(path, value, verdict):
    if path[-1] == "strategy_submitted":
        file = changed(path, value)
        del file["tests"]["lock_in_analysis"]["answers"]["strategy_consistent"]
        assert assessed(file)["verdict"] == "additional"
        return
    assert assessed(changed(path, value))["verdict"] == verdict


def test_a_law_that_integrates_the_mechanism_excuses_what_it_requires():
    file = changed((*REG, "directly_required"), said(True))
    file["tests"]["regulatory_analysis"]["answers"]["integrates_mechanism"] = said(True)
    assert assessed(file)["verdict"] == "additional"
    file["tests"]["regulatory_analysis"]["answers"]["integrates_mechanism"] = True
    assert assessed(file)["verdict"] == "not_shown"


def test_a_support_scheme_counts_only_where_all_three_things_are_so():
    answers = {**every(support_has_target=True, support_applies=True, support_same_result=True)}
    file = demonstration()
    file["tests"]["regulatory_analysis"]["answers"] |= answers
    assert assessed(file)["verdict"] == "not_additional"
    for name in ("support_applies", "support_same_result"):
        milder = deepcopy(file)
        milder["tests"]["regulatory_analysis"]["answers"][name] = said(False)
        assert assessed(milder)["verdict"] == "additional"


@pytest.mark.parametrize(("years", "until", "verdict"), [
    (10, "2030-12-31", "additional"), (10, "2031-01-01", "not_additional"), (10, None, "not_shown"),
    (Decimal("10.000001"), "2030-12-31", "not_shown"),
])  # fmt: skip
def test_a_life_of_ten_years_spares_the_lock_in_questions_while_the_methodology_ends_in_2030(years, until, verdict):
    file = demonstration()
    figures = {"lifetime_years": years} | ({} if until is None else {"methodology_valid_until": until})
    file["tests"]["lock_in_analysis"] = {"by": "proponent", "figures": figures, "evidence": PROOF}
    assert assessed(file)["verdict"] == verdict


def test_public_funding_beyond_the_revenue_of_credits_needs_the_further_demonstration():
    file = changed((*INV, "grant_equivalent"), 500)
    assert of(assessed(file), IN, "public_funding")["met"] is False
    file["tests"][IN]["answers"]["gap_not_filled"] = said(True)
    assert assessed(file)["verdict"] == "additional"


def test_the_more_conservative_benchmark_counts_unless_nobody_else_could_do_it():
    record = assessed(demonstration())
    assert of(record, IN, "not_viable")["numbers"]["rates"]["applied"] == Decimal("0.1")
    alone = changed((*INV, "benchmark", "only_by_participants"), True)
    assert of(assessed(alone), IN, "not_viable")["numbers"]["rates"]["applied"] == Decimal("0.12")
    lacking = changed((*INV, "benchmark", "market"), ...)
    assert assessed(lacking).code == "assessment_missing"


def test_figures_of_the_investment_are_those_of_an_independent_calculation():
    record = assessed(demonstration())
    numbers = of(record, IN, "not_viable")["numbers"]
    value = sum((Fraction(100, 1) / Fraction(11, 10) ** year for year in range(1, 11)), Fraction(-1000))
    assert abs(Fraction(numbers["present_value"]) - value) < Fraction(1, 10**25)
    assert abs(numbers["internal_rate_of_return"]) < Decimal("1e-11")
    turns = of(record, IN, "robust")["numbers"]["turns_at"]
    revenue = sum((Fraction(150) / Fraction(11, 10) ** year for year in range(1, 11)), Fraction(0))
    assert abs(Fraction(turns["revenue"]) + value / revenue) < Fraction(1, 10**25)


@settings(max_examples=40, deadline=None)
@given(st.integers(-9000, 50000), st.integers(1, 30))
def test_the_rate_of_return_of_a_bond_is_its_coupon(basis_points, years):
    rate = Fraction(basis_points, 10000)
    flows = (Fraction(-100), *[100 * rate] * (years - 1), 100 + 100 * rate)
    found = rate_of_return(flows)
    if rate > 0 or years == 1:
        assert found is not None
        assert abs(found - rate) < Fraction(1, 10**10)
    if found is not None:
        assert abs(present_value(flows, rate)) == 0


def test_flows_with_several_rates_have_none():
    assert rate_of_return((Fraction(-100), Fraction(230), Fraction(-132))) is None
    assert rate_of_return((Fraction(1), Fraction(2))) is None


def comparison():
    """Return the complete file with a comparison of options instead of a benchmark."""
    file = demonstration()
    other = [
        {"name": "diesel", "kind": "capex", "amounts": [100]},
        {"name": "sales", "kind": "revenue", "amounts": [0, 120]},
    ]
    file["tests"][IN]["figures"] |= {
        "analysis": "comparison", "alternatives": [{"name": "diesel", "items": other, "same_service": True}],
    }  # fmt: skip
    return file


def test_in_a_comparison_the_best_alternative_is_what_counts():
    file = comparison()
    assert assessed(file)["verdict"] == "additional"
    worse = [{"name": "nothing", "kind": "capex", "amounts": [1000]}]
    file["tests"][IN]["figures"]["alternatives"].append({"name": "nothing", "items": worse, "same_service": True})
    assert assessed(file)["verdict"] == "additional"
    alternative = file["tests"][IN]["figures"]["alternatives"].pop(0)
    assert assessed(file)["verdict"] == "not_additional"
    file["tests"][IN]["figures"]["alternatives"] = [alternative]
    alternative["items"][1]["amounts"] = [0, 0]
    alternative["items"][0]["amounts"] = [1000]
    assert assessed(file)["verdict"] == "not_additional"
    file = comparison()
    file["tests"][IN]["figures"]["alternatives"][0]["same_service"] = False
    assert assessed(file)["verdict"] == "not_additional"
    file["tests"][IN]["answers"]["land_use"] = said(True)
    assert assessed(file)["verdict"] == "additional"


@pytest.mark.parametrize(("kind", "verdict"), [
    (None, "additional"), ("revenue", "not_additional"), ("saving", "not_additional"),
    ("public_funding", "not_additional"), ("credit_revenue", "additional"),
])  # fmt: skip
def test_a_simple_cost_analysis_admits_no_gain_but_credits(kind, verdict):
    file = demonstration()
    items = [{"name": "flare", "kind": "capex", "amounts": [10]}]
    items += [{"name": "gain", "kind": kind, "amounts": [1]}] if kind else []
    file["tests"][IN]["figures"] = {"analysis": "simple_cost", "items": items}
    if kind == "public_funding":
        file["tests"][IN]["figures"] |= {"expected_credit_revenue": 5}
    assert assessed(file)["verdict"] == verdict


def barriers(**figures):
    """Return the complete file with a barrier analysis instead of the investment analysis."""
    file = demonstration()
    del file["tests"][IN]
    file["tests"]["barrier_analysis"] = {
        "by": "proponent",
        "figures": {"implemented_by": "households", "barriers": [{"kind": "financial", "evidence": PROOF}]} | figures,
        "answers": every(investment_inappropriate=True, viability_told=True, level_justified=True, prevents=True,
                         no_other_incentive=True, decisive=True, free_alternative=True, circumstances=True,
                         unique_only_here=True),
    }  # fmt: skip
    return file


def test_barriers_may_stand_for_the_investment_analysis_where_households_act():
    assert assessed(barriers())["verdict"] == "additional"
    assert assessed(barriers(implemented_by="other"))["verdict"] == "not_shown"
    assert assessed(barriers(implemented_by="other", admitted_by_methodology=PROOF))["verdict"] == "additional"
    hearsay = [{**PROOF[0], "kind": "anecdote"}]
    assert assessed(barriers(barriers=[{"kind": "financial", "evidence": hearsay}]))["verdict"] == "not_additional"
    assert assessed(barriers(barriers=[{"kind": "financial"}]))["verdict"] == "not_shown"
    assert assessed(barriers(barriers=[{"kind": "investment", "evidence": PROOF}])).code == "assessment_elsewhere"


def performance(**figures):
    """Return the complete file with a performance-based approach."""
    file = demonstration()
    del file["tests"][IN], file["tests"]["common_practice_analysis"]
    numbers = {"value": Decimal("0.4"), "threshold": Decimal("0.4"), "benchmark_level": Decimal("0.4"),
               "better": "lower", "probability": Decimal("0.9"),
               "other_influences_probability": Decimal("0.0999"),
               "threshold_valid_until": "2026-03-01"}  # fmt: skip
    file["tests"]["performance_based_approach"] = {
        "by": "proponent", "figures": numbers | figures, "evidence": PROOF,
        "answers": every(baseline_approach=True, homogeneous=True, indicator_suitable=True, better_more_additional=True,
                         data_sound=True, investment_inappropriate=True),
    }  # fmt: skip
    return file


@pytest.mark.parametrize(("figures", "verdict"), [
    ({}, "additional"), ({"value": Decimal("0.4000001")}, "not_additional"),
    ({"probability": Decimal("0.8999")}, "not_additional"), ({"probability": Decimal("1.1")}, "not_additional"),
    ({"other_influences_probability": Decimal("0.1")}, "not_additional"),
    ({"threshold": Decimal("0.5"), "value": Decimal("0.4")}, "not_additional"),
    ({"threshold_valid_until": "2026-02-28"}, "not_additional"),
    ({"better": "higher", "benchmark_level": Decimal("0.4")}, "additional"),
])  # fmt: skip
def test_a_performance_based_approach_at_and_beyond_its_limits(figures, verdict):
    assert assessed(performance(**figures))["verdict"] == verdict


def test_other_combinations_are_refused_and_an_incomplete_one_names_what_lacks():
    file = performance()
    file["tests"]["common_practice_analysis"] = demonstration()["tests"]["common_practice_analysis"]
    assert assessed(file).code == "assessment_combination"
    file = demonstration()
    del file["tests"]["common_practice_analysis"]
    assert assessed(file)["lacking"] == ["common_practice_analysis"]
    assert assessed(file)["verdict"] == "not_shown"
    file["tests"]["regulatory_analysis"]["by"] = "proponent"
    assert assessed(file).code == "assessment_value"


def tool01(every_plant, different):
    """Return a file by the CDM's tool with so many comparable plants."""
    return {"standard": "TOOL01", "activity": "Synthetic", "on": "2015-01-01", "tests": {
        "alternatives": {"by": "participant", "answers": every(identified=True, only_lawful_alternative=False)},
        "investment_analysis": {"by": "participant", "figures": demonstration()["tests"][IN]["figures"],
                                "evidence": PROOF},
        "common_practice_analysis": {"by": "participant", "figures": {"all": every_plant, "different": different},
                                     "evidence": PROOF}}}  # fmt: skip


@pytest.mark.parametrize(("every_plant", "different", "verdict"), [
    (20, 16, "additional"), (20, 15, "not_additional"), (3, 0, "additional"), (4, 0, "not_additional"),
    (0, 0, "additional"),
])  # fmt: skip
def test_common_practice_of_the_cdm_needs_both_limits_to_be_exceeded(every_plant, different, verdict):
    record = assessed(tool01(every_plant, different))
    assert record["verdict"] == verdict
    assert not record["verified"]


def test_a_variation_below_ten_per_cent_shows_nothing_in_the_cdm():
    file = tool01(20, 16)
    file["tests"][IN]["figures"]["sensitivity"]["capex"] = Decimal("0.0999")
    assert assessed(file)["verdict"] == "not_shown"


def test_criteria_of_the_jcm_are_those_of_the_methodology():
    file = {"standard": "JCM-ELIGIBILITY", "activity": "Synthetic", "on": "2026-01-01", "methodology": "JCM-SOLAR-PV",
            "tests": {"eligibility_criteria": {"by": "participant", "figures": {"criteria": {
                "measured": {"met": True, "evidence": PROOF}}}}}}  # fmt: skip
    assert assessed(file)["verdict"] == "additional"
    criteria = file["tests"]["eligibility_criteria"]["figures"]["criteria"]
    criteria["measured"] = {"met": True}
    assert assessed(file)["verdict"] == "not_shown"
    criteria["measured"] = {"met": False}
    assert assessed(file)["verdict"] == "not_additional"
    criteria["invented"] = {"met": True, "evidence": PROOF}
    assert assessed(file).code == "assessment_key"
    file["methodology"] = "AMS-I.D"
    assert assessed(file).code == "assessment_other_mechanism"


@pytest.mark.parametrize(("path", "value", "code"), [
    ((*INV, "items", 0, "amounts"), [-1], "assessment_value"), ((*INV, "items", 0, "kind"), "fee", "assessment_value"),
    ((*INV, "items", 0, "amounts"), [Decimal("NaN")], "assessment_value"), ((*INV, "items"), [], "assessment_value"),
    ((*INV, "sensitivity", "capex"), 1, "assessment_value"), ((*INV, "extra"), 1, "assessment_key"),
    ((*INV, "benchmark"), ..., "assessment_missing"), ((*CP, "potential"), 0, "assessment_value"),
    ((*CP, "adopted"), 101, "assessment_value"), ((*CP, "adopted"), "3", "assessment_value"),
    ((*REG, "invented"), True, "assessment_key"), ((*REG, "directly_required"), "yes", "assessment_value"),
    ((*REG, "directly_required"), {"answer": False, "evidence": [{"document": "x"}]}, "evidence_malformed"),
    ((*REG, "directly_required"), {"answer": False, "evidence": [{"document": "x", "sha256": "AB" * 32}]},
     "evidence_malformed"),
])  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(path, value, code):
    assert assessed(changed(path, value)).code == code


def test_every_standard_loads_and_every_form_names_its_checks():
    standards = ShippedStandards()
    for name in FILES:
        standard = standards.find(name)
        assert standard is not None
        assert standard.combinations
        assert all(each.questions or each.checks for each in standard.tests.values())


def test_the_command_tells_the_verdict_and_ends_with_it(tmp_path):
    file = tmp_path / "shown.json"
    file.write_text(json.dumps(demonstration(), default=float))
    done = CliRunner().invoke(app, ["additionality", str(file), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["verdict"] == "additional"
    lacking = demonstration()
    del lacking["tests"]["regulatory_analysis"]
    file.write_text(json.dumps(lacking, default=float))
    done = CliRunner().invoke(app, ["additionality", str(file)])
    assert done.exit_code == 1
    assert "not shown" in done.stdout
    file.write_text('{"standard": "X"}')
    done = CliRunner().invoke(app, ["additionality", str(file), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["refused"]["code"] == "standard_unknown"


def test_an_assessment_before_the_standard_is_refused():
    assert assessed(demonstration() | {"on": "2025-02-13"}).code == "assessment_before"
    assert assessed(demonstration() | {"on": "2025-02-14"})["verdict"] == "additional"
