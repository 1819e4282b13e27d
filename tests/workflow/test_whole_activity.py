"""An activity from the idea to issuance, renewal and its end; and what stops it on the way."""

from datetime import date
from decimal import Decimal

import pytest
from tests.workflow.play import (
    ACQUIRING,
    ADMINISTRATOR,
    FEE,
    FOCAL_POINT,
    HOST,
    ISSUANCE_FEE,
    PARTICIPANT,
    QUANTITY,
    REDUCTIONS,
    SECRETARIAT,
    VALIDATOR,
    VERIFIER,
    Play,
    first_second_after,
    last_second,
    on,
)
from tests.workflow.whole import (
    ACTIVITY,
    AUTHORIZATION,
    REQUEST,
    approved,
    authorized,
    consulted,
    idea,
    issuance_requested,
    issued,
    monitored,
    notified,
    registered,
    validated,
    verified,
)

from sextant.rules.levy import FactUnknown, known_facts, share_of
from sextant.storage.rulebook_files import cyclebooks
from sextant.workflow.advance import possible_steps
from sextant.workflow.case import Actor, beside

PERIOD, USE = "monitoring_period", "authorization_of_use"
ISSUE = {"quantity": 1, "authorized_by_vintage": "none", "distribution_account": "XA-holding"}


def test_an_activity_runs_from_the_idea_to_the_second_issuance():
    play = issued()
    play.take(
        ACTIVITY, "begin_monitoring_period", PARTICIPANT, on("2027-06-20"),
        monitoring_period_start="2027-01-01", monitoring_period_end="2027-12-31",
    )  # fmt: skip
    verified(play, year=2028)
    issued(issuance_requested(play, year=2028), year=2028)
    states = [run.state for run in play.world(on("2028-07-01")).runs.values() if run.cycle.path.endswith(PERIOD)]
    assert states == ["issued", "issued"]
    assert play.state(ACTIVITY, on("2028-07-01")) == "registered"


def test_the_registration_reaches_the_activity_on_the_effective_day():
    play = registered()
    assert play.state(ACTIVITY, last_second("2026-06-29")) == "registration_under_way"
    run = play.run(ACTIVITY, first_second_after("2026-06-29"))
    assert (run.state, run.dates["registered"]) == ("registered", date(2026, 6, 29))


@pytest.mark.parametrize("missing", ["host_is_party", "host_maintains_contribution", "host_designated_authority",
                                     "host_stated_sustainable_development", "host_stated_activity_types"])  # fmt: skip
def test_each_of_the_five_requirements_bars_the_approval(missing):
    play = consulted(notified(idea({missing: False})))
    refusal = play.try_("approval", "approve", HOST, on("2026-01-12"), sustainable_development="how",
                        relation_to_contribution="how", renewal_approved=True)  # fmt: skip
    assert (refusal.code, refusal.about["expected"]) == ("condition_not_met", missing)


def test_a_party_takes_part_by_its_own_case_and_activities_learn_of_it_at_that_instant():
    party = Play("article_6_4.participation", on("2025-08-10"), facts={"host_least_developed": True}, subject="GH")
    party.take("participation", "provide", HOST, on("2025-12-01"), is_party=True, maintains_contribution=True,
               authority_designated=True, sustainable_development="how", activity_types="solar")  # fmt: skip
    bare = dict.fromkeys(["host_is_party", "host_maintains_contribution", "host_designated_authority",
                          "host_stated_sustainable_development", "host_stated_activity_types"], None)  # fmt: skip
    play = consulted(notified(idea(bare)))
    play.history = beside(play.history, party.history)
    early = play.world(on("2025-11-30")).facts()
    assert early["host_is_party"] is None
    assert play.world(on("2025-12-02")).facts()["host_is_party"] is True
    approved(play)
    assert play.state("approval", on("2026-02-01")) == "published"


def test_a_host_may_opt_in_to_the_adaptation_share_only_where_it_would_be_exempt():
    step = ("approval", "opt_in_to_adaptation_share", HOST, on("2026-01-10"))
    assert consulted().try_(*step).code == "condition_not_met"
    play = consulted(notified(idea({"host_least_developed": True})))
    play.take(*step)
    assert play.world(on("2026-01-11")).facts()["host_opted_in_to_adaptation_share"] is True


