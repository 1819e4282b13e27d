"""The words for codes of balances, reports and reviews."""

from __future__ import annotations

WORDS_OF_REPORTS: dict[str, dict[str, tuple[str, str]]] = {
    "adjusting": {
        "first_transfer": ("First transfer", "首次轉讓"),
        "use": ("Use towards a contribution", "用於國家自定貢獻"),
    },
    "affordable": {
        "affordable": ("affordable", "可負擔"),
        "not_affordable": ("not affordable", "無法負擔"),
        "unknown": ("unknown", "不詳"),
    },
}
