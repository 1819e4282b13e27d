"""Programmes of activities (A6.4-PROC-AC-003): one by one inclusion, erroneous inclusion, batches.

Each rule is tried where it just holds and where it just does not.
"""

from datetime import date

import pytest
from tests.workflow import whole_programme as whole
from tests.workflow.play import (
    CHAIR,
    HOST,
    MEMBER,
    PARTICIPANT,
    SECRETARIAT,
    STRANGER,
    VALIDATOR,
    VERIFIER,
    Actor,
    Play,
    first_second_after,
    last_second,
    on,
)
from tests.workflow.whole_programme import BATCH, COMPONENT, PERIOD, PROGRAMME, REVIEW, SPAN, THIRD, UPLOAD, paid


def test_components_up_to_the_yearly_maximum_are_included_and_one_tonne_more_is_blocked():
    play = whole.two_included()
    assert [play.state(COMPONENT, on("2026-07-30"))] == ["included"]
    play = whole.checked(whole.included(), "CP-2", at="2026-07-21", reductions=20_001)
    refusal = play.try_(COMPONENT, "upload", VALIDATOR, on("2026-07-22"), annual_reductions=20_001, **UPLOAD)
    assert (refusal.about["need"], refusal.about["found"], refusal.about["expected"]) == (
        "in_all_at_most", "60001", "60000",
    )  # fmt: skip
    assert play.try_(COMPONENT, "upload", VALIDATOR, on("2026-07-22"), annual_reductions=20_000, **UPLOAD) is None


def test_a_component_that_left_makes_room_under_the_maximum():
    play = whole.included()
    focal = Actor("Kofi", "focal_point", entity="Volta Solar")
    play.take(COMPONENT, "request_exclusion", focal, on("2026-07-25"))
    play.take(COMPONENT, "exclude", SECRETARIAT, on("2026-07-28"))
    assert play.run(COMPONENT, on("2026-07-28")).dates["exclusion_effective"] == date(2026, 7, 25)
    play = whole.checked(play, "CP-2", at="2026-08-01", reductions=60_000)
    play.take(COMPONENT, "upload", VALIDATOR, on("2026-08-02"), annual_reductions=60_000, **UPLOAD)


def test_nothing_is_uploaded_before_the_programme_is_registered_and_no_one_votes_on_an_inclusion():
    play = whole.validated()
    play.take(PROGRAMME, "request_registration", VALIDATOR, on("2026-03-16"), **SPAN)
    play = whole.checked(play, "CP-1", at="2026-04-01")
    refusal = play.try_(COMPONENT, "upload", VALIDATOR, on("2026-04-02"), annual_reductions=1, **UPLOAD)
    assert refusal.about["need"] == "above_in"
    play = whole.included()
    run = play.run(COMPONENT, on("2026-07-20"))
    assert {each.act.actor.role for each in run.transitions if each.act} == {
        "secretariat", "designated_operational_entity",
    }  # fmt: skip


def test_only_the_entity_that_validated_the_component_uploads_it():
    play = whole.checked(whole.registered(), "CP-1")
    refusal = play.try_(COMPONENT, "upload", THIRD, on("2026-07-10"), annual_reductions=1, **UPLOAD)
    assert (refusal.code, refusal.about["relation"]) == ("relation_missing", "component_validator")


@pytest.mark.parametrize(("end", "code"), [("2031-08-31", None), ("2036-08-31", None), ("2036-09-01", "date_too_late")])
def test_the_crediting_period_of_a_component_lasts_as_long_as_its_kind_allows(end, code):
    play = whole.checked(whole.registered(), "CP-1")
    refusal = play.try_(COMPONENT, "upload", VALIDATOR, on("2026-07-10"), annual_reductions=1,
                        **(UPLOAD | {"crediting_period_end": end, "crediting_period_is_fixed": True}))  # fmt: skip
    assert (refusal.code if refusal else None) == code


