"""What a refusal or a verdict rests on, named in Chinese: the text, and the paragraph in it."""

from __future__ import annotations

from sextant.wording.citation import document_in_chinese, paragraph_in_chinese


def in_chinese(rule: str) -> str:
    """Return the name of a rule with its common words in Chinese; document symbols stay as they are."""
    known = _RULES.get(rule)
    if known is not None:
        return known
    return "；".join(_text(each) for each in rule.split("; "))


def _text(rule: str) -> str:
    """Return one text of several that a rule names."""
    rule, with_statement = rule.removesuffix(_STATEMENT), rule.endswith(_STATEMENT)
    rule, remembered = rule.removesuffix(_MEMORY), rule.endswith(_MEMORY)
    document, _, place = rule.partition(", ")
    said = document_in_chinese(document)
    if place:
        paragraph = paragraph_in_chinese(place.replace("paragraphs ", "paragraph "))
        said += paragraph if said[-1] > "\u2e80" else f" {paragraph}"
    said += "及聲明本身" if with_statement else ""
    return f"{said}，憑記憶所載，待查證" if remembered else said


_STATEMENT = ", and the statement itself"
_MEMORY = " (memory, high)"
_RULES = {
    "law of the ledger": "帳本法則",
    "law of the calculation": "計算法則",
    "the methodology's own condition, with its source": "方法學自身之條件及其出處",
    "order of a record of a non-market approach": "非市場方法紀錄之次序",
    "law of the cases": "案件日誌法則",
    "the paragraph of the step": "該步驟所依據之段落",
    "the transaction matrix of the registry, with its paragraphs": "登記簿交易表及其所引段落",
    "the exemption that asks for it": "取決於此之豁免規定",
    "the restriction that the units carry": "單位所附之限制",
    "form of the report": "報表格式",
    "the policy of the Party": "締約方政策",
}
