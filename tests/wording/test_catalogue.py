"""The texts of the pages: every one translated, in Traditional Chinese, in the terms of the field."""

import os
import re
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sextant.web.settings")

from sextant.application.demo.cast import PARTIES
from sextant.storage.account_types import account_types
from sextant.wording import (
    command_line,
    compile,
    findings,
    letter_words,
    quantify_refusals,
    quantify_words,
    refusals,
    verdicts,
    word,
)

FORBIDDEN = (
    "合作方法", "第6.4條減排量", "碳權", "自主貢獻", "自主NDC", "對應調整", "重複計算", "主持國", "夥伴國",
    "監督機構", "方法學小組",
    "專案", "基準", "下調", "簽發", "註冊處", "移轉", "結算帳戶", "收益分成", "全球減排總體增進",
    "抵消", "抵銷", "可持續發展",
    "發展中國家", "平台", "導出", "默認", "用戶", "賬", "信息", "數據", "服務器",
)  # fmt: skip
"""Variants that terms.md says to avoid, and words of other usage."""

TRADITIONAL_TOO = "占游群准"
"""Characters that OpenCC takes for Simplified and that Taiwan's standard writes so."""

PLACEHOLDER = re.compile(r"%\([a-z_]+\)s")


@pytest.fixture(scope="module")
def catalogue():
    return compile.read_catalogue()


def test_every_text_is_translated_and_none_is_left_over(catalogue):
    assert not compile.missing(catalogue), "run python -m sextant.wording.compile and translate what it names"
    assert not compile.unused(catalogue), "run python -m sextant.wording.compile"
    assert len(compile.texts()) > 200


def test_the_compiled_catalogue_is_fresh(catalogue):
    assert compile.COMPILED.read_bytes() == compile.compiled(catalogue), "run python -m sextant.wording.compile"


def test_translations_keep_the_placeholders(catalogue):
    for message in catalogue:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[-1]
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            assert sorted(PLACEHOLDER.findall(said)) == sorted(PLACEHOLDER.findall(english)), english
            assert not message.fuzzy, english


def chinese_texts():
    for message in compile.read_catalogue():
        if message.id:
            yield from message.string if isinstance(message.string, tuple) else (message.string,)
    said_of_calculations = (quantify_words.QUANTIFY_SAYINGS, quantify_refusals.WARNINGS, letter_words.LETTER_SAYINGS)
    for sentences in (refusals.SENTENCES, verdicts.SENTENCES, command_line._SAYINGS, findings._SENTENCES,
                      *said_of_calculations):  # fmt: skip
        yield from (pair[1] for pair in sentences.values())
    for group in word.WORDS.values():
        yield from (pair[1] for pair in group.values())
    yield from (each.label_chinese for each in account_types().values())
    yield from (each.name_chinese for each in PARTIES)


def test_no_forbidden_variant():
    for said in chinese_texts():
        for variant in FORBIDDEN:
            assert variant not in said, f"{variant} in {said}"


def test_no_simplified_character():
    """Character by character: the phrase tables of OpenCC would turn terms of the field (註銷, 項目) into others."""
    opencc = pytest.importorskip("opencc", reason="opencc is not installed")
    to_traditional, to_simplified = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
    for character in sorted(set("".join(chinese_texts()))):
        simplified = to_traditional.convert(character) != character and to_simplified.convert(character) == character
        assert not simplified or character in TRADITIONAL_TOO, character


def test_chinese_has_chinese_punctuation():
    for said in chinese_texts():
        assert not re.search(r"[㐀-鿿][,;:?!]", said), said
        assert not re.search(r"[㐀-鿿]\.(\s|$)", said), said


def test_the_words_of_pages_are_few_files_only():
    assert compile.CATALOGUE.is_file()
    assert not list(Path(compile.PAGES).rglob("*.js")), "the pages need no script"
