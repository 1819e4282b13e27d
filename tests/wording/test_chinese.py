"""How Chinese is set: citations in Chinese, one rule for spaces, and the words that are not to be used."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from sextant.rules.text import load_text
from sextant.storage.rulebook_files import cyclebooks, rulebooks
from sextant.wording import compile as catalogue
from sextant.wording.citation import citation, paragraph_in_chinese
from sextant.wording.spacing import spaced

SOURCE = Path(catalogue.__file__).parents[1]
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(("paragraph", "said"), [
    ("12", "第12段"),
    ("24(d) and 26", "第24(d)、26段"),
    ("163, 201 and 218", "第163、201、218段"),
    ("10(a)–(e)", "第10(a)至(e)段"),
    ("appendix 2, 4", "附錄2第4段"),
    ("appendix 2", "附錄2"),
    ("annex, 67(a)", "附件第67(a)段"),
    ("annex, appendix D, paragraph 1", "附件附錄D第1段"),
    ("116 and appendix 1, 7", "第116段及附錄1第7段"),
    ("245 (71 and 73)", "第245(71、73)段"),
    ("Article 12, paragraph 4", "第12條第4項"),
    ("what nobody wrote", "what nobody wrote"),
])  # fmt: skip
def test_a_paragraph_is_cited_in_chinese(paragraph, said):
    assert paragraph_in_chinese(paragraph) == said


def test_no_citation_of_a_rule_keeps_english_words():
    sources = {cited.source for books in (rulebooks(), cyclebooks()) for book in books for cited in book.citations()}
    assert len(sources) > 300
    for source in sources:
        said = citation(source, "zh-Hant")
        left = re.sub(
            r"A6\.4-[A-Z0-9-]+|JCM_[A-Z_]+|ver[0-9.]+|TOOL[0-9]+|CMA|CMP|CP|EB|DES|CDM|Sextant|v[0-9.]+|\([a-z]+\)"
            "|[IVXD]+|附件[A-Z]",
            "",
            said,
        )
        assert not re.search("[A-Za-z]{2,}", left), (source, said)
    decisions = {citation(each, "zh-Hant") for each in sources if each.document == "Decision 3/CMA.3"}
    assert "第3/CMA.3號決定附件第67(a)段" in decisions


@pytest.mark.parametrize(("text", "said"), [
    ("共4,000個單位", "共 4,000 個單位"),
    ("2026年度：8,800公噸", "2026 年度：8,800 公噸"),
    ("QR碼", "QR 碼"),
    ("依第 6.4 條", "依第6.4條"),
    ("第 3/CMA.3 號決定附件 2", "第3/CMA.3號決定附件2"),
    ("於 2026 年 11 月 23 日", "於 2026年11月23日"),
    ("以 轉讓 進入", "以轉讓進入"),
    ("至少2%之單位", "至少 2% 之單位"),
    ("v03.0 第10、12段", "v03.0 第10、12段"),
    ("（A6.4 ）。", "（A6.4）。"),
    ("代碼`步驟a`內不動", "代碼`步驟a`內不動"),
])  # fmt: skip
def test_one_rule_says_where_a_space_stands(text, said):
    assert spaced(text) == said
    assert spaced(said) == said


def chinese_texts():
    """Every text in Chinese that people read, with the file it stands in."""
    with catalogue.CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="zh_Hant"):
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from (("django.po", each) for each in said if message.id and each)
    for path in [*SOURCE.rglob("*.py")]:
        if path.name in ("spacing.py", "citation.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and HAN.search(node.value):
                yield path.name, node.value
    # What the founding paper says stands as the paper is read.
    for path in [each for each in SOURCE.rglob("*.yaml") if each.parent.name != "paper"]:
        yield from ((path.name, each) for each in _under("zh-Hant", load_text(path.read_text("utf-8"), path.name)))


def _under(key, content):
    if isinstance(content, dict):
        for name, value in content.items():
            if name == key and isinstance(value, str):
                yield value
            else:
                yield from _under(key, value)
    if isinstance(content, list):
        for each in content:
            yield from _under(key, each)


def test_every_text_in_chinese_keeps_the_rule():
    texts = list(chinese_texts())
    assert len(texts) > 1_500
    assert [(file, text) for file, text in texts if spaced(text) != text] == []


@pytest.mark.parametrize(("wrong", "right"), [
    ("東道國", "東道締約方"), ("註銷註冊", "撤銷註冊"), ("專家人數}", "位專家"), ("簽發", "核發"),
    ("默認", "預設"), ("導出", "匯出"),
])  # fmt: skip
def test_a_word_that_is_not_to_be_used_is_not_used(wrong, right):
    assert [(file, text) for file, text in chinese_texts() if wrong in text] == [], f"write {right}"
