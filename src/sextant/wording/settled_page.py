"""The page of the points that Sextant settles itself, in both languages, written from `rules/settled.yaml`.

python -m sextant.wording.settled_page            writes docs/settled
python -m sextant.wording.settled_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from sextant.rules.settled import SettledPoint
from sextant.storage.rulebook_files import settled_points
from sextant.wording.page_files import stale_pages, write_or_check
from sextant.wording.word import CHINESE

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {"en": DOCS / "settled.md", CHINESE: DOCS / "settled.zh-Hant.md"}

_FRAME = {
    "en": {
        "top": (
            "# Settled points\n\n"
            "Where the texts are silent, Sextant does what stands here. Each is a named choice, and a result that\n"
            "rests on one says so. A rule cites a point as it cites a text:\n"
            "`{document: Sextant settled points, paragraph: \"10\"}`. How fees are read where a text is silent\n"
            "stands in [money.md](money.md#readings-where-a-text-is-silent).\n\n"
            "This page is written from `src/sextant/rules/settled.yaml` by `python -m sextant.wording.settled_page`.\n"
            "To add a point, add it there; a test refuses a citation that has none."
        ),
        "rules": "Carried by: {names}.",
        "code": "Done in: {names}.",
        "between": ", ",
    },
    CHINESE: {
        "top": (
            "# 自行認定之事項\n\n"
            "文件未規定之處，Sextant 依此處所載辦理。每一項都是具名之選擇，以其為據的結果均予載明。\n"
            "規則引用各點的方式與引用文件相同：`{document: Sextant settled points, paragraph: \"10\"}`。\n"
            "費用於文件未規定時如何解讀，見[款項](money.zh-Hant.md#條文未明定處之解讀)。\n\n"
            "本頁由 `python -m sextant.wording.settled_page` 依 `src/sextant/rules/settled.yaml` 產生。\n"
            "新增一點時請加於該檔；引用而查無此點者，測試不通過。"
        ),
        "rules": "所載參數：{names}。",
        "code": "程式所在：{names}。",
        "between": "、",
    },
}  # fmt: skip


def heading(point: SettledPoint, language: str) -> str:
    """Return the heading of a point: its number before its title, where it has one."""
    title = point.title.in_language(language)
    return f"{point.code}. {title}" if point.code.isdigit() else title


def page(language: str) -> str:
    """Return the page in a language."""
    frame = _FRAME[language]
    lines = [frame["top"]]
    for point in settled_points().values():
        lines += ["", f"## {heading(point, language)}", "", point.text.in_language(language)]
        for key, names in (("rules", point.rules), ("code", point.code_files)):
            if names:
                listed = frame["between"].join(f"`{name}`" for name in names)
                lines += ["", frame[key].format(names=listed)]
    return "\n".join(lines) + "\n"


def stale(pages: Mapping[str, Path] = PAGES) -> list[Path]:
    """Return the pages that differ from the points."""
    return stale_pages(pages, page)


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    return write_or_check(arguments, PAGES, page, "sextant.wording.settled_page")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
