"""A request for registration, from submission to registration by silence, and on every way beside it."""

from datetime import date

import pytest
from tests.workflow.play import (
    ALTERNATE,
    APPEAL_FEE,
    CHAIR,
    EXPERTS,
    FEE,
    HOST,
    MEMBER,
    PANEL,
    PANEL_NAMES,
    SECRETARIAT,
    STAKEHOLDER,
    STRANGER,
    first_second_after,
    last_second,
    on,
    published,
    ruled,
)

REQUEST = "registration_request"


def test_a_request_nobody_asks_to_review_is_approved_and_registered_by_time_alone():
    play = published(by="2026-03-02")
    assert play.state(REQUEST, last_second("2026-03-30")) == "published"
    assert play.state(REQUEST, first_second_after("2026-03-30")) == "deemed_approved"
    assert play.state(REQUEST, last_second("2026-04-27")) == "deemed_approved"
    assert play.state(REQUEST, first_second_after("2026-04-27")) == "granted"
    steps = [(each.step, each.on) for each in play.run(REQUEST, on("2031-01-01")).transitions[-2:]]
    assert steps == [("deem_approved", date(2026, 3, 30)), ("grant", date(2026, 4, 27))]


def test_the_effective_day_is_the_deadline_whenever_somebody_looks():
    play = published()
    seen = {play.run(REQUEST, on(day)).dates.get("decided") for day in ("2026-03-31", "2026-04-15", "2030-01-01")}
    assert seen == {date(2026, 3, 30)}


@pytest.mark.parametrize("actor", [HOST, MEMBER, ALTERNATE])
def test_the_host_party_or_any_one_member_or_alternate_may_ask_for_a_review(actor):
    play = published(by="2026-03-02")
    play.take(REQUEST, "request_review", actor, last_second("2026-03-30"), reasons="leakage")
    assert play.state(REQUEST, on("2027-01-01")) == "under_review"
    assert play.state("review", on("2027-01-01")) == "placed_under_review"


def test_a_party_that_takes_no_part_may_not_ask_for_a_review():
    refusal = published().try_(REQUEST, "request_review", STRANGER, on("2026-03-03"), reasons="x")
    assert (refusal.code, refusal.about["relation"]) == ("relation_missing", "host_party_of_subject")


def reviewed(*, yes: int, no: int = 0, abstain: int = 0, step: str = "approve"):
    play = published(by="2026-03-02")
    play.take(REQUEST, "request_review", MEMBER, on("2026-03-20"), reasons="leakage")
    play.take("review", "establish_team", SECRETARIAT, on("2026-03-23"), first_expert="A", second_expert="B")
    play.take("review", "commence", SECRETARIAT, on("2026-03-24"))
    play.take("review", "assess", EXPERTS, on("2026-04-20"))
    play.take("review", "place_on_agenda", SECRETARIAT, on("2026-04-21"), meeting="2026-05-18")
    refusal = play.vote("review", step, on("2026-05-19"), yes=yes, no=no, abstain=abstain, reasons="r")
    return play, refusal


def test_three_quarters_of_those_voting_and_nine_of_twelve_present_decide():
    assert reviewed(yes=9)[0].state(REQUEST, on("2026-05-20")) == "approved"
    assert reviewed(yes=9, no=3)[1] is None
    assert reviewed(yes=8, no=3)[1].code == "vote_not_carried"
    assert reviewed(yes=8)[1].about["present"] == 8
    assert reviewed(yes=6, no=2, abstain=1)[1] is None
    assert reviewed(yes=5, no=2, abstain=2)[1].about["voting"] == 7


def test_nothing_is_decided_before_the_chair_closes_the_vote():
    play, _ = reviewed(yes=8, no=3)
    assert play.state(REQUEST, on("2026-05-20")) == "under_review"
    assert len(play.run("review", on("2026-05-20")).ballots["approve"]) == 11


def test_a_vote_before_the_meeting_is_too_early():
    play = published(by="2026-03-02")
    play.take(REQUEST, "request_review", MEMBER, on("2026-03-20"), reasons="leakage")
    play.take("review", "establish_team", SECRETARIAT, on("2026-03-23"), first_expert="A", second_expert="B")
    play.take("review", "commence", SECRETARIAT, on("2026-03-24"))
    play.take("review", "assess", EXPERTS, on("2026-04-20"))
    play.take("review", "place_on_agenda", SECRETARIAT, on("2026-04-21"), meeting="2026-05-18")
    assert play.try_("review", "approve", MEMBER, last_second("2026-05-17")).code == "too_early"
    assert play.try_("review", "approve", MEMBER, first_second_after("2026-05-17")) is None


