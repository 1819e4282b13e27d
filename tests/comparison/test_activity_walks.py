"""Every mechanism is walked: Article 6.8 on its journal, units by rows of rulebooks, each step with its paragraph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from tests.comparison.activities import compared

from sextant.application.comparing.compare import compare_activity
from sextant.application.comparing.record import compared_activity_record
from sextant.comparison.activity import days_of, parse_activity
from sextant.comparison.indicators import issued_by_year
from sextant.cooperation.journal import State
from sextant.storage.comparison_files import comparison, stand

ON = date(2026, 11, 24)
YEARS = [{"year": year, "baseline_emissions": "1000", "activity_emissions": "100"} for year in (2027, 2028)]


@cache
def walked():
    """Return the comparison of two plain years."""
    return compared({"years": YEARS})


def test_an_approach_is_consented_recorded_told_of_each_year_and_completed():
    happened = [(each.step, each.to_state, each.year) for each in walked().of("article_6_8").happened]
    assert happened == [
        ("version", State.DRAFT, None),
        ("answer", State.CONCURRENCE_OPEN, None),
        ("answer", State.READY, None),
        ("submission", State.SUBMITTED, None),
        ("recording", State.RECORDED, None),
        ("note", State.RECORDED, 2027),
        ("note", State.RECORDED, 2028),
        ("completion", State.COMPLETED, None),
    ]


def test_progress_is_told_when_the_year_is_over():
    notes = [each for each in walked().of("article_6_8").happened if each.step == "note"]
    assert [each.on for each in notes] == [date(2028, 1, 1), date(2029, 1, 1)]


def test_an_approach_holds_no_unit_and_asks_for_support():
    found = walked().of("article_6_8")
    assert (found.held, found.levies, found.fees) == ((), (), ())
    assert {each.type for each in found.needs} == {"FIN", "TT", "CB"}
    assert all(each.amount is None for each in found.needs), "nobody gave an amount"


def test_its_acts_are_the_consents_of_the_parties():
    found = walked().of("article_6_8")
    assert [each.by for each in found.signoffs] == ["host", "partner"]
    assert found.signoff_count == 2


def test_a_rule_that_asks_for_more_parties_refuses_the_record():
    found = compared({"years": YEARS, "rules": {"article_6_8.participating_parties_min": 3}}, "article_6_8")
    [outcome] = found.outcomes
    assert outcome.refusal is not None
    assert outcome.refusal.code == "record_incomplete"
    assert "NMA-C03" in str(dict(outcome.refusal.about))


def test_an_approach_before_its_rules_is_moved_to_years_that_have_them():
    early = [{"year": 2014, "baseline_emissions": "10", "activity_emissions": "1"}]
    [outcome] = compared({"years": early}, "article_6_8").outcomes
    assert outcome.refusal is None
    assert outcome.begins_on is not None
    assert outcome.begins_on >= date(2022, 11, 20)


@pytest.mark.parametrize("mechanism", comparison().frame.mechanisms)
def test_every_step_of_a_timeline_has_a_day_and_a_paragraph(mechanism):
    found = walked()
    record = compared_activity_record(found, stand(ON))["mechanisms"][mechanism]
    assert record["walked"], "no mechanism is only counted"
    assert record["timeline"]
    assert all(each["source"] and each["source"]["paragraph"] and each["on"] for each in record["timeline"])


def test_units_of_an_approach_of_two_parties_are_recorded_by_a_row_of_its_rulebook():
    issued = [each for each in walked().of("article_6_2").happened if each.step == "issuance"]
    assert [each.label.english for each in issued] == ["Recording of ITMOs"] * 2
    assert {str(each.source) for each in issued} == {"Decision 2/CMA.3, annex, 2(b) and 29"}


def test_nothing_is_issued_under_article_6_2_before_a_third_party_has_verified_it():
    happened = walked().of("article_6_2").happened
    for year in (2027, 2028):
        steps = [each.step for each in happened if each.year == year]
        assert steps[:5] == ["begin_period", "submit_report", "verify", "record_itmos", "issuance"]
        verified = next(each for each in happened if (each.year, each.step) == (year, "verify"))
        assert verified.on > date(year, 12, 31), "what a period achieved is verified when it is over"


def test_a_course_that_leaves_verification_out_is_refused_by_the_cycle():
    course = comparison().courses["article_6_2"]
    unverified = tuple(each for each in course.each_year if "verify" not in each.takes)
    assert len(unverified) == len(course.each_year) - 1
    outcome = compared_by(replace(course, each_year=unverified))
    assert outcome.refusal is not None
    assert (outcome.refusal.code, outcome.refusal.about["found"]) == ("step_out_of_order", "reported")


def test_a_course_that_records_nothing_issues_nothing():
    course = comparison().courses["article_6_2"]
    unrecorded = tuple(each for each in course.each_year if "record_itmos" not in each.takes)
    outcome = compared_by(replace(course, each_year=unrecorded))
    assert outcome.refusal is not None
    assert (outcome.refused_at, outcome.held) == ("issue", ())


def compared_by(course):
    """Return two plain years under a course that was changed."""
    ground = stand(ON)
    changed = replace(ground.comparison, courses={**ground.comparison.courses, course.mechanism: course})
    [outcome] = compare_activity(
        parse_activity({"years": YEARS}), replace(ground, comparison=changed), mechanisms=(course.mechanism,)
    ).outcomes
    return outcome


def ten_years(first, covered=None):
    """Return ten years of days; with a first year in part they touch eleven calendar years."""
    years = [{"year": first + place, "baseline_emissions": 900, "activity_emissions": 0} for place in range(10)]
    if covered:
        years[0]["covered_days"] = covered
        rest = days_of(first + 10) - covered
        years.append({"year": first + 10, "covered_days": rest, "baseline_emissions": 400, "activity_emissions": 0})
    return years


@pytest.mark.parametrize("first", range(2026, 2030))
@pytest.mark.parametrize("covered", [None, 183])
def test_ten_years_are_replayed_under_the_clean_development_mechanism_wherever_they_begin(first, covered):
    years = ten_years(first, covered)
    [outcome] = compared({"years": years}, "cdm").outcomes
    assert outcome.refusal is None, outcome.refusal
    assert len(issued_by_year(outcome.held)) == len(years)


def test_what_is_refused_under_rules_in_force_is_told_rather_than_that_they_were_not():
    replaced = {"article_6_4.share_of_proceeds_for_adaptation": "0.999"}
    years = [{"year": 2021, "baseline_emissions": 9, "activity_emissions": 1}]
    [outcome] = compared({"years": years, "rules": replaced}, "article_6_4").outcomes
    assert outcome.refusal is not None
    assert outcome.refusal.code == "levy_shares_exceed_one"


@pytest.mark.parametrize("covered", [10, 364])
def test_the_first_tonnes_of_a_calendar_year_are_those_asked_for_in_it_whenever_they_are_issued(covered):
    """A last year in part is asked for in the calendar year in which the year before it is (decision 7/CMP.1, 37)."""
    years = [{"year": 2016 + place, "baseline_emissions": 50000, "activity_emissions": 0} for place in range(2)]
    years[1]["covered_days"] = covered
    [outcome] = compared({"years": years}, "cdm").outcomes
    assert outcome.indicators is not None
    assert outcome.indicators.fees == 1500 + 17000, "15,000 t at 0.10 and the other 85,000 t at 0.20"


@pytest.mark.parametrize("first", range(2026, 2030))
def test_a_host_that_is_spared_fees_is_spared_them_wherever_its_ten_years_begin(first):
    [outcome] = compared({"years": ten_years(first), "host": {"least_developed": True}}, "cdm").outcomes
    assert outcome.indicators is not None
    assert outcome.indicators.fees == 0
    assert {each.exempt for each in outcome.fees} == {True}
