"""The tables of rules and profiles in the pages about the agreed electronic format, in both languages.

python -m sextant.wording.aef_page            writes them into docs/aef.md and docs/aef.zh-Hant.md
python -m sextant.wording.aef_page --check    exits 1 where a page is stale
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from sextant.reporting.checks.catalogue import Rule
from sextant.storage.aef_format import aef_format, check_catalogue
from sextant.wording.aef_words import source_words
from sextant.wording.command_line import CHINESE, ENGLISH
from sextant.wording.page_files import stale_pages, write_or_check

DOCS = Path(__file__).parents[3] / "docs"
PAGES = {ENGLISH: DOCS / "aef.md", CHINESE: DOCS / "aef.zh-Hant.md"}
_UNVERIFIED = ("not verified", "未核對")
_HEADS = {
    "rules": (
        "| Rule | Scope | Severity | Code | What it asks | What to do | Basis |",
        "| 規則 | 範圍 | 等級 | 代碼 | 內容 | 處理方式 | 依據 |",
    ),
    "profiles": ("| Profile | What it is | Source |", "| 格式 | 說明 | 出處 |"),
    "figures": ("| Figure | Value | Source |", "| 數值名稱 | 值 | 出處 |"),
}


def tables(language: str) -> dict[str, str]:
    """Return the generated tables of a page by the name of their place."""
    at = int(language == CHINESE)
    catalogue, the_format = check_catalogue(), aef_format()
    rules = [_rule(rule, language) for rule in catalogue.rules.values()]
    profiles = [
        f"| `{code}` | {each.label.in_language(language)} | {_source(str(each.source), each.source.verified, at)} |"
        for code, each in the_format.profiles.items()
    ]
    figures = [
        f"| `{name}` | {value} | {_source(str(catalogue.sources[name]), catalogue.sources[name].verified, at)} |"
        for name, value in catalogue.figures.items()
    ]
    return {
        name: "\n".join([_HEADS[name][at], "|" + "---|" * (_HEADS[name][at].count("|") - 1), *rows])
        for name, rows in (("rules", rules), ("profiles", profiles), ("figures", figures))
    }


def _rule(rule: Rule, language: str) -> str:
    code = rule.secretariat_code or "–"
    label, hint = rule.label.in_language(language), rule.hint.in_language(language)
    source = _source(str(rule.source), rule.source.verified, int(language == CHINESE))
    return f"| {rule.id} | {rule.scope} | {rule.severity} | {code} | {label} | {hint} | {source} |"


def _source(source: str, verified: bool, at: int) -> str:
    named = source_words(source, CHINESE if at else ENGLISH)
    if verified:
        return named
    return f"{named}（{_UNVERIFIED[at]}）" if at else f"{named} ({_UNVERIFIED[at]})"


def page(language: str) -> str:
    """Return the page in a language, as it lies there, with its tables made new."""
    text = PAGES[language].read_text(encoding="utf-8")
    for name, table in tables(language).items():
        place = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
        if not place.search(text):
            raise ValueError(f"the page has no place for {name}; add <!-- {name}: begin --> and <!-- {name}: end -->")
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
        text = place.sub(lambda _, whole=begin + table + "\n" + end: whole, text)  # type: ignore[misc]
    return text


def stale(pages: Mapping[str, Path] = PAGES) -> list[Path]:
    """Return the pages whose tables differ from what the rules say."""
    return stale_pages(pages, page)


def main(arguments: list[str]) -> int:
    """Write or check the pages; the exit code is 1 where one is stale."""
    return write_or_check(arguments, PAGES, page, "sextant.wording.aef_page")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
