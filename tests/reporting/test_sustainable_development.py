"""The sustainable development tool: elements and criteria as in the text, and every gap of a filled form is told."""

import re
from dataclasses import replace

import pytest
from tests.shared_data import SHARED

from sextant.reporting.sustainable_development.forms import Answer, Forms, findings, findings_of_report
from sextant.storage.sustainable_development_files import shipped_tool

TOOL = shipped_tool()
TEXT = SHARED / "reference" / "a6.4" / "A6.4-TOOL-AC-001.txt"
MEASURE = {"element": "E8.1", "action": "rebuild homes", "owner": "Volta Solar", "resources": "USD 40,000",
           "indicator": "homes rebuilt", "unit": "homes", "source_of_data": "survey", "procedure": "count",
           "times_a_year": 1, "acceptance": "all"}  # fmt: skip
IMPACT = {"goal": 7, "target": "7.1", "indicator": "7.1.1", "sign": "+", "activity_indicator": "households connected",
          "direct": True, "recurring": True, "measurable": True, "procedure": "count"}  # fmt: skip


def complete() -> Forms:
    """No risk but one of resettlement, which has a measure; one goal impacted and the others excluded."""
    risks = {number: Answer("no", "nothing of the kind") for number in TOOL.elements} | {"8": Answer("yes")}
    risks |= {code: Answer("not_applicable", "no displacement") for code in TOOL.elements["8"].criteria}
    risks |= {"E8.1": Answer("yes")}
    excluded = {goal: "no direct impact" for goal in range(1, 18) if goal != 7}
    return Forms(risks, (MEASURE,), (IMPACT,), excluded)


def codes(forms: Forms) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in findings(TOOL, forms)]


def test_a_complete_form_has_no_findings_and_there_is_no_score():
    assert codes(complete()) == []


@pytest.mark.skipif(not TEXT.exists(), reason="the official texts are not beside the project")
def test_elements_and_criteria_are_those_of_the_official_text():
    text = TEXT.read_text(encoding="utf-8")
    body = text[text.index("6.3.1. Element 1 Energy\n") : text.index("Element 1 Energy  Risk assessment")]
    assert set(re.findall(r"^\d+\.  (E\d+(?:\.\d+)+):", body, re.M)) == TOOL.criteria
    named = {
        number: name.strip() for number, name in re.findall(r"^6\.[34]\.\d\. Element (\d+):? ([^\d\n]+)", body, re.M)
    }
    assert named == {number: each.label.english for number, each in TOOL.elements.items()}


@pytest.mark.parametrize(("risks", "found"), [
    ({"1": None}, ("element_unanswered", "1")),
    ({"1": Answer("perhaps", "x")}, ("answer_unknown", "1")),
    ({"1": Answer("no")}, ("justification_missing", "1")),
    ({"10": Answer("potentially")}, ("justification_missing", "10")),
    ({"E8.2": None}, ("criterion_unanswered", "E8.2")),
    ({"E8.2": Answer("yes")}, ("measure_missing", "E8.2")),
    ({"10": Answer("yes")}, ("measure_missing", "10")),
    ({"E12.1": Answer("yes")}, ("criterion_unknown", "E12.1")),
])  # fmt: skip
def test_a_gap_in_the_risk_assessment_is_told(risks, found):
    forms = complete()
    changed = {place: each for place, each in ({**forms.risks, **risks}).items() if each is not None}
    assert found in codes(replace(forms, risks=changed))


def test_yes_needs_no_justification_but_a_measure_and_potentially_needs_none_but_is_reported_again():
    forms = replace(complete(), risks={**complete().risks, "E8.2": Answer("potentially", "not now")})
    assert codes(forms) == []
    said = frozenset({"homes rebuilt", "households connected"})
    assert [each.code for each in findings_of_report(TOOL, forms, said)] == ["not_reported_again"]
    assert findings_of_report(TOOL, forms, said | {"E8.2"}) == ()
    silent = findings_of_report(TOOL, forms, frozenset({"E8.2", "homes rebuilt"}))
    assert [(each.code, each.place) for each in silent] == [("indicator_not_monitored", "households connected")]


@pytest.mark.parametrize("name", [name for name in MEASURE if name not in ("element", "times_a_year")])
def test_each_field_of_a_measure_is_needed(name):
    forms = replace(complete(), plan=({**MEASURE, name: ""},))
    assert ("field_missing", f"measure 1: {name}") in codes(forms)


@pytest.mark.parametrize(("times", "told"), [(0, True), (1, False), (12, False)])
def test_indicators_are_monitored_at_least_once_a_year(times, told):
    forms = replace(complete(), plan=({**MEASURE, "times_a_year": times},))
    assert (("monitored_too_rarely", "measure 1") in codes(forms)) is told


@pytest.mark.parametrize(("changed", "code"), [
    ({"goal": 18}, "goal_unknown"), ({"sign": "0"}, "sign_unknown"), ({"direct": False}, "impact_not_counted"),
    ({"recurring": False}, "impact_not_counted"), ({"measurable": False}, "impact_not_counted"),
    ({"activity_indicator": ""}, "field_missing"),
    ({"sign": "-", "activity_indicator": ""}, "negative_without_indicator"),
])  # fmt: skip
def test_an_impact_that_the_tool_would_not_count_is_told(changed, code):
    assert code in [found for found, _ in codes(replace(complete(), impacts=({**IMPACT, **changed},)))]


def test_a_negative_impact_that_the_plan_covers_needs_no_indicator_of_its_own_and_every_goal_is_accounted_for():
    covered = {**IMPACT, "sign": "-", "activity_indicator": "", "covered_by": "E8.1"}
    assert codes(replace(complete(), impacts=(covered,))) == []
    excluded = {goal: said for goal, said in complete().excluded_goals.items() if goal != 5}
    assert codes(replace(complete(), excluded_goals=excluded)) == [("goal_unaccounted", "5")]


def test_every_finding_is_told_in_both_languages():
    assert all(each.english and each.chinese for each in TOOL.findings.values())