def test_after_a_review_registration_is_on_the_first_working_day_after_the_appeal_window():
    play, _ = reviewed(yes=12)
    # Decided on Tuesday 19 May; the window ends on Tuesday 16 June; Wednesday 17 June is a working day.
    assert play.state(REQUEST, last_second("2026-06-17")) == "approved"
    assert play.run(REQUEST, first_second_after("2026-06-17")).dates["registered"] == date(2026, 6, 17)


def test_a_rejection_becomes_final_and_its_ruling_stands_when_nobody_objects():
    play, _ = reviewed(yes=10, step="reject")
    assert play.state(REQUEST, first_second_after("2026-06-16")) == "rejection_final"
    play.take(REQUEST, "propose_ruling", SECRETARIAT, on("2026-06-30"))
    play.take(REQUEST, "circulate_ruling", CHAIR, on("2026-07-01"))
    assert play.state(REQUEST, last_second("2026-07-11")) == "ruling_circulated"
    assert play.state(REQUEST, first_second_after("2026-07-11")) == "ruling_final"
    play.take(REQUEST, "publish_ruling", SECRETARIAT, on("2026-07-14"))
    assert play.state(REQUEST, on("2026-07-14")) == "closed_rejected"


def test_an_appeal_suspends_and_an_affirmed_approval_goes_on_where_it_was():
    play = published(by="2026-03-02")
    play.take(REQUEST, "appeal_deemed_approval", STAKEHOLDER, on("2026-04-20"))
    assert play.state(REQUEST, on("2026-05-30")) == "appealed"
    ruled(play, "affirm", on("2026-06-01"))
    run = play.run(REQUEST, on("2026-06-01"))
    # The window was over while the case was suspended: it goes on at the instant of the ruling, not before.
    assert (run.state, run.dates["registered"]) == ("granted", date(2026, 6, 1))
    assert play.state(REQUEST, on("2026-05-31")) == "appealed"


def test_an_appeal_that_is_not_eligible_leaves_the_rest_of_the_window():
    play = published(by="2026-03-02")
    play.take(REQUEST, "appeal_deemed_approval", STAKEHOLDER, on("2026-04-01"))
    play.take("appeal", "state_fee", SECRETARIAT, on("2026-04-02"))
    play.take("appeal", "receive_fee", SECRETARIAT, on("2026-04-03"), **APPEAL_FEE)
    play.take(
        "appeal", "appoint_panel", SECRETARIAT, on("2026-04-06"), panel_members=PANEL_NAMES, panel_chair="Judge 1"
    )
    for judge in PANEL[1:]:
        play.take("appeal", "find_not_eligible", judge, on("2026-04-10"), reasons="no standing")
    assert play.state(REQUEST, on("2026-04-10")) == "deemed_approved"
    assert play.state(REQUEST, first_second_after("2026-04-27")) == "granted"


def test_a_remand_is_decided_anew():
    play = published(by="2026-03-02")
    play.take(REQUEST, "appeal_deemed_approval", STAKEHOLDER, on("2026-04-01"))
    ruled(play, "remand", on("2026-05-10"))
    assert play.vote(REQUEST, "reject_anew", on("2026-05-20"), yes=9) is None
    assert play.state(REQUEST, on("2026-05-20")) == "rejected"


def test_an_additional_fee_is_awaited_before_registration():
    play = published(by="2026-03-02", additional_fee=True)
    assert play.state(REQUEST, first_second_after("2026-04-27")) == "difference_due"
    play.take(REQUEST, "settle_difference", SECRETARIAT, on("2026-05-04"), **FEE)
    assert play.run(REQUEST, on("2026-05-05")).dates["registered"] == date(2026, 5, 4)


def test_a_reason_must_be_given_and_the_paper_filed():
    play = published()
    assert play.try_(REQUEST, "request_review", MEMBER, on("2026-03-03")).code == "statement_missing"
    assert play.try_(REQUEST, "send_summary_note", SECRETARIAT, on("2026-03-03"), papers=()).code == "document_missing"
    assert play.try_(REQUEST, "send_summary_note", HOST, on("2026-03-03")).code == "role_not_entitled"
    assert play.try_(REQUEST, "receive_fee", SECRETARIAT, on("2026-03-03")).code == "step_out_of_order"
    assert play.try_(REQUEST, "deem_approved", SECRETARIAT, on("2026-03-03")).code == "step_unknown"
    assert play.try_(REQUEST, "send_summary_note", SECRETARIAT, on("2026-02-20")).code == "act_before_the_last"
