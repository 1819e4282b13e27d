"""Appeals and grievances (A6.4-PROC-GOV-006): fees, clocks, panels of three, and what a ruling does to the case."""

import pytest
from tests.workflow import whole
from tests.workflow.play import (
    APPEAL_FEE,
    CHAIR,
    HOST,
    ISSUANCE_FEE,
    MEMBER,
    PANEL,
    PANEL_NAMES,
    PARTICIPANT,
    QUANTITY,
    SECRETARIAT,
    STAKEHOLDER,
    Actor,
    Play,
    first_second_after,
    heard,
    last_second,
    on,
    published,
    ruled,
)

from sextant.workflow.money import money_of_case

REQUEST, APPEAL, GRIEVANCE = "registration_request", "appeal", "grievance"


def appealed(at: str = "2026-04-10", by: Actor = STAKEHOLDER) -> Play:
    play = published(by="2026-03-02")
    play.take(REQUEST, "appeal_deemed_approval", by, on(at))
    return play


def lines(play: Play, at: str, case: str = APPEAL) -> list[tuple[str, int]]:
    found = money_of_case(play.world(on(at)), play.run(case, on(at)))
    return [(each.kind.value, int(each.amount)) for each in found]


def test_an_appeal_is_filed_within_28_days_of_the_decision_and_suspends_at_once():
    step = (REQUEST, "appeal_deemed_approval", STAKEHOLDER)
    assert published(by="2026-03-02").try_(*step, first_second_after("2026-04-27")) is not None
    play = published(by="2026-03-02")
    play.take(*step, last_second("2026-04-27"))
    assert play.state(REQUEST, on("2026-05-20")) == "appealed"


def test_an_appeal_whose_fee_does_not_come_in_30_days_is_deemed_withdrawn_and_the_case_goes_on():
    play = appealed()
    play.take(APPEAL, "state_fee", SECRETARIAT, on("2026-04-11"))
    assert play.state(APPEAL, last_second("2026-05-11")) == "fee_due"
    assert play.state(APPEAL, first_second_after("2026-05-11")) == "deemed_withdrawn"
    assert play.state(REQUEST, first_second_after("2026-05-11")) == "granted"


def test_a_revision_has_21_days_and_once_14_more():
    play = appealed()
    play.take(APPEAL, "state_fee", SECRETARIAT, on("2026-04-11"))
    play.take(APPEAL, "receive_fee", SECRETARIAT, on("2026-04-12"), **APPEAL_FEE)
    play.take(APPEAL, "ask_for_revision", SECRETARIAT, on("2026-04-15"), reasons="no facts")
    step = (APPEAL, "extend_revision", STAKEHOLDER)
    assert play.try_(*step, on("2026-04-20"), revision_due="2026-05-07").code == "date_too_late"
    play.take(*step, last_second("2026-05-06"), revision_due="2026-05-06")
    assert play.try_(*step, last_second("2026-05-06"), revision_due="2026-05-06").about["need"] == "not_taken"
    assert play.state(APPEAL, last_second("2026-05-20")) == "revision"
    assert play.state(APPEAL, first_second_after("2026-05-20")) == "deemed_withdrawn"
    assert lines(play, "2026-05-22") == [("charged", 30_000), ("received", 30_000), ("refund_due", 29_500)]


@pytest.mark.parametrize(("ending", "refund"), [("find_not_eligible", 29_000), ("affirm", 0), ("remand", 30_000)])
def test_what_comes_back_of_the_fee_depends_on_how_the_appeal_ends(ending, refund):
    play = appealed()
    if ending == "find_not_eligible":
        play.take(APPEAL, "state_fee", SECRETARIAT, on("2026-04-11"))
        play.take(APPEAL, "receive_fee", SECRETARIAT, on("2026-04-12"), **APPEAL_FEE)
        play.take(APPEAL, "appoint_panel", SECRETARIAT, on("2026-04-13"), panel_members=PANEL_NAMES, panel_chair="x")
        for judge in PANEL[1:]:
            play.take(APPEAL, ending, judge, on("2026-04-14"), reasons="no standing")
    else:
        ruled(play, ending, on("2026-04-14"))
    owed = [amount for kind, amount in lines(play, "2026-04-15") if kind == "refund_due"]
    assert sum(owed) == refund


