"""Versions, consent per Party, and the state that follows on a day."""

from dataclasses import replace
from datetime import date

import pytest
from tests.cooperation.forms import answers, line, read, recorded, told, version

from sextant.cooperation.journal import Answer, Kind, State, material_changes

APPROACH = read()


def test_a_version_is_a_draft_until_somebody_answers_and_ready_when_all_have():
    lines = [version(APPROACH, 2, 2)]
    assert told(lines).state is State.DRAFT
    lines += answers(APPROACH.parties[:1], 2, 3)
    assert told(lines).state is State.CONCURRENCE_OPEN
    lines += answers(APPROACH.parties[1:], 2, 4)
    assert told(lines).state is State.READY
    assert told(lines, date(2026, 2, 3)).state is State.CONCURRENCE_OPEN, "a past day is told as it was"


def test_a_recorded_version_stays_public_while_the_next_one_waits_for_answers():
    lines = recorded(APPROACH)
    assert (told(lines).state, told(lines).recorded, told(lines).matchable) == (State.RECORDED, 1, True)
    lines.append(version(replace(APPROACH, stage="develop"), 3, 1))
    after = told(lines)
    assert (after.state, after.recorded, after.public.approach) == (State.DRAFT, 1, APPROACH)
    assert after.matchable
    assert {each.answer for each in after.consents.values()} == {Answer.INVITED}
    assert after.versions[1].material == ("stage",)


def test_consent_holds_for_a_version_that_changes_nothing_material():
    lines = [*recorded(APPROACH), version(replace(APPROACH, title="Another title"), 3, 1)]
    assert told(lines).state is State.READY
    assert all(each.version == 1 and each.given for each in told(lines).consents.values())


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"needs": APPROACH.needs[:1]}, "needs"),
        ({"participants": APPROACH.participants[:2]}, "participants"),
        ({"declarations": {}}, "declarations"),
        ({"focus_areas": ("ADAPT",)}, "focus_areas"),
        ({"last": date(2031, 1, 1)}, "last"),
        ({"overlaps": ()}, "overlaps"),
    ],
)
def test_parties_scope_support_and_declarations_are_material(change, name):
    assert material_changes(APPROACH, replace(APPROACH, **change)) == (name,)


def test_the_order_of_needs_is_not_material():
    assert material_changes(APPROACH, replace(APPROACH, needs=APPROACH.needs[::-1])) == ()


def test_with_too_few_parties_a_record_is_hidden_from_matching_and_withdrawn_after_the_days_to_cure():
    pair = read(
        participants=[{"party": "XM", "role": "host"}, {"party": "XV", "role": "partner"}],
        needs=[],
        declarations={},
    )
    lines = [*recorded(pair), *answers(["XV"], 5, 1, "left")]
    below = told(lines, date(2026, 5, 1))
    assert (below.state, below.below_since, below.matchable) == (State.BELOW_MINIMUM, date(2026, 5, 1), False)
    assert told(lines, date(2026, 7, 30)).state is State.BELOW_MINIMUM, "the ninetieth day is still one"
    assert (told(lines, date(2026, 7, 31)).state, told(lines, date(2026, 7, 31)).reason) == (
        State.WITHDRAWN,
        "below_minimum",
    )
    cured = [*lines, *answers(["XV"], 6, 1)]
    assert told(cured, date(2026, 12, 31)).state is State.RECORDED


def test_a_party_that_leaves_while_another_version_waits_counts_all_the_same():
    pair = read(participants=[{"party": "XM", "role": "host"}, {"party": "XV", "role": "partner"}], needs=[],
                declarations={})  # fmt: skip
    lines = [*recorded(pair), version(replace(pair, stage="develop"), 3, 1), *answers(["XV"], 3, 2, "left", 2)]
    assert told(lines, date(2026, 3, 2)).state is State.BELOW_MINIMUM


def test_a_challenge_stands_until_a_newer_version_is_recorded():
    lines = [*recorded(APPROACH), line(Kind.CHALLENGE, 3, 1, reason="sold")]
    assert (told(lines).state, told(lines).challenge, told(lines).matchable) == (State.CHALLENGED, "sold", False)
    lines.append(version(replace(APPROACH, title="Cured"), 3, 2))
    assert told(lines).challenge == "sold"
    assert not told(lines).matchable
    lines += [line(Kind.SUBMISSION, 3, 3, party="XM", focal_point="f"), line(Kind.RECORDING, 3, 4)]
    assert (told(lines).challenge, told(lines).recorded, told(lines).matchable) == (None, 2, True)


@pytest.mark.parametrize(
    ("kind", "state"),
    [(Kind.COMPLETION, State.COMPLETED), (Kind.WITHDRAWAL, State.WITHDRAWN), (Kind.RETURN, State.RETURNED)],
)
def test_what_ends_or_returns_a_record_is_told_with_its_reason(kind, state):
    after = told([*recorded(APPROACH), line(kind, 4, 1, reason="why")])
    assert after.state is state
    assert len(after.versions) == 1, "nothing is deleted"


def test_notes_are_kept_in_their_order():
    notes = [("lesson", "a"), ("progress", "b")]
    lines = [
        *recorded(APPROACH),
        *(line(Kind.NOTE, 4, day, {"kind": kind, "text": text}) for day, (kind, text) in enumerate(notes, start=1)),
    ]
    assert [(each.kind, each.text) for each in told(lines).notes] == notes


def test_the_rules_of_the_public_version_look_at_its_own_consents():
    lines = [*recorded(APPROACH), version(replace(APPROACH, stage="develop"), 3, 1)]
    assert not any(each.given for each in told(lines).consents.values())
    public = told(lines).of_public_version()
    assert all(each.given for each in public.consents.values())
    assert public.submitted_by == "XM"
