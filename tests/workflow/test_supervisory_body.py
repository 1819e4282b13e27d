"""The Supervisory Body and what it watches: meetings, votes, electronic decisions, seats, accreditation, accounts."""

from datetime import date

import pytest
from tests.workflow.play import (
    ADMINISTRATOR,
    ALTERNATE,
    CHAIR,
    HOST,
    MEMBER,
    PARTICIPANT,
    SECRETARIAT,
    VALIDATOR,
    VERIFIER,
    Actor,
    Play,
    first_second_after,
    last_second,
    on,
)

MEETING, DECISION, ELECTRONIC = "supervisory_body_meeting", "supervisory_body_decision", "electronic_decision"
MEMBERS = [Actor(f"Member {number}", MEMBER.role) for number in range(1, 13)]
CMA = Actor("CMA", "cma")
TEAM = Actor("Team", "assessment_team")
AEP = Actor("Panel", "accreditation_expert_panel")


def called() -> Play:
    play = Play(f"article_6_4.{MEETING}", on("2026-01-05"), facts={}, subject="SBM021")
    play.take(MEETING, "call", SECRETARIAT, on("2026-01-06"), meeting="2026-05-18")
    play.take(MEETING, "publish_documents", SECRETARIAT, on("2026-05-04"))
    return play


def opened() -> Play:
    play = called()
    for member in MEMBERS[:9]:
        play.take(MEETING, "open_meeting", member, on("2026-05-18", 9))
    play.take(MEETING, "take_up", CHAIR, on("2026-05-18", 10), matter="request 4", case_decided_on="A6.4-0001 review")
    return play


def test_a_meeting_is_open_when_nine_of_twelve_are_there_and_alternates_do_not_count():
    play = called()
    for member in MEMBERS[:8]:
        play.take(MEETING, "open_meeting", member, on("2026-05-18", 9))
    assert play.state(MEETING, on("2026-05-18", 9)) == "documents_public"
    assert play.try_(MEETING, "open_meeting", ALTERNATE, on("2026-05-18", 9)).code == "role_not_entitled"
    play.take(MEETING, "open_meeting", MEMBERS[0], on("2026-05-18", 9))
    assert play.state(MEETING, on("2026-05-18", 9)) == "documents_public", "the same member does not count twice"
    play.take(MEETING, "open_meeting", MEMBERS[8], on("2026-05-18", 9))
    assert play.state(MEETING, on("2026-05-18", 9)) == "open"
    assert called().try_(MEETING, "open_meeting", MEMBERS[0], on("2026-05-17")).code == "too_early"


def test_consensus_comes_first_and_a_vote_only_after_an_objection():
    play, at = opened(), on("2026-05-18", 11)
    assert play.try_(DECISION, "exhaust_consensus", CHAIR, at).about["need"] == "taken"
    play.take(DECISION, "object", MEMBERS[3], at, reasons="leakage")
    assert play.try_(DECISION, "find_consensus", CHAIR, at).about["need"] == "not_taken"
    play.take(DECISION, "exhaust_consensus", CHAIR, at)
    assert play.vote(DECISION, "vote", at, yes=8, no=3).code == "vote_not_carried"
    assert play.vote(DECISION, "vote", at, yes=9, no=3) is None, "exactly three quarters of those voting"
    assert play.state(DECISION, at) == "adopted_by_vote"


def test_who_abstains_is_present_and_does_not_vote():
    play, at = opened(), on("2026-05-18", 11)
    play.take(DECISION, "object", MEMBERS[3], at, reasons="leakage")
    play.take(DECISION, "exhaust_consensus", CHAIR, at)
    assert play.vote(DECISION, "vote", at, yes=6, no=2, abstain=1) is None


def test_a_decision_names_the_case_it_is_about_and_a_meeting_closes_when_all_are_taken():
    play, at = opened(), on("2026-05-18", 11)
    assert play.try_(MEETING, "close", CHAIR, at).about["need"] == "none_open"
    play.take(DECISION, "find_consensus", CHAIR, at)
    opened_by = play.run(DECISION, at).opened_by
    assert opened_by.stated["case_decided_on"] == "A6.4-0001 review"
    play.take(MEETING, "close", CHAIR, on("2026-05-21"))
    assert play.vote(MEETING, "adopt_report", on("2026-05-21"), yes=9) is None
    assert play.state(MEETING, on("2026-05-21")) == "reported"