def test_a_panel_has_three_different_experts_and_nobody_else_rules():
    play = appealed()
    play.take(APPEAL, "state_fee", SECRETARIAT, on("2026-04-11"))
    play.take(APPEAL, "receive_fee", SECRETARIAT, on("2026-04-12"), **APPEAL_FEE)
    step = (APPEAL, "appoint_panel", SECRETARIAT, on("2026-04-13"))
    for names in ("Judge 1;Judge 2", "Judge 1;Judge 2;Judge 2", "Judge 1;Judge 2;Judge 3;Judge 4"):
        assert play.try_(*step, panel_members=names, panel_chair="Judge 1").about["need"] == "lists_so_many"
    play.take(*step, panel_members=PANEL_NAMES, panel_chair="Judge 1")
    stranger = Actor("Judge 9", "appeal_panel")
    assert play.try_(APPEAL, "find_eligible", stranger, on("2026-04-14")).code == "relation_missing"
    play.take(APPEAL, "find_eligible", PANEL[0], on("2026-04-14"))
    assert play.state(APPEAL, on("2026-04-14")) == "eligibility", "one of three does not decide"
    play.take(APPEAL, "find_eligible", PANEL[2], on("2026-04-15"))
    assert play.state(APPEAL, on("2026-04-15")) == "eligible"


def test_no_panel_approves_or_rejects_it_affirms_or_remands_and_the_body_decides_anew():
    play = appealed()
    ruled(play, "remand", on("2026-05-10"))
    assert play.state(REQUEST, on("2026-05-10")) == "reconsideration"
    assert play.try_(REQUEST, "approve_anew", PANEL[0], on("2026-05-11")).code == "role_not_entitled"
    assert play.vote(REQUEST, "approve_anew", on("2026-05-20"), yes=9) is None
    assert play.state(REQUEST, on("2026-05-20")) == "approved"
    # The new decision counts as the original one: it may be appealed again.
    play.take(REQUEST, "appeal_decision", STAKEHOLDER, on("2026-06-01"))


def test_several_appeals_are_all_concluded_before_the_case_goes_on_and_one_remand_covers_the_others():
    play = appealed()
    play.take(REQUEST, "appeal_too", PARTICIPANT, on("2026-04-12"))
    ruled(play, "affirm", on("2026-04-20"))
    assert play.state(REQUEST, on("2026-04-21")) == "appealed", "the first appeal is still open"
    play = appealed()
    play.take(REQUEST, "appeal_too", PARTICIPANT, on("2026-04-12"))
    ruled(play, "remand", on("2026-04-20"))
    assert play.state(REQUEST, on("2026-04-21")) == "reconsideration"
    states = [run.state for run in play.world(on("2026-04-21")).runs.values() if run.cycle.path.endswith(".appeal")]
    assert states == ["covered", "remanded"]


def test_the_fee_is_waived_for_a_vulnerable_group_once_the_body_agrees_and_only_for_that_appeal():
    play = appealed()
    assert play.try_(APPEAL, "state_no_fee", SECRETARIAT, on("2026-04-11")).about["need"] == "no_fee_due"
    play.take(APPEAL, "ask_for_waiver", STAKEHOLDER, on("2026-04-11"), vulnerable_group="a local community")
    assert play.vote(APPEAL, "grant_waiver", on("2026-04-12"), yes=8).code == "vote_not_carried"
    assert play.vote(APPEAL, "grant_waiver", on("2026-04-13"), yes=9) is None
    play.take(APPEAL, "state_no_fee", SECRETARIAT, on("2026-04-14"))
    assert play.state(APPEAL, on("2026-04-14")) == "completeness_check"
    play.take(REQUEST, "appeal_too", PARTICIPANT, on("2026-04-15"))
    assert play.try_(APPEAL, "state_no_fee", SECRETARIAT, on("2026-04-16")).about["need"] == "no_fee_due"


