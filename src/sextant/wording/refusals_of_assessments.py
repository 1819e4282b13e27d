"""What Sextant says when an assessment of additionality, or evidence, cannot be read or is not admitted."""

from __future__ import annotations

SENTENCES_OF_ASSESSMENTS: dict[str, tuple[str, str]] = {
    "evidence_malformed": (
        "The evidence at {where} cannot be read: found {found}, expected {expected}.",
        "{where} 之證據無法解讀：現為 {found}，應為 {expected}。",
    ),
    "standard_unknown": (
        "There is no standard of additionality {found}; expected one of {expected}.",
        "沒有額外性標準 {found}；應為下列之一：{expected}。",
    ),
    "assessment_key": (
        "{found} is not known at {where}; expected one of {expected}.",
        "{where} 不認得 {found}；應為下列之一：{expected}。",
    ),
    "assessment_value": (
        "The value of {where} is {found}; expected {expected}.",
        "{where} 之值為 {found}；應為 {expected}。",
    ),
    "assessment_missing": (
        "{where} lacks {expected}; add it.",
        "{where} 缺少 {expected}；請補上。",
    ),
    "assessment_before": (
        "{standard} version {version} applies from {expected}; the assessment is of {found}.",
        "{standard} 版本 {version} 自 {expected} 起適用；評估日為 {found}。",
    ),
    "assessment_combination": (
        "{standard} does not admit {found} together; admitted are {expected} ({source}).",
        "{standard} 不准許併用 {found}；准許者為 {expected}（{source}）。",
    ),
    "assessment_elsewhere": (
        "A barrier of the kind {found} at {where} belongs in the investment analysis ({source}).",
        "{where} 之 {found} 類障礙應於投資分析中處理（{source}）。",
    ),
    "assessment_other_mechanism": (
        "{standard} is of {expected}, and the methodology is of {found}; take a standard of the same mechanism.",
        "{standard} 屬 {expected}，而方法學屬 {found}；請用同一機制之標準。",
    ),
}
