"""Pages of docs/ that are written from sentences, one a language: whether they are stale, and writing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

Page = Callable[[str], str]
"""The text of a page in a language."""


def stale_pages(pages: Mapping[str, Path], page: Page) -> list[Path]:
    """Return the files, by language, that are missing or differ from what the page says now."""
    return [
        path
        for language, path in pages.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != page(language)
    ]


def write_or_check(arguments: list[str], pages: Mapping[str, Path], page: Page, module: str) -> int:
    """Write the files, or with `--check` name those that are stale; the exit code is 1 where one is."""
    if "--check" in arguments:
        found = stale_pages(pages, page)
        for path in found:
            print(f"{path} is stale; run python -m {module}")
        return 1 if found else 0
    for language, path in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(language), encoding="utf-8")
    return 0