def issuance_published() -> Play:
    play = whole.issuance_requested()
    play.take("issuance_request", "state_fee", SECRETARIAT, on("2027-03-16"))
    play.take("issuance_request", "receive_fee", SECRETARIAT, on("2027-03-16"), **ISSUANCE_FEE)
    play.take("issuance_request", "begin_completeness_check", SECRETARIAT, on("2027-04-05"))
    play.take("issuance_request", "find_complete", SECRETARIAT, on("2027-04-12"))
    play.take("issuance_request", "publish", SECRETARIAT, on("2027-05-03"), **QUANTITY)
    return play


def test_an_appeal_against_an_issuance_is_received_with_its_fee_within_14_days():
    play, request, appeal = issuance_published(), "issuance_request", "issuance_appeal"
    play.take(request, "appeal_deemed_approval", STAKEHOLDER, on("2027-06-10"))
    assert play.state(request, on("2027-06-10")) == "deemed_approved", "not received without its fee"
    play.take(appeal, "state_fee", SECRETARIAT, on("2027-06-11"))
    paid = Play(play.cycle, play.begun)
    paid.history = play.history
    assert play.state(appeal, first_second_after("2027-06-14")) == "deemed_withdrawn"
    assert play.state(request, first_second_after("2027-06-14")) == "granted"
    paid.take(appeal, "receive_fee", SECRETARIAT, last_second("2027-06-14"), **APPEAL_FEE)
    assert paid.state(request, on("2027-06-20")) == "appealed"


def test_the_chair_gives_background_within_14_days_of_the_publication():
    step = (APPEAL, "give_background", CHAIR)
    for at, code in ((last_second("2026-04-28"), None), (first_second_after("2026-04-28"), "too_late")):
        play = appealed()
        heard(play, on("2026-04-14"))
        refusal = play.try_(*step, at, background="why")
        assert (refusal.code if refusal else None) == code


def grieved() -> Play:
    play = whole.registered()
    play.take(
        whole.ACTIVITY, "submit_grievance", STAKEHOLDER, on("2026-09-10"), harm="noise", suggested_remedy="a wall"
    )
    return play


def before_panel() -> Play:
    play = grieved()
    play.take(GRIEVANCE, "appoint_panel", SECRETARIAT, on("2026-09-15"), panel_members="A;B;C", panel_chair="A")
    for name in "AB":
        play.take(GRIEVANCE, "find_eligible", Actor(name, "grievance_panel"), on("2026-09-20"))
    play.take(GRIEVANCE, "publish", SECRETARIAT, on("2026-09-21"))
    return play


def test_a_grievance_is_about_a_registered_activity_within_its_crediting_period_and_suspends_nothing():
    step = (whole.ACTIVITY, "submit_grievance", STAKEHOLDER)
    said = {"harm": "noise", "suggested_remedy": "a wall"}
    assert whole.validated().try_(*step, on("2026-03-11"), **said).code == "step_out_of_order"
    assert whole.registered().try_(*step, last_second("2031-08-31"), **said) is None
    assert whole.registered().try_(*step, first_second_after("2031-08-31"), **said).code == "too_late"
    assert grieved().state(whole.ACTIVITY, on("2026-09-10")) == "registered"


