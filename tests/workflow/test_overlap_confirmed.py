"""A confirmed overlap bars the registration where the rulebook forbids it (A6.4-STAN-AC-002, paragraphs 20 to 23)."""

import pytest
from tests.workflow.play import PARTICIPANT, REDUCTIONS, SECRETARIAT, VALIDATOR, on
from tests.workflow.whole import ACTIVITY, validated

SAME = {"overlap_with": "cdm 10077", "reasons": "Same site, owner and plant"}
REQUEST = (ACTIVITY, "request_registration", VALIDATOR, on("2026-03-20"))


@pytest.mark.parametrize("step", ["confirm_overlap", "confirm_overlap_elsewhere"])
def test_a_confirmed_overlap_bars_the_request_until_it_is_dismissed(step):
    play = validated()
    play.take(ACTIVITY, step, SECRETARIAT, on("2026-03-16"), **SAME)
    refusal = play.try_(*REQUEST, **REDUCTIONS)
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "not_fact")
    play.take(ACTIVITY, "dismiss_overlap", SECRETARIAT, on("2026-03-17"), reasons="Another river")
    assert play.try_(*REQUEST, **REDUCTIONS) is None


def test_an_activity_of_another_scheme_may_register_with_the_confirmation_of_that_scheme():
    play = validated()
    play.take(ACTIVITY, "confirm_overlap_elsewhere", SECRETARIAT, on("2026-03-16"), **SAME)
    step = (ACTIVITY, "file_confirmation_of_other_scheme", PARTICIPANT, on("2026-03-17"))
    assert play.try_(*step, papers=()).code == "document_missing"
    play.take(*step)
    assert play.try_(*REQUEST, **REDUCTIONS) is None


def test_no_confirmation_lifts_a_second_registration_under_the_mechanism():
    play = validated()
    play.take(ACTIVITY, "confirm_overlap", SECRETARIAT, on("2026-03-16"), **SAME)
    refusal = play.try_(ACTIVITY, "file_confirmation_of_other_scheme", PARTICIPANT, on("2026-03-17"))
    assert refusal.about["need"] == "fact"


def test_only_a_person_of_the_secretariat_decides():
    assert validated().try_(ACTIVITY, "confirm_overlap", PARTICIPANT, on("2026-03-16"), **SAME).code == (
        "role_not_entitled"
    )
