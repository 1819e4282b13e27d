"""Removals: what a period earns, owes or reverses, and every step of a reversal (A6.4-STAN-METH-002)."""

from datetime import date

import pytest
from tests.workflow.play import (
    ADMINISTRATOR,
    CHAIR,
    PARTICIPANT,
    SECRETARIAT,
    VERIFIER,
    first_second_after,
    last_second,
    on,
)
from tests.workflow.removal_play import (
    ACTIVITY,
    BALANCE,
    DETERMINED,
    PERIOD,
    REVERSAL,
    SUSPENSION,
    concluded,
    moves,
    notified,
    removing,
    under_verification,
    without_report,
)
from tests.workflow.whole import monitored, verified
from tests.workflow.wrong_ways import Move, assert_every_wrong_way_is_refused, played

AT = on("2027-03-10")
DEFICIT = {"storage_change": 80, "emission_change": 150, "leakage": 0, "net_removals": -70,
           "crediting_deficit_after": 70, "corrective_actions_closed": True}  # fmt: skip


@pytest.mark.parametrize("avoidable", [True, False])
def test_every_wrong_way_through_a_reversal_is_refused(avoidable):
    assert_every_wrong_way_is_refused(notified, moves(avoidable=avoidable), least=40)
    play = played(notified(), moves(avoidable=avoidable))
    assert play.state(REVERSAL, on("2027-10-01")) == "closed"


def test_a_period_of_removals_earns_its_storage_less_emissions_leakage_and_deficit():
    play = under_verification()
    play.take(PERIOD, "verify_removals", VERIFIER, AT, **BALANCE)
    assert play.world(on("2027-03-11")).facts()["crediting_deficit"] == 0


@pytest.mark.parametrize(
    ("changed", "need"),
    [
        ({"certified_quantity": 851}, "remains"),
        ({"leakage": 51}, "remains"),
        ({"storage_change": 0, "certified_quantity": 0, "emission_change": 0, "leakage": 0}, "above_zero"),
        ({"leakage": -1, "certified_quantity": 901}, "not_below_zero"),
        ({"crediting_deficit_after": 1}, "sum_is_zero"),
    ],
)
def test_a_balance_that_does_not_add_up_is_refused(changed, need):
    refusal = under_verification().try_(PERIOD, "verify_removals", VERIFIER, AT, **{**BALANCE, **changed})
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", need)


def test_a_deficit_is_carried_and_taken_from_what_a_later_period_earns():
    """The vectors (80, 150, 0, 0) and (500, 20, 10, 70)."""
    play = under_verification()
    play.take(PERIOD, "carry_deficit", VERIFIER, AT, **DEFICIT)
    assert play.state(PERIOD, on("2027-03-11")) == "deficit_carried"
    monitored(play, start="2027-01-01", end="2027-12-31", begun="2027-03-20")
    play.take(PERIOD, "submit_report", PARTICIPANT, on("2028-01-15"))
    play.take(PERIOD, "notify_inspection", VERIFIER, on("2028-01-20"), inspection="2028-02-20")
    year = {**BALANCE, "storage_change": 500, "emission_change": 20, "leakage": 10}
    lost = play.try_(PERIOD, "verify_removals", VERIFIER, on("2028-03-10"), **{**year, "certified_quantity": 470})
    assert (lost.about["need"], lost.about["expected"]) == ("remains", 400)
    play.take(PERIOD, "verify_removals", VERIFIER, on("2028-03-10"), **{**year, "certified_quantity": 400})
    # The period with the deficit asked for nothing, and bars no later request.
    play.take(PERIOD, "request_issuance", VERIFIER, on("2028-03-15"), quantity_by_vintage="2027: 400")


def test_a_deficit_is_no_issuance_and_an_issuance_no_deficit():
    refusal = under_verification().try_(PERIOD, "carry_deficit", VERIFIER, AT, **{**DEFICIT, "emission_change": 10,
                                        "net_removals": 70, "crediting_deficit_after": -70})  # fmt: skip
    assert refusal.about["need"] == "below_zero"


def test_lost_storage_is_a_reversal_of_as_much():
    lost = {"storage_change": -300, "reversal_quantity": 300, "corrective_actions_closed": True}
    refusal = under_verification().try_(PERIOD, "find_reversal", VERIFIER, AT, **{**lost, "reversal_quantity": 299})
    assert refusal.about["need"] == "sum_is_zero"
    assert under_verification().try_(PERIOD, "find_reversal", VERIFIER, AT, **lost) is None


def test_reductions_are_not_accounted_for_as_removals_nor_removals_as_reductions():
    assert under_verification().try_(PERIOD, "verify", VERIFIER, AT, certified_quantity=850,
                                     corrective_actions_closed=True).about["need"] == "not_fact"  # fmt: skip
    play = monitored()
    play.take(PERIOD, "submit_report", PARTICIPANT, on("2027-01-15"))
    assert play.try_(PERIOD, "verify_removals", VERIFIER, AT, **BALANCE).about["need"] == "fact"


@pytest.mark.parametrize("rating", ["1.01", "-0.1", "12", "twelve", True])
def test_a_rating_is_a_share(rating):
    refusal = removing().try_(ACTIVITY, "rate_reversal_risk", VERIFIER, AT, reversal_risk_rating=rating)
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "is_share")


