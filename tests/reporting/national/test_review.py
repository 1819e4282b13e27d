"""A technical expert review: its clock, what it carries over, and what its public rendering leaves out."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from sextant.application.demo.reviews import FIRST, SECOND
from sextant.reporting.fields import FieldBadly
from sextant.reporting.national.outline import parse_review_form
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.review import carried, clock, rendered_review, review_of, unresolved
from sextant.rules.text import RuleTextError
from sextant.storage.report_forms import review_days, review_form


def made(body=FIRST, **changes):
    return review_of({**copy.deepcopy({**body}), **changes})


def test_the_clock_is_counted_back_from_the_agreed_week_and_on_from_the_draft():
    days = review_days(date(2026, 11, 25))
    found = {each.step.step: each for each in clock(made(SECOND, review_week="2027-03-01"), review_form(), days)}
    assert {name: each.last_day.isoformat() for name, each in found.items()} == {
        "week_agreed": "2027-01-04", "team_composed": "2027-01-18", "questions_sent": "2027-02-01",
        "draft_sent": "2027-03-07", "comments_received": "2027-03-21", "finished": "2027-04-04",
    }  # fmt: skip
    assert (found["week_agreed"].late, found["team_composed"].late) == (False, None)


def test_what_follows_a_step_is_counted_from_the_day_on_which_it_was_taken():
    days = review_days(date(2026, 11, 25))
    steps = {"week_agreed": "2027-01-05", "draft_sent": "2027-03-04", "comments_received": "2027-03-10"}
    found = {each.step.step: each for each in clock(made(SECOND, steps=steps), review_form(), days)}
    assert found["week_agreed"].late
    assert found["comments_received"].last_day == date(2027, 3, 18)
    assert found["finished"].last_day == date(2027, 3, 24)


def test_a_recommendation_is_carried_until_a_review_finds_it_resolved():
    first, second = made(), made(SECOND)
    every = [second, first]
    assert carried(first, every) == ()
    assert [each.finding.id for each in carried(second, every)] == ["F2"]
    assert [each.finding.id for each in unresolved(every)] == ["F2"]
    both = [{"review": first.id, "finding": each, "how": {"en": "a", "zh-Hant": "b"}} for each in ("F2", "F3")]
    third = made(SECOND, review="irterr2028_XAa03", review_week="2028-03-01", resolves=both)
    assert carried(third, [*every, third]) == ()
    assert [each.finding.id for each in carried(second, [*every, third])] == ["F2"]
    assert unresolved([*every, third]) == ()


def test_the_public_rendering_is_the_same_whatever_a_confidential_finding_says():
    other = copy.deepcopy({**FIRST})
    other["findings"][2] |= {
        "text": {"en": "x", "zh-Hant": "y"}, "recommendation": {"en": "x", "zh-Hant": "y"},
        "replies": [{"on": "2026-06-18", "text": {"en": "x", "zh-Hant": "y"}}],
    }  # fmt: skip
    one, two = made(), review_of(other)
    assert rendered_review(one, Rendering.PUBLIC) == rendered_review(two, Rendering.PUBLIC)
    assert rendered_review(one, Rendering.REVIEW) != rendered_review(two, Rendering.REVIEW)


TEXT = {"en": "a", "zh-Hant": "b"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"format": "remote"}, "format"),
        ({"review_week": "March"}, "review_week"),
        ({"report_version": 0}, "report_version"),
        ({"steps": {"lunch": "2026-06-01"}}, "steps.lunch"),
        ({"findings": [{"id": "F1", "paragraph": "18(a)", "consistent": True, "text": TEXT, "recommendation": TEXT}]},
         "findings[0].recommendation"),
        ({"findings": [{"id": "F1", "paragraph": "18(a)", "consistent": False, "text": TEXT}] * 2}, "findings"),
    ],
)  # fmt: skip
def test_a_review_that_is_badly_written_names_the_field(change, field):
    with pytest.raises(FieldBadly) as raised:
        made(**change)
    assert raised.value.field == field


def test_a_clock_without_its_anchor_does_not_load():
    text = (
        'source: {document: D, paragraph: "1"}\nsections: []\nclock:\n'
        '  - {step: a, label: {en: a, zh-Hant: a}, source: {document: D, paragraph: "1"}%s}\n'
    )
    assert parse_review_form(text % ", before_week: some_days").clock
    with pytest.raises(RuleTextError, match="anchor"):
        parse_review_form(text % "")


def test_the_sections_are_those_of_the_outline_in_their_order():
    assert [each.id for each in review_form().sections] == [
        "I.A", "I.B", "I.C", "I.D", "I.E", "II.A", "II.B", "II.C", "III",
    ]  # fmt: skip
