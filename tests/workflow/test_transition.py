"""CDM activities come over (A6.4-PROC-AC-001, A6.4-STAN-AC-001): who may, by when, and what becomes of them."""

from datetime import date

import pytest
from tests.workflow.play import (
    ADMINISTRATOR,
    CHAIR,
    FEE,
    HOST,
    PARTICIPANT,
    QUANTITY,
    SECRETARIAT,
    STAKEHOLDER,
    VALIDATOR,
    VERIFIER,
    first_second_after,
    last_second,
    on,
    ruled,
)
from tests.workflow.transition_play import (
    APPROVAL,
    DESIGN,
    REVISED,
    TRANSITION,
    VALUES,
    WISH,
    before_the_body,
    begun,
    finalizing,
    finalizing_moves,
    host_approved,
    moves,
    published,
    reviewed_moves,
    transitioned,
    until,
)
from tests.workflow.wrong_ways import Move, assert_every_wrong_way_is_refused, played

FORESTS = {"is_forestation": True, "cdm_period_end": "2030-12-31"}


def test_the_quiet_way_ends_with_an_activity_that_begins_registered():
    play = transitioned()
    world = play.world(on("2026-06-16"))
    states = {run.cycle.path.partition(".")[2]: run.state for run in world.runs.values()}
    assert states == {
        "transition": "transitioned", "project_activity": "crediting_period_over", "authorization_of_use": "awaited",
    }  # fmt: skip
    run = play.run("project_activity", on("2026-06-16"))
    assert [each.to_state for each in run.transitions[:1]] == ["registered"]
    # Irrespective of the day of the transition, the period starts on 1 January 2021 (A6.4-PROC-AC-001, 52).
    assert (run.dates["registered"], run.dates["first_crediting_period_start"]) == (date(2026, 6, 15), date(2021, 1, 1))


