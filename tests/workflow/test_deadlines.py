"""Deadlines from the texts, on the last permitted day and on the day after, in their own time zone.

Day n counts the day after the event as day 1. The last day is open to 24:00 Central European Time, which is
23:00 UTC: at 23:59:59 there the step is taken, at 24:00 it is refused or has happened by itself.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.workflow.play import (
    CHAIR,
    FEE,
    HOST,
    ISSUANCE_FEE,
    MEMBER,
    PARTICIPANT,
    QUANTITY,
    REDUCTIONS,
    SECRETARIAT,
    STAKEHOLDER,
    VALIDATOR,
    VERIFIER,
    Play,
    first_second_after,
    last_second,
    on,
    published,
    reviewed,
    with_a_later_fee,
)
from tests.workflow.whole import (
    ACTIVITY,
    REQUEST,
    approved,
    authorized,
    consulted,
    idea,
    issuance_requested,
    monitored,
    notified,
    registered,
    validated,
    verified,
)

from sextant.storage.rulebook_files import cyclebooks

LATE = {"too_late", "step_out_of_order"}
NOTIFICATION = {
    "title": "t", "participants": "Volta Solar", "location": "l", "technology": "t", "host_party": "GH",
    "crediting_period_type": "renewable", "annual_reductions": 1,
}  # fmt: skip


def last_day(play, cycle, step, actor, day, *, code="too_late", **stated):
    """The step is open to the last second of a day, and refused from the first of the next."""
    before = play.history
    late = play.try_(cycle, step, actor, first_second_after(day), **stated)
    assert late is not None, f"{step} was taken after {day}"
    assert late.code == code
    play.history = before
    play.take(cycle, step, actor, last_second(day), **stated)


def first_day(play, cycle, step, actor, day, **stated):
    """The step is closed to the last second before a day, and open from its first."""
    begin = on(day, 0)
    early = play.try_(cycle, step, actor, begin - timedelta(seconds=1), **stated)
    assert early is not None, f"{step} was taken before {day}"
    assert early.code == "too_early"
    play.take(cycle, step, actor, begin, **stated)


def happens(play, cycle, day, before, after):
    """Time alone changes the state when a day is over, and the change is dated that day."""
    assert play.state(cycle, last_second(day)) == before
    assert play.state(cycle, first_second_after(day)) == after
    moved = [each.on for each in play.run(cycle, first_second_after(day)).transitions if each.to_state == after]
    assert moved[-1] == date.fromisoformat(day)


def test_the_day_ends_at_24_00_central_european_time_which_is_23_00_utc():
    play = published(by="2026-03-02")
    in_utc = datetime(2026, 3, 30, 22, 59, 59, tzinfo=UTC)
    assert in_utc == last_second("2026-03-30")
    assert (
        play.try_(REQUEST, "request_review", MEMBER, datetime(2026, 3, 30, 23, 0, tzinfo=UTC), reasons="r").code in LATE
    )
    play.take(REQUEST, "request_review", MEMBER, in_utc, reasons="r")


def test_prior_consideration_180_days_after_the_start():
    """A6.4-PROC-AC-002, paragraph 15."""
    last_day(idea(), ACTIVITY, "notify_prior_consideration", PARTICIPANT, "2025-11-29", start_date="2025-06-02",
             **NOTIFICATION)  # fmt: skip


def test_prior_consideration_of_an_early_start_180_days_after_entry_into_force():
    """A6.4-PROC-AC-002, paragraph 16: for whoever started in 2022 the time was over in 2024."""
    step = (ACTIVITY, "notify_prior_consideration", PARTICIPANT, on("2025-09-10"))
    refusal = idea().try_(*step, start_date="2022-05-01", **NOTIFICATION)
    assert (refusal.code, refusal.about["expected"]) == ("too_late", "2024-04-30")


def test_an_activity_may_not_have_begun_before_2021():
    """A6.4-STAN-AC-002, paragraph 81."""
    step = (ACTIVITY, "notify_prior_consideration", PARTICIPANT)
    assert idea().try_(*step, on("2025-09-02"), start_date="2020-12-31", **NOTIFICATION).code in {
        "too_late",
        "date_too_early",
    }


def test_design_document_one_year_after_publication_or_after_the_methodology_whichever_is_later():
    """A6.4-PROC-AC-002, paragraph 19."""
    stated = {"crediting_period_start": "2026-09-01", "crediting_period_end": "2031-08-31",
              "crediting_period_is_fixed": False, "removes": False, "transitioned": False}  # fmt: skip
    last_day(notified(), ACTIVITY, "submit_pdd", PARTICIPANT, "2026-09-20", **stated)
    play = notified()
    play.take(ACTIVITY, "record_methodology", SECRETARIAT, on("2026-02-02"), methodology_available="2026-01-15")
    last_day(play, ACTIVITY, "submit_pdd", PARTICIPANT, "2027-01-15", **stated)
    play = notified()
    play.take(ACTIVITY, "record_methodology", SECRETARIAT, on("2025-10-01"), methodology_available="2025-01-15")
    last_day(play, ACTIVITY, "submit_pdd", PARTICIPANT, "2026-09-20", **stated)


def test_comments_28_days_after_publication():
    """A6.4-PROC-AC-002, paragraph 20."""
    said = {"comment": "c", "submitted_for": "s"}
    last_day(consulted(), ACTIVITY, "comment", STAKEHOLDER, "2025-12-03", **said)
    happens(consulted(), ACTIVITY, "2025-12-03", "consultation", "consultation_closed")


def test_the_host_partys_60_days_are_encouraged_only():
    """A6.4-PROC-AC-002, paragraph 23."""
    play = consulted()
    play.take("approval", "approve", HOST, on("2026-06-01"), sustainable_development="h", relation_to_contribution="h",
              renewal_approved=True)  # fmt: skip
    assert play.run("approval", on("2026-06-01")).cycle.steps["approve"].within.enforced is False


def test_site_inspection_is_notified_four_weeks_ahead():
    """A6.4-PROC-AC-002, paragraph 42."""
    play = approved()
    play.take(ACTIVITY, "contract_validation", PARTICIPANT, on("2026-01-20"), focal_points_for_forwarding="x",
              focal_points_for_changes_of_communication="x", focal_points_for_all_other_matters="x")  # fmt: skip
    last_day(play, ACTIVITY, "notify_inspection", VALIDATOR, "2026-02-03", inspection="2026-03-03")


def test_request_for_registration_one_year_after_the_approval_is_published():
    """A6.4-PROC-AC-002, paragraph 68."""
    last_day(validated(), ACTIVITY, "request_registration", VALIDATOR, "2027-01-15", **REDUCTIONS)


def test_request_for_registration_less_than_two_years_before_the_crediting_period():
    """A6.4-PROC-AC-002, paragraph 68; a start later than the document allows is refused as such."""
    play = validated(approved(consulted(start="2028-03-20", end="2033-03-19")))
    early = play.try_(ACTIVITY, "request_registration", VALIDATOR, last_second("2026-03-20"), **REDUCTIONS)
    assert (early.code, early.about["expected"]) == ("too_early", "2026-03-21")
    later = play.try_(ACTIVITY, "request_registration", VALIDATOR, first_second_after("2026-03-20"), **REDUCTIONS)
    assert (later.code, later.about["name"]) == ("date_too_late", "crediting_period_start")


@pytest.mark.parametrize(("start", "code"), [("2027-11-03", None), ("2027-11-04", "date_too_late")])
def test_the_crediting_period_starts_no_later_than_two_years_after_the_document_was_submitted(start, code):
    """A6.4-STAN-AC-002, paragraph 84: submitted on 3 November 2025."""
    end = f"{int(start[:4]) + 4}{start[4:]}"
    refusal = validated(approved(consulted(start=start, end=end))).try_(
        ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), **REDUCTIONS
    )
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("end", "fixed", "removes", "code"),
    [
        ("2031-08-31", False, False, None),
        ("2031-09-01", False, False, "date_too_late"),
        ("2036-08-31", True, False, None),
        ("2036-09-01", True, False, "date_too_late"),
        ("2041-08-31", False, True, None),
        ("2041-09-01", False, True, "date_too_late"),
    ],
)
def test_crediting_periods_last_five_ten_or_fifteen_years(end, fixed, removes, code):
    """A6.4-STAN-AC-002, paragraph 83."""
    play = validated(approved(consulted(end=end, fixed=fixed, removes=removes)))
    refusal = play.try_(ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), **REDUCTIONS)
    assert (refusal.code if refusal else None) == code


def _filed():
    play = validated()
    play.take(ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), **REDUCTIONS)
    play.take(REQUEST, "state_fee", SECRETARIAT, on("2026-03-17"))
    return play


def test_registration_fee_one_year_after_the_statement_else_deemed_withdrawn():
    """A6.4-PROC-AC-002, paragraphs 71 and 73; the prior consideration stays valid for a new request."""
    last_day(_filed(), REQUEST, "receive_fee", SECRETARIAT, "2027-03-17", **FEE)
    play = _filed()
    happens(play, REQUEST, "2027-03-17", "fee_due", "deemed_withdrawn")
    assert play.state(ACTIVITY, first_second_after("2027-03-17")) == "validated"


def test_when_the_methodology_has_ended_20_days_for_the_proof_or_40_for_the_receipt():
    """A6.4-PROC-AC-002, paragraph 72."""
    play = _filed()
    play.take(REQUEST, "record_end_of_methodology", SECRETARIAT, on("2026-04-02"), methodology_ended="2026-04-01")
    kept = play.history
    last_day(play, REQUEST, "prove_payment", VALIDATOR, "2026-04-21")
    play.take(REQUEST, "receive_proved_fee", SECRETARIAT, on("2026-08-01"), **FEE)
    play.history = kept
    last_day(play, REQUEST, "receive_fee", SECRETARIAT, "2026-05-11", **FEE)


def _asked():
    play = _filed()
    play.take(REQUEST, "receive_fee", SECRETARIAT, on("2026-03-30"), **FEE)
    play.take(REQUEST, "begin_completeness_check", SECRETARIAT, on("2026-04-06"))
    play.take(REQUEST, "ask_for_completeness", SECRETARIAT, on("2026-04-08"))
    return play


def test_an_answer_within_seven_days_else_incomplete_and_28_days_to_resubmit():
    """A6.4-PROC-AC-002, paragraphs 76 and 77."""
    last_day(_asked(), REQUEST, "answer_completeness", VALIDATOR, "2026-04-15")
    play = _asked()
    happens(play, REQUEST, "2026-04-15", "completeness_information", "incomplete")
    last_day(play, REQUEST, "resubmit_for_completeness", VALIDATOR, "2026-05-13")
    happens(_asked(), REQUEST, "2026-05-13", "incomplete", "closed_incomplete")


def test_a_justified_delay_extends_the_answer():
    """A6.4-PROC-AC-002, paragraph 76."""
    play = _asked()
    stated = {"justification": "flood"}
    step = (REQUEST, "explain_delay_of_completeness", VALIDATOR)
    assert play.try_(*step, on("2026-04-10"), answer_extended_to="2026-04-12", **stated).code == "date_too_early"
    play.take(*step, on("2026-04-10"), answer_extended_to="2026-04-30", **stated)
    happens(play, REQUEST, "2026-04-30", "completeness_information", "incomplete")
    play = _asked()
    play.take(*step, on("2026-04-10"), answer_extended_to="2026-04-30", **stated)
    last_day(play, REQUEST, "answer_completeness", VALIDATOR, "2026-04-30")


def test_the_clock_of_the_check_stands_still_while_information_is_asked_for():
    """A6.4-PROC-AC-002, paragraphs 75 and 76: seven days from 6 April, and five of them stopped."""
    play = _asked()
    play.take(REQUEST, "answer_completeness", VALIDATOR, on("2026-04-13"))
    run = play.run(REQUEST, on("2026-04-13"))
    known = play.world(on("2026-04-13")).known(run)
    assert run.cycle.steps["find_complete"].within.last_day(known) == date(2026, 4, 18)


def test_an_old_version_of_a_methodology_serves_90_days_from_the_first_negative_conclusion():
    """A6.4-PROC-AC-002, paragraph 82."""
    play = _asked()
    request = (REQUEST, "find_incomplete", SECRETARIAT)
    play.take(REQUEST, "answer_completeness", VALIDATOR, on("2026-04-13"))
    play.take(*request, on("2026-04-14"), reasons="r")
    play.take(REQUEST, "resubmit_for_completeness", VALIDATOR, on("2026-05-12"))
    play.take(*request, on("2026-06-01"), reasons="r")
    play.take(REQUEST, "resubmit_for_completeness_with_old_versions", VALIDATOR, on("2026-06-29"))
    play.take(*request, on("2026-06-30"), reasons="r")
    # 28 days would run to 28 July; 90 days from 14 April end on 13 July.
    last_day(play, REQUEST, "resubmit_for_completeness_with_old_versions", VALIDATOR, "2026-07-13")


def test_review_within_28_days_of_publication():
    """A6.4-PROC-AC-002, paragraphs 85 and 86."""
    last_day(published(by="2026-03-02"), REQUEST, "request_review", MEMBER, "2026-03-30", reasons="r")
    happens(published(by="2026-03-02"), REQUEST, "2026-03-30", "published", "deemed_approved")


def test_response_to_a_review_within_28_days():
    """A6.4-PROC-AC-002, paragraph 94."""
    play = registered()
    play.take(REQUEST, "request_review", MEMBER, on("2026-05-20"), reasons="r")
    last_day(play, "review", "respond", VALIDATOR, "2026-06-17")


def test_appeal_within_28_days_of_the_deemed_approval_and_14_for_issuance():
    """A6.4-PROC-AC-002, paragraphs 89 and 198."""
    last_day(published(by="2026-03-02"), REQUEST, "appeal_deemed_approval", STAKEHOLDER, "2026-04-27")
    play = issuance_requested()
    request = "issuance_request"
    play.take(request, "state_fee", SECRETARIAT, on("2027-03-16"))
    play.take(request, "receive_fee", SECRETARIAT, on("2027-03-16"), **ISSUANCE_FEE)
    play.take(request, "begin_completeness_check", SECRETARIAT, on("2027-04-05"))
    play.take(request, "find_complete", SECRETARIAT, on("2027-04-12"))
    play.take(request, "publish", SECRETARIAT, on("2027-05-03"), **QUANTITY)
    kept = play.history
    last_day(play, request, "appeal_deemed_approval", STAKEHOLDER, "2027-06-14")
    play.history = kept
    happens(play, request, "2027-06-14", "deemed_approved", "granted")


def _rejected():
    play = registered()
    play.take(REQUEST, "request_review", MEMBER, on("2026-05-20"), reasons="r")
    reviewed(play, "reject", on("2026-06-15"), agenda=on("2026-06-01"))
    return play


def test_the_ruling_is_final_ten_days_after_it_was_circulated():
    """A6.4-PROC-AC-002, paragraph 109."""
    play = _rejected()
    play.take(REQUEST, "propose_ruling", SECRETARIAT, on("2026-07-20"))
    play.take(REQUEST, "circulate_ruling", CHAIR, on("2026-07-21"))
    kept = play.history
    last_day(play, REQUEST, "object_to_ruling", MEMBER, "2026-07-31", reasons="r")
    play.history = kept
    happens(play, REQUEST, "2026-07-31", "ruling_circulated", "ruling_final")


def test_an_objection_more_than_14_days_ahead_goes_to_the_next_meeting_else_to_the_one_after():
    """A6.4-PROC-AC-002, paragraph 111."""
    shipped = cyclebooks()
    meetings = {"supervisory_body": (date(2026, 8, 14), date(2026, 10, 9))}
    book = replace(shipped.books["article_6_4"], meetings=meetings)
    rules = replace(shipped, books={**shipped.books, "article_6_4": book})
    for objected, meeting in (("2026-07-30", "2026-08-14"), ("2026-07-31", "2026-10-09")):
        play = _rejected()
        play.rules = rules
        play.take(REQUEST, "propose_ruling", SECRETARIAT, on("2026-07-20"))
        play.take(REQUEST, "circulate_ruling", CHAIR, on("2026-07-21"))
        play.take(REQUEST, "object_to_ruling", MEMBER, on(objected), reasons="r")
        first_day(play, REQUEST, "finalize_ruling", MEMBER, meeting)


def test_registration_after_a_review_on_the_first_working_day():
    """A6.4-PROC-AC-002, paragraph 104: the window ends on Friday 10 July, so Monday 13 July."""
    play = registered()
    play.take(REQUEST, "request_review", MEMBER, on("2026-05-20"), reasons="r")
    reviewed(play, "approve", on("2026-06-12"), agenda=on("2026-06-01"))
    happens(play, REQUEST, "2026-07-13", "approved", "granted")


def test_request_for_issuance_within_two_years_after_the_crediting_period():
    """A6.4-PROC-AC-002, paragraph 177."""
    play = monitored(end="2031-08-31")
    verified(play, year=2032)
    kept = play.history
    last_day(play, "monitoring_period", "request_issuance", VERIFIER, "2033-08-31", quantity_by_vintage="2031: 1")
    play.history = kept
    happens(play, "monitoring_period", "2033-08-31", "verified", "lost")


def test_verification_starts_when_the_monitoring_period_is_over():
    """A6.4-PROC-AC-002, paragraphs 159 and 160."""
    first_day(monitored(), "monitoring_period", "submit_report", PARTICIPANT, "2027-01-01")


RENEWAL = {
    **REDUCTIONS,
    "new_period_start": "2031-09-01",
    "new_period_end": "2036-08-31",
    "corrective_actions_closed": True,
}


def test_request_for_renewal_from_270_days_before_to_one_year_after_the_end():
    """A6.4-PROC-AC-002, paragraph 242: the crediting period ends on 31 August 2031."""
    first_day(registered(), ACTIVITY, "request_renewal", VALIDATOR, "2030-12-04", **RENEWAL)
    last_day(registered(), ACTIVITY, "request_renewal", VALIDATOR, "2032-08-31", **RENEWAL)
    happens(registered(), ACTIVITY, "2032-08-31", "crediting_period_over", "crediting_ended")
    reminded = [
        each for each in registered().run(ACTIVITY, on("2031-01-01")).transitions if each.step == "remind_of_renewal"
    ]
    assert [each.on for each in reminded] == [date(2030, 12, 4)]


def test_the_withdrawal_of_an_approval_takes_effect_60_days_after_the_notification_or_earlier_with_a_reason():
    """A6.4-PROC-AC-002, paragraph 263(d)."""
    play = authorized()
    play.take(ACTIVITY, "notify_withdrawal", HOST, on("2026-07-02"))
    step = ("withdrawal", "state_withdrawal_of_approval", HOST, on("2026-07-02"))
    assert play.try_(*step, withdrawal_effective="2026-08-30", reasons="r").code == "date_too_early"
    kept = play.history
    play.take(*step, withdrawal_effective="2026-08-31", reasons="r")
    play.history = kept
    play.take("withdrawal", "state_early_withdrawal_of_approval", HOST, on("2026-07-02"), reasons="r",
              withdrawal_effective="2026-07-05", justification="court order")  # fmt: skip


def test_a_rule_that_was_not_yet_in_force_is_named_and_no_other_takes_its_place():
    early = Play("article_6_4.registration_request", on("2026-02-28"), rules=with_a_later_fee())
    refusal = early.try_(REQUEST, "state_fee", SECRETARIAT, on("2026-03-01"))
    assert (refusal.code, refusal.about["rule"]) == ("rule_not_in_force", "article_6_4.registration_fee_by_size")
