"""A report: read, checked item by item, and rendered in public without what is held back."""

from __future__ import annotations

import copy

import pytest

from sextant.application.demo.accounts import ALIDADE
from sextant.application.demo.reports import REVIEWED
from sextant.domain.label import Label
from sextant.reporting.fields import FieldBadly
from sextant.reporting.national.accounts_read import accounts_of
from sextant.reporting.national.public import Rendering
from sextant.reporting.national.report import Status, checked, missing, rendered_report, report_of
from sextant.storage.report_forms import outlines

OUTLINE = outlines()["initial"]
ACCOUNTS = accounts_of(copy.deepcopy(ALIDADE))


def report(**items):
    body = copy.deepcopy({**REVIEWED})
    for key, said in items.items():
        if said is None:
            body["items"].pop(key, None)
        else:
            body["items"][key] = said
    return report_of(body, outlines())


def statuses(found, rendering=Rendering.PUBLIC, records=None, accounts=ACCOUNTS):
    return {each.key: each.status for each in checked(found, OUTLINE, accounts, records or {}, rendering)}


def test_an_item_is_given_missing_not_applicable_withheld_or_from_the_records():
    found = statuses(
        report(**{"I.A": None, "IV.A@CA0001": None}), records={"duration@CA0001": [Label("2025 – 2030", "2025 – 2030")]}
    )
    assert found["I.A"] is Status.MISSING
    assert found["I.B"] is Status.GIVEN
    assert found["II.G"] is Status.NOT_APPLICABLE
    assert found["IV.H.5@CA0001"] is Status.WITHHELD
    assert found["IV.C@CA0001"] is Status.FROM_RECORDS
    assert found["IV.A@CA0001"] is Status.MISSING


def test_what_may_not_apply_is_missing_until_the_party_says_that_it_does_not():
    assert statuses(report())["IV.H.6@CA0001"] is Status.MISSING
    said = {"not_applicable": {"en": "nothing is cancelled", "zh-Hant": "無取消"}}
    assert statuses(report(**{"IV.H.6@CA0001": said}))["IV.H.6@CA0001"] is Status.NOT_APPLICABLE


def test_the_description_of_the_contribution_is_due_only_before_the_first_transparency_report():
    found = report(**{"II.C": None})
    assert statuses(found)["II.C"] is Status.MISSING
    later = report_of({**copy.deepcopy({**REVIEWED}), "transparency_report_submitted": True,
                       "items": {}}, outlines())  # fmt: skip
    assert statuses(later)["II.C"] is Status.NOT_APPLICABLE


def test_without_accounts_nothing_is_taken_not_to_apply():
    assert statuses(report(), accounts=None)["III.D"] is Status.MISSING
    assert statuses(report())["III.D"] is Status.NOT_APPLICABLE


def test_every_approach_has_its_own_items():
    body = copy.deepcopy({**REVIEWED})
    body["approaches"] = ["CA0001", "CA0002"]
    found = checked(report_of(body, outlines()), OUTLINE, ACCOUNTS, {}, Rendering.PUBLIC)
    assert len(missing([each for each in found if each.approach == "CA0002"])) == len(OUTLINE.approach)


def test_the_public_rendering_is_the_same_whatever_is_held_back():
    one = report()
    text = {"text": {"en": "something else entirely", "zh-Hant": "另一內容"}, "basis": {"en": "b", "zh-Hant": "b"}}
    other = report(**{"IV.H.5@CA0001": {**text, "basis": REVIEWED["items"]["IV.H.5@CA0001"]["basis"]}})
    assert rendered_report(one, Rendering.PUBLIC) == rendered_report(other, Rendering.PUBLIC)
    assert rendered_report(one, Rendering.REVIEW) != rendered_report(other, Rendering.REVIEW)
    assert statuses(one, Rendering.REVIEW)["IV.H.5@CA0001"] is Status.GIVEN


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"report": "annual"}, "report"),
        ({"items": {"IX.A": {"text": {"en": "a"}}}}, "items.IX.A"),
        ({"items": {"IV.A@CA0009": {"text": {"en": "a"}}}}, "items.IV.A@CA0009"),
        ({"items": {"I.A": {"text": {}}}}, "items.I.A.text"),
        ({"items": {"I.A": {"text": {"fr": "a"}}}}, "items.I.A.text.fr"),
        ({"items": {"I.A": {"text": {"en": "a"}, "not_applicable": {"en": "a", "zh-Hant": "a"}}}}, "items.I.A"),
        ({"items": {"I.A": {"basis": {"en": "a", "zh-Hant": "a"}}}}, "items.I.A"),
        ({"items": {"I.A": {"text": {"en": "a"}, "basis": {"en": ""}}}}, "items.I.A.basis.zh-Hant"),
    ],
)
def test_a_report_that_is_badly_written_names_the_field(change, field):
    with pytest.raises(FieldBadly) as raised:
        report_of({**copy.deepcopy({**REVIEWED}), **change}, outlines())
    assert raised.value.field == field
