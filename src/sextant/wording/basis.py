"""What a refusal or a verdict rests on, named in Chinese: the text, and the paragraph in it."""

from __future__ import annotations

import re


def in_chinese(rule: str) -> str:
    """Return the name of a rule with its common words in Chinese; document symbols stay as they are."""
    rule = _PARAGRAPHS.sub(lambda found: f" 第 {found[1].replace('-', ' 至 ')} 段", rule)
    rule = _DECISIONS.sub(lambda found: f"第 {found[1]} 號決定{'附件' if found[2] else ''}", rule)
    for english, chinese in _RULE_WORDS:
        rule = rule.replace(english, chinese)
    return rule


_PARAGRAPHS = re.compile(r", paragraphs? ([0-9-]+)")
_DECISIONS = re.compile(r"[Dd]ecision ([0-9]+/C[MP][AP]\.[0-9]+)(?:, (annex))?")
_RULE_WORDS = (
    ("law of the ledger", "帳本法則"),
    ("law of the calculation", "計算法則"),
    ("the methodology's own condition, with its source", "方法學自身之條件及其出處"),
    ("order of a record of a non-market approach", "非市場方法紀錄之次序"),
    ("the cycle's own step, with its paragraph", "週期中該步驟及其段落"),
    ("form of the report", "報表格式"),
    (" (memory, high)", "，憑記憶所載，待查證"),
    ("Data Exchange Standards, Annex F", "資料交換標準附件 F"),
    ("Kyoto Protocol, Article 12", "京都議定書第 12 條"),
    ("; ", "；"),
)
