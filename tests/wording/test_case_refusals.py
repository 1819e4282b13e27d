"""What a refusal of a step says: the names of its cycle in words, in both languages."""

from datetime import date

import pytest

from sextant.domain.refusal import refuse
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.case_refusals import spoken
from sextant.wording.refusals import sentence
from sextant.wording.rule_names import Spoken

CASES = [
    (refuse("too_late", step="approve", expected="2026-02-02", zone="+01:00"),
     "The last day for the step “Approve the activity” was 2026-02-02, until 24:00 at UTC+01:00", "「核准活動」"),
    (refuse("step_out_of_order", step="approve", found="published", expected="requested"),
     "the case is in “Approval published”", "「核准已公布」"),
    (refuse("role_not_entitled", found="stakeholder", expected="designated_national_authority"),
     "This step is for the designated national authority, not for a stakeholder (",
     "此步驟限由指定國家權威機構辦理，利害關係人不得為之（"),
    (refuse("relation_missing", actor="A", relation="host_party_of_subject"), "as the step asks", "東道締約方"),
    (refuse("document_missing", step="approve", document="letter_of_approval"), "the document “letter of approval”",
     "「核准活動」"),
    (refuse("statement_missing", step="approve", name="renewal_approved"), "whether renewal is approved",
     "是否核准更新"),
    (refuse("case_already_open", step="approve", cycle="article_6_4.approval"), "“Approval by the host Party”",
     "「東道締約方核准」"),
    (refuse("condition_not_met", step="approve", need="fact", found="no", expected="host_is_party"),
     "needs: is known of the subject. Found: no; needed: the host is a Party", "要求：東道締約方為巴黎協定締約方"),
]  # fmt: skip

ON = date(2026, 6, 1)


@pytest.mark.parametrize(("refusal", "english", "chinese"), CASES, ids=[refusal.code for refusal, *_ in CASES])
def test_codes_are_said_in_words(refusal, english, chinese):
    books = cyclebooks()
    cycle = books.latest("article_6_4.approval")
    for language, said in (("en", english), ("zh-Hant", chinese)):
        told = spoken(refusal, cycle, Spoken(books, cycle, language, date(2026, 1, 1)))
        assert said in told
        assert "_" not in told
        assert "`" not in told


def test_what_is_refused_in_no_cycle_stays_as_it_is_said():
    books = cyclebooks()
    cycle = books.latest("article_6_4.approval")
    refusal = refuse("account_of_another", account="S-1", actor="A")
    assert spoken(refusal, None, Spoken(books, cycle, "en", date(2026, 1, 1))) == sentence(refusal)


def said_in_both(refusal, cycle, **more):
    books = cyclebooks()
    of = books.cycle(cycle, ON)
    return [
        spoken(refusal, of, Spoken(books, of, language, date(2026, 1, 1)), **more) for language in ("en", "zh-Hant")
    ]


def test_a_refusal_of_a_step_ends_with_the_paragraph_of_that_step():
    refusal = refuse("role_not_entitled", found="activity_participant", expected="designated_national_authority")
    step = cyclebooks().cycle("article_6_4.participation", ON).steps["provide"]
    assert said_in_both(refusal, "article_6_4.participation", source=step.source) == [
        "This step is for the designated national authority, not for an activity participant "
        "(A6.4-PROC-AC-002 v03.0, 10 and 12).",
        "此步驟限由指定國家權威機構辦理，活動參與者不得為之（A6.4-PROC-AC-002 v03.0 第10、12段）。",
    ]


def test_the_paragraph_is_found_from_the_step_that_is_named_and_is_that_of_the_cycle_otherwise():
    named = refuse("document_missing", step="provide", document="participation_information")
    assert said_in_both(named, "article_6_4.participation")[0].endswith("(A6.4-PROC-AC-002 v03.0, 10 and 12).")
    unnamed = refuse("role_not_entitled", found="secretariat", expected="party")
    english, chinese = said_in_both(unnamed, "article_6_4.participation")
    assert english == "This step is for the party, not for the secretariat (A6.4-PROC-AC-002 v03.0, 10–14)."
    assert chinese.endswith("（A6.4-PROC-AC-002 v03.0 第10至14段）。")


def test_accounts_and_those_who_act_have_their_names():
    refusal = refuse("account_of_another", account="S-1", actor="Somebody")
    called = {"S-1": "甲之帳戶", "Somebody": "某人"}
    assert said_in_both(refusal, "article_6_4.approval", called=called)[1].startswith(
        "某人不得處分帳戶「甲之帳戶」（S-1）內之單位"
    )


def test_no_refusal_shows_how_its_rule_is_named_inside():
    for code in REFUSAL_CODES:
        for said in said_in_both(refuse(code), "article_6_4.approval"):
            assert "the paragraph of the step" not in said, code
            assert "該步驟所依據" not in said, code
