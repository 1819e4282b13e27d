"""The page that says what each refusal of a rule file means, in both languages, written from `load_refusals.yaml`.

python -m sextant.wording.load_refusals_page            writes docs/load-refusals
python -m sextant.wording.load_refusals_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from sextant.wording.load_refusals import groups
from sextant.wording.page_files import stale_pages, write_or_check
from sextant.wording.word import CHINESE

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"en": DOCS / "load-refusals.md", CHINESE: DOCS / "load-refusals.zh-Hant.md"}

_TOP = {
    "en": (
        "# When a rulebook does not load\n\n"
        "`sextant rules check FOLDER` prints one sentence a fault: file, key, what was found, and the remedy. Here\n"
        "are all of them without file and key; `…` stands for what was found. How a rulebook is written stands in\n"
        "[writing-rules.md](writing-rules.md).\n\n"
        "This page is written from `src/sextant/wording/load_refusals.yaml` by\n"
        "`python -m sextant.wording.load_refusals_page`; a test compares it with the loaders."
    ),
    CHINESE: (
        "# 規則書無法載入時\n\n"
        "`sextant rules check 資料夾` 每一錯誤印出一句：檔案、鍵、所見與改正方式，語言為英文。\n"
        "此處列出全部語句，省去檔案與鍵；`…` 代表所見內容。規則書如何撰寫，見\n"
        "[撰寫規則](writing-rules.zh-Hant.md)。\n\n"
        "本頁由 `python -m sextant.wording.load_refusals_page` 依 `src/sextant/wording/load_refusals.yaml` 產生；\n"
        "並有測試與載入程式比對。"
    ),
}
_HEAD = {"en": "| Sentence | What it means |", CHINESE: "| 語句 | 意義 |"}
_ENOUGH = "As it says."


def page(language: str) -> str:
    """Return the page in a language."""
    lines = [_TOP[language]]
    for group in groups():
        lines += ["", f"## {group.title.in_language(language)}", "", _HEAD[language], "|---|---|"]
        for sentence, meaning in group.meanings.items():
            said = meaning.in_language(language) or _ENOUGH
            lines.append(f"| {sentence} | {said} |")
    return "\n".join(lines) + "\n"


def stale(pages: Mapping[str, Path] = PAGES) -> list[Path]:
    """Return the pages that differ from the sentences."""
    return stale_pages(pages, page)


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    return write_or_check(arguments, PAGES, page, "sextant.wording.load_refusals_page")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
