"""What the command line says about additionality, in both languages."""

from __future__ import annotations

ASSESSMENT_SAYINGS: dict[str, tuple[str, str]] = {
    "additionality": (
        "Assess additionality by a standard, with evidence; exits 1 where it is not shown.",
        "依標準評估額外性並附證據；未獲證明者以 1 結束。",
    ),
    "additionality_file": (
        "File of the assessment (JSON): standard, activity, on, tests.",
        "評估檔案（JSON）：standard、activity、on、tests。",
    ),
    "additionality_lacking": ("Tests still to be applied: {found}.", "尚待進行之測試：{found}。"),
    "verdict_additional": ("additional", "具額外性"),
    "verdict_not_additional": ("not additional", "不具額外性"),
    "verdict_not_shown": ("not shown", "未獲證明"),
    "verdict_passed": ("passed", "通過"),
    "verdict_failed": ("failed", "未通過"),
    "finding_met": ("✓", "✓"),
    "finding_not_met": ("✕", "✕"),
    "finding_open": ("○", "○"),
    "lacking_answer": ("no answer", "未回答"),
    "lacking_evidence": ("no evidence", "無證據"),
}
