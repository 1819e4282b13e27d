"""What cannot be compared is told in one sentence in both languages; what a mechanism's rules refuse is a result."""

import json
from datetime import date

import pytest
from tests.comparison.activities import ON, compared

from sextant.application.comparing.compare import compare_activity
from sextant.comparison.activity import Fault
from sextant.storage.activity_files import activity_of_text
from sextant.storage.comparison_files import stand
from sextant.wording.compare_faults import FAULT_SENTENCES, fault_sentence

YEAR = {"year": 2027, "baseline_emissions": 100, "activity_emissions": 0}
BAD = {
    "not_json": "{",
    "key_twice": '{"years": [], "years": []}',
    "not_an_object": [],
    "key_missing": {},
    "no_years": {"years": []},
    "key_unknown": {"years": [YEAR], "colour": "blue"},
    "not_a_number": {"years": [YEAR | {"baseline_emissions": "many"}]},
    "not_whole": {"years": [YEAR | {"covered_days": "3.5"}]},
    "out_of_range": {"years": [YEAR | {"covered_days": 366}]},
    "number_too_long": {"years": [YEAR | {"baseline_emissions": "1" * 90}]},
    "too_many_years": {"years": [YEAR | {"year": 2027 + place} for place in range(12)]},
    "years_not_in_a_row": {"years": [YEAR, YEAR | {"year": 2029}]},
    "no_days": {"years": [{"year": 2027, "covered_days": 0, "baseline_emissions": 0, "activity_emissions": 0}]},
    "emissions_without_days": {"years": [YEAR, YEAR | {"year": 2028, "covered_days": 0}]},
    "not_yes_or_no": {"years": [YEAR], "host": {"small_island": "yes"}},
    "opts_in_without_exemption": {"years": [YEAR], "host": {"opts_in_to_adaptation_share": True}},
    "not_text": {"years": [YEAR], "title": 3},
    "assumption_unknown": {"years": [YEAR], "assumptions": {"weather": 1}},
    "not_a_choice": {"years": [YEAR], "assumptions": {"levy_rounding": "up"}},
    "mechanism_unknown": {"years": [YEAR | {"credited": {"vcs": {"baseline_emissions": 1}}}]},
    "rule_unknown": {"years": [YEAR], "rules": {"article_6_4.weather": 1}},
    "rule_out_of_range": {"years": [YEAR], "rules": {"article_6_4.overall_mitigation": "2"}},
    "rule_not_replaceable": {"years": [YEAR], "rules": {"cdm.last_day_of_crediting": "2030-12-31"}},
}


def told(text):
    return compare_activity(activity_of_text(text, "FILE"), stand(ON))


@pytest.mark.parametrize("code", BAD)
def test_a_bad_input_is_one_sentence_in_both_languages(code):
    content = BAD[code]
    with pytest.raises(Fault) as raised:
        told(content if isinstance(content, str) else json.dumps(content))
    assert raised.value.code == code
    for language in ("en", "zh-Hant"):
        said = fault_sentence(raised.value, language)
        assert said.endswith("." if language == "en" else "。")
        assert "{" not in said


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "1e999999", '"1e999999999"', "-1e400", '"१२"', "true", "null", "[]", '"0x10"']
)
def test_what_is_no_number_here_is_refused_and_never_counted(text):
    with pytest.raises(Fault):
        activity_of_text(
            '{"years": [{"year": 2027, "activity_emissions": 0, "baseline_emissions": ' + text + "}]}", "FILE"
        )


@pytest.mark.parametrize("day", ["0001-01-01", "1999-01-01"])
def test_rules_of_a_day_before_there_were_any_are_told_so(day):
    with pytest.raises(Fault) as raised:
        compare_activity(activity_of_text(json.dumps({"years": [YEAR]}), "FILE"), stand(date.fromisoformat(day)))
    assert raised.value.code == "rule_not_in_force"
    assert day in fault_sentence(raised.value, "en")


def test_every_fault_that_the_code_raises_has_its_sentences():
    assert set(BAD) <= set(FAULT_SENTENCES)


def test_what_the_rules_of_a_mechanism_refuse_is_shown_and_counts_nothing():
    years = [YEAR | {"year": 2027 + place} for place in range(11)]
    found = compared({"years": years}, "article_6_4").outcomes[0]
    assert found.refusal.code == "date_too_late"
    assert found.indicators is None
    assert found.happened


def test_a_year_below_zero_earns_nothing_and_is_set_off_only_where_that_is_assumed():
    years = [YEAR, YEAR | {"year": 2028, "activity_emissions": 150}, YEAR | {"year": 2029}]
    plain = compared({"years": years}, "cdm").outcomes[0]
    carried = compared({"years": years, "assumptions": {"carry_deficit": True}}, "cdm").outcomes[0]
    assert [each.units for each in plain.credits.years] == [100, 0, 100]
    assert [each.units for each in carried.credits.years] == [100, 0, 50]
    assert compared({"years": years}, "article_6_4").outcomes[0].refusal is None


def test_years_without_rules_are_moved_by_fours_and_keep_their_own_names():
    found = compared({"years": [YEAR | {"year": 2021 + place} for place in range(5)]}, "article_6_4").outcomes[0]
    assert found.moved_by % 4 == 0
    assert found.moved_by > 0
    assert sorted({each.vintage for each in found.held}) == [2021, 2022, 2023, 2024, 2025]


def test_a_leap_year_takes_its_own_days():
    found = compared(
        {"years": [{"year": 2028, "covered_days": 366, "baseline_emissions": 3660, "activity_emissions": 0}]}
    )
    assert found.of("article_6_4").indicators.issued == 3294
