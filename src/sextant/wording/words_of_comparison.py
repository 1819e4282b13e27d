"""The words for codes of the comparison: what an answer rests on, verdicts on the paper's claims, plain values."""

from __future__ import annotations

COMPARISON_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "basis_of_answer": {
        "computed": ("computed", "計算所得"),
        "sourced": ("sourced fact", "有據事實"),
        "judgement": ("judgement", "評斷"),
        "unanswered": ("not answered yet", "尚未作答"),
        "not_applicable": ("does not apply", "不適用"),
    },
    "paper_verdict": {
        "right": ("right", "正確"),
        "right_with_remark": ("right, with a remark", "正確，但須說明"),
        "outdated": ("outdated", "已過時"),
        "wrong": ("wrong", "錯誤"),
        "judgement": ("judgement", "評斷"),
        "not_checkable": ("not checkable here", "此處無從查核"),
    },
    "plain_value": {
        "yes": ("yes", "是"),
        "no": ("no", "否"),
        "none": ("none", "無"),
        "not_applicable": ("–", "–"),
    },
}
