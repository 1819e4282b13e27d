"""Mistakes that software makes with Article 6.4, by the number of the fact sheet's list (section 12): those on the
transition, removals and methodologies. Each test fails where the mistake is made.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.workflow.methodology_play import VERSION, superseded
from tests.workflow.play import HOST, PARTICIPANT, VERIFIER, Play, first_second_after, last_second, on
from tests.workflow.removal_play import (
    ACTIVITY,
    BALANCE,
    PERIOD,
    REVERSAL,
    moves,
    notified,
    removing,
    under_verification,
)
from tests.workflow.transition_play import APPROVAL, DESIGN, TRANSITION, begun, published, until
from tests.workflow.transition_play import moves as transition_moves
from tests.workflow.wrong_ways import played

from sextant.domain.account import Act
from sextant.domain.rule_value import NotInForce
from sextant.storage.rulebook_files import cyclebooks, rulebooks

BOOK = rulebooks().books["article_6_4"]


def value(path, on_day="2026-01-01"):
    return rulebooks().parameter(path).on(date.fromisoformat(on_day)).value


def test_mistake_14_cdm_potentials_and_periods_are_not_those_of_the_mechanism():
    potentials = value("article_6_4.global_warming_potentials")
    assert (potentials["CH4"], potentials["N2O"]) == (Decimal(28), Decimal(265))
    refused = until("submit_addendum").try_(TRANSITION, "submit_addendum", PARTICIPANT, on("2026-03-02"),
                                            **{**DESIGN, "warming_potentials_applied": False})  # fmt: skip
    assert refused.about["expected"] == "warming_potentials_applied"
    # A renewable period of seven years of the CDM is cut at the end of 2025, not carried on.
    play = until("submit_addendum", transition_moves(wish={"cdm_period_end": "2027-12-31"}))
    cut = play.try_(TRANSITION, "submit_addendum", PARTICIPANT, on("2026-03-02"),
                    **{**DESIGN, "crediting_period_end": "2027-12-31"})  # fmt: skip
    assert (cut.code, cut.about["expected"]) == ("date_too_late", "2025-12-31")
    years = {
        name: value(f"article_6_4.{name}_crediting_period_years_max") for name in ("renewable", "fixed", "removal")
    }
    assert years == {"renewable": 5, "fixed": 10, "removal": 15}


def test_mistake_15_a_cdm_programme_that_came_over_includes_no_new_component_before_its_renewal():
    steps = cyclebooks().latest("article_6_4.programme_of_activities").steps
    for name in ("arrive", "arrive_with_biomass"):
        assert ("inclusion_on_hold", "yes") in {(each.fact, each.stated_as) for each in steps[name].records}
    upload = cyclebooks().latest("article_6_4.component_project").steps["upload"]
    assert ("not_fact", ("inclusion_on_hold",)) in {(each.name, each.of) for each in upload.needs}


def test_mistake_16_last_days_end_at_24_00_central_european_time_which_is_not_midnight_utc():
    stated = dict(APPROVAL)
    utc_midnight = on("2026-07-01", 0, offset=timedelta(0))
    assert published().try_(TRANSITION, "approve_as_host", HOST, last_second("2026-06-30"), **stated) is None
    late = published().try_(TRANSITION, "approve_as_host", HOST, utc_midnight, **stated)
    assert late.code in ("too_late", "step_out_of_order"), "an hour too late by the clock of the deadline"


def test_mistake_17_a_transition_that_nobody_asked_to_review_is_not_final_before_the_time_for_appeals_is_over():
    play = played(begun(), transition_moves()[:12])
    assert play.state(TRANSITION, first_second_after("2026-05-04")) == "deemed_approved"
    assert play.state(TRANSITION, last_second("2026-06-01")) == "deemed_approved"
    assert play.state(TRANSITION, first_second_after("2026-06-01")) == "final"


def test_mistake_20_a_reversal_is_cancelled_out_of_the_buffer_in_kind_and_not_netted():
    lost = {**BALANCE, "storage_change": -300, "certified_quantity": 0}
    assert under_verification().try_(PERIOD, "verify_removals", VERIFIER, on("2027-03-10"), **lost).about["need"] == (
        "above_zero"
    )
    steps = cyclebooks().latest("article_6_4.reversal").steps
    assert steps["cancel_buffer"].deed == "buffer_cancellation"
    # No way leads to the end of a reversal but through the buffer.
    assert {name for name, each in steps.items() if each.to_state == "remediated"} == {"cancel_buffer"}


def test_mistake_20_a_crediting_deficit_is_not_lost():
    play = under_verification()
    play.take(PERIOD, "carry_deficit", VERIFIER, on("2027-03-10"), storage_change=80, emission_change=150, leakage=0,
              net_removals=-70, crediting_deficit_after=70, corrective_actions_closed=True)  # fmt: skip
    assert play.world(on("2030-01-01")).facts()["crediting_deficit"] == 70


def test_mistake_20_monitoring_does_not_stop_with_the_crediting_period():
    activity = cyclebooks().latest("article_6_4.project_activity")
    assert "after_crediting" in activity.steps["notify_release"].from_states
    assert "after_crediting" in activity.steps["suspend_for_missing_report"].from_states
    assert not activity.states["after_crediting"].terminal


@pytest.mark.parametrize("row", ["buffer_forwarding", "buffer_replenishment", "buffer_cancellation"])
def test_mistake_20_moves_of_the_buffer_are_no_first_transfers(row):
    transaction = BOOK.transactions[row]
    assert not transaction.first_transfers(authorized=True, from_party="XA", to_party="XV")
    assert transaction.act in (Act.LEVY, Act.TRANSFER, Act.CANCELLATION)


def test_mistake_20_units_of_an_activity_under_a_reversal_do_not_move():
    steps = cyclebooks().latest("article_6_4.reversal").steps
    assert steps["suspend"].deed == "unit_suspension"
    assert {each.deed for each in steps.values() if each.to_state in ("closed", "closed_without_reversal")} == {
        "unit_release"
    }
    assert played(notified(), moves()[:1]).state(REVERSAL, on("2027-03-12")) == "suspended"
    assert removing().run(ACTIVITY, on("2026-07-03")).state == "registered"


def test_the_bonus_rules_are_resolved_by_the_day_that_the_procedure_fixes():
    play: Play = superseded()
    assert play.state(VERSION, last_second("2026-09-02")) == "grace"
    assert play.state(VERSION, first_second_after("2026-09-02")) == "ended"
    late = rulebooks().parameter("article_6_4.transition_review_days")
    assert isinstance(late.on(date(2025, 10, 9)), NotInForce)
    assert late.on(date(2025, 10, 10)).source.version == "v06.0"
