"""The sentences of the 53 rules: each in both languages, none without a rule, and the pages fresh."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.wording.test_catalogue import FORBIDDEN

from sextant.storage.aef_format import aef_format, check_catalogue
from sextant.wording import aef_findings, aef_page, aef_words

FACT = re.compile(r"\{([a-z_]+)")
TABLES = {
    "findings": aef_findings.SENTENCES,
    "files": aef_words.FILES,
    "records": aef_words.RECORDS,
    "statement": aef_words._STATEMENT,
}
RULES = Path(aef_page.__file__).parents[1] / "reporting" / "checks" / "rules"


@pytest.mark.parametrize("name", TABLES)
def test_both_languages_end_their_sentences_and_tell_the_same_facts(name):
    for code, (english, chinese) in TABLES[name].items():
        assert english.endswith("."), code
        assert chinese.endswith("。"), code
        assert set(FACT.findall(english)) == set(FACT.findall(chinese)), code


def test_every_code_that_a_rule_names_has_a_sentence_and_no_sentence_has_no_rule():
    for key in aef_findings.SENTENCES:
        rule, _, code = key.partition(".")
        assert rule in check_catalogue().rules, key
        if not rule.startswith("S"):
            named = (RULES / f"{rule.lower()}.py").read_text(encoding="utf-8") + _shared()
            assert f'"{code}"' in named or f"_{code.partition('_')[2]}" in named, key


def _shared() -> str:
    return (RULES.parent / "same.py").read_text(encoding="utf-8")


def test_no_variant_that_terms_avoid():
    for name, sentences in TABLES.items():
        for code, (_, chinese) in sentences.items():
            assert not [each for each in FORBIDDEN if each in chinese], f"{name}: {code}"
    for rule in check_catalogue().rules.values():
        assert not [each for each in FORBIDDEN if each in rule.label.chinese + rule.hint.chinese], rule.id


def test_chinese_has_chinese_punctuation():
    for sentences in TABLES.values():
        for _, chinese in sentences.values():
            assert not re.search(r"[㐀-鿿][,;:?!]", chinese), chinese


def test_the_pages_are_fresh():
    assert not aef_page.stale(), "run python -m sextant.wording.aef_page"


def test_a_page_changed_by_hand_is_stale(tmp_path):
    pages = {language: tmp_path / path.name for language, path in aef_page.PAGES.items()}
    for language, path in pages.items():
        path.write_text(aef_page.PAGES[language].read_text(encoding="utf-8"), encoding="utf-8")
    assert not aef_page.stale(pages)
    changed = pages["en"]
    changed.write_text(
        changed.read_text(encoding="utf-8").replace("| T06 | A | E |", "| T06 | A | W |"), encoding="utf-8"
    )
    assert aef_page.stale(pages) == [changed]


def test_causes_have_no_circle():
    rules = check_catalogue().rules
    done: set[str] = set()

    def walk(rule: str, path: tuple[str, ...]) -> None:
        assert rule not in path, (*path, rule)
        if rule not in done:
            for cause in rules[rule].causes:
                walk(cause, (*path, rule))
            done.add(rule)

    for rule in rules:
        walk(rule, ())


def test_every_value_of_the_format_has_a_source_and_none_is_called_verified():
    known = aef_format()
    sources = [known.source, known.lists_source, *(each.source for each in known.profiles.values())]
    assert all(each.document and each.paragraph for each in sources)
    assert not [each for each in sources if each.verified]
    assert sum(len(table.columns) for table in known.tables.values()) == 79