WAYS = {
    "quiet": moves(),
    "approve": reviewed_moves(),
    "reject": reviewed_moves("reject"),
    "condition": reviewed_moves("approve_conditionally"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_wrong_way_is_refused(way):
    assert_every_wrong_way_is_refused(begun, way, least=90)


@pytest.mark.parametrize(
    ("step", "last", "changed"),
    [
        ("request", "2023-12-31", {}),
        ("request_for_forestation", "2025-12-31", FORESTS),
    ],
)
def test_the_last_day_of_a_request_and_the_day_after(step, last, changed):
    assert begun().try_(TRANSITION, step, PARTICIPANT, last_second(last), **{**WISH, **changed}) is None
    refusal = begun().try_(TRANSITION, step, PARTICIPANT, first_second_after(last), **{**WISH, **changed})
    assert (refusal.code, refusal.about["expected"]) == ("too_late", last)


@pytest.mark.parametrize(
    ("of", "step", "last", "actor", "stated"),
    [
        (published, "approve_as_host", "2026-06-30", HOST, APPROVAL),
        (host_approved, "submit_addendum", "2026-12-31", PARTICIPANT, DESIGN),
    ],
)
def test_the_last_day_of_the_host_and_of_the_documentation_and_the_day_after(of, step, last, actor, stated):
    assert of().try_(TRANSITION, step, actor, last_second(last), **stated) is None
    assert of().try_(TRANSITION, step, actor, first_second_after(last), **stated).code in (
        "too_late", "step_out_of_order",
    )  # fmt: skip


def test_a_request_lapses_at_the_end_of_30_june_2026_whoever_looks_and_whenever():
    play = published()
    assert play.state(TRANSITION, last_second("2026-06-30")) == "published"
    run = play.run(TRANSITION, on("2026-12-01"))
    assert (run.state, run.transitions[-1].on) == ("lapsed", date(2026, 6, 30))


def test_an_approval_without_documentation_lapses_a_year_after_it_or_at_the_end_of_2026():
    play = host_approved()
    assert play.state(TRANSITION, last_second("2026-12-31")) == "host_approved"
    assert play.state(TRANSITION, first_second_after("2026-12-31")) == "documentation_lapsed"


def test_with_a_methodology_of_the_mechanism_the_documentation_waits_a_year_for_it():
    play = host_approved()
    play.take(TRANSITION, "record_methodology", SECRETARIAT, on("2026-09-01"), methodology_available="2026-08-14")
    assert play.state(TRANSITION, on("2027-03-01")) == "host_approved"
    late = play.try_(TRANSITION, "submit_revised_design", VALIDATOR, first_second_after("2027-08-14"), **DESIGN)
    assert late.code in ("too_late", "step_out_of_order")
    play.take(TRANSITION, "submit_revised_design", VALIDATOR, last_second("2027-08-14"), **DESIGN)
    assert play.world(on("2027-08-15")).facts()["cdm_methodology_applied"] is False


@pytest.mark.parametrize(
    ("changed", "code", "expected"),
    [
        ({"cdm_period_end": "2020-12-31"}, "date_too_early", "2021-01-01"),
        ({"cdm_period_start": "2021-01-02"}, "date_too_late", "2021-01-01"),
        ({"is_forestation": True}, "condition_not_met", "is_forestation"),
        ({"transition_of": "provisional_renewal"}, "statement_not_listed",
         "registered, provisional_registration, provisional_inclusion"),
        ({"cdm_renewals_left": "two"}, "statement_not_whole", None),
    ],
)  # fmt: skip
def test_what_may_not_come_over_is_refused_at_the_request(changed, code, expected):
    refusal = begun().try_(TRANSITION, "request", PARTICIPANT, on("2023-09-04"), **{**WISH, **changed})
    assert (refusal.code, refusal.about.get("expected")) == (code, expected)


@pytest.mark.parametrize("day", ["2021-01-01"])
def test_a_period_that_began_or_ended_on_1_january_2021_was_active(day):
    for changed in ({"cdm_period_start": day}, {"cdm_period_end": day}):
        assert begun().try_(TRANSITION, "request", PARTICIPANT, on("2023-09-04"), **{**WISH, **changed}) is None


@pytest.mark.parametrize(
    ("wish", "changed", "code", "expected"),
    [
        ({}, {"crediting_period_start": "2021-01-02"}, "date_too_late", "2021-01-01"),
        ({}, {"crediting_period_start": "2020-12-31"}, "date_too_early", "2021-01-01"),
        ({"cdm_period_end": "2027-06-30"}, {"crediting_period_end": "2026-01-01"}, "date_too_late", "2025-12-31"),
        ({"cdm_period_end": "2024-06-30"}, {"crediting_period_end": "2024-07-01"}, "date_too_late", "2024-06-30"),
        ({"cdm_period_end": "2027-06-30", "crediting_period_is_fixed": True},
         {"crediting_period_end": "2027-07-01"}, "date_too_late", "2027-06-30"),
        ({}, {"warming_potentials_applied": False}, "condition_not_met", "warming_potentials_applied"),
        ({}, {"negative_results_accounted": False}, "condition_not_met", "negative_results_accounted"),
        ({}, {"sustainable_development_tool_applied": False}, "condition_not_met",
         "sustainable_development_tool_applied"),
    ],
)  # fmt: skip
def test_the_period_and_the_design_under_the_mechanism(wish, changed, code, expected):
    play = until("submit_addendum", moves(wish=wish))
    refusal = play.try_(TRANSITION, "submit_addendum", PARTICIPANT, on("2026-03-02"), **{**DESIGN, **changed})
    assert (refusal.code, refusal.about["expected"]) == (code, expected)


def test_a_fixed_period_may_last_longer_but_its_cdm_methodology_may_not():
    wish = {"cdm_period_end": "2027-06-30", "crediting_period_is_fixed": True, "cdm_methodology": "AMS-I.D"}
    play = played(begun(), moves(wish=wish, design={"crediting_period_end": "2027-06-30"}))
    step = ("project_activity", "begin_monitoring_period", PARTICIPANT, on("2026-07-01"))
    refusal = play.try_(*step, monitoring_period_start="2021-01-01", monitoring_period_end="2026-01-01")
    assert (refusal.code, refusal.about["expected"]) == ("date_too_late", "2025-12-31")
    assert play.try_(*step, monitoring_period_start="2021-01-01", monitoring_period_end="2025-12-31") is None


def test_a_host_that_requires_its_own_methodology_bars_the_one_of_the_cdm():
    play = published()
    play.take(TRANSITION, "approve_as_host", HOST, on("2025-11-03"),
              **{**APPROVAL, "host_requires_mechanism_methodology": True})  # fmt: skip
    play.take(TRANSITION, "publish_host_approval", SECRETARIAT, on("2025-11-10"))
    refusal = play.try_(TRANSITION, "submit_addendum", PARTICIPANT, on("2026-03-02"), **DESIGN)
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "not_fact")
    assert play.try_(TRANSITION, "submit_revised_design", VALIDATOR, on("2026-03-02"), **DESIGN) is None


@pytest.mark.parametrize("missing", ["host_is_party", "host_maintains_contribution", "host_designated_authority",
                                     "host_stated_sustainable_development", "host_stated_activity_types"])  # fmt: skip
def test_the_host_fulfils_the_requirements_of_participation_before_it_approves(missing):
    play = begun()
    play.history = type(play.history)(play.subject, {**play.facts, missing: None}, play.history.cases)
    played(play, moves()[:2])
    refusal = play.try_(TRANSITION, "approve_as_host", HOST, on("2025-11-03"), **APPROVAL)
    assert (refusal.code, refusal.about["expected"]) == ("condition_not_met", missing)


def test_an_answer_that_is_missed_by_a_day_sends_the_documentation_back_and_a_new_fee_is_due():
    play = until("find_complete")
    play.take(TRANSITION, "ask_for_completeness", SECRETARIAT, on("2026-03-10"))
    assert play.state(TRANSITION, last_second("2026-03-12")) == "completeness_information"
    assert play.state(TRANSITION, first_second_after("2026-03-12")) == "host_approved"
    play.take(TRANSITION, "submit_addendum", PARTICIPANT, on("2026-04-01"), **DESIGN)
    play.take(TRANSITION, "state_fee", SECRETARIAT, on("2026-04-02"))
    short = play.try_(TRANSITION, "receive_fee", SECRETARIAT, on("2026-04-03"), **{**FEE, "amount_received": "1"})
    assert short.code == "condition_not_met"


@pytest.mark.parametrize(("step", "days"), [("ask_for_completeness", 2), ("ask_for_substance", 7)])
def test_the_days_for_an_answer_during_the_checks(step, days):
    before, answer = {
        "ask_for_completeness": ("find_complete", "answer_completeness"),
        "ask_for_substance": ("publish_documentation", "answer_substance"),
    }[step]
    play = until(before)
    asked = on("2026-03-20")
    play.take(TRANSITION, step, SECRETARIAT, asked)
    last = date(2026, 3, 20 + days)
    late = play.try_(TRANSITION, answer, PARTICIPANT, first_second_after(last))
    assert late.code in ("too_late", "step_out_of_order")
    assert play.try_(TRANSITION, answer, PARTICIPANT, last_second(last)) is None


def test_a_review_may_be_asked_for_on_day_28_and_not_on_day_29():
    for at, code in ((last_second("2026-05-04"), None), (first_second_after("2026-05-04"), "too_late")):
        refusal = until("register").try_(TRANSITION, "request_review", HOST, at, reasons="r")
        assert refusal is None if code is None else refusal.code in (code, "step_out_of_order")


def test_a_condition_that_nobody_agrees_to_in_seven_days_is_a_rejection_and_it_is_for_good():
    play = played(begun(), reviewed_moves("approve_conditionally"))
    assert play.state(TRANSITION, last_second("2026-05-22")) == "conditional"
    assert play.state(TRANSITION, first_second_after("2026-05-22")) == "rejected"
    assert play.state(TRANSITION, first_second_after("2026-06-19")) == "rejection_final"
    again = play.try_(TRANSITION, "request", PARTICIPANT, on("2026-07-01"), **WISH)
    assert again.code in ("step_out_of_order", "too_late")
    agreed = played(begun(), reviewed_moves("approve_conditionally"))
    agreed.take(TRANSITION, "agree_to_modifications", PARTICIPANT, last_second("2026-05-22"))
    assert agreed.state(TRANSITION, first_second_after("2026-06-12")) == "final"


def test_an_appeal_within_28_days_suspends_and_a_remand_is_decided_anew():
    play = played(begun(), moves()[:12])
    play.take(TRANSITION, "appeal", STAKEHOLDER, last_second("2026-06-01"))
    assert play.state(TRANSITION, on("2026-07-15")) == "appealed"
    ruled(play, "remand", on("2026-07-16"))
    assert play.vote(TRANSITION, "reject_anew", on("2026-08-01"), yes=12) is None
    assert play.state(TRANSITION, first_second_after("2026-08-29")) == "rejection_final"
    assert until("register").try_(TRANSITION, "appeal", STAKEHOLDER, first_second_after("2026-06-01")).code in (
        "too_late", "step_out_of_order",
    )  # fmt: skip


def test_an_activity_of_a_least_developed_country_pays_no_fee():
    play = begun()
    facts = {**play.facts, "host_least_developed": True}
    play.history = type(play.history)(play.subject, facts, play.history.cases)
    played(play, moves()[:5])
    assert play.try_(TRANSITION, "state_fee", SECRETARIAT, on("2026-03-03")).code == "condition_not_met"
    play.take(TRANSITION, "state_no_fee", SECRETARIAT, on("2026-03-03"))
    assert play.state(TRANSITION, on("2026-03-04")) == "ready"


def test_forestation_needs_an_assessment_of_the_risk_of_reversal():
    wish = {**WISH, **FORESTS}
    play = begun()
    play.take(TRANSITION, "request_for_forestation", PARTICIPANT, on("2025-10-01"), **wish)
    played(play, [Move(TRANSITION, "publish", SECRETARIAT, on("2025-10-10"), {"reference": "T1"}), *moves()[2:4]])
    refused = play.try_(TRANSITION, "submit_addendum", PARTICIPANT, on("2026-03-02"), **DESIGN)
    assert refused.about["need"] == "not_fact"
    more = {**DESIGN, "reversal_risk_rating": "0.12"}
    papers = ("transition_addendum",)
    step = (TRANSITION, "submit_addendum_for_forestation", PARTICIPANT, on("2026-03-02"))
    assert play.try_(*step, papers=papers, **more).about["document"] == "reversal_risk_assessment"
    assert play.try_(*step, **more) is None


BIOMASS = ("AMS-I.E", "AMS-II.G", "AMS-III.AV", "AMS-III.BG")


@pytest.mark.parametrize(("methodology", "due"), [(each, each in BIOMASS) for each in (*BIOMASS, "AMS-I.D", "ACM0006")])
def test_values_for_biomass_are_evaluated_again_for_four_methodologies_only(methodology, due):
    play = played(begun(), moves(wish={"cdm_methodology": methodology}))
    assert (play.world(on("2026-06-16")).facts().get("biomass_values_due") is True) == due


def with_a_period(methodology):
    """Return a transitioned activity with a verified monitoring period."""
    play = played(begun(), moves(wish={"cdm_methodology": methodology}))
    activity, period = "project_activity", "monitoring_period"
    play.take(activity, "open_participant_authorization", PARTICIPANT, on("2026-06-16"), participant="Volta Solar")
    play.take("participant_authorization", "authorize_as_host", HOST, on("2026-06-17"))
    play.take(activity, "begin_monitoring_period", PARTICIPANT, on("2026-06-18"), monitoring_period_start="2021-01-01",
              monitoring_period_end="2022-12-31")  # fmt: skip
    play.take(period, "submit_report", PARTICIPANT, on("2026-06-19"))
    play.take(period, "notify_inspection", VERIFIER, on("2026-06-19"), inspection="2026-07-20")
    play.take(period, "verify", VERIFIER, on("2026-07-21"), certified_quantity=13_000, corrective_actions_closed=True)
    return play


def test_the_first_issuance_waits_for_the_values_of_biomass_and_0_95_is_the_default():
    play = with_a_period("AMS-II.G")
    ask = ("monitoring_period", "request_issuance", VERIFIER, on("2026-07-25"))
    refusal = play.try_(*ask, **QUANTITY)
    assert (refusal.code, refusal.about["found"]) == ("condition_not_met", "biomass_values_due")
    values = ("project_activity", "update_biomass_values", PARTICIPANT, on("2026-07-22"))
    wrong = play.try_(*values, fraction_of_non_renewable_biomass="0.71", net_to_gross="0.98")
    assert (wrong.about["need"], wrong.about["expected"]) == ("equals", "0.95")
    play.take(*values, fraction_of_non_renewable_biomass="0.71", net_to_gross="0.95")
    play.take(*ask, **QUANTITY)


def test_an_activity_with_another_methodology_asks_for_issuance_as_it_is():
    play = with_a_period("AMS-I.D")
    assert play.try_("monitoring_period", "request_issuance", VERIFIER, on("2026-07-25"), **QUANTITY) is None


def test_a_provisional_issuance_is_finalized_and_appeals_have_14_days():
    cycle = "provisional_issuance"
    way = finalizing_moves()
    assert_every_wrong_way_is_refused(finalizing, way, least=40)
    play = played(finalizing(), way)
    # Deemed approved on 3 August; 14 days for appeals.
    assert play.state(cycle, last_second("2026-08-17")) == "deemed_approved"
    assert play.state(cycle, first_second_after("2026-08-17")) == "final"


def test_a_provisional_issuance_says_that_nothing_is_issued_twice_and_takes_the_values_of_its_methodology():
    step = ("provisional_issuance", "submit", PARTICIPANT, on("2026-06-22"))
    assert finalizing().try_(*step, **REVISED).about["need"] == "none_among"
    twice = {**REVISED, **VALUES, "credited_elsewhere": True}
    step = ("provisional_issuance", "submit_with_default_values", PARTICIPANT, on("2026-06-22"))
    assert finalizing().try_(*step, **twice).about["need"] == "denied"
    own = {**REVISED, **VALUES, "net_to_gross": "0.97"}
    assert finalizing().try_(*step, **own).about["need"] == "equals"
    by_survey = ("provisional_issuance", "submit_with_own_values", VERIFIER, on("2026-06-22"))
    assert finalizing().try_(*by_survey, **own) is None
    assert finalizing().try_(*by_survey, papers=("monitoring_report", "double_issuance_declaration"), **own).about[
        "document"
    ] == "verification_report"  # fmt: skip


def test_where_the_methodology_was_replaced_no_provisional_issuance_is_finalized():
    play = host_approved()
    play.take(TRANSITION, "submit_revised_design", VALIDATOR, on("2026-03-02"), **DESIGN)
    played(play, moves()[5:])
    refusal = play.try_(TRANSITION, "file_provisional_issuance", PARTICIPANT, on("2026-06-20"))
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "fact")