def test_a_host_that_says_nothing_has_not_opted_in_and_one_that_is_not_there_is_not_known():
    levy = cyclebooks().rulebooks.levy("article_6_4.share_of_proceeds_for_adaptation")
    told = {"host_least_developed": True, "host_small_island": False}

    def share(facts):
        return share_of(levy, dates={"issued": date(2026, 1, 1)}, facts=known_facts(facts))[0]

    party = Play("article_6_4.participation", on("2025-08-10"), facts=told, subject="GH")
    assert party.world(on("2025-08-10")).facts()["host_opted_in_to_adaptation_share"] is False
    assert share(party.world(on("2025-08-10")).facts()) == 0
    with pytest.raises(FactUnknown, match="host_opted_in_to_adaptation_share"):
        share(told)
    chosen = Play("article_6_4.participation", on("2025-08-10"), subject="GH",
                  facts={**told, "host_opted_in_to_adaptation_share": True})  # fmt: skip
    assert share(chosen.world(on("2025-08-10")).facts()) == Decimal("0.05"), "what was known before stands"
    party.take("participation", "opt_in_to_adaptation_share", HOST, on("2025-08-11"))
    assert share(party.world(on("2025-08-11")).facts()) == Decimal("0.05")


def test_what_the_host_revises_after_the_request_does_not_touch_the_activity():
    party = Play("article_6_4.participation", on("2025-08-10"), facts={"host_least_developed": True}, subject="GH")
    party.take("participation", "provide", HOST, on("2025-08-11"), is_party=True, maintains_contribution=True,
               authority_designated=True, sustainable_development="how", activity_types="solar")  # fmt: skip
    party.take("participation", "opt_in_to_adaptation_share", HOST, on("2026-05-20"))
    play = registered()
    play.history = beside(play.history, party.history)
    at = on("2026-07-01")
    run = play.run(ACTIVITY, at)
    world = play.world(at)
    assert world.facts()["host_opted_in_to_adaptation_share"] is True
    assert world.known(run).facts.get("host_opted_in_to_adaptation_share") is False
    assert world.known(play.run(REQUEST, at)).facts.get("host_opted_in_to_adaptation_share") is False
    assert world.known(run).facts_at("registration_requested").get("host_opted_in_to_adaptation_share") is False


def test_what_the_host_sets_before_the_request_binds_it():
    play = validated(approved(consulted(notified(idea({"host_crediting_period_years_max": 3})))))
    refusal = play.try_(ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), **REDUCTIONS)
    assert (refusal.about["need"], refusal.about["expected"]) == ("lasts_at_most", "2029-08-31")


def test_approval_authorization_of_participants_and_of_use_are_three_acts():
    play = approved()
    cycles = {run.cycle.path: run.state for run in play.world(on("2026-01-16")).runs.values()}
    assert cycles["article_6_4.approval"] == "published"
    assert cycles["article_6_4.participant_authorization"] == "authorized"
    assert cycles["article_6_4.authorization_of_use"] == "awaited"


