"""What a refusal of a step says: the names of its cycle in words, in both languages."""

from datetime import date

import pytest

from sextant.domain.refusal import refuse
from sextant.storage.rulebook_files import cyclebooks
from sextant.wording.case_refusals import spoken
from sextant.wording.refusals import sentence
from sextant.wording.rule_names import Spoken

CASES = [
    (refuse("too_late", step="approve", expected="2026-02-02", zone="+01:00"),
     "The last day for the step “Approve the activity” was 2026-02-02, to 24:00 (UTC+01:00).", "「核准活動」"),
    (refuse("step_out_of_order", step="approve", found="published", expected="requested"),
     "the case is in “Approval published”", "「核准已公布」"),
    (refuse("role_not_entitled", found="stakeholder", expected="designated_national_authority"),
     "The step is for designated national authority, not for stakeholder.", "指定國家權威機構"),
    (refuse("relation_missing", actor="A", relation="host_party_of_subject"), "as the step asks", "東道締約方"),
    (refuse("document_missing", step="approve", document="letter_of_approval"), "needs the document letter of approval",
     "「核准活動」"),
    (refuse("statement_missing", step="approve", name="renewal_approved"), "whether renewal is approved",
     "是否核准更新"),
    (refuse("case_already_open", step="approve", cycle="article_6_4.approval"), "“Approval by the host Party”",
     "「東道締約方核准」"),
    (refuse("condition_not_met", step="approve", need="fact", found="no", expected="host_is_party"),
     "needs: is known of the subject. Found: no; needed: the host is a Party", "要求：東道國為巴黎協定締約方"),
]  # fmt: skip


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
