"""Cooperative approaches step by step: the whole way, and at each step who may not, too early, too late, without it.

Parties are real, what they do here is synthetic.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.workflow.play import Play, on

from sextant.domain.refusal import Refusal
from sextant.workflow.case import Actor

UTC = timedelta()
GHANA = Actor("Esi", "authorizing_body", party="GH")
SWISS = Actor("Urs", "authorizing_body", party="CH")
THAI = Actor("Li", "authorizing_body", party="TH")
APPLICANT = Actor("Ama", "activity_participant", entity="Volta Stoves")
OTHER_APPLICANT = Actor("Kofi", "activity_participant", entity="Akosombo Grid")
COMMITTEE = Actor("Committee", "authorization_committee", party="GH")
SECRETARIAT = Actor("Sam", "secretariat")
LEAD = Actor("Lead", "lead_reviewer")
VERIFIER = Actor("Vera", "outcome_verifier", entity="Verifier (synthetic)")
OTHER_VERIFIER = Actor("Otto", "outcome_verifier", entity="Another verifier (synthetic)")
REGISTRAR = Actor("Reg", "registry_administrator")
STRANGERS = {
    "outcome_verifier": OTHER_VERIFIER,
    "registry_administrator": VERIFIER,
    "authorizing_body": THAI,
    "activity_participant": OTHER_APPLICANT,
    "secretariat": THAI,
    "lead_reviewer": SECRETARIAT,
    "authorization_committee": SECRETARIAT,
}
SHOWN = {"fulfilled": True, "evidence": "registry of laws"}
POLICY = {
    "policy_effective": "2025-01-01", "exports": True, "contribution_part": "conditional", "policy_sectors": "Energy",
    "policy_standards": "VCS;GS", "policy_uses": "any", "policy_cap": 1000, "policy_cap_years": "2021 to 2030",
    "state_share_percent": 10, "application_fee": "1000", "authorization_fee": "5000", "fee_currency": "USD",
    "template_version": "T1", "template_fields": "owner;location",
}  # fmt: skip
TERMS = {
    "agreed_sectors": "Energy", "agreed_standards": "VCS;GS", "agreed_methodologies": "any", "agreed_share": 90,
    "voluntary_levies": "2 per cent for adaptation", "safeguards": "grievance mechanism",
    "termination_terms": "6 months",
}  # fmt: skip
PROPOSED = {
    "title": "Stoves (synthetic)", "participating_parties": "GH+CH", "approach_kind": "bilateral",
    "approach_start": "2025-01-01", "approach_end": "2030-12-31", "expected_mitigation": "2025: 100", **TERMS,
}  # fmt: skip
APPLIED = {
    "template_used": "T1", "answers": "owner: Volta Stoves; location: Accra", "requested_quantity": 500,
    "requested_uses": "nationally_determined_contribution", "sectors": "Energy", "standards": "VCS",
    "mitigation_part": "conditional",
}  # fmt: skip
STATEMENT = {
    "reference": "LoA-1", "parties": "CH", "entities": "any", "uses": "nationally_determined_contribution",
    "first_transfer": "any", "purposes_named": "any", "authorized_quantity": 450, "vintages": "2021 to 2030",
    "use_from": "any", "use_until": "2032-12-31", "issue_until": "2031-12-31", "duration": "to 2030",
    "sectors": "Energy",
    "activity_types": "Energy Efficiency households", "metric": "GHG", "non_ghg_metric": "any", "gwp": "AR5",
    "tracking_registry": "GHA01", "underlying_registries": "VCS", "methodologies": "any", "terms_of_change": "none",
    "changes_foreseen": False,
}  # fmt: skip
WHOLE = dict.fromkeys(
    ("party_to_agreement", "contribution_maintained", "authorizing_arrangements", "tracking_arrangements",
     "inventory_provided", "contributes_to_goals"), True)  # fmt: skip

PATHS = {
    "participation": ("GH", {}, [
        ("participation", "show_party_to_agreement", GHANA, "2025-01-01", SHOWN),
        ("participation", "show_contribution", GHANA, "2025-01-01", SHOWN),
        ("participation", "show_authorizing_arrangements", GHANA, "2025-01-01", SHOWN),
        ("participation", "show_tracking_arrangements", GHANA, "2025-01-01", SHOWN),
        ("participation", "show_inventory", GHANA, "2025-01-01", SHOWN),
        ("participation", "show_contribution_to_goals", GHANA, "2025-01-01", SHOWN),
        ("participation", "participate", GHANA, "2025-01-02", {}),
        ("participation", "adopt_policy", GHANA, "2025-01-01", POLICY),
        ("participation", "begin_initial_report", GHANA, "2025-01-03", {}),
        ("initial_report", "put_off", GHANA, "2025-01-03",
         {"report_expected": "2025-02-01", "covered_approaches": "CA0003", "reasons": "practical"}),
        ("initial_report", "submit", GHANA, "2025-02-01", {"report_kind": "initial", "covered_approaches": "CA0003"}),
        ("initial_report", "resubmit", GHANA, "2025-02-02", {"covered_approaches": "CA0003", "reasons": "typing"}),
        ("initial_report", "publish", SECRETARIAT, "2025-02-03", {}),
        ("initial_report", "begin_review", SECRETARIAT, "2025-03-01", {}),
        ("technical_review", "agree_week", SECRETARIAT, "2025-03-03",
         {"review_format": "desk", "review_week": "2025-06-02"}),
        ("technical_review", "state_transparency_review_week", SECRETARIAT, "2025-03-03",
         {"transparency_review_week": "2025-09-01"}),
        ("technical_review", "compose_team", SECRETARIAT, "2025-04-20",
         {"lead_from_developed": "A", "lead_from_developing": "B", "experts": "C"}),
        ("technical_review", "send_questions", LEAD, "2025-05-01", {}),
        ("technical_review", "answer", GHANA, "2025-05-30", {}),
        ("technical_review", "ask_more", LEAD, "2025-06-03", {"questions": "which edition"}),
        ("technical_review", "send_draft", LEAD, "2025-06-05", {"findings": "18(d)", "recommendations": "quantify"}),
        ("technical_review", "comment", GHANA, "2025-06-19", {}),
        ("technical_review", "finish", LEAD, "2025-07-03", {"findings": "18(d)", "recommendations": "quantify"}),
        ("technical_review", "publish", SECRETARIAT, "2025-07-10", {}),
        ("participation", "begin_annual_information", GHANA, "2026-01-02", {}),
        ("annual_information", "state_year", GHANA, "2026-01-02", {"reported_year_end": "2025-12-31"}),
        ("annual_information", "submit", GHANA, "2026-04-15", {"submission_version": "1.0"}),
        ("annual_information", "find_consistent", SECRETARIAT, "2026-04-20", {}),
        ("annual_information", "notify_inconsistency", SECRETARIAT, "2026-05-01", {"findings": "P01"}),
        ("annual_information", "resubmit", GHANA, "2026-05-10", {"submission_version": "2.0", "reasons": "P01"}),
        ("annual_information", "find_consistent", SECRETARIAT, "2026-05-20", {}),
        ("participation", "begin_regular_information", GHANA, "2026-06-01", {}),
        ("regular_information", "state_year", GHANA, "2026-06-01", {"report_year_start": "2026-01-01"}),
        ("regular_information", "submit", GHANA, "2026-12-31", {"covered_years": "2021 to 2024"}),
        ("annual_information", "close", SECRETARIAT, "2027-01-10", {}),
        ("participation", "lapse", GHANA, "2027-02-01", {"reasons": "no inventory"}),
    ]),
    "cooperative_approach": ("CA-GH-CH", {}, [
        ("cooperative_approach", "propose", GHANA, "2024-12-01", PROPOSED),
        ("cooperative_approach", "change_proposal", SWISS, "2024-12-02", PROPOSED),
        ("cooperative_approach", "sign", GHANA, "2024-12-10", {}),
        ("cooperative_approach", "sign", SWISS, "2024-12-11", {}),
        ("cooperative_approach", "identify", SECRETARIAT, "2024-12-20", {"approach_identifier": "CA0003"}),
        ("cooperative_approach", "authorize_approach", GHANA, "2025-01-05", {}),
        ("cooperative_approach", "authorize_approach", SWISS, "2025-01-06", {}),
        ("cooperative_approach", "amend_terms", GHANA, "2025-02-01", TERMS),
        ("cooperative_approach", "amend_terms", SWISS, "2025-02-01", TERMS),
        ("cooperative_approach", "notify_termination", SWISS, "2026-01-01",
         {"termination_effective": "2026-07-01", "reasons": "new policy"}),
    ]),
    "authorization": ("STOVES", {"host_party": "GH", "party_participates": True, "approach_authorized": True,
                                 "participating_parties": "GH+CH", "cooperative_approach": "CA-GH-CH"}, [
        ("authorization", "apply", APPLICANT, "2025-02-01", APPLIED),
        ("authorization", "return_application", GHANA, "2025-02-02", {"reasons": "map"}),
        ("authorization", "apply", APPLICANT, "2025-02-03", APPLIED),
        ("authorization", "find_complete", GHANA, "2025-02-04", {}),
        ("authorization", "give_no_objection", GHANA, "2025-02-05", {}),
        ("authorization", "give_intent", GHANA, "2025-02-05", {}),
        ("authorization", "receive_fee", GHANA, "2025-02-06", {"fee_paid": "6000 USD", "payment_reference": "1"}),
        ("authorization", "advise", COMMITTEE, "2025-02-10", {"advice": "authorize"}),
        ("authorization", "authorize_itmos", GHANA, "2025-03-01", STATEMENT),
        ("authorization", "authorize_entities", SWISS, "2025-03-01",
         {"entities": "Buyer (synthetic)", "entity_conditions": "none", "terms_of_change": "none"}),
        ("authorization", "revoke_entities", SWISS, "2025-03-02", {"entities": "Buyer (synthetic)", "reasons": "x"}),
        ("authorization", "amend", GHANA, "2025-04-01",
         {**STATEMENT, "reasons": "more", "change_effective": "2025-04-01"}),
        ("authorization", "suspend", GHANA, "2025-05-01", {"reasons": "audit", "reference": "LoA-1"}),
        ("authorization", "notify_partners", GHANA, "2025-05-01", {"told": "CH; VCS"}),
        ("authorization", "acknowledge", SWISS, "2025-05-02", {}),
        ("authorization", "resume", GHANA, "2025-06-01", {"reasons": "clear", "reference": "LoA-1"}),
        ("authorization", "revoke", GHANA, "2026-01-01",
         {"reasons": "policy", "change_effective": "2026-01-01", "reference": "LoA-1"}),
        ("authorization", "close", GHANA, "2026-02-01", {"reasons": "done"}),
    ]),
    "mitigation_outcome": ("STOVES", {"host_party": "GH", "use_authorized": True}, [
        ("mitigation_outcome", "begin_period", APPLICANT, "2025-01-01",
         {"monitoring_period_start": "2025-01-01", "monitoring_period_end": "2025-12-31",
          "verifying_entity": "Verifier (synthetic)"}),
        ("mitigation_outcome", "submit_report", APPLICANT, "2026-01-02", {}),
        ("mitigation_outcome", "return_report", VERIFIER, "2026-01-10", {"reasons": "a meter is missing"}),
        ("mitigation_outcome", "submit_report", APPLICANT, "2026-01-12", {}),
        ("mitigation_outcome", "verify", VERIFIER, "2026-02-01", {"verified_quantity": 400, "findings_closed": True}),
        ("mitigation_outcome", "record_itmos", REGISTRAR, "2026-02-03", {"quantity_by_vintage": "2025: 400"}),
    ]),
}  # fmt: skip


def noon(day):
    return on(day, offset=UTC)


def begun(name, without=frozenset(), *, reported=True) -> Play:
    subject, facts, _ = PATHS[name]
    known = {each: value for each, value in facts.items() if each not in without}
    play = Play(f"article_6_2.{name}", noon("2024-11-01"), facts=known, subject=subject)
    if name == "authorization":
        others = (approach(), host(reported=reported))
        play.history = replace(play.history, beside=tuple(other.history for other in others))
    return play


def approach() -> Play:
    """Return the approach of the authorization, proposed."""
    play = Play("article_6_2.cooperative_approach", noon("2024-11-01"), facts={}, subject="CA-GH-CH")
    assert play.try_("cooperative_approach", "propose", GHANA, noon("2024-12-01"), **PROPOSED) is None
    return play


def host(*, reported=True) -> Play:
    """Return the host of the authorization, with an initial report that covers its approach."""
    play = Play("article_6_2.participation", noon("2024-11-01"), facts={}, subject="GH")
    assert play.try_("participation", "begin_initial_report", GHANA, noon("2024-12-01")) is None
    if reported:
        said = {"report_kind": "initial", "covered_approaches": "CA-GH-CH"}
        assert play.try_("initial_report", "submit", GHANA, noon("2024-12-02"), **said) is None
    return play


def in_order(name):
    """The days of the path, in their order: an act is never dated before the last one."""
    return sorted(PATHS[name][2], key=lambda each: each[3])


def played(name, until=None) -> Play:
    play = begun(name)
    for cycle, step, actor, day, stated in in_order(name)[:until]:
        refusal = play.try_(cycle, step, actor, noon(day), **stated)
        assert refusal is None, (step, refusal)
    return play


PLACES = [(name, number) for name in PATHS for number in range(len(PATHS[name][2]))]


@pytest.mark.parametrize("name", PATHS)
def test_the_whole_way_goes(name):
    play = played(name)
    ends = {"participation": "lapsed", "cooperative_approach": "ended", "authorization": "closed",
            "mitigation_outcome": "recorded"}  # fmt: skip
    assert play.state(name, noon("2030-01-01")) == ends[name]
    if name == "participation":
        assert play.state("initial_report", noon("2030-01-01")) == "reviewed"
        assert play.state("annual_information", noon("2030-01-01")) == "recorded"


def test_every_step_that_somebody_takes_is_on_the_way():
    from sextant.storage.rulebook_files import cyclebooks

    taken = {(f"article_6_2.{cycle}", step) for name in PATHS for cycle, step, *_ in PATHS[name][2]}
    book = next(each for each in cyclebooks() if each.mechanism == "article_6_2")
    wanted = {
        (path, step.name)
        for path, versions in book.cycles.items()
        for step in cyclebooks().latest(path).steps.values()
        if not step.by_itself
    }
    # Where a case ends early, or a second case goes as the first did.
    elsewhere = {"give_up", "withdraw", "reject", "find_not_verified"}
    again = {("article_6_2.regular_information", step) for step in ("begin_review", "publish", "resubmit")}
    assert {each for each in wanted - taken - again if each[1] not in elsewhere} == set()


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_a_step_is_refused_to_others_without_its_papers_and_without_what_it_states(name, place):
    play = played(name, place)
    cycle, step, actor, day, stated = in_order(name)[place]
    history = play.history

    def refused(who, papers=None, **more):
        play.history = history
        return play.try_(cycle, step, who, noon(day), papers=papers, **more)

    assert refused(actor, **stated) is None
    declared = play.run(cycle, noon(day)).cycle.steps[step]
    stranger = STRANGERS[actor.role]
    if any(each.relation for each in declared.by) or stranger.role not in {each.role for each in declared.by}:
        assert isinstance(refused(stranger, **stated), Refusal), step
    if declared.documents:
        assert isinstance(refused(actor, papers=(), **stated), Refusal), step
    for left_out in declared.states_data:
        without = {key: value for key, value in stated.items() if key != left_out}
        assert isinstance(refused(actor, **without), Refusal), (step, left_out)


@pytest.mark.parametrize("name", PATHS)
def test_a_step_out_of_order_is_refused(name):
    """From the first state of a path, nothing that leads on from a later state can be done."""
    for cycle, step, actor, day, stated in PATHS[name][2]:
        if cycle != name:
            continue
        play = begun(name)
        declared = play.run(cycle, noon(day)).cycle.steps[step]
        refusal = play.try_(cycle, step, actor, noon(day), **stated)
        first = play.run(cycle, noon("2024-11-02")).cycle.initial
        if first not in declared.from_states:
            assert refusal is not None, step


@pytest.mark.parametrize("missing", WHOLE)
def test_a_party_does_not_participate_while_one_of_six_responsibilities_is_unknown(missing):
    facts = {name: value for name, value in WHOLE.items() if name != missing}
    for said in ({}, {missing: False}):
        play = Play("article_6_2.participation", noon("2024-11-01"), facts={**facts, **said}, subject="GH")
        assert play.try_("participation", "participate", GHANA, noon("2025-01-01")) is not None
    play = Play("article_6_2.participation", noon("2024-11-01"), facts=dict(WHOLE), subject="GH")
    assert play.try_("participation", "participate", GHANA, noon("2025-01-01")) is None


@pytest.mark.parametrize("missing", ["party_participates", "approach_authorized"])
def test_units_are_not_authorized_without_participation_approach_and_fee(missing):
    for left_out in ({missing}, set()):
        play = begun("authorization", left_out)
        for cycle, step, actor, day, stated in in_order("authorization")[:9]:
            if not left_out and step == "receive_fee":
                continue
            refusal = play.try_(cycle, step, actor, noon(day), **stated)
            assert (refusal is not None) == (step == "authorize_itmos"), (step, refusal)


def last(day):
    return noon(day).replace(hour=23, minute=59, second=59)


def test_the_clock_of_the_review_is_kept_to_the_day():
    at = [step for _, step, *_ in in_order("participation")]
    comment = at.index("comment")
    for day, taken in (("2025-06-19", True), ("2025-06-20", False)):
        play = played("participation", comment)
        assert (play.try_("technical_review", "comment", GHANA, last(day)) is None) == taken
    play = played("participation", comment)
    assert play.state("technical_review", noon("2025-06-20")) == "comments_closed", (
        "nobody waits for a Party that is silent"
    )
    for day, taken in (("2025-06-01", False), ("2025-06-02", True)):
        play = played("participation", at.index("ask_more"))
        assert (
            play.try_("technical_review", "send_draft", LEAD, noon(day), findings="x", recommendations="y") is None
        ) == taken
    agree = at.index("agree_week")
    for week, taken in (("2025-04-27", False), ("2025-04-28", True)):
        play = played("participation", agree)
        told = play.try_(
            "technical_review", "agree_week", SECRETARIAT, noon("2025-03-03"), review_format="desk", review_week=week
        )
        assert (told is None) == taken, week


def test_annual_information_is_due_on_15_april_and_regular_information_on_31_december():
    play = played("participation", [step for _, step, *_ in in_order("participation")].index("close"))
    for cycle, step, day in (
        ("annual_information", "submit", "2026-04-15"),
        ("regular_information", "submit", "2026-12-31"),
    ):
        run = play.run(cycle, noon("2027-01-01"))
        limit = run.cycle.steps[step].within
        world = play.world(noon("2027-01-01"))
        assert limit.form.last_day(world.known(run), limit.calendar).isoformat() == day
        assert not limit.enforced, "what comes late is taken in, and shown to be late"


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"exports": False}, {}),
        ({"policy_sectors": "Transportation"}, {}),
        ({"policy_standards": "GS"}, {}),
        ({"policy_uses": "other_purposes"}, {}),
        ({"policy_cap": 499}, {}),
        ({}, {"mitigation_part": "unconditional"}),
        ({}, {"template_used": "T0"}),
        ({}, {"answers": "owner: Volta Stoves"}),
    ],
)
def test_an_application_is_held_against_the_policy_of_the_day(change, asked):
    party = Play("article_6_2.participation", noon("2024-11-01"), facts={}, subject="GH")
    assert party.try_("participation", "adopt_policy", GHANA, noon("2024-12-01"), **POLICY | change) is None
    play = begun("authorization")
    play.history = replace(play.history, beside=(copy(party.history),))
    before = play.history
    assert play.try_("authorization", "apply", APPLICANT, noon("2024-12-31"), **APPLIED | asked) is None, (
        "not in force yet"
    )
    play.history = before
    assert play.try_("authorization", "apply", APPLICANT, noon("2025-01-01"), **APPLIED | asked) is not None
    play.history = before
    fine = play.try_("authorization", "apply", APPLICANT, noon("2025-01-01"), **APPLIED)
    assert (fine is None) == (not change)


@pytest.mark.parametrize(
    ("facts", "step", "actor", "stated", "code"),
    [
        ({"use_authorized": False}, "record_itmos", REGISTRAR, {"quantity_by_vintage": "2025: 400"},
         "condition_not_met"),
        ({}, "record_itmos", REGISTRAR, {"quantity_by_vintage": "2025: 401"}, "condition_not_met"),
        ({}, "verify", VERIFIER, {"verified_quantity": 400, "findings_closed": False}, "condition_not_met"),
        ({}, "verify", OTHER_VERIFIER, {"verified_quantity": 400, "findings_closed": True}, "relation_missing"),
    ],
)  # fmt: skip
def test_what_is_not_verified_or_not_authorized_is_not_recorded(facts, step, actor, stated, code):
    subject, known, path = PATHS["mitigation_outcome"]
    play = Play("article_6_2.mitigation_outcome", noon("2024-11-01"), facts={**known, **facts}, subject=subject)
    for cycle, name, by, day, said in path:
        if name == step:
            break
        assert play.try_(cycle, name, by, noon(day), **said) is None
    refusal = play.try_("mitigation_outcome", step, actor, noon("2026-02-05"), **stated)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_an_outcome_that_cannot_be_verified_never_becomes_itmos():
    play = played("mitigation_outcome", until=4)
    assert (
        play.try_("mitigation_outcome", "find_not_verified", VERIFIER, noon("2026-02-01"), reasons="no meter") is None
    )
    refusal = play.try_(
        "mitigation_outcome", "record_itmos", REGISTRAR, noon("2026-02-02"), quantity_by_vintage="2025: 1"
    )
    assert isinstance(refusal, Refusal)
    assert refusal.code == "step_out_of_order"
