"""The three forms of the tool, and what is missing in them: risk assessment, management plan, impacts on development.

The forms are A6.4-FORM-AC-015, 016 and 017. A finding names the place and what the tool asks for; nothing is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sextant.domain.label import Label
from sextant.reporting.sustainable_development.tool import Tool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the question of an element or of a criterion, with its justification."""

    answer: str
    justification: str = ""


@dataclass(frozen=True, slots=True)
class Forms:
    """What the participants filled in."""

    risks: Mapping[str, Answer] = field(default_factory=dict)
    """By the number of an element or the code of a criterion."""
    plan: tuple[Mapping[str, object], ...] = ()
    """Measures, each with the fields of the tool."""
    impacts: tuple[Mapping[str, object], ...] = ()
    excluded_goals: Mapping[int, str] = field(default_factory=dict)
    """Goals that are not impacted, each with its justification."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is missing where."""

    code: str
    place: str
    label: Label


def findings(tool: Tool, forms: Forms) -> tuple[Finding, ...]:
    """Return everything that is missing in the forms before validation, in the order of the tool."""
    found = (*_risks(tool, forms), *_plan(tool, forms), *_impacts(tool, forms))
    return tuple(Finding(code, place, tool.findings[code]) for code, place in found)


def findings_of_report(tool: Tool, forms: Forms, reported: frozenset[str]) -> tuple[Finding, ...]:
    """Return what a monitoring report leaves out: potential risks are reported again, indicators are monitored.

    `reported` names the elements and criteria, and the indicators, about which the report says something.
    """
    again = [
        ("not_reported_again", place)
        for place, each in forms.risks.items()
        if each.answer in tool.answers and tool.answers[each.answer].reported_again and place not in reported
    ]
    named = [str(each.get("indicator")) for each in forms.plan]
    named += [str(each.get("activity_indicator")) for each in forms.impacts if each.get("activity_indicator")]
    silent = [("indicator_not_monitored", name) for name in named if name not in reported]
    return tuple(Finding(code, place, tool.findings[code]) for code, place in (*again, *silent))


def _risks(tool: Tool, forms: Forms) -> Iterator[tuple[str, str]]:
    for place in forms.risks:
        if place not in tool.elements and place not in tool.criteria:
            yield "criterion_unknown", place
    for number, element in tool.elements.items():
        given = forms.risks.get(number)
        if given is None:
            yield "element_unanswered", number
            continue
        yield from _answer(tool, number, given)
        rule = tool.answers.get(given.answer)
        if rule is None or not rule.criteria_asked:
            continue
        for code in element.criteria:
            if code in forms.risks:
                yield from _answer(tool, code, forms.risks[code])
            else:
                yield "criterion_unanswered", code


def _answer(tool: Tool, place: str, given: Answer) -> Iterator[tuple[str, str]]:
    rule = tool.answers.get(given.answer)
    if rule is None:
        yield "answer_unknown", place
    elif rule.justified and not given.justification.strip():
        yield "justification_missing", place


def _plan(tool: Tool, forms: Forms) -> Iterator[tuple[str, str]]:
    covered = {str(each.get("element")) for each in forms.plan}
    for place, given in forms.risks.items():
        rule = tool.answers.get(given.answer)
        # Where an element has criteria, the measures answer the criteria that are at risk.
        asked = place in tool.criteria or not getattr(tool.elements.get(place), "criteria", ())
        if rule is not None and rule.measures and asked and place not in covered:
            yield "measure_missing", place
    for number, each in enumerate(forms.plan, start=1):
        for name in tool.measure:
            if each.get(name) in (None, ""):
                yield "field_missing", f"measure {number}: {name}"
        times = each.get("times_a_year")
        if isinstance(times, int) and times < tool.times_a_year_at_least:
            yield "monitored_too_rarely", f"measure {number}"


def _impacts(tool: Tool, forms: Forms) -> Iterator[tuple[str, str]]:
    covered = {str(each.get("element")) for each in forms.plan}
    impacted = {each.get("goal") for each in forms.impacts}
    for goal in range(1, tool.goals + 1):
        if goal not in impacted and not forms.excluded_goals.get(goal, "").strip():
            yield "goal_unaccounted", str(goal)
    for number, each in enumerate(forms.impacts, start=1):
        place = f"impact {number}"
        stated = each.get("goal")
        if not isinstance(stated, int) or not 1 <= stated <= tool.goals:
            yield "goal_unknown", place
        if each.get("sign") not in tool.signs:
            yield "sign_unknown", place
        if not all(each.get(name) is True for name in ("direct", "recurring", "measurable")):
            yield "impact_not_counted", place
        covers = str(each.get("covered_by") or "") in covered
        if not each.get("activity_indicator") and not (each.get("sign") == "-" and covers):
            yield ("negative_without_indicator" if each.get("sign") == "-" else "field_missing"), place
