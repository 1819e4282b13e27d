"""The page that lists every row an import does not take and every file it cannot read, in both languages.

python -m sextant.wording.verdicts_page            writes docs/import-codes.md and docs/import-codes.zh-Hant.md
python -m sextant.wording.verdicts_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from sextant.application.cdm_report.verdict import CONDITIONS
from sextant.wording import unreadable, verdicts
from sextant.wording.basis import in_chinese
from sextant.wording.command_line import CHINESE, ENGLISH
from sextant.wording.page_files import stale_pages, write_or_check

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {ENGLISH: DOCS / "import-codes.md", CHINESE: DOCS / "import-codes.zh-Hant.md"}

_OUTCOMES = {"rejected": ("rejected", "駁回"), "quarantined": ("quarantined", "隔離")}
_TOP = (
    "# Codes of an import\n\n"
    "What an import says of a row that it does not take (exit code 1), and of a file or a database that it cannot\n"
    "use (exit code 2). Words in braces are the facts that come with the code. The rules are in\n"
    "[import-cdm.md](import-cdm.md).\n\n"
    "This page is written by `python -m sextant.wording.verdicts_page`.\n"
)
_TOP_CHINESE = (
    "# 匯入代碼\n\n"
    "匯入對未採用的列（結束代碼 1），以及對無法使用的檔案或資料庫（結束代碼 2）的說明。\n"
    "大括號內為隨附的事實。規則見[匯入 CDM 報表](import-cdm.zh-Hant.md)。\n\n"
    "本頁由 `python -m sextant.wording.verdicts_page` 產生。\n"
)
_ROWS = (
    "A *rejected* row is faulty. A *quarantined* row belongs to another registry, is kept apart, and counts in no\n"
    "total. The first reason is given, in this order.\n"
)
_ROWS_CHINESE = (
    "「駁回」的列有誤；「隔離」的列屬於其他登記簿，另行保存，不計入任何總數。理由依此順序，回報最先成立者。\n"
)
_FRAME: Mapping[str, tuple[str, str]] = {
    "top": (_TOP, _TOP_CHINESE),
    "rows": ("Rows that are not taken", "未採用的列"),
    "rows_text": (_ROWS, _ROWS_CHINESE),
    "rows_head": ("| Code | Outcome | What it says | Rests on |", "| 代碼 | 結果 | 說明 | 依據 |"),
    "files": ("Files that cannot be read", "無法讀取的檔案"),
    "files_text": (
        "The command ends and nothing has changed. The codes are not printed; programs see the exit code.\n",
        "指令終止，一切如舊。代碼不會印出；程式以結束代碼辨別。\n",
    ),
    "files_head": ("| Code | What it says |", "| 代碼 | 說明 |"),
    "kinds": ("What such a file may be (`foreign`)", "此類檔案可能是什麼（`foreign`）"),
    "databases": ("Database URLs that name none", "未能指明資料庫的網址"),
}


def page(language: str) -> str:
    """Return the page in a language."""
    at = int(language == CHINESE)
    frame = {name: pair[at] for name, pair in _FRAME.items()}
    lines = [frame["top"], f"## {frame['rows']}\n", frame["rows_text"], frame["rows_head"], "|---|---|---|---|"]
    for code, condition in CONDITIONS.items():
        rests_on = in_chinese(condition.rests_on) if at else condition.rests_on
        said = _cell(verdicts.SENTENCES[code][at])
        lines.append(f"| `{code}` | {_OUTCOMES[condition.outcome][at]} | {said} | {rests_on} |")
    lines += ["", f"## {frame['files']}\n", frame["files_text"], *_table(unreadable.SENTENCES, frame["files_head"], at)]
    lines += ["", f"## {frame['kinds']}\n", *_table(unreadable.KINDS, frame["files_head"], at)]
    lines += ["", f"## {frame['databases']}\n", *_table(unreadable.DATABASE_URLS, frame["files_head"], at)]
    return "\n".join(lines) + "\n"


def _table(sentences: Mapping[str, tuple[str, str]], head: str, at: int) -> list[str]:
    rows = [f"| `{code}` | {_cell(pair[at])} |" for code, pair in sentences.items()]
    return [head, "|---|---|", *rows]


def _cell(sentence: str) -> str:
    plain = sentence.replace("!r}", "}").replace(":,}", "}")
    return plain.replace("|", "\\|").strip()


def stale(pages: Mapping[str, Path] = PAGES) -> list[Path]:
    """Return the pages that differ from what the sentences say."""
    return stale_pages(pages, page)


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    return write_or_check(arguments, PAGES, page, "sextant.wording.verdicts_page")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