def test_no_component_outlives_its_programme():
    play = whole.validated()
    short = SPAN | {"programme_period_end": "2028-11-04", "programme_end": "2030-11-04"}
    play.take(PROGRAMME, "request_registration", VALIDATOR, on("2026-03-16"), **short)
    days = ("2026-03-17", "2026-03-30", "2026-04-06", "2026-04-13", "2026-05-04")
    whole.through(play, "programme_registration_request", days, paid(10_000))
    play = whole.checked(play, "CP-1")
    step = (COMPONENT, "upload", VALIDATOR, on("2026-07-10"))
    refusal = play.try_(*step, annual_reductions=1, **(UPLOAD | {"crediting_period_end": "2030-11-05"}))
    assert (refusal.code, refusal.about["expected"]) == ("date_too_late", "2030-11-04")
    assert play.try_(*step, annual_reductions=1, **(UPLOAD | {"crediting_period_end": "2030-11-04"})) is None


@pytest.mark.parametrize(("changed", "code"), [
    ({"programme_start": "2025-11-06"}, "date_too_late"),
    ({"programme_start": "2025-11-04"}, "date_too_early"),
    ({"programme_period_end": "2030-11-05"}, "date_too_late"),
    ({"programme_end": "2045-11-05"}, "date_too_late"),
])  # fmt: skip
def test_a_programme_starts_when_it_was_notified_and_lasts_five_years_at_a_time_and_twenty_in_all(changed, code):
    refusal = whole.validated().try_(PROGRAMME, "request_registration", VALIDATOR, on("2026-03-16"), **(SPAN | changed))
    assert refusal.code == code


def test_a_component_that_had_begun_is_notified_within_180_days_of_the_design_document():
    told = {"component": "CP-1", "location": "a district", "technology": "stoves", "annual_reductions": 1,
            "component_start": "2025-06-01"}  # fmt: skip
    step = (PROGRAMME, "notify_component_begun", PARTICIPANT)
    assert whole.designed().try_(*step, last_second("2026-05-04"), **told) is None
    assert whole.designed().try_(*step, first_second_after("2026-05-04"), **told).code == "too_late"
    late = (PROGRAMME, "notify_component", PARTICIPANT, on("2026-06-01"))
    assert whole.designed().try_(*late, **told).code == "date_too_early"


def test_a_hold_stops_inclusion_until_the_design_document_follows_the_valid_methodology():
    play = whole.checked(whole.registered(), "CP-1")
    play.take(PROGRAMME, "hold_inclusion", SECRETARIAT, on("2026-07-02"), reasons="methodology on hold")
    step = (COMPONENT, "upload", VALIDATOR)
    assert play.try_(*step, on("2026-07-03"), annual_reductions=1, **UPLOAD).about["need"] == "not_fact"
    refusal = play.try_(PROGRAMME, "resume_inclusion", SECRETARIAT, on("2026-07-03"))
    assert refusal.about["need"] == "case_in"


def test_between_two_periods_nothing_is_included():
    play = whole.renewal_published()
    play.take(PROGRAMME, "notify_component", PARTICIPANT, on("2030-11-05"), component="CP-3", location="a district",
              technology="stoves", component_start="2030-12-01", annual_reductions=0)  # fmt: skip
    assert play.state(PROGRAMME, on("2030-06-01")) == "registered"
    assert play.run(PROGRAMME, on("2030-06-01")).dates["programme_period_end"] == date(2035, 11, 4)
    late = whole.two_included()
    assert late.state(PROGRAMME, last_second("2030-11-04")) == "registered"
    assert late.state(PROGRAMME, first_second_after("2030-11-04")) == "period_over"
    assert late.state(PROGRAMME, first_second_after("2031-11-04")) == "ended"


@pytest.mark.parametrize(("start", "end", "code"), [
    ("2030-11-05", "2035-11-04", None),
    ("2030-11-06", "2035-11-04", "date_too_late"),
    ("2030-11-05", "2035-11-05", "date_too_late"),
])  # fmt: skip
def test_a_new_period_starts_the_day_after_the_old_one(start, end, code):
    refusal = whole.registered().try_(PROGRAMME, "request_renewal", VALIDATOR, on("2030-03-01"), new_period_start=start,
                                      new_period_end=end, corrective_actions_closed=True)  # fmt: skip
    assert (refusal.code if refusal else None) == code