def test_the_vote_on_a_review_needs_nine_of_twelve_and_three_quarters():
    assert before_the_body().vote(TRANSITION, "approve", on("2026-05-15"), yes=8).code == "vote_not_carried"
    assert before_the_body().vote(TRANSITION, "approve", on("2026-05-15"), yes=9, no=3) is None
    assert before_the_body().vote(TRANSITION, "approve", on("2026-05-15"), yes=8, no=4).code == "vote_not_carried"


def test_the_registry_administrator_has_no_part_in_it():
    assert published().try_(TRANSITION, "approve_as_host", ADMINISTRATOR, on("2025-11-03"), **APPROVAL).code == (
        "role_not_entitled"
    )
    assert CHAIR.role == "supervisory_body_chair"


PROGRAMME = {"is_programme": True}


def programme(methodology="AMS-II.G", *, maximum=True):
    """Return a programme just before its registration."""
    way = [each for each in moves(wish={**PROGRAMME, "cdm_methodology": methodology}) if each.step != "register"]
    way = [
        Move(TRANSITION, "state_fee_of_programme", SECRETARIAT, each.at) if each.step == "state_fee"
        else Move(TRANSITION, "receive_fee", SECRETARIAT, each.at, {**FEE, "amount_received": "10000"})
        if each.step == "receive_fee" else each
        for each in way
    ]  # fmt: skip
    play = played(begun(), way)
    if maximum:
        play.take(TRANSITION, "state_annual_maximum", HOST, on("2026-06-10"), annual_maximum=50_000)
    return play


