"""Every variable that the program reads from the environment is explained to those who operate it."""

import re

from tests.tidy.repository import ROOT, text_files

VARIABLE = re.compile(r"\bSEXTANT_[A-Z_]*[A-Z]\b")
PAGES = ("docs/operating.md", "docs/operating.zh-Hant.md")


def test_every_variable_that_the_source_names_stands_in_the_operating_pages():
    named = _named("src/")
    assert named, "no variable was found in the source, so nothing was compared"
    for page in PAGES:
        explained = set(VARIABLE.findall((ROOT / page).read_text(encoding="utf-8")))
        assert not sorted(named - explained), page


def test_the_operating_pages_explain_no_variable_that_nothing_reads():
    known = _named("src/", "tests/", "tools/")
    for page in PAGES:
        assert not sorted(set(VARIABLE.findall((ROOT / page).read_text(encoding="utf-8"))) - known), page


def _named(*folders: str) -> set[str]:
    """Return the variables that files of these folders name."""
    return {
        name
        for path, text in text_files().items()
        if path.startswith(folders) and path.endswith((".py", ".html"))
        for name in VARIABLE.findall(text)
    }