def on_agenda(by: Actor = HOST) -> Play:
    play = whole.two_included()
    play.take(COMPONENT, "request_inclusion_review", by, on("2026-09-01"))
    if by is HOST:
        play.take(REVIEW, "notify_request_of_party", SECRETARIAT, on("2026-09-02"))
    else:
        play.take(REVIEW, "take_up", CHAIR, on("2026-09-02"))
    play.take(REVIEW, "place_on_agenda", SECRETARIAT, on("2026-10-05"), meeting="2026-10-10")
    return play


def test_an_erroneous_inclusion_is_undone_at_once_and_the_entity_cancels_as_many_units_within_thirty_days():
    play = on_agenda()
    said = {"reasons": "no eligibility", "units_owed": 5_000}
    assert play.vote(REVIEW, "exclude_and_find_fault", on("2026-10-10"), yes=9, **said) is None
    at = on("2026-10-10", 13)
    assert play.state(COMPONENT, at) == "excluded_as_erroneous"
    cancel = (REVIEW, "cancel_equal_amount")
    assert play.try_(*cancel, VALIDATOR, at, units_owed=5_000).code == "relation_missing", "another component's"
    assert play.try_(*cancel, THIRD, at, units_owed=4_999).about["need"] == "repeats"
    assert play.state(REVIEW, last_second("2026-11-09")) == "cancellation_due"
    assert play.state(REVIEW, first_second_after("2026-11-09")) == "cancellation_overdue"
    play.take(*cancel, THIRD, on("2026-11-20"), units_owed=5_000)
    assert play.state(REVIEW, on("2026-11-20")) == "cancelled"


def test_eight_members_are_no_quorum_and_six_of_nine_no_majority():
    play = on_agenda()
    refusal = play.vote(REVIEW, "exclude", on("2026-10-10"), yes=8, reasons="x")
    assert refusal.code == "vote_not_carried"
    assert on_agenda().vote(REVIEW, "exclude", on("2026-10-10"), yes=6, no=3, reasons="x").code == "vote_not_carried"
    assert on_agenda().vote(REVIEW, "exclude", on("2026-10-10"), yes=7, no=2, reasons="x") is None


def test_a_member_with_a_conflict_does_not_vote():
    play = on_agenda()
    play.take(
        PROGRAMME, "record_conflicts", SECRETARIAT, on("2026-10-06"), members_with_a_conflict="Member 2; Member 7"
    )
    refusal = play.vote(REVIEW, "exclude", on("2026-10-10"), yes=9, reasons="x")
    assert (refusal.code, refusal.about["relation"]) == ("relation_forbidden", "who_declared_a_conflict")


def test_a_members_request_goes_to_the_chair_and_a_partys_does_not_need_to():
    play = whole.two_included()
    play.take(COMPONENT, "request_inclusion_review", MEMBER, on("2026-09-01"))
    play.take(REVIEW, "leave_it", CHAIR, on("2026-09-10"), reasons="unfounded")
    assert play.state(REVIEW, on("2026-09-10")) == "not_taken_up"
    assert on_agenda(MEMBER).state(REVIEW, on("2026-10-05")) == "on_agenda"


def test_a_review_of_an_inclusion_is_asked_for_within_a_year_or_180_days_of_the_first_issuance():
    step = (COMPONENT, "request_inclusion_review", HOST)
    assert whole.two_included().try_(*step, last_second("2027-07-30")) is None
    assert whole.two_included().try_(*step, first_second_after("2027-07-30")).code == "too_late"
    late = whole.batch_issued()
    late.take(COMPONENT, "note_first_issuance", Actor("Rui", "registry_administrator"), on("2027-06-16"),
              first_issued="2027-06-15")  # fmt: skip
    assert late.try_(*step, last_second("2027-12-12")) is None
    assert whole.two_included().try_(COMPONENT, "request_inclusion_review", STRANGER, on("2026-09-01")) is not None


