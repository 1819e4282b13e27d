"""Versions of methodologies: how they come about, how long they hold, and that none is used outside its dates."""

from datetime import date

import pytest
from tests.workflow import whole
from tests.workflow.methodology_play import (
    PANELLISTS,
    PROPOSAL,
    SUBJECT,
    VERSION,
    before_body,
    before_panel,
    begun,
    in_force,
    moves,
    superseded,
)
from tests.workflow.play import (
    CHAIR,
    HOST,
    MEMBER,
    PARTICIPANT,
    REDUCTIONS,
    SECRETARIAT,
    STAKEHOLDER,
    VALIDATOR,
    Play,
    first_second_after,
    last_second,
    on,
)
from tests.workflow.wrong_ways import Move, assert_every_wrong_way_is_refused, played

from sextant.rules.loading import load
from sextant.storage.rulebook_files import shipped_texts
from sextant.wording.case_refusals import spoken
from sextant.wording.rule_names import Spoken
from sextant.workflow.case import Actor, beside
from sextant.workflow.cyclebook import load_cycles

ANOTHER = SUBJECT.replace("v01.0", "v02.0")


def test_every_wrong_way_to_a_version_is_refused():
    assert_every_wrong_way_is_refused(begun, moves(), least=25)


@pytest.mark.parametrize(
    ("made", "last", "before", "after"),
    [
        (lambda: played(begun(), moves()[:2]), "2024-12-23", "consultation", "drafting"),
        (lambda: raised(), "2025-05-04", "issues", "deemed_withdrawn"),
        (in_force, "2030-07-14", "in_force", "ended"),
        (superseded, "2026-09-02", "grace", "ended"),
        (lambda: asked(), "2024-11-09", "information", "incomplete"),
        (lambda: held("hold", hold_from="2026-02-02"), "2026-02-02", "hold_announced", "on_hold"),
        (lambda: held("hold_with_grace", report_published="2026-02-02"), "2026-03-02", "hold_announced", "on_hold"),
    ],
)
def test_what_time_does_on_the_last_day_and_the_day_after(made, last, before, after):
    play = made()
    assert play.state(VERSION, last_second(last)) == before
    run = play.run(VERSION, first_second_after(last))
    assert (run.state, run.transitions[-1].on) == (after, date.fromisoformat(last))


def raised():
    play = before_panel()
    play.take(VERSION, "raise_issues", PANELLISTS, on("2025-02-03"), reasons="Leakage")
    return play


def asked():
    play = played(begun(), moves()[:1])
    play.take(VERSION, "ask_for_documents", SECRETARIAT, on("2024-11-04"))
    return play


def held(step, **stated):
    play = in_force()
    assert play.vote(VERSION, step, on("2026-02-01"), yes=12, **stated) is None
    return play


def test_a_version_is_valid_for_five_years_at_most():
    late = {"valid_until": "2030-07-15"}
    refusal = played(begun(), moves()[:5]).try_(VERSION, "publish", SECRETARIAT, on("2025-07-14"), **late)
    assert (refusal.code, refusal.about["expected"]) == ("date_too_late", "2030-07-14")


def test_the_body_may_send_it_back_and_reject_it():
    play = before_body()
    assert play.vote(VERSION, "send_back", on("2025-04-01"), yes=12, reasons="r") is None
    play.take(VERSION, "recommend", PANELLISTS, on("2025-05-01"), recommendation="reject")
    assert play.vote(VERSION, "reject", on("2025-06-01"), yes=9, no=3, reasons="r") is None
    assert play.state(VERSION, on("2025-06-02")) == "rejected"


def test_the_body_begins_by_itself_and_consults_on_the_draft():
    play = begun()
    assert play.vote(VERSION, "decide_to_develop", on("2024-11-04"), yes=12, **PROPOSAL) is None
    play.take(VERSION, "send_to_panel", SECRETARIAT, on("2025-01-20"))
    play.take(VERSION, "consult_on_draft", SECRETARIAT, on("2025-02-03"))
    play.take(VERSION, "comment", STAKEHOLDER, last_second("2025-02-24"), comment="c", submitted_for="us")
    assert play.state(VERSION, first_second_after("2025-02-24")) == "before_panel"
    refusal = play.try_(VERSION, "raise_issues", PANELLISTS, on("2025-03-03"), reasons="r")
    assert refusal.about["need"] == "taken", "there is no proponent to answer"


def test_a_minor_revision_leaves_the_version_valid():
    play = in_force()
    play.take(VERSION, "revise_in_part", SECRETARIAT, on("2026-01-05"), superseded_by="v01.1")
    assert play.state(VERSION, on("2027-01-01")) == "in_force"


def test_after_a_hold_the_revision_leaves_no_grace():
    play = held("hold", hold_from="2026-02-02")
    play.take(VERSION, "end_hold", SECRETARIAT, on("2026-06-01"), superseded_by=ANOTHER)
    assert play.state(VERSION, on("2026-06-02")) == "ended"


def applying(version: Play, at="2025-09-25") -> Play:
    """Return an activity that names the version, beside which its history stands."""
    play = whole.notified()
    play.history = beside(play.history, version.history)
    play.take("project_activity", "name_methodologies", PARTICIPANT, on(at), methodology_versions=SUBJECT)
    return play


