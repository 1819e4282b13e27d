"""Whether a step may be taken: every refusal of the engine, each with what was found and what was expected."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from tests.workflow.play import (
    HOST,
    MEMBER,
    PARTICIPANT,
    REDUCTIONS,
    SECRETARIAT,
    STRANGER,
    VALIDATOR,
    Play,
    on,
    published,
    ruled,
    with_a_later_fee,
)
from tests.workflow.whole import ACTIVITY, REQUEST, notified, registered

import sextant.workflow
from sextant.domain.refusal import Refusal
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.refusals import SENTENCES, sentence
from sextant.workflow.advance import advance
from sextant.workflow.ballot import Count, carried
from sextant.workflow.case import Act, Actor, beside
from sextant.workflow.cycle import DecidedBy, Decision

SOURCE = Path(sextant.workflow.__file__).parent


def refusal_of(case: str) -> Refusal:
    play, at = published(), on("2026-03-03")
    early = on("2026-02-01")
    stranger_case = Act(UUID(int=1), UUID(int=2), "publish", SECRETARIAT, at)
    pdd = {"crediting_period_start": "2026-09-01", "crediting_period_end": "2031-08-31",
           "crediting_period_is_fixed": False, "removes": False, "transitioned": False}  # fmt: skip
    refusals = {
        "case_unknown": lambda: advance(play.history, play.rules, stranger_case),
        "step_unknown": lambda: play.try_(REQUEST, "deem_approved", SECRETARIAT, at),
        "act_before_the_last": lambda: play.try_(REQUEST, "send_summary_note", SECRETARIAT, early),
        "step_out_of_order": lambda: play.try_(REQUEST, "find_complete", SECRETARIAT, at),
        "case_already_open": _renewed_twice,
        "role_not_entitled": lambda: play.try_(REQUEST, "send_summary_note", HOST, at),
        "relation_missing": lambda: play.try_(REQUEST, "request_review", STRANGER, at, reasons="r"),
        "rule_not_in_force": _too_old,
        "too_early": lambda: registered().try_(
            ACTIVITY, "request_renewal", VALIDATOR, on("2030-12-03"), new_period_start="2031-09-01",
            new_period_end="2036-08-31", **REDUCTIONS, corrective_actions_closed=True,
        ),
        "too_late": lambda: play.try_(REQUEST, "request_review", MEMBER, on("2026-03-31"), reasons="r"),
        "document_missing": lambda: play.try_(REQUEST, "send_summary_note", SECRETARIAT, at, papers=()),
        "statement_missing": lambda: play.try_(REQUEST, "request_review", MEMBER, at),
        "statement_malformed": lambda: notified().try_(
            ACTIVITY, "submit_pdd", PARTICIPANT, on("2025-11-03"), **{**pdd, "crediting_period_start": "in spring"}
        ),
    }  # fmt: skip
    return refusals[case]()


def _renewed_twice():
    play = registered()
    stated = {
        "new_period_start": "2031-09-01",
        "new_period_end": "2036-08-31",
        **REDUCTIONS,
        "corrective_actions_closed": True,
    }
    play.take(ACTIVITY, "request_renewal", VALIDATOR, on("2031-03-01"), **stated)
    return play.try_(ACTIVITY, "request_renewal", VALIDATOR, on("2031-03-02"), **stated)


def _too_old():
    play = Play("article_6_4.registration_request", on("2026-02-27"), rules=with_a_later_fee())
    return play.try_(REQUEST, "state_fee", SECRETARIAT, on("2026-02-28"))


CASES = ["case_unknown", "step_unknown", "act_before_the_last", "step_out_of_order", "case_already_open",
         "role_not_entitled", "relation_missing", "rule_not_in_force", "too_early", "too_late", "document_missing",
         "statement_missing", "statement_malformed"]  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_each_refusal_is_given_and_can_be_said_in_both_languages(code):
    refusal = refusal_of(code)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    wanted = set(re.findall(r"\{([a-z_]+)", SENTENCES[code][0]))
    assert wanted <= set(refusal.about), f"{code} does not give {wanted - set(refusal.about)}"
    for language in ("en", "zh-Hant"):
        assert "{" not in sentence(refusal, language)


def test_every_code_that_the_engine_gives_is_declared_with_a_sentence():
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    given = set(re.findall(r'refuse\(\s*"([a-z_]+)"', text)) | {"date_too_early", "date_too_late"}
    assert len(given) > 15
    assert given <= set(REFUSAL_CODES)


def test_a_ballot_needs_no_papers_but_closing_the_vote_does():
    play = published()
    play.take(REQUEST, "appeal_deemed_approval", Actor("Yaw", "stakeholder"), on("2026-04-10"))
    ruled(play, "remand", on("2026-05-01"))
    for number in range(9):
        voter = Actor(f"Member {number}", "supervisory_body_member")
        play.take(REQUEST, "approve_anew", voter, on("2026-05-10"), papers=())
    chair = Actor("Member 1", "supervisory_body_chair")
    assert play.try_(REQUEST, "approve_anew", chair, on("2026-05-10"), papers=()).code == "document_missing"
    play.take(REQUEST, "approve_anew", chair, on("2026-05-10"))
    assert play.state(REQUEST, on("2026-05-10")) == "approved"


def test_votes_of_an_earlier_round_do_not_count_in_the_next():
    play = published()
    play.take(REQUEST, "appeal_deemed_approval", Actor("Yaw", "stakeholder"), on("2026-04-10"))
    ruled(play, "remand", on("2026-05-01"))
    assert play.vote(REQUEST, "reject_anew", on("2026-05-05"), yes=8).code == "vote_not_carried"
    assert play.vote(REQUEST, "approve_anew", on("2026-05-06"), yes=9) is None
    assert play.run(REQUEST, on("2026-05-06")).ballots == {}


def test_whoever_votes_again_changes_the_vote():
    play = published()
    play.take(REQUEST, "appeal_deemed_approval", Actor("Yaw", "stakeholder"), on("2026-04-10"))
    ruled(play, "remand", on("2026-05-01"))
    assert play.vote(REQUEST, "approve_anew", on("2026-05-05"), yes=4, no=5).code == "vote_not_carried"
    assert play.vote(REQUEST, "approve_anew", on("2026-05-06"), yes=9) is None


def test_a_share_of_three_quarters_is_met_exactly_at_three_quarters():
    play = published()
    known = play.world(on("2026-03-03")).known(play.run(REQUEST, on("2026-03-03")))
    rule = DecidedBy(Decision.MAJORITY, share="3/4", quorum=9)
    assert carried(rule, Count(present=12, voting=12, in_favour=9), known)
    assert not carried(rule, Count(present=12, voting=12, in_favour=8), known)
    assert not carried(rule, Count(present=8, voting=8, in_favour=8), known)
    assert not carried(rule, Count(present=9, voting=0, in_favour=0), known)


def test_a_history_beside_does_not_hold_up_acts_of_an_earlier_instant():
    party = Play("article_6_4.participation", on("2025-08-10"), facts={}, subject="GH")
    party.take("participation", "submit_initial_report", HOST, on("2026-12-01"))
    play = notified()
    play.history = beside(play.history, party.history)
    play.take(ACTIVITY, "have_no_objection", HOST, on("2025-10-01"))
    assert play.world(on("2026-11-30")).facts().get("host_submitted_initial_report") is None
    assert play.world(on("2026-12-02")).facts()["host_submitted_initial_report"] is True


def test_the_invented_and_the_shipped_rules_answer_the_same_questions():
    books = cyclebooks()
    assert books.meetings("article_6_4.supervisory_body")[0].isoformat() == "2024-03-01"
    assert books.meetings("nobody.nothing") == ()
    assert books.calendar("article_6_4.review").written() == "+01:00"
