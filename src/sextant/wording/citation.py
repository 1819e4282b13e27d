"""How a source is cited in a sentence or beside a value: as it is written, and in Chinese.

What a newcomer would get wrong: the paragraph of a source is kept in English, as the documents are read in English
(`24(d) and 26`, `annex, 67(a)`); only here does it become Chinese (`第24(d)、26段`, `附件第67(a)段`).
"""

from __future__ import annotations

import re

from sextant.domain.source import Source
from sextant.wording.named_places import DOCUMENTS_NAMED, PLACES_NAMED
from sextant.wording.word import CHINESE

_PARTS = re.compile(r"(?:, | and |^)(?=(?:annex|Annex|appendix|chapter|Article|footnote|paragraph)\b)")
_PLACE = re.compile(r"(annex|Annex|appendix|chapter|Article|footnote)(?: ([0-9IVXA-Z]+))?(?:, (.+))?")
_NUMBERED = re.compile(r"[0-9]+[0-9A-Za-z()、至段併第.]*")
_PLACES = {
    "annex": "附件{}",
    "Annex": "附件{}",
    "footnote": "註{}",
    "appendix": "附錄{}",
    "chapter": "第{}章",
    "Article": "第{}條",
}
_WORDS = ((" with ", "段併第"), (" and ", "、"), (", ", "、"), (" (", "("), ("–", "至"), ("-", "至"))
_DECISION = re.compile(r"[Dd]ecision ([0-9]+/C[A-Z]+\.[0-9]+)")
_ANNEX = re.compile(r"\bAnnex ([0-9A-Z]+)")
_SETTLED = "Sextant settled points"
_DOCUMENTS = {
    "Kyoto Protocol": "京都議定書",
    "Data Exchange Standards": "資料交換標準",
    "CDM project cycle procedure": "CDM 項目週期程序",
    "CDM accreditation procedure": "CDM 認證程序",
    "Regulation (EC) No 2216/2004": "歐洲共同體第2216/2004號規則",
    "Kyoto Protocol as adopted": "京都議定書（通過文本）",
    _SETTLED: "Sextant 既定處理原則",
}
_SAYINGS = {
    "not seen": "未見原文",
    "as cited by the sheets": "依二手資料所引",
    "time zone": "「時區」點",
    "cover": "封面",
    "unit types": "單位類型",
}
_AS_IN = re.compile(r"(.+), as in (v[0-9.]+)")


def document_in_chinese(document: str) -> str:
    """Return the name of a document in Chinese; document symbols stay as they are."""
    known = _DOCUMENTS.get(document) or DOCUMENTS_NAMED.get(document)
    if known is not None:
        return known
    return _ANNEX.sub(r"附件\1", _DECISION.sub(r"第\1號決定", document))


def paragraph_in_chinese(paragraph: str) -> str:
    """Return a paragraph, or several, in Chinese; a text of another form stays as it is."""
    if paragraph in _SAYINGS:
        return _SAYINGS[paragraph]
    if paragraph in PLACES_NAMED:
        return f"「{PLACES_NAMED[paragraph]}」"
    as_in = _AS_IN.fullmatch(paragraph)
    if as_in:
        return f"{paragraph_in_chinese(as_in[1])}（{as_in[2]} 文字）"
    said, before = "", ""
    for part in (each for each in _PARTS.split(paragraph) if each):
        one = _part(part, before)
        if one is None:
            return paragraph
        # A place inside the one before it follows without a word; beside paragraphs it is one more.
        said += f"及{one}" if before == "paragraph" and part.startswith("appendix") else one
        before = "paragraph" if part[:1].isdigit() else part.split(" ", 1)[0]
    return said


def _part(part: str, before: str) -> str | None:
    if part.startswith("paragraph "):
        numbers = part.removeprefix("paragraph ")
        return f"第{numbers}項" if before == "Article" else _numbers(numbers)
    place = _PLACE.fullmatch(part)
    if place is None:
        return _numbers(part)
    said = _PLACES[place[1]].format(place[2] or "")
    if place[3] is None:
        return said
    numbered = _numbers(place[3])
    return None if numbered is None else f"{said}{numbered}"


def _numbers(text: str) -> str | None:
    for english, chinese in _WORDS:
        text = text.replace(english, chinese)
    return f"第{text}段" if _NUMBERED.fullmatch(text) else None


def document_said(source: Source, language: str) -> str:
    """Return the document of a source as it is cited in a language."""
    return document_in_chinese(source.document) if language == CHINESE else source.document


def paragraph_said(source: Source, language: str) -> str:
    """Return the paragraph of a source as it is cited in a language."""
    return _in_chinese(source) if language == CHINESE else source.paragraph


def _in_chinese(source: Source) -> str:
    """Return the paragraph of a source in Chinese; what Sextant settles itself stands in points."""
    said = paragraph_in_chinese(source.paragraph)
    return f"{said.removesuffix('段')}點" if source.document == _SETTLED and said.endswith("段") else said


def citation(source: Source, language: str) -> str:
    """Return a source in one line: document, version and paragraph."""
    if language != CHINESE:
        return str(source)
    document = " ".join(each for each in (document_in_chinese(source.document), source.version) if each)
    # A name in Chinese runs on; a symbol is set off from what follows it.
    gap = "" if document.endswith(("定", "書", "序", "則")) else " "
    return f"{document}{gap}{_in_chinese(source)}"
