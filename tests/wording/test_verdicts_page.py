"""The page that lists what an import says is fresh, and every code on it speaks both languages."""

import re

from sextant.application.cdm_report.verdict import CONDITIONS
from sextant.storage.report_files import FOREIGN_KINDS, SEPARATORS
from sextant.wording import unreadable, verdicts
from sextant.wording.verdicts_page import PAGES, page, stale

FACT = re.compile(r"\{([a-z_]+)")
TABLES = {
    "rows": verdicts.SENTENCES,
    "files": unreadable.SENTENCES,
    "databases": unreadable.DATABASE_URLS,
}


def test_the_pages_are_fresh():
    assert not stale(), "run python -m sextant.wording.verdicts_page"


def test_a_page_that_was_changed_by_hand_is_stale(tmp_path):
    pages = {language: tmp_path / path.name for language, path in PAGES.items()}
    for language, path in pages.items():
        path.write_text(page(language), encoding="utf-8")
    assert not stale(pages)
    changed = pages["en"]
    changed.write_text(changed.read_text(encoding="utf-8").replace("rejected", "refused", 1), encoding="utf-8")
    assert stale(pages) == [changed]
    changed.unlink()
    assert stale(pages) == [changed]


def test_every_code_for_a_row_has_a_sentence_in_both_languages_and_no_sentence_has_no_code():
    assert list(verdicts.SENTENCES) == list(CONDITIONS)


def test_every_kind_of_file_and_separator_that_is_recognised_has_a_word():
    assert unreadable.KINDS.keys() == FOREIGN_KINDS
    assert unreadable.SEPARATORS.keys() == SEPARATORS


def test_both_languages_end_their_sentences_and_tell_the_same_facts():
    for name, sentences in TABLES.items():
        for code, (english, chinese) in sentences.items():
            assert english.endswith("."), f"{name}: {code}"
            assert chinese.endswith("。"), f"{name}: {code}"
            assert set(FACT.findall(english)) == set(FACT.findall(chinese)), f"{name}: {code}"


def test_every_code_stands_on_both_pages():
    for language in PAGES:
        shown = page(language)
        for sentences in (*TABLES.values(), unreadable.KINDS):
            assert not [code for code in sentences if f"| `{code}` |" not in shown]
