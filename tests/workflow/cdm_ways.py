"""Further ways through the CDM cycles: those that a quiet course never takes, each up to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from tests.workflow.play import HOST, PARTICIPANT, SECRETARIAT, STAKEHOLDER, VALIDATOR, VERIFIER, Play
from tests.workflow.whole_cdm import (
    ACTIVITY,
    BRANCH,
    CONFERENCE,
    CRITERIA,
    DESIGN,
    FEE,
    FOCAL,
    INVESTOR,
    LOG,
    MANAGER,
    PERIOD,
    PROGRAMME,
    REASONS,
    REQUEST,
    REVIEWERS,
    TEAM,
    accredited,
    at,
    begun,
    certified,
    component,
    consulted,
    filed,
    forest,
    monitored,
    party,
    programme,
    programme_registered,
    recommended,
    registered,
    renewing,
    replacing,
    validated,
    vote,
)  # fmt: skip

from sextant.workflow.case import Actor


def day(begin: str, days: int) -> str:
    return (date.fromisoformat(begin) + timedelta(days=days)).isoformat()


def paid() -> Play:
    play = filed()
    play.take(REQUEST, "state_fee", SECRETARIAT, at("2011-10-05"))
    play.take(REQUEST, "receive_fee", SECRETARIAT, at("2011-10-10"), **FEE)
    return play


def renewal() -> Play:
    play = registered()
    play.take(ACTIVITY, "notify_renewal", PARTICIPANT, at("2018-05-01"))
    play.take(ACTIVITY, "request_renewal", VALIDATOR, at("2018-06-01"), new_period_start="2019-01-01",
              new_period_end="2025-12-31", baseline_still_valid=True)  # fmt: skip
    return play


def issuance() -> Play:
    play = certified()
    play.take(PERIOD, "request_issuance", VERIFIER, at("2012-08-02"), requested_quantity=20_000)
    return play


def change() -> Play:
    play = registered()
    play.take(ACTIVITY, "request_change", VALIDATOR, at("2012-02-01"), kind_of_change="correction")
    return play


REQUESTS: dict[str, tuple[Callable[[], Play], str, Actor]] = {
    "registration_request": (paid, "2011-10-11", VALIDATOR),
    "renewal_request": (renewal, "2018-06-02", VALIDATOR),
    "issuance_request": (issuance, "2012-08-03", VERIFIER),
    "change_request": (change, "2012-02-02", VALIDATOR),
}
"""Each request at its completeness check: how it comes there, the next day, and who filed it."""


def returned(cycle: str) -> Play:
    make, on, _ = REQUESTS[cycle]
    play = make()
    play.take(cycle, "find_incomplete", SECRETARIAT, at(on), **REASONS)
    return play


def withdrawn(cycle: str) -> Play:
    make, on, filer = REQUESTS[cycle]
    play = make()
    play.take(cycle, "withdraw", filer, at(on))
    return play


def under_review(cycle: str, *, by_board: bool) -> Play:
    make, on, filer = REQUESTS[cycle]
    play = make()
    play.take(cycle, "find_complete", SECRETARIAT, at(on))
    play.take(cycle, "publish", SECRETARIAT, at(day(on, 1)))
    if by_board:
        for number in (1, 2, 3):
            member = Actor(f"Member {number}", "executive_board_member")
            play.take(cycle, "request_review_as_board", member, at(day(on, 5)), **REASONS)
    else:
        play.take(cycle, "request_review_as_party", INVESTOR, at(day(on, 5)), **REASONS)
    play.take(cycle, "respond", filer, at(day(on, 20)))
    play.take(cycle, "assess", REVIEWERS, at(day(on, 30)), meeting=day(on, 40))
    return play


def granted_after_review(cycle: str) -> Play:
    play, on = under_review(cycle, by_board=True), REQUESTS[cycle][1]
    play.take(cycle, "postpone", SECRETARIAT, at(day(on, 35)), meeting=day(on, 70))
    refusal = vote(play, cycle, "grant_after_review", day(on, 70))
    assert refusal is None, refusal
    return play


def rejected(cycle: str) -> Play:
    play, on = under_review(cycle, by_board=False), REQUESTS[cycle][1]
    refusal = vote(play, cycle, "reject", day(on, 40), **REASONS)
    assert refusal is None, refusal
    return play


def without_fee() -> Play:
    """A fixed crediting period of ten years, and less than 15,000 tonnes a year."""
    play = validated(consulted(fixed=True))
    play.take(ACTIVITY, "request_registration", VALIDATOR, at("2011-10-04"), annual_reductions=9_000,
              crediting_period_start="2012-01-01", crediting_period_end="2021-12-31",
              focal_points="Volta Solar")  # fmt: skip
    play.take(REQUEST, "state_no_fee", SECRETARIAT, at("2011-10-05"))
    return play


def sanctioned() -> Play:
    play, entity = accredited(), "accreditation"
    play.take(entity, "check_on_the_spot", TEAM, at("2011-11-01"))
    assert vote(play, entity, "suspend", "2011-12-01", **REASONS) is None
    assert vote(play, entity, "lift_suspension", "2012-02-01") is None
    play.take(entity, "designate", CONFERENCE, at("2012-03-01"))
    assert vote(play, entity, "withdraw_accreditation", "2012-04-01", **REASONS) is None
    return play


def given_up() -> Play:
    play = accredited()
    play.take("accreditation", "give_up", VALIDATOR, at("2011-11-01"))
    return play


def refused_accreditation() -> Play:
    play = recommended()
    assert vote(play, "accreditation", "refuse", "2011-10-03", **REASONS) is None
    return play


def approvals_withdrawn() -> Play:
    play = validated()
    play.take("investor_approval", "withdraw_approval", INVESTOR, at("2011-10-05"))
    play.take("approval", "withdraw_approval", HOST, at("2011-10-06"))
    return play


def approval_refused() -> Play:
    play = begun(ACTIVITY)
    play.take(ACTIVITY, "plan_later_start", PARTICIPANT, at("2011-06-01"), start_date="2011-12-01")
    play.take(ACTIVITY, "publish_design_document", VALIDATOR, at("2011-07-01"), **DESIGN)
    play.take("approval", "refuse", HOST, at("2011-07-05"), **REASONS)
    play.take(ACTIVITY, "comment", STAKEHOLDER, at("2011-07-06"), comment="the road")
    play.take(ACTIVITY, "abandon", PARTICIPANT, at("2011-07-07"))
    return play


def inclusion_stands() -> Play:
    play = component()
    member = Actor("Member 1", "executive_board_member")
    play.take("component", "ask_to_review_as_board", member, at("2012-05-01"), **REASONS)
    assert vote(play, "component", "find_no_error", "2012-06-01") is None
    return play


def made_good() -> Play:
    play = component()
    play.take("component", "ask_to_review_as_party", HOST, at("2012-05-01"), **REASONS)
    assert vote(play, "component", "find_error", "2012-06-01", **REASONS, units_to_make_good=500) is None
    play.take("component", "make_good", VALIDATOR, at("2012-06-20"), units_to_make_good=500, units_cancelled=500)
    return play


SIZES = {"capacity_megawatts": "4.5", "savings_gigawatt_hours": 0, "other_reductions_tonnes": 0}


def small() -> Play:
    play = consulted()
    play.take(ACTIVITY, "claim_small_scale", PARTICIPANT, at("2011-07-07"), **SIZES)
    play.take(ACTIVITY, "claim_microscale", PARTICIPANT, at("2011-07-08"), **SIZES)
    play.take(ACTIVITY, "find_debundled", VALIDATOR, at("2011-07-09"), same_participants=True,
              same_category_and_technology=True, registration_of_the_other="2010-01-01",
              kilometres_between="0.8")  # fmt: skip
    play.take(ACTIVITY, "claim_small_scale_together", PARTICIPANT, at("2011-07-10"), **SIZES)
    return play


def small_registered() -> Play:
    play = filed(validated(small()))
    play.take(REQUEST, "state_fee", SECRETARIAT, at("2011-10-05"))
    play.take(REQUEST, "receive_fee", SECRETARIAT, at("2011-10-10"), **FEE)
    play.take(REQUEST, "find_complete", SECRETARIAT, at("2011-10-14"))
    play.take(REQUEST, "publish", SECRETARIAT, at("2011-11-01"))
    return play


def small_monitored() -> Play:
    play = small_registered()
    play.take(ACTIVITY, "begin_monitoring_period", PARTICIPANT, at("2012-07-01"), monitoring_period_start="2012-01-01",
              monitoring_period_end="2012-06-30")  # fmt: skip
    play.take(PERIOD, "publish_report", VALIDATOR, at("2012-07-02"))
    return play


def certified_at_small_scale() -> Play:
    play = small_monitored()
    play.take(PERIOD, "return_report", VALIDATOR, at("2012-07-05"), **REASONS)
    play.take(PERIOD, "publish_report", VALIDATOR, at("2012-07-06"))
    play.take(PERIOD, "certify_at_small_scale", VALIDATOR, at("2012-08-01"), certified_quantity=9_000,
              corrective_actions_closed=True, limits_kept=True)  # fmt: skip
    play.take(PERIOD, "abandon", PARTICIPANT, at("2012-08-02"))
    return play


def certified_above_the_limit() -> Play:
    play = small_monitored()
    play.take(PERIOD, "certify_above_scale_limit", VALIDATOR, at("2012-08-01"), certified_quantity=9_000,
              estimated_quantity=9_000, corrective_actions_closed=True)  # fmt: skip
    return play


def first_issuance_without_registration_fee() -> Play:
    play = without_fee()
    play.take(REQUEST, "find_complete", SECRETARIAT, at("2011-10-14"))
    play.take(REQUEST, "publish", SECRETARIAT, at("2011-11-01"))
    play = certified(monitored(play))
    play.take(PERIOD, "request_issuance", VERIFIER, at("2012-08-02"), requested_quantity=20_000)
    play.take("issuance_request", "find_complete", SECRETARIAT, at("2012-08-06"))
    play.take("issuance_request", "publish", SECRETARIAT, at("2012-08-10"))
    play.take(PERIOD, "state_share", SECRETARIAT, at("2012-09-10"))
    play.take(PERIOD, "receive_share", SECRETARIAT, at("2012-09-11"), amount_received="2500.00",
              payment_reference="CDM-2")  # fmt: skip
    return play


def reversed_forest() -> Play:
    play = forest(temporary=False)
    dates = {"monitoring_period_start": "2012-01-01", "monitoring_period_end": "2012-12-31"}
    play.take(ACTIVITY, "begin_first_verification_of_afforestation", PARTICIPANT, at("2013-01-01"), **dates)
    play.take(PERIOD, "publish_report", VALIDATOR, at("2013-01-02"))
    play.take(ACTIVITY, "change_contracted_entity", PARTICIPANT, at("2013-01-03"), operational_entity="Verify AG")
    play.take(PERIOD, "certify", VERIFIER, at("2013-02-01"), certified_quantity=5_000, corrective_actions_closed=True)
    dates = {"monitoring_period_start": "2013-01-01", "monitoring_period_end": "2017-12-31"}
    play.take(ACTIVITY, "begin_next_verification_of_afforestation", PARTICIPANT, at("2018-01-01"), **dates,
              no_coincidence_with_peaks=True)  # fmt: skip
    play.take(PERIOD, "publish_report", VERIFIER, at("2018-01-02"))
    play.take(PERIOD, "find_reversal", VERIFIER, at("2018-03-01"), quantity_to_replace=8_500)
    return play


def small_forest() -> Play:
    play = consulted(removes=True)
    play.take(ACTIVITY, "comment_on_afforestation", STAKEHOLDER, at("2011-07-20"), comment="the spring")
    play.take(ACTIVITY, "claim_small_scale_afforestation", PARTICIPANT, at("2011-07-21"),
              annual_removals_tonnes=16_000, low_income_communities=True)  # fmt: skip
    play.take("investor_approval", "approve", INVESTOR, at("2011-09-01"), voluntary_participation=True,
              no_diversion_of_development_assistance=True)  # fmt: skip
    play.take(ACTIVITY, "begin_validation", VALIDATOR, at("2011-09-02"))
    play.take(ACTIVITY, "not_validate", VALIDATOR, at("2011-09-20"), **REASONS)
    play.take(ACTIVITY, "terminate_validation", VALIDATOR, at("2011-10-20"), **REASONS)
    return play


def closed() -> Play:
    play = registered()
    play.take(ACTIVITY, "leave_unrenewed", PARTICIPANT, at("2019-02-01"))
    play.take(ACTIVITY, "close", FOCAL, at("2019-03-01"))
    return play


def early() -> Play:
    play = begun(ACTIVITY)
    play.take(ACTIVITY, "state_early_start", PARTICIPANT, at("2011-06-01"), start_date="2008-08-01")
    return play


def taken_off() -> Play:
    play = registered()
    play.take(ACTIVITY, "deregister", FOCAL, at("2012-03-01"))
    return play


def suspended() -> Play:
    play, own = party(), "participation"
    play.take(own, "define_forest", INVESTOR, at("2011-06-03"), crown_cover="20", land_area="0.5", tree_height="3")
    play.take(own, "report_eligibility", INVESTOR, at("2011-06-04"), **dict.fromkeys(CRITERIA, True))
    play.take(own, "suspend_eligibility", BRANCH, at("2011-07-01"), **REASONS)
    play.take(own, "reinstate_eligibility", BRANCH, at("2012-07-01"))
    play.take(own, "require_replacement", LOG, at("2020-12-01"), cause_of_replacement="lcer_reversal",
              activity="CDM-0001", quantity_to_replace=500, replace_by="2020-12-31")  # fmt: skip
    play.take("replacement", "replace_late", INVESTOR, at("2021-01-02"), quantity_to_replace=500, quantity_replaced=500,
              unit_class_used="CER")  # fmt: skip
    return play


def replaced() -> Play:
    play = replacing()
    play.take("replacement", "replace", INVESTOR, at("2020-12-15"), quantity_to_replace=500, quantity_replaced=500,
              unit_class_used="CER")  # fmt: skip
    return play


def left() -> Play:
    play = party()
    play.take("participation", "withdraw_from_participation", INVESTOR, at("2011-06-03"))
    return play


def found_twice() -> Play:
    """Return an activity that is found to be another's double, and then found not to be."""
    play = validated()
    play.take(ACTIVITY, "search_for_the_same", SECRETARIAT, at("2011-10-05"))
    play.take("overlap_search", "confirm", SECRETARIAT, at("2011-10-06"), overlap_with="jcm XX001", reasons="One site")
    play.take("overlap_search", "dismiss", SECRETARIAT, at("2011-10-07"), reasons="Another river")
    return play