def test_a_full_review_is_not_made_by_an_entity_that_worked_for_the_programme():
    play = whole.two_included()
    assert play.vote(PROGRAMME, "order_full_review", on("2026-09-01"), yes=9, reasons="doubts") is None
    full = "full_inclusion_review"
    play.take(full, "contract", SECRETARIAT, on("2026-09-05"), entity_contracted="Third Ltd")
    assert play.try_(full, "report", THIRD, on("2026-09-20")).code == "relation_forbidden"
    fresh = Actor("Nia", "designated_operational_entity", entity="Fresh Ltd")
    assert play.try_(full, "report", fresh, on("2026-09-20")).code == "relation_missing"
    play = whole.two_included()
    play.vote(PROGRAMME, "order_full_review", on("2026-09-01"), yes=9, reasons="doubts")
    play.take(full, "contract", SECRETARIAT, on("2026-09-05"), entity_contracted="Fresh Ltd")
    play.take(full, "report", fresh, on("2026-09-20"))


def test_batches_of_a_period_exclude_each_other():
    play = whole.batch(whole.monitored(), "CP-1; CP-3")
    refusal = play.try_(PERIOD, "form_batch", PARTICIPANT, on("2027-01-16"), components_of_batch="CP-2;CP-3")
    assert (refusal.about["need"], refusal.about["found"]) == ("names_no_other", "CP-3")
    play.take(PERIOD, "form_batch", PARTICIPANT, on("2027-01-16"), components_of_batch="CP-2")


def test_the_next_period_waits_until_all_batches_of_this_one_are_filed():
    play = whole.batch_filed()
    play.take(PROGRAMME, "begin_monitoring_period", PARTICIPANT, on("2027-04-01"), monitoring_period_start="2027-01-01",
              monitoring_period_end="2027-12-31")  # fmt: skip
    play.take(PERIOD, "form_batch", PARTICIPANT, on("2028-01-10"), components_of_batch="CP-1;CP-2")
    play.take(BATCH, "notify_inspection", VERIFIER, on("2028-01-11"), inspection="2028-02-20")
    play.take(BATCH, "verify", VERIFIER, on("2028-03-10"), certified_quantity=9, corrective_actions_closed=True)
    step = (BATCH, "request_issuance", VERIFIER, on("2028-03-11"))
    assert play.try_(*step, quantity_by_vintage="2027: 9").about["need"] == "earlier_above_taken"
    first = next(run for run in play.world(on("2028-03-11")).runs.values() if run.cycle.path.endswith(PERIOD))
    assert first.state == "monitoring"


def test_what_all_requests_claim_for_a_year_stays_within_what_the_host_approved():
    play = whole.batch_verified(whole.batch(whole.monitored(), "CP-1"), quantity=80_000)
    step = (BATCH, "request_issuance", VERIFIER, on("2027-03-15"))
    refusal = play.try_(*step, quantity_by_vintage="2026: 60001")
    assert (refusal.about["need"], refusal.about["found"]) == ("in_all_at_most", "2026: 60001")
    assert play.try_(*step, quantity_by_vintage="2026: 60000; 2027: 20000") is None
    play = whole.batch_filed()
    play.take(PERIOD, "form_batch", PARTICIPANT, on("2027-03-16"), components_of_batch="CP-2")
    play.take(BATCH, "notify_inspection", VERIFIER, on("2027-03-16"), inspection="2027-04-20")
    play.take(BATCH, "verify", VERIFIER, on("2027-04-21"), certified_quantity=60_000, corrective_actions_closed=True)
    step = (BATCH, "request_issuance", VERIFIER, on("2027-04-22"))
    assert play.try_(*step, quantity_by_vintage="2026: 47001").about["found"] == "2026: 60001"
    assert play.try_(*step, quantity_by_vintage="2026: 47000") is None


def test_who_validated_a_component_does_not_verify_it_first():
    play = whole.batch(whole.monitored(), "CP-1;CP-2")
    play.take(BATCH, "notify_inspection", THIRD, on("2027-01-20"), inspection="2027-02-20")
    step = (BATCH, "verify", THIRD, on("2027-03-10"))
    refusal = play.try_(*step, certified_quantity=1, corrective_actions_closed=True)
    assert (refusal.about["need"], refusal.about["found"]) == ("first_not_of_own_work", "CP-2")
    play.take(BATCH, "verify", VERIFIER, on("2027-03-10"), certified_quantity=1, corrective_actions_closed=True)


