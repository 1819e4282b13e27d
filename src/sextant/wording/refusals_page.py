"""The page that lists every refusal, in both languages, written from the sentences themselves.

python -m sextant.wording.refusals_page            writes docs/refusals.md and docs/refusals.zh-Hant.md
python -m sextant.wording.refusals_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from sextant.application.cdm_report.verdict import CONDITIONS
from sextant.domain.refusal_code import REFUSAL_CODES
from sextant.wording import refusals, verdicts
from sextant.wording.basis import in_chinese
from sextant.wording.page_files import stale_pages, write_or_check

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"en": DOCS / "refusals.md", "zh-Hant": DOCS / "refusals.zh-Hant.md"}

_FRAME = {
    "en": {
        "top": (
            "# Refusals\n\n"
            "A refusal is an outcome that the rules foresee. It is returned, never raised; after it nothing has\n"
            "changed. The code is stable, in lower case, and states the condition that failed. Words in braces are\n"
            "the facts that come with it. Reasons are checked in this order, and the first one is given.\n\n"
            "This page is written by `python -m sextant.wording.refusals_page`.\n"
        ),
        "ledger": "Refusals of the ledger",
        "rows": "Rows of reports that are not taken",
        "rows_text": (
            "An import names every row that it does not take. A *rejected* row is faulty; a *quarantined* one\n"
            "belongs to another registry, is kept apart, and counts in no total. The other rows go in.\n"
        ),
        "head": "| Code | What it says | Rests on |",
        "row_head": "| Code | Outcome | What it says | Rests on |",
    },
    "zh-Hant": {
        "top": (
            "# 拒絕理由\n\n"
            "拒絕是規則所預見的結果。它是回傳值，不是例外；拒絕之後一切如舊。代碼固定不變，以小寫英文書寫，\n"
            "說明未能成立的條件。大括號內為隨附的事實。理由依下列順序檢查，回報最先成立者。\n\n"
            "本頁由 `python -m sextant.wording.refusals_page` 產生。\n"
        ),
        "ledger": "帳本的拒絕理由",
        "rows": "未採用的報表資料列",
        "rows_text": (
            "匯入時，每一列未採用的資料都會列明。「駁回」者有誤；「隔離」者屬於其他登記簿，另行保存，不計入任何總數。\n"
            "其餘各列照常匯入。\n"
        ),
        "head": "| 代碼 | 說明 | 依據 |",
        "row_head": "| 代碼 | 結果 | 說明 | 依據 |",
    },
}
_OUTCOMES = {"rejected": "駁回", "quarantined": "隔離"}


def page(language: str) -> str:
    """Return the page in a language."""
    frame, chinese = _FRAME[language], language == refusals.CHINESE
    lines = [frame["top"], f"## {frame['ledger']}\n", frame["head"], "|---|---|---|"]
    for code in REFUSAL_CODES:
        said = refusals.SENTENCES[code][chinese]
        lines.append(f"| `{code}` | {_cell(said)} | {refusals.rule_of(code, language)} |")
    lines += ["", f"## {frame['rows']}\n", frame["rows_text"], frame["row_head"], "|---|---|---|---|"]
    for code, condition in CONDITIONS.items():
        said = verdicts.SENTENCES[code][chinese]
        outcome = _OUTCOMES[condition.outcome] if chinese else str(condition.outcome)
        rule = _rests_on(condition.rests_on, language)
        lines.append(f"| `{code}` | {outcome} | {_cell(said)} | {rule} |")
    return "\n".join(lines) + "\n"


def _rests_on(text: str, language: str) -> str:
    return in_chinese(text) if language == refusals.CHINESE else text


def _cell(sentence: str) -> str:
    return sentence.replace("!r}", "}").replace("|", "\\|")


def stale(pages: Mapping[str, Path] = PAGES) -> list[Path]:
    """Return the pages that differ from what the sentences say."""
    return stale_pages(pages, page)


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    return write_or_check(arguments, PAGES, page, "sextant.wording.refusals_page")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
