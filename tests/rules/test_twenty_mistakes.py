"""The twenty rules where software gets Article 6.4 wrong, each a test of its number.

The part of 14 on activities that come from the CDM is tried with the transition (tests/workflow), removals in detail
with reversals (tests/workflow/test_reversal.py).
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from tests.methodology.test_pacm import BASELINE, HISTORY, LEAKAGE, YEARS, by_year, done, example
from tests.rules.units_taken import units
from tests.workflow import removal_play, whole, whole_programme
from tests.workflow.play import (
    ALTERNATE,
    HOST,
    MEMBER,
    PANEL,
    PARTICIPANT,
    STAKEHOLDER,
    VALIDATOR,
    VERIFIER,
    first_second_after,
    last_second,
    on,
    published,
)

from sextant.application.scenario.run import run
from sextant.domain.transaction import FirstTransfer
from sextant.rules.levy import Occasion, amount
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.storage.scenario_files import read_story, scratch_stage, shipped_stories

BOOKS = rulebooks()
RULES = BOOKS.books["article_6_4"]
DAY = date(2026, 6, 1)
STORY = Path(__file__).parents[2] / "scenarios" / "pacm_solar.yaml"
REQUEST = "registration_request"


def taken(name: str, quantity: int, **facts: bool) -> int:
    """Return the units that a levy takes of a gross quantity."""
    known = dict.fromkeys(RULES.mechanism.facts, False) | facts
    occasion = Occasion(quantity=quantity, dates=dict.fromkeys(RULES.mechanism.dates, DAY), facts=known)
    return int(units(BOOKS.levy(f"article_6_4.{name}"), occasion).due)


def fee(name: str, quantity: int, **facts: bool) -> Decimal:
    known = dict.fromkeys(RULES.mechanism.facts, False) | facts
    occasion = Occasion(quantity=quantity, dates=dict.fromkeys(RULES.mechanism.dates, DAY), facts=known)
    return amount(BOOKS.levy(f"article_6_4.{name}"), occasion).due


def value(name: str) -> object:
    return RULES.parameter(f"article_6_4.{name}").at(dict.fromkeys(RULES.mechanism.dates, DAY)).value


@pytest.fixture(scope="module")
def told():
    stage = scratch_stage(read_story(STORY))
    return stage, run(stage)


def test_mistake_01_both_shares_are_of_the_gross_quantity_and_not_chained():
    adaptation, overall = taken("share_of_proceeds_for_adaptation", 1_000), taken("omge", 1_000)
    assert (adaptation, overall, 1_000 - adaptation - overall) == (50, 20, 930)
    assert 1_000 - 50 - 950 * 2 // 100 == 931, "what chaining would leave"


def test_mistake_02_rounding_is_a_named_policy_on_exact_fractions():
    assert value("levy_rounding") == "ceil"
    assert (taken("share_of_proceeds_for_adaptation", 12_345), taken("omge", 12_345)) == (618, 247)
    assert taken("share_of_proceeds_for_adaptation", 1_000_003) == 50_001


def test_mistake_03_authorized_units_for_adaptation_and_overall_mitigation_are_first_transferred(told):
    forwarded = [
        each for each in told[1].holdings if each.account in {"omge", "adaptation"} and each.unit_class == "AER"
    ]
    assert {each.account for each in forwarded} == {"omge", "adaptation"}
    assert all(each.quantity == each.first_transferred > 0 for each in forwarded)


def test_mistake_04_units_without_authorization_stand_in_the_same_serials_and_bear_the_same_levies():
    classes = RULES.unit_classes
    assert {classes["MCU"].unit_type, classes["AER"].unit_type} == {"A6.4ER"}
    assert [each.unit_class for each in RULES.issuance.issued] == ["AER", "MCU"], "one issuance, one space of serials"
    levied = [each.classes for each in RULES.transactions.values() if each.name.endswith("_forwarding")]
    assert all({"MCU", "AER"} <= set(each) for each in levied[:2])


def test_mistake_05_a_late_authorization_covers_only_what_never_moved_and_what_was_forwarded_follows(told):
    play = whole.issued(whole.issuance_requested(whole.verified(whole.monitored(left_open()))))
    step = ("authorization_of_use", "authorize_later", HOST, on("2027-08-01"))
    assert play.try_(*step, **whole.AUTHORIZATION, units_never_moved=False).about["need"] == "confirmed"
    moved = [each for each in told[1].holdings if each.unit_class == "MCU"]
    forwarded = [each for each in told[1].holdings if each.account in {"omge", "adaptation"}]
    assert {each.unit_class for each in forwarded} == {"AER"}, "the matching shares became authorized too"
    assert all(each.first_transferred == 0 for each in moved)


def left_open():
    play = whole.registered()
    play.take("authorization_of_use", "leave_open", HOST, on("2026-07-01"))
    return play


def test_mistake_06_approval_authorization_of_participants_and_of_use_are_three_acts():
    play = whole.authorized()
    runs = {each.cycle.path.partition(".")[2]: each for each in play.world(on("2026-07-02")).runs.values()}
    days = [
        runs[cycle].transitions[0].on for cycle in ("approval", "participant_authorization", "authorization_of_use")
    ]
    assert days == [date(2026, 1, 12), date(2026, 1, 14), date(2026, 7, 1)]
    assert whole.approved().state("authorization_of_use", on("2026-02-01")) == "awaited", (
        "approval gives no right to it"
    )


def test_mistake_07_a_first_transfer_is_no_sale_but_the_earliest_of_several_events():
    by_act = {each.name: each.first_transfer for each in RULES.transactions.values()}
    assert by_act["adaptation_forwarding"] is by_act["omge_forwarding"] is FirstTransfer.ALWAYS
    assert by_act["issuance"] is FirstTransfer.HOST_DEFINITION
    between = {each.first_transfer for each in RULES.transactions.values() if each.act.value == "transfer"}
    assert FirstTransfer.OTHER_PARTY in between, "it is the boundary between Parties, not the owner"


def test_mistake_08_the_exemption_is_of_the_five_per_cent_only_can_be_left_and_is_not_the_fee_waiver():
    assert taken("share_of_proceeds_for_adaptation", 1_000, host_least_developed=True) == 0
    opted = {"host_least_developed": True, "host_opted_in_to_adaptation_share": True}
    assert taken("share_of_proceeds_for_adaptation", 1_000, **opted) == 50
    assert taken("omge", 1_000, host_least_developed=True) == taken("omge", 1_000, host_small_island=True) == 20
    assert fee("issuance_fee", 1_000, **opted) == 0, "fees stay waived"
    assert fee("issuance_fee", 1_000) == 150


def test_mistake_09_ten_per_cent_is_of_the_difference_to_the_activity_and_competes_with_uncertainty():
    assert by_year(done(BASELINE, example("0.05"), HISTORY), "BE_adj")[0] == 92_000, "not 90,000"
    assert by_year(done(BASELINE, example("0.12"), HISTORY), "BE_adj")[0] == 88_000


def test_mistake_10_one_per_cent_adds_up_and_does_not_compound():
    assert by_year(done(BASELINE, example(), HISTORY), "BE_adj")[-1] == 88_000
    assert 92_000 * Fraction(99, 100) ** 4 != 88_000


def test_mistake_11_a_benchmark_is_not_adjusted_in_its_first_year_but_in_the_later_ones():
    given = {name: found for name, found in example().items() if name not in ("UNC", "AE_y0")}
    assert by_year(done(BASELINE, given, "benchmark"), "BE_adj")[:2] == [100_000, 99_000]


def test_mistake_12_each_year_the_lower_of_the_two_counts_after_the_fact():
    bau = {**dict.fromkeys(YEARS, 1_000_000), "2028": Fraction(875_000, 9)}
    assert by_year(done(BASELINE, example(BAU=bau), HISTORY), "BE_cred")[2] == 89_500


def test_mistake_13_positive_leakage_is_no_credit():
    sources = {"LE_equipment": 5, "LE_resources": 10, "LE_production": -40, "LE_environment": 0}
    assert done(LEAKAGE, sources).results["leakage"] == 0, "not −25"
    assert done(LEAKAGE, sources | {"LE_production": -4}).results["leakage"] == 11


def test_mistake_14_warming_potentials_are_those_of_the_fifth_assessment_and_periods_are_not_those_of_the_cdm():
    potentials = {name: Decimal(found) for name, found in dict(value("global_warming_potentials")).items()}
    assert (potentials["CH4"], potentials["N2O"]) == (28, 265)
    assert (value("renewable_crediting_period_years_max"), value("crediting_period_renewals_max")) == (5, 2)
    assert (value("fixed_crediting_period_years_max"), value("removal_crediting_period_years_max")) == (10, 15)


def test_mistake_15_words_and_limits_of_the_cdm_do_not_mix_in():
    cycles = cyclebooks().books["article_6_4"].cycles
    assert "article_6_4.component_project" in cycles
    labels = {
        state.label.english for each in cyclebooks().books["article_6_4"].every() for state in each.states.values()
    }
    labels |= {step.label.english for each in cyclebooks().books["article_6_4"].every() for step in each.steps.values()}
    assert len(labels) > 300
    assert not any("CPA" in each or "component project activity" in each.lower() for each in labels)
    assert (value("programme_period_years"), value("programme_renewals_max"), value("programme_total_years_max")) == (
        5, 3, 20,
    )  # fmt: skip
    assert fee("issuance_fee", 10_000) == 1_500, "flat, without the first 15,000 at 0.10"
    assert fee("issuance_fee", 100_000) == 15_000


def test_mistake_16_clocks_run_from_the_right_day_to_the_end_of_the_right_day():
    told = {"title": "x", "participants": "Volta Solar", "location": "x", "technology": "x", "host_party": "GH",
            "start_date": "2025-06-02", "crediting_period_type": "fixed", "annual_reductions": 1}  # fmt: skip
    notify = ("project_activity", "notify_prior_consideration", PARTICIPANT)
    # 180 days after 2 June 2025, when the activity began.
    assert whole.idea().try_(*notify, last_second("2025-11-29"), **told) is None
    assert whole.idea().try_(*notify, first_second_after("2025-11-29"), **told).code == "too_late"
    step = ("project_activity", "request_renewal", VALIDATOR)
    said = {"new_period_start": "2031-09-01", "new_period_end": "2036-08-31", "annual_reductions": 40_000,
            "corrective_actions_closed": True}  # fmt: skip
    assert whole.registered().try_(*step, last_second("2030-12-03"), **said).code == "too_early", "270 days before"
    assert whole.registered().try_(*step, first_second_after("2030-12-03"), **said) is None
    assert whole.registered().try_(*step, last_second("2032-08-31"), **said) is None
    late = whole.registered().try_(*step, first_second_after("2032-08-31"), **said)
    assert late.code in {"too_late", "step_out_of_order"}
    review = (REQUEST, "request_review", MEMBER)
    assert published(by="2026-03-02").try_(*review, last_second("2026-03-30"), reasons="x") is None, "24:00 CET"
    assert published(by="2026-03-02").try_(*review, first_second_after("2026-03-30"), reasons="x") is not None
    zones = (RULES.mechanism.deadlines.zone, RULES.mechanism.records.zone)
    assert zones == ("+01:00", "+00:00"), "deadlines end in Central European Time, the registry records in UTC"


def test_mistake_17_no_request_for_review_is_not_final_and_a_panel_can_only_affirm_or_remand():
    play = published(by="2026-03-02")
    assert play.state(REQUEST, first_second_after("2026-03-30")) == "deemed_approved"
    assert play.state(REQUEST, last_second("2026-04-27")) == "deemed_approved"
    assert play.state(REQUEST, first_second_after("2026-04-27")) == "granted"
    assert value("issuance_appeal_window_days") == 14
    play = published(by="2026-03-02")
    play.take(REQUEST, "appeal_deemed_approval", STAKEHOLDER, on("2026-04-20"))
    assert play.state(REQUEST, first_second_after("2026-04-27")) == "appealed"
    endings = {
        name
        for name, step in cyclebooks().latest("article_6_4.appeal").steps.items()
        if any(each.role == PANEL[0].role for each in step.by) and step.to_state not in {"same", "eligible"}
    }
    assert endings == {"affirm", "remand", "find_not_eligible"}


def test_mistake_18_periods_follow_each_other_and_a_programme_files_in_order_under_the_cap():
    step = ("project_activity", "begin_monitoring_period", PARTICIPANT, on("2027-06-20"))
    play = whole.issued()
    assert play.try_(*step, monitoring_period_start="2027-01-02", monitoring_period_end="2027-12-31").about[
        "need"
    ] == "follows_the_last"  # fmt: skip
    programme = whole_programme.batch_verified(
        whole_programme.batch(whole_programme.monitored(), "CP-1"), quantity=80_000
    )
    over = programme.try_("issuance_batch", "request_issuance", VALIDATOR, on("2027-03-15"),
                          quantity_by_vintage="2026: 60001")  # fmt: skip
    assert over.code == "relation_missing", "who validated and did not verify files nothing"
    by = whole_programme.VERIFIER
    over = programme.try_("issuance_batch", "request_issuance", by, on("2027-03-15"), quantity_by_vintage="2026: 60001")
    assert over.about["need"] == "in_all_at_most"


def test_mistake_19_who_validated_does_not_verify_first_and_one_member_or_alternate_suffices_for_a_review():
    play = whole.monitored()
    play.take("monitoring_period", "submit_report", PARTICIPANT, on("2027-01-15"))
    refusal = play.try_("monitoring_period", "verify", VALIDATOR, on("2027-03-10"), certified_quantity=1,
                        corrective_actions_closed=True)  # fmt: skip
    assert refusal.code == "relation_forbidden"
    for one in (MEMBER, ALTERNATE):
        assert published(by="2026-03-02").try_(REQUEST, "request_review", one, on("2026-03-10"), reasons="x") is None


def test_mistake_20_a_reversal_is_cancelled_in_kind_a_deficit_is_carried_and_buffer_units_are_not_first_transferred():
    at, period = on("2027-03-10"), ("monitoring_period",)
    reversal = {"storage_change": -300, "reversal_quantity": 300, "corrective_actions_closed": True}
    netted = removal_play.under_verification().try_(*period, "verify_removals", VERIFIER, at,
                                                    **{**removal_play.BALANCE, "storage_change": -300})  # fmt: skip
    assert netted.about["need"] == "above_zero", "what was lost is not netted against what is earned"
    play = removal_play.under_verification()
    play.take(*period, "find_reversal", VERIFIER, at, **reversal)
    steps = play.run("project_activity", at).cycle.steps
    assert "after_crediting" in steps["notify_release"].from_states, "monitoring does not stop with crediting"
    rows = RULES.transactions
    assert rows["buffer_forwarding"].first_transfer is rows["buffer_replenishment"].first_transfer is FirstTransfer.NONE
    [story] = [each for each in shipped_stories() if each.name == "removal_reversal"]
    found = {(each.account, each.unit_class): each for each in run(scratch_stage(story)).holdings}
    cancelled = {unit_class: each.quantity for (account, unit_class), each in found.items()
                 if account == "buffer-cancellation"}  # fmt: skip
    assert cancelled == {"AER": 610, "MCU": 290}, "as many of each class as were reversed"
    assert {each.first_transferred for (account, _), each in found.items() if account.startswith("buffer")} == {0}


def test_mistake_20_a_deficit_of_one_period_is_taken_from_what_the_next_one_earns():
    play = removal_play.under_verification()
    deficit = {"storage_change": 80, "emission_change": 150, "leakage": 0, "net_removals": -70,
               "corrective_actions_closed": True}  # fmt: skip
    lost = play.try_("monitoring_period", "carry_deficit", VERIFIER, on("2027-03-10"), **deficit,
                     crediting_deficit_after=0)  # fmt: skip
    assert lost.about["need"] == "sum_is_zero"
    play.take("monitoring_period", "carry_deficit", VERIFIER, on("2027-03-10"), **deficit, crediting_deficit_after=70)
    assert play.world(on("2027-03-11")).facts()["crediting_deficit"] == 70