def test_who_declared_a_conflict_takes_no_part():
    play, at = called(), on("2026-05-18", 9)
    play.take(MEETING, "declare_conflicts", SECRETARIAT, at, members_with_a_conflict="Member 1;Member 5")
    for member in MEMBERS[:9]:
        play.take(MEETING, "open_meeting", member, at)
    play.take(MEETING, "take_up", CHAIR, at, matter="request 4", case_decided_on="A6.4-0001 review")
    assert play.try_(DECISION, "find_consensus", CHAIR, at).code == "relation_forbidden"
    assert play.try_(DECISION, "object", MEMBERS[4], at, reasons="x").code == "relation_forbidden"


def circulated() -> Play:
    play = Play(f"article_6_4.{ELECTRONIC}", on("2026-02-01"), facts={}, subject="EDM-7")
    play.take(ELECTRONIC, "circulate", CHAIR, on("2026-02-02"), matter="case 5962", case_decided_on="5962")
    return play


def test_an_electronic_decision_stands_after_two_weeks_when_receipts_make_a_quorum_and_nobody_objects():
    play = circulated()
    for member in MEMBERS[:9]:
        play.take(ELECTRONIC, "confirm_receipt", member, on("2026-02-05"))
    assert play.state(ELECTRONIC, last_second("2026-02-16")) == "circulated"
    assert play.state(ELECTRONIC, first_second_after("2026-02-16")) == "adopted"
    few = circulated()
    for member in MEMBERS[:8]:
        few.take(ELECTRONIC, "confirm_receipt", member, on("2026-02-05"))
    assert few.state(ELECTRONIC, first_second_after("2026-02-16")) == "without_quorum"
    objected = circulated()
    objected.take(ELECTRONIC, "object", MEMBERS[2], last_second("2026-02-16"), reasons="x")
    assert objected.state(ELECTRONIC, first_second_after("2026-02-16")) == "objected"
    assert (
        circulated().try_(ELECTRONIC, "object", MEMBERS[2], first_second_after("2026-02-16"), reasons="x") is not None
    )


def seated() -> Play:
    play = Play("article_6_4.supervisory_body_seat", on("2023-10-01"), facts={}, subject="A person (synthetic)")
    play.take("supervisory_body_seat", "elect", CMA, on("2023-12-10"), seat="member", constituency="african",
              term_start="2024-02-26", term_end="2026-02-25")  # fmt: skip
    return play


def test_a_person_has_two_terms_at_most_and_stays_on_until_succeeded():
    seat, play = "supervisory_body_seat", seated()
    assert play.state(seat, on("2024-02-26")) == "serving"
    assert play.state(seat, first_second_after("2026-02-25")) == "staying_on"
    play.take(seat, "reelect", CMA, on("2026-02-26"), new_term_start="2026-02-26", new_term_end="2028-02-25")
    assert play.state(seat, first_second_after("2028-02-25")) == "staying_on"
    refusal = play.try_(seat, "reelect", CMA, on("2028-02-26"), new_term_start="2028-02-26", new_term_end="2030-02-25")
    assert refusal.about["need"] == "taken_fewer_times"
    longer = seated()
    refusal = longer.try_(seat, "reelect", CMA, on("2026-02-26"), new_term_start="2026-02-26",
                          new_term_end="2028-02-27")  # fmt: skip
    assert refusal.code == "date_too_late"


def accredited() -> Play:
    play = Play("article_6_4.accreditation", on("2025-11-03"), facts={}, subject="Valid Ltd")
    case = "accreditation"
    play.take(case, "publish", SECRETARIAT, on("2025-11-05"), scopes_applied_for="waste;energy_industries")
    play.take(case, "report_desk_review", TEAM, on("2026-01-10"))
    play.take(case, "raise_nonconformities", TEAM, on("2026-02-10"), nonconformities="one")
    play.take(case, "correct", VALIDATOR, on("2026-02-20"))
    play.take(case, "report_on_site", TEAM, on("2026-03-01"))
    play.take(case, "recommend", AEP, on("2026-03-10"), recommended_scopes="waste;energy_industries")
    assert play.vote(case, "accredit", on("2026-05-18"), yes=9, accreditation_number="A6.4E-0099") is None
    for scope in ("waste", "energy_industries"):
        play.take(case, "grant_scope", SECRETARIAT, on("2026-05-19"), scope=scope, granted_by_desk_review=False)
    return play