def test_the_higher_maximum_counts_once_the_change_is_final_and_only_as_the_host_approved_it():
    play = whole.change_published()
    play.take("programme_change_request", "approve_higher_maximum", HOST, on("2026-08-20"), annual_maximum=90_000)
    assert play.world(on("2026-10-01")).facts()["programme_annual_maximum"] == 60_000
    # Published 10 August, deemed approved 7 September, final 5 October.
    assert play.state("programme_change_request", on("2026-10-07")) == "granted"
    assert play.world(on("2026-10-07")).facts()["programme_annual_maximum"] == 90_000
    quiet = whole.change_published()
    assert quiet.state("programme_change_request", on("2026-10-07")) == "granted"
    assert quiet.world(on("2026-10-07")).facts()["programme_annual_maximum"] == 60_000


def test_a_component_change_is_final_after_a_year_without_a_request_for_review():
    play = whole.included()
    said = {"change_of": "project_design", "corrective_actions_closed": True}
    step = (COMPONENT, "notify_change", VALIDATOR, on("2026-08-01"))
    refusal = play.try_(*step, change_occurred="2026-07-25", annual_reductions=60_001, **said)
    assert refusal.about["need"] == "in_all_at_most"
    assert play.try_(*step, change_occurred="2025-07-31", annual_reductions=1, **said).code == "too_late"
    play.take(*step, change_occurred="2026-07-25", annual_reductions=60_000, **said)
    change = "component_change"
    play.take(change, "state_fee", SECRETARIAT, on("2026-08-02"))
    play.take(change, "receive_fee", SECRETARIAT, on("2026-08-03"), **paid(1_500))
    play.take(change, "display", SECRETARIAT, on("2026-08-04"))
    assert play.state(change, last_second("2027-08-04")) == "displayed"
    assert play.state(change, first_second_after("2027-08-04")) == "final"


def test_a_component_is_renewed_twice_at_most_and_not_beyond_the_programme():
    play = whole.two_included()
    for start, end in (("2031-09-01", "2036-08-31"), ("2036-09-01", "2041-08-31")):
        asked = f"{int(start[:4])}-06-01"
        programme = ("2030-11-05", "2035-11-04") if start.startswith("2031") else ("2035-11-05", "2040-11-04")
        year, new = programme[0][:4], dict(zip(("new_period_start", "new_period_end"), programme, strict=True))
        play.take(PROGRAMME, "request_renewal", VALIDATOR, on(f"{year}-03-01"), corrective_actions_closed=True, **new)
        days = tuple(f"{year}-{each}" for each in ("03-02", "03-03", "03-10", "03-16", "04-01"))
        whole.through(play, "programme_renewal_request", days, paid(10_000))
        play.take(COMPONENT, "notify_renewal", VALIDATOR, on(asked), new_period_start=start, new_period_end=end,
                  corrective_actions_closed=True)  # fmt: skip
        play.take("component_renewal", "state_fee", SECRETARIAT, on(asked, 13))
        play.take("component_renewal", "renew", SECRETARIAT, on(asked, 14), **paid(800))
    play.take(PROGRAMME, "request_renewal", VALIDATOR, on("2040-03-01"), new_period_start="2040-11-05",
              new_period_end="2045-11-04", corrective_actions_closed=True)  # fmt: skip
    whole.through(play, "programme_renewal_request",
                  ("2040-03-02", "2040-03-03", "2040-03-10", "2040-03-16", "2040-04-01"), paid(10_000))  # fmt: skip
    refusal = play.try_(COMPONENT, "notify_renewal", VALIDATOR, on("2041-06-01"), new_period_start="2041-09-01",
                        new_period_end="2045-11-04", corrective_actions_closed=True)  # fmt: skip
    assert refusal.about["need"] == "taken_fewer_times"


def test_with_a_host_among_the_least_developed_nothing_is_paid_for_a_component():
    play = whole.registered()
    play.facts["any_host_least_developed_or_small_island"] = True
    play = whole.checked(play, "CP-1")
    play.take(COMPONENT, "upload", VALIDATOR, on("2026-07-10"), annual_reductions=1, **UPLOAD)
    play.take(COMPONENT, "include_without_fee", SECRETARIAT, on("2026-07-11"))
    assert play.state(COMPONENT, on("2026-07-11")) == "included"