@pytest.mark.parametrize("version", [before_body, lambda: played(begun(), moves()[:1]), lambda: retired()])
def test_a_version_outside_its_dates_cannot_be_named(version):
    play = whole.notified()
    play.history = beside(play.history, version().history)
    refusal = play.try_("project_activity", "name_methodologies", PARTICIPANT, on("2025-09-25"),
                        methodology_versions=SUBJECT)  # fmt: skip
    assert (refusal.code, refusal.about["need"]) == ("condition_not_met", "named_in")
    assert SUBJECT in refusal.about["found"]
    cycle = play.run("project_activity", on("2025-09-25")).cycle
    for language in ("en", "zh-Hant"):
        assert SUBJECT in spoken(refusal, cycle, Spoken(play.rules, cycle, language, date(2025, 9, 25)))


def retired():
    short = Move(VERSION, "publish", SECRETARIAT, on("2025-07-14"), {"valid_until": "2025-09-01"})
    return played(begun(), [*moves()[:5], short])


def test_a_version_of_which_nothing_is_known_cannot_be_named():
    refusal = whole.notified().try_("project_activity", "name_methodologies", PARTICIPANT, on("2025-09-25"),
                                    methodology_versions="AM9999 v1")  # fmt: skip
    assert refusal.about["found"] == "AM9999 v1: none"


def test_a_request_for_registration_is_taken_on_day_240_of_grace_and_not_on_day_241():
    """Superseded with effect from 5 January 2026."""
    for at, code in ((last_second("2026-09-02"), None), (first_second_after("2026-09-02"), "condition_not_met")):
        play = applying(superseded())
        whole.validated(whole.approved(whole.consulted(play, start="2027-06-01", end="2032-05-31")))
        refusal = play.try_("project_activity", "request_registration", VALIDATOR, at, **REDUCTIONS)
        assert (refusal and refusal.code) == code


def test_a_version_on_hold_bars_the_publication_of_a_design_document():
    for at, need in ((last_second("2026-02-02"), None), (first_second_after("2026-02-02"), "named_in")):
        play = applying(held("hold", hold_from="2026-02-02"))
        play.take("project_activity", "consult_locally", PARTICIPANT, on("2025-10-01"))
        play.take("project_activity", "submit_pdd", PARTICIPANT, on("2025-11-03"), **DESIGN)
        refusal = play.try_("project_activity", "publish_pdd", SECRETARIAT, at)
        assert (refusal and refusal.about["need"]) == need


DESIGN = {"crediting_period_start": "2026-09-01", "crediting_period_end": "2031-08-31",
          "crediting_period_is_fixed": False, "removes": False, "transitioned": False}  # fmt: skip


JOINT = """
extends: methodology_version
cycle: joint_version
from: 2024-10-06
with:
  label: {en: Version approved by a joint committee, zh-Hant: 聯合委員會核准之版本}
  source: {document: A6.4-PROC-METH-001, version: v01.1, paragraph: "9"}
  document: A6.4-PROC-METH-001
  version: v01.1
  proponents: [activity_participant]
  body: [party, designated_national_authority]
  panel: [secretariat]
  vote: {form: all_of, roles: [party, designated_national_authority]}
  answer_days: 7
  assessment_days: 7
  consultation_days: 15
  withdrawn_days: 180
  publication_days: 5
  validity_years: 10
  grace_days: 0
  hold_grace_days: 0
"""


def test_a_joint_committee_with_its_own_days_fits_the_same_shape():
    paragraphs = "".join(f'  {name}: "9"\n' for name in (
        "p_propose", "p_top_down", "p_complete", "p_qualify", "p_draft", "p_draft_consultation", "p_issues",
        "p_recommend", "p_decide", "p_effect", "p_supersede", "p_minor", "p_hold", "p_hold_with_grace"))  # fmt: skip
    texts = shipped_texts() | {"article_6_4/cycles/joint_version.yaml": JOINT + paragraphs}
    rules = load_cycles(load(texts), texts)
    play = Play("article_6_4.joint_version", on("2024-11-01"), rules=rules, subject="MN_AM900 v1")
    for step, actor, day, stated in (
        ("propose", PARTICIPANT, "2024-11-04", PROPOSAL),
        ("qualify", SECRETARIAT, "2024-11-05", {}),
    ):
        play.take("joint_version", step, actor, on(day), **stated)
    assert play.state("joint_version", first_second_after("2024-11-20")) == "drafting", "after its own 15 days"
    play.take("joint_version", "send_to_panel", SECRETARIAT, on("2024-11-25"))
    play.take("joint_version", "recommend", SECRETARIAT, on("2024-11-26"), recommendation="approve")
    partner = Actor("Partner", "party", party="CH")
    play.take("joint_version", "approve", partner, on("2024-12-02"), revision="new")
    assert play.state("joint_version", on("2024-12-03")) == "before_body", "one of two governments decides nothing"
    play.take("joint_version", "approve", HOST, on("2024-12-04"), revision="new")
    assert play.state("joint_version", on("2024-12-05")) == "approved"


def test_the_chair_closes_votes_of_members_only():
    assert before_body().try_(VERSION, "approve", CHAIR, on("2025-07-07"), revision="new").code == "vote_not_carried"
    assert MEMBER.role == "supervisory_body_member"