def test_an_accreditation_lasts_five_years_and_its_scopes_end_with_it():
    play = accredited()
    assert play.state("accreditation", last_second("2031-05-18")) == "accredited"
    at = first_second_after("2031-05-18")
    states = {run.state for run in play.world(at).runs.values()}
    assert states == {"expired"}


def test_scopes_are_suspended_and_withdrawn_one_by_one_and_a_scope_is_not_granted_twice():
    play, scope = accredited(), "accreditation_scope"
    refusal = play.try_("accreditation", "grant_scope", SECRETARIAT, on("2026-05-20"), scope="waste",
                        granted_by_desk_review=True)  # fmt: skip
    assert refusal.about["need"] == "names_no_other"
    assert play.vote(scope, "suspend", on("2026-07-27"), yes=9, reasons="non-conformities") is None
    at = on("2026-07-27")
    named = {str(run.opened_by.stated["scope"]): run.state for run in play.world(at).runs.values() if run.opened_by}
    assert named == {"waste": "in_force", "energy_industries": "suspended"}
    assert play.vote(scope, "withdraw", on("2026-10-05"), yes=9, reasons="still open") is None
    assert play.try_(scope, "give_up", VALIDATOR, on("2026-10-06")).code == "step_out_of_order"


def test_only_the_entity_itself_answers_in_its_accreditation():
    play = Play("article_6_4.accreditation", on("2025-11-03"), facts={}, subject="Valid Ltd")
    play.take("accreditation", "find_incomplete", SECRETARIAT, on("2025-11-04"), reasons="no insurance")
    assert play.try_("accreditation", "complete", VERIFIER, on("2025-11-05")).code == "relation_missing"
    play.take("accreditation", "complete", VALIDATOR, on("2025-11-05"))


ACCOUNT_FACTS = {"account_holder_is_party": False, "opened_in_last_twelve_months": False}


def requested(first: bool) -> Play:
    play = Play("article_6_4.holding_account", on("2026-01-05"), facts=dict(ACCOUNT_FACTS), subject="UN01-GH-7")
    play.take("holding_account", "authorize", HOST, on("2026-01-06"), account_holder="Volta Solar",
              representative="Ama", remaining_units_to="UN01-GH-8", first_account_with_this_party=first)  # fmt: skip
    play.take("holding_account", "verify", ADMINISTRATOR, on("2026-01-10"))
    return play


@pytest.mark.parametrize(("number", "fee"), [(1, "500"), (2, "800")])
def test_a_further_account_costs_its_fee_before_it_is_open(number, fee):
    play, case = requested(False), "holding_account"
    assert play.try_(case, "open_without_fee", ADMINISTRATOR, on("2026-01-11"), account_number_of_holder=number).about[
        "need"
    ] == "no_fee_due"  # fmt: skip
    play.take(case, "state_fee", ADMINISTRATOR, on("2026-01-11"), account_number_of_holder=number)
    step = (case, "open_account", ADMINISTRATOR, on("2026-01-12"))
    assert play.try_(*step, amount_received="499", payment_reference="r").about["need"] == "fee_covered"
    play.take(*step, amount_received=fee, payment_reference="r")
    assert play.run(case, on("2026-01-12")).dates["account_opened"] == date(2026, 1, 12)


def test_the_first_account_with_a_party_is_free_and_only_its_party_or_holder_ends_it():
    play, case = requested(True), "holding_account"
    play.take(case, "open_without_fee", ADMINISTRATOR, on("2026-01-11"), account_number_of_holder=1)
    other = Actor("Urs", "designated_national_authority", party="CH")
    assert play.try_(case, "ask_for_termination", other, on("2026-02-01")).code == "relation_missing"
    play.take(case, "suspend_on_request", HOST, on("2026-02-01"))
    play.take(case, "ask_for_termination", PARTICIPANT, on("2026-02-02"))
    step = (case, "terminate", ADMINISTRATOR, on("2026-02-03"))
    assert play.try_(*step, no_units_left=False).about["need"] == "confirmed"
    play.take(*step, no_units_left=True)