REGISTER = (TRANSITION, "register_programme", SECRETARIAT, on("2026-06-15"))


def test_a_programme_begins_registered_and_includes_nothing_new_on_its_cdm_methodology():
    play = programme()
    play.take(*REGISTER, programme_end="2035-12-31")
    run = play.run("programme_of_activities", on("2026-06-16"))
    assert run.transitions[0].to_state == "registered"
    assert run.dates["programme_start"] == date(2021, 1, 1)
    facts = play.world(on("2026-06-16")).facts()
    assert (facts["inclusion_on_hold"], facts["biomass_values_due"]) == (True, True)


@pytest.mark.parametrize(
    ("made", "end", "code"),
    [
        (lambda: programme(maximum=False), "2035-12-31", "condition_not_met"),
        (programme, "2025-12-30", "date_too_early"),
        (programme, "2025-12-31", None),
    ],
)
def test_a_programme_has_a_maximum_of_a_year_and_ends_no_sooner_than_its_period(made, end, code):
    refusal = made().try_(*REGISTER, programme_end=end)
    assert (refusal and refusal.code) == code


def test_a_project_is_not_registered_as_a_programme_nor_the_other_way():
    assert programme().try_(TRANSITION, "register", SECRETARIAT, on("2026-06-15")).about["need"] == "not_fact"
    assert until("register").try_(*REGISTER, programme_end="2035-12-31").about["need"] == "fact"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"crediting_period_start": "2021-01-02"}, "date_too_late"),
        ({"crediting_period_end": "2026-01-01"}, "date_too_late"),
    ],
)
def test_a_component_comes_along_with_its_own_period(changed, code):
    play = programme("AMS-I.D")
    play.take(*REGISTER, programme_end="2035-12-31")
    component = ("programme_of_activities", "bring_component", PARTICIPANT, on("2026-06-16"))
    given = {"component": "North", "location": "North", "technology": "solar", "annual_reductions": 5}
    late = play.try_(*component, **given, component_start="2021-01-02")
    assert late.code == "date_too_late"
    play.take(*component, **given, component_start="2020-06-01")
    period = {"crediting_period_start": "2021-01-01", "crediting_period_end": "2025-12-31",
              "crediting_period_is_fixed": False, "payment_reference": "r"}  # fmt: skip
    step = ("component_project", "include_by_transition_with_fee", SECRETARIAT, on("2026-06-17"))
    assert play.try_(*step, **period, amount_received="0").about["need"] == "fee_covered"
    refusal = play.try_(*step, **{**period, **changed}, amount_received="1000")
    assert (refusal and refusal.code) == code
