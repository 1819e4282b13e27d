"""Every refusal can be explained in both languages, and the pages that list them are fresh."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sextant.application.cdm_report.verdict import CONDITIONS
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.wording import refusals, verdicts
from sextant.wording.refusals_page import stale

SOURCE = Path(refusals.__file__).parents[1]
FACT = re.compile(r"\{([a-z_]+)")


def test_every_code_has_a_sentence_in_both_languages_and_no_sentence_has_no_code():
    assert list(refusals.SENTENCES) == list(REFUSAL_CODES)
    for code, (english, chinese) in refusals.SENTENCES.items():
        assert english.endswith("."), code
        assert chinese.endswith("。"), code
        assert set(FACT.findall(english)) == set(FACT.findall(chinese)), code


def test_a_sentence_uses_only_facts_that_the_ledger_gives():
    given: dict[str, set[str]] = {}
    for file in [*(SOURCE / "ledger").glob("*.py"), *(SOURCE / "application").rglob("*.py")]:
        text = file.read_text(encoding="utf-8")
        for found in re.finditer(r'refuse\(\s*"([a-z_]+)"((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*)\)', text):
            facts = set(re.findall(r"(?:^|[,\s])([a-z_]+)=", found[2]))
            if "**" in found[2]:
                facts |= {"space", "first", "last"}
            if found[1] in REFUSAL_CODES:
                given.setdefault(found[1], set()).update(facts)
    assert len(given) > 30
    for code, facts in given.items():
        wanted = set(FACT.findall(refusals.SENTENCES[code][0]))
        assert wanted <= facts, f"{code} says {wanted - facts}, which the ledger does not give"


@pytest.mark.parametrize("code", REFUSAL_CODES)
def test_a_refusal_without_its_facts_is_still_explained(code):
    for language in ("en", "zh-Hant"):
        said = refusals.sentence(Refusal(code), language)
        assert "{" not in said
        assert said.endswith((f" ({REFUSAL_CODES[code]}).", f"（{refusals.rule_of(code, language)}）。"))


def test_facts_are_said_in_words_of_the_language():
    refusal = refuse("account_not_entered_by_this_act", account="omge", found="transfer", expected="cancellation, levy")
    assert "by transfer; they enter it by: cancellation, levy" in refusals.sentence(refusal)
    assert "以轉讓進入 omge；進入方式限於：取消、提撥" in refusals.sentence(refusal, "zh-Hant")
    short = refuse("units_insufficient", found=1_000, expected=12_345)
    assert refusals.sentence(short).startswith("12,345 units were asked for and 1,000 are free")
    assert "12345" in refusals.sentence(refuse("account_unknown", account=12_345))


def test_every_verdict_of_an_import_has_a_sentence_with_its_facts():
    assert set(verdicts.SENTENCES) == set(CONDITIONS)
    for code, pair in verdicts.SENTENCES.items():
        for said in pair:
            assert set(FACT.findall(said)) <= CONDITIONS[code].facts, code


def test_the_listed_refusals_are_fresh():
    assert not stale(), "run python -m sextant.wording.refusals_page"


def test_sentences_do_not_need_django():
    program = "import sys, sextant.wording.refusals, sextant.wording.word; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