def test_information_that_is_not_given_in_21_days_ends_the_grievance_unless_14_more_were_asked_for():
    for extend, last in ((False, "2026-10-13"), (True, "2026-10-27")):
        play = before_panel()
        play.take(GRIEVANCE, "ask_for_information", Actor("A", "grievance_panel"), on("2026-09-22"), questions="which")
        if extend:
            play.take(GRIEVANCE, "extend_information", STAKEHOLDER, on("2026-10-01"), information_due="2026-10-13")
        assert play.state(GRIEVANCE, last_second(last)) == "information"
        assert play.state(GRIEVANCE, first_second_after(last)) == "rejected"


def test_the_host_party_is_asked_after_three_months_and_the_body_decides_what_is_recommended_to_it():
    play = before_panel()
    for name in "AB":
        play.take(GRIEVANCE, "recommend", Actor(name, "grievance_panel"), on("2026-10-01"))
    step = (GRIEVANCE, "inquire", SECRETARIAT)
    assert play.try_(*step, on("2026-12-31"), outcome="a wall").code == "too_early"
    play.take(*step, on("2027-01-01"), outcome="a wall was built")
    play = before_panel()
    for name in "AC":
        play.take(GRIEVANCE, "recommend_to_body", Actor(name, "grievance_panel"), on("2026-10-01"))
    assert play.try_(GRIEVANCE, "act_on_it", HOST, on("2026-10-10"), outcome="x").code == "role_not_entitled"
    assert play.vote(GRIEVANCE, "act_on_it", on("2026-10-10"), yes=9, outcome="issuance waits") is None
    assert play.state(GRIEVANCE, on("2026-10-10")) == "concluded"


def deviating() -> Play:
    play = whole.approved()
    play.take(whole.ACTIVITY, "contract_validation", PARTICIPANT, on("2026-01-20"), focal_points_for_forwarding="x",
              focal_points_for_changes_of_communication="x", focal_points_for_all_other_matters="x")  # fmt: skip
    validator = Actor("Ravi", "designated_operational_entity", entity="Valid Ltd")
    play.take(whole.ACTIVITY, "request_deviation", validator, on("2026-02-02"), safeguards_exceeded="E8.1")
    deviation = "deviation_request"
    play.take(deviation, "state_fee", SECRETARIAT, on("2026-02-03"))
    play.take(deviation, "receive_fee", SECRETARIAT, on("2026-02-04"), amount_received="1500", payment_reference="d")
    play.take(deviation, "begin_completeness_check", SECRETARIAT, on("2026-02-05"))
    play.take(deviation, "publish", SECRETARIAT, on("2026-02-09"))
    return play


@pytest.mark.parametrize(("recommended", "then", "code"), [("approval", "approved", None),
                                                           ("rejection", "rejected", "condition_not_met")])  # fmt: skip
def test_a_recommendation_on_a_deviation_is_the_decision_when_nobody_objects_in_14_days(recommended, then, code):
    play = deviating()
    play.take("deviation_request", f"recommend_{recommended}", SECRETARIAT, on("2026-02-20"))
    assert play.state("deviation_request", last_second("2026-03-06")) == f"{recommended}_recommended"
    assert play.state("deviation_request", first_second_after("2026-03-06")) == then
    validator = Actor("Ravi", "designated_operational_entity", entity="Valid Ltd")
    refusal = play.try_(whole.ACTIVITY, "validate", validator, on("2026-03-10"), corrective_actions_closed=True)
    assert (refusal.code if refusal else None) == code


def test_an_objection_takes_a_deviation_to_a_meeting_and_validation_waits():
    play = deviating()
    play.take("deviation_request", "recommend_approval", SECRETARIAT, on("2026-02-20"))
    play.take("deviation_request", "object", MEMBER, last_second("2026-03-06"), reasons="E8")
    assert play.state("deviation_request", first_second_after("2026-03-06")) == "on_agenda"
    validator = Actor("Ravi", "designated_operational_entity", entity="Valid Ltd")
    refusal = play.try_(whole.ACTIVITY, "validate", validator, on("2026-03-10"), corrective_actions_closed=True)
    assert refusal.about["need"] == "none_open"