def programme_abandoned() -> Play:
    play = programme()
    play.take(PROGRAMME, "comment", STAKEHOLDER, at("2011-07-10"), comment="the stoves")
    play.take(PROGRAMME, "name_investor", MANAGER, at("2011-07-11"), participant="Akosombo Grid",
              participating_parties="CH")  # fmt: skip
    play.take(PROGRAMME, "abandon", MANAGER, at("2011-07-12"))
    return play


def programme_renewed() -> Play:
    play = component()
    play.take(PROGRAMME, "change_contracted_entity", MANAGER, at("2012-03-01"), operational_entity="Verify AG")
    play.take(PROGRAMME, "begin_monitoring_period", MANAGER, at("2013-01-05"), monitoring_period_start="2012-03-01",
              monitoring_period_end="2012-12-31", components="stoves of Ho", batch="1")  # fmt: skip
    play.take(PROGRAMME, "request_renewal", VERIFIER, at("2018-06-01"), new_period_start="2019-01-01",
              new_period_end="2025-12-31", baseline_still_valid=True)  # fmt: skip
    return play


def programme_closed() -> Play:
    play = programme_registered()
    play.take(PROGRAMME, "close", MANAGER, at("2019-02-01"))
    return play


WAYS: tuple[Callable[[], Play], ...] = (
    *(partial(make, cycle) for cycle in REQUESTS for make in (returned, withdrawn, granted_after_review, rejected)),
    without_fee, sanctioned, given_up, refused_accreditation, approvals_withdrawn, approval_refused, inclusion_stands,
    made_good, small_registered, certified_at_small_scale, certified_above_the_limit,
    first_issuance_without_registration_fee, reversed_forest, small_forest, closed, early, taken_off, suspended,
    replaced, left, found_twice, programme_abandoned, programme_renewed, programme_closed, renewing,
)  # fmt: skip