def test_registration_needs_an_authorized_participant_and_a_published_approval():
    play = consulted()
    play.take("approval", "approve", HOST, on("2026-01-12"), sustainable_development="how",
              relation_to_contribution="how", renewal_approved=True)  # fmt: skip
    validated(play)
    step = (ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"))
    assert play.try_(*step, **REDUCTIONS).about["expected"] == "approval.published"
    play.take("approval", "publish_approval", SECRETARIAT, on("2026-03-16"))
    assert play.try_(*step, **REDUCTIONS).about["expected"] == "participant_authorization.authorized"


def test_another_party_authorizes_its_participant_after_the_approval_is_published():
    play = consulted()
    play.take(ACTIVITY, "open_participant_authorization", PARTICIPANT, on("2025-12-01"), participant="Zug AG")
    step = ("participant_authorization", "authorize_as_other", ACQUIRING)
    stated = {"nothing_first_transferred_to_participant": True}
    assert play.try_(*step, on("2026-01-14"), **stated).about["need"] == "case_in"
    play.take("approval", "approve", HOST, on("2026-01-15"), sustainable_development="how",
              relation_to_contribution="how", renewal_approved=True)  # fmt: skip
    play.take("approval", "publish_approval", SECRETARIAT, on("2026-01-15"))
    play.take(*step, on("2026-01-16"), **stated)


def test_the_one_who_validated_may_not_do_the_first_verification_but_may_do_the_second():
    play = monitored()
    play.take(PERIOD, "submit_report", PARTICIPANT, on("2027-01-15"))
    refusal = play.try_(PERIOD, "verify", VALIDATOR, on("2027-03-10"), certified_quantity=1,
                        corrective_actions_closed=True)  # fmt: skip
    assert (refusal.code, refusal.about["relation"]) == ("relation_forbidden", "doe_of_validation")
    play = issued()
    play.take(ACTIVITY, "begin_monitoring_period", PARTICIPANT, on("2027-06-20"),
              monitoring_period_start="2027-01-01", monitoring_period_end="2027-12-31")  # fmt: skip
    verified(play, year=2028, by=VALIDATOR)
    assert play.state(PERIOD, on("2028-03-11")) == "verified"


def test_open_corrective_actions_bar_validation_and_verification():
    play = approved()
    validated_to = play
    validated_to.take(
        ACTIVITY, "contract_validation", PARTICIPANT, on("2026-01-20"), focal_points_for_forwarding="x",
        focal_points_for_changes_of_communication="x", focal_points_for_all_other_matters="x",
    )  # fmt: skip
    refusal = play.try_(ACTIVITY, "validate", VALIDATOR, on("2026-03-10"), corrective_actions_closed=False)
    assert refusal.about["need"] == "confirmed"


@pytest.mark.parametrize(("start", "end", "code"), [
    ("2027-01-02", "2027-12-31", "condition_not_met"),
    ("2026-12-31", "2027-12-31", "condition_not_met"),
    ("2027-01-01", "2031-09-01", "date_too_late"),
    ("2027-06-01", "2027-05-01", "condition_not_met"),
    ("2027-01-01", "not a day", "statement_malformed"),
])  # fmt: skip
def test_monitoring_periods_follow_each_other_without_gap_or_overlap_inside_the_crediting_period(start, end, code):
    refusal = issued().try_(ACTIVITY, "begin_monitoring_period", PARTICIPANT, on("2027-06-20"),
                            monitoring_period_start=start, monitoring_period_end=end)  # fmt: skip
    assert refusal is not None
    assert refusal.code in {code, "date_too_late"}


def test_the_first_monitoring_period_starts_with_the_crediting_period():
    refusal = authorized().try_(ACTIVITY, "begin_monitoring_period", PARTICIPANT, on("2026-09-03"),
                                monitoring_period_start="2026-09-02", monitoring_period_end="2026-12-31")  # fmt: skip
    assert refusal.about["expected"] == "2026-09-01"


def test_requests_for_issuance_are_submitted_in_the_order_of_the_periods():
    play = monitored()
    monitored(play, start="2027-01-01", end="2027-12-31", begun="2027-01-02")
    verified(play, year=2028)
    refusal = play.try_(PERIOD, "request_issuance", VERIFIER, on("2028-03-15"), quantity_by_vintage="2027: 1")
    assert refusal.about["need"] == "earlier_ones_taken"


def test_nothing_is_issued_before_the_statement_on_the_use_of_units():
    play = issuance_requested(verified(monitored(registered())))
    request = "issuance_request"
    play.take(request, "state_fee", SECRETARIAT, on("2027-03-16"))
    play.take(request, "receive_fee", SECRETARIAT, on("2027-03-16"), **ISSUANCE_FEE)
    play.take(request, "begin_completeness_check", SECRETARIAT, on("2027-04-05"))
    play.take(request, "find_complete", SECRETARIAT, on("2027-04-12"))
    play.take(request, "publish", SECRETARIAT, on("2027-05-03"), **QUANTITY)
    refusal = play.try_(PERIOD, "issue", ADMINISTRATOR, on("2027-06-15"), **ISSUE)
    assert refusal.about["need"] == "case_in"
    play.take(USE, "leave_open", HOST, on("2027-06-15"))
    play.take(PERIOD, "issue", ADMINISTRATOR, on("2027-06-15"), **ISSUE)


def test_units_left_open_may_be_authorized_later_if_they_never_moved():
    play = registered()
    play.take(USE, "leave_open", HOST, on("2026-07-01"))
    issued(issuance_requested(verified(monitored(play))))
    step = (USE, "authorize_later", HOST, on("2027-08-01"))
    assert play.try_(*step, **AUTHORIZATION, units_never_moved=False).about["need"] == "confirmed"
    play.take(*step, **AUTHORIZATION, units_never_moved=True)
    assert play.state(USE, on("2027-08-01")) == "authorized"


def test_after_issuance_the_first_statement_comes_too_late_and_a_refusal_to_authorize_stays():
    play = registered()
    play.take(USE, "not_authorize", HOST, on("2026-07-01"))
    issued(issuance_requested(verified(monitored(play))))
    refusal = play.try_(USE, "authorize_later", HOST, on("2027-08-01"), **AUTHORIZATION, units_never_moved=True)
    assert refusal.code == "step_out_of_order"


def test_a_revocation_takes_effect_on_its_day_and_not_before_it_is_filed():
    play = authorized()
    said = {"reasons": "terms of change, item 2", "under_published_terms": True, "reference": "as stated"}
    step = (USE, "revoke", HOST, on("2026-08-10"))
    assert play.try_(*step, change_effective="2026-08-09", **said).code == "date_too_early"
    play.take(*step, change_effective="2026-09-15", **said)
    assert play.state(USE, last_second("2026-09-15")) == "revocation_filed"
    assert play.state(USE, first_second_after("2026-09-15")) == "revoked"


def withdrawn(play: Play, *, notified_on: str, effective: str):
    play.take(ACTIVITY, "notify_withdrawal", HOST, on(notified_on))
    return play.try_("withdrawal", "state_withdrawal_of_approval", HOST, on(notified_on),
                     withdrawal_effective=effective, reasons="policy")  # fmt: skip


def test_a_withdrawal_of_approval_removes_a_pending_request():
    play = registered()
    assert withdrawn(play, notified_on="2026-05-05", effective="2026-07-03").code == "date_too_early"
    play = validated()
    play.take(ACTIVITY, "request_registration", VALIDATOR, on("2026-03-16"), **REDUCTIONS)
    assert withdrawn(play, notified_on="2026-03-20", effective="2026-05-19") is None
    assert play.state(REQUEST, last_second("2026-05-19")) == "submitted"
    assert play.state(REQUEST, first_second_after("2026-05-19")) == "removed"
    assert play.state(ACTIVITY, first_second_after("2026-05-19")) == "approval_withdrawn"


def test_after_registration_a_withdrawal_leaves_issuance_for_earlier_periods():
    play = authorized()
    assert withdrawn(play, notified_on="2026-07-02", effective="2026-12-01") is None
    assert play.state(ACTIVITY, first_second_after("2026-12-01")) == "approval_withdrawn_later"
    step = (ACTIVITY, "begin_monitoring_period", PARTICIPANT, on("2026-12-02"))
    assert (
        play.try_(*step, monitoring_period_start="2026-09-01", monitoring_period_end="2026-12-01").code
        == "date_too_late"
    )
    play.take(*step, monitoring_period_start="2026-09-01", monitoring_period_end="2026-11-30")


def test_deregistration_takes_all_of_a_joint_focal_point_and_closes_after_three_years():
    play = registered(_validated_with("Volta Solar+Akosombo Grid"))
    play.take(ACTIVITY, "request_deregistration", FOCAL_POINT, on("2026-08-03"))
    assert play.state(ACTIVITY, on("2026-08-03")) == "registered"
    other = Actor("Efua", "focal_point", entity="Akosombo Grid")
    play.take(ACTIVITY, "request_deregistration", other, on("2026-08-04"))
    play.take(ACTIVITY, "deregister", SECRETARIAT, on("2026-08-06"))
    run = play.run(ACTIVITY, on("2026-08-06"))
    assert (run.state, run.dates["deregistration_effective"]) == ("deregistered", date(2026, 8, 4))
    assert play.state(ACTIVITY, last_second("2029-08-04")) == "deregistered"
    assert play.state(ACTIVITY, first_second_after("2029-08-04")) == "closed"
    assert play.state("approval", first_second_after("2029-08-04")) == "ended"


def _validated_with(focal: str) -> Play:
    play = approved()
    play.take(ACTIVITY, "contract_validation", PARTICIPANT, on("2026-01-20"), focal_points_for_forwarding=focal,
              focal_points_for_changes_of_communication=focal, focal_points_for_all_other_matters=focal)  # fmt: skip
    play.take(ACTIVITY, "notify_inspection", VALIDATOR, on("2026-01-21"), inspection="2026-02-20")
    play.take(ACTIVITY, "validate", VALIDATOR, on("2026-03-10"), corrective_actions_closed=True)
    return play


def test_a_shared_focal_point_asks_alone():
    play = registered()
    play.take(ACTIVITY, "request_deregistration", FOCAL_POINT, on("2026-08-03"))
    assert play.state(ACTIVITY, on("2026-08-03")) == "deregistration_requested"


def renewal(play: Play, at: str, *, start="2031-09-01", end="2036-08-31"):
    return play.try_(ACTIVITY, "request_renewal", VALIDATOR, on(at), new_period_start=start, new_period_end=end,
                     **REDUCTIONS, corrective_actions_closed=True)  # fmt: skip


def test_a_renewed_crediting_period_starts_the_day_after_whatever_the_date_of_approval():
    play = registered()
    assert renewal(play, "2032-03-01") is None
    request = "renewal_request"
    play.take(request, "state_fee", SECRETARIAT, on("2032-03-02"))
    play.take(request, "receive_fee", SECRETARIAT, on("2032-03-02"), **FEE)
    play.take(request, "begin_completeness_check", SECRETARIAT, on("2032-03-10"))
    play.take(request, "find_complete", SECRETARIAT, on("2032-03-16"))
    play.take(request, "publish", SECRETARIAT, on("2032-04-01"), **REDUCTIONS)
    assert play.state(ACTIVITY, on("2032-05-01")) == "crediting_period_over"
    run = play.run(ACTIVITY, on("2032-06-01"))
    assert run.state == "registered"
    assert (run.dates["crediting_period_start"], run.dates["crediting_period_end"]) == (
        date(2031, 9, 1), date(2036, 8, 31),
    )  # fmt: skip
    assert run.dates["last_crediting_period_end"] == date(2031, 8, 31)


def test_a_renewal_needs_the_hosts_approval_and_the_right_period():
    assert renewal(registered(), "2031-06-01", start="2031-09-02").code == "date_too_late"
    assert renewal(registered(), "2031-06-01", end="2036-09-01").code == "date_too_late"
    without = registered(validated(approved(renewal=False)))
    assert renewal(without, "2031-06-01").about["expected"] == "host_approved_renewal"


def test_without_renewal_crediting_ends_after_a_year_and_the_activity_closes_after_two():
    play = registered()
    assert play.state(ACTIVITY, last_second("2031-08-31")) == "registered"
    assert play.state(ACTIVITY, first_second_after("2031-08-31")) == "crediting_period_over"
    assert play.state(ACTIVITY, first_second_after("2032-08-31")) == "crediting_ended"
    assert play.state(ACTIVITY, first_second_after("2033-08-31")) == "closed"


def test_a_second_request_may_not_be_opened_beside_an_open_one():
    play = registered()
    assert renewal(play, "2031-06-01") is None
    assert renewal(play, "2031-06-02").code == "case_already_open"


def test_what_may_be_done_next_says_who_until_when_and_why_not():
    play = validated()
    at = on("2026-03-12")
    world = play.world(at)
    run = play.run(ACTIVITY, at)
    found = {each.step.name: each for each in possible_steps(world, run, actor=VALIDATOR, at=at)}
    assert found["request_registration"].refusal is None
    assert found["request_registration"].last_day == date(2027, 1, 15)
    assert found["notify_withdrawal"].refusal.code == "role_not_entitled"
    assert found["request_registration"].step.by[0].role == "designated_operational_entity"