def test_only_what_can_be_reversed_has_a_reversal():
    refusal = monitored().try_(ACTIVITY, "notify_release", PARTICIPANT, AT, aware_since="2027-03-01", event="Fire",
                               location="x")  # fmt: skip
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "fact")


def test_a_notice_that_comes_after_30_days_is_overdue_and_still_taken():
    play = under_verification()
    step = play.run(ACTIVITY, AT).cycle.steps["notify_release"]
    assert (step.within.enforced, step.within.form.count) == (False, "article_6_4.release_notice_days")
    play.take(ACTIVITY, "notify_release", PARTICIPANT, on("2027-06-01"), aware_since="2027-03-01", event="Fire",
              location="x")  # fmt: skip
    assert play.state(REVERSAL, on("2027-06-02")) == "notified"


def test_while_units_are_suspended_none_are_issued():
    play = verified(monitored())
    step = play.run(PERIOD, on("2027-03-11")).cycle.steps["issue"]
    assert ("none_open", ("reversal", "registry_suspension")) in {(each.name, each.of) for each in step.needs}


@pytest.mark.parametrize(
    ("made", "step", "last", "stated"),
    [
        (lambda: played(notified(), moves()[:2]), "report_no_reversal", date(2027, 6, 16), {}),
        (concluded, "report_reversal", date(2028, 3, 17), {"storage_change": -1, "reversal_quantity": 1}),
    ],
)
def test_reports_have_90_and_365_days_from_the_end_of_the_event(made, step, last, stated):
    assert made().try_(REVERSAL, step, VERIFIER, last_second(last), **stated) is None
    assert made().try_(REVERSAL, step, VERIFIER, first_second_after(last), **stated).code == "too_late"


def test_the_supervisory_body_may_extend_the_time_for_the_report():
    play = concluded()
    assert play.vote(REVERSAL, "extend_report", on("2028-03-01"), yes=12, answer_extended_to="2028-06-30") is None
    late = {"storage_change": -1, "reversal_quantity": 1}
    assert play.try_(REVERSAL, "report_reversal", VERIFIER, last_second("2028-06-30"), **late) is None


def test_no_reversal_is_approved_by_the_supervisory_body_and_units_are_released():
    way = [
        *moves()[:2],
        Move(REVERSAL, "report_no_reversal", VERIFIER, on("2027-05-03")),
        Move(REVERSAL, "approve_no_reversal", CHAIR, on("2027-06-01")),
        Move(REVERSAL, "resume_without_reversal", ADMINISTRATOR, on("2027-06-02")),
    ]
    assert_every_wrong_way_is_refused(notified, way, least=20)
    assert played(notified(), way).state(REVERSAL, on("2027-06-03")) == "closed_without_reversal"


def test_no_reversal_that_is_not_approved_leads_to_the_report():
    play = played(notified(), moves()[:2])
    play.take(REVERSAL, "report_no_reversal", VERIFIER, on("2027-05-03"))
    assert play.vote(REVERSAL, "disapprove_no_reversal", on("2027-06-01"), yes=12, reasons="r") is None
    assert play.state(REVERSAL, on("2027-06-02")) == "report_due"


@pytest.mark.parametrize("changed", [{"unavoidable_quantity": 181}, {"avoidable_quantity": 121}])
def test_the_avoidable_and_the_unavoidable_part_are_the_whole(changed):
    play = played(notified(), moves()[:4])
    refusal = play.vote(REVERSAL, "determine", on("2027-09-06"), yes=12, **{**DETERMINED, **changed})
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "remains")


def test_an_avoidable_reversal_is_not_closed_before_the_buffer_is_replenished():
    play = played(notified(), moves()[:7])
    refusal = play.try_(REVERSAL, "resume", ADMINISTRATOR, on("2027-09-20"))
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "sum_is_zero")
    unavoidable = played(notified(), moves(avoidable=False)[:7])
    refusal = unavoidable.try_(REVERSAL, "replenish", PARTICIPANT, on("2027-09-20"), from_account="a")
    assert refusal.about["need"] == "above_zero"


def test_the_rating_after_a_reversal_is_what_later_issuances_give_to_the_buffer():
    play = played(notified(), moves()[:7])
    assert play.world(on("2027-09-16")).facts()["reversal_risk_rating"] == "0.2"


def test_a_missing_report_suspends_the_units_from_the_day_after_it_was_due():
    early = removing().try_(ACTIVITY, "suspend_for_missing_report", SECRETARIAT, last_second("2028-08-31"),
                            report_due="2028-08-31", reasons="r")  # fmt: skip
    assert early.code == "too_early"
    way = [
        Move(SUSPENSION, "suspend", ADMINISTRATOR, on("2028-09-05")),
        Move(SUSPENSION, "submit_report", PARTICIPANT, on("2028-10-02")),
        Move(SUSPENSION, "resume", ADMINISTRATOR, on("2028-10-03")),
    ]
    assert_every_wrong_way_is_refused(without_report, way, least=7)


def test_monitoring_goes_on_after_crediting_ended():
    steps = removing().run(ACTIVITY, AT).cycle.steps
    assert "after_crediting" in steps["notify_release"].from_states
