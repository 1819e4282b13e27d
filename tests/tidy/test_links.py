"""Every link of a page leads to a file that is there, and to a heading that it has; files that it names exist."""

import re
from pathlib import Path
from urllib.parse import unquote

from tests.tidy.repository import ROOT, SOURCE, repository_files

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
DAY = re.compile(r"\.\d{4}-\d\d-\d\d(?=\.yaml$)")
FILE = re.compile(r"`([\w.-]+(?:/[\w.-]+)*\.(?:py|yaml|md|css|toml|txt))`")
MARKS = re.compile(r"[^\w\- ]", re.UNICODE)


def test_every_relative_link_of_a_page_leads_somewhere():
    pages = [path for path in repository_files() if path.suffix == ".md"]
    assert pages, "no page was found, so no link was followed"
    faults = [f"{page.relative_to(ROOT)}: {fault}" for page in pages for fault in _faults(page)]
    assert not faults


def test_every_file_that_a_page_names_is_there():
    files = [f"/{path.relative_to(ROOT).as_posix()}" for path in repository_files()]
    faults = []
    for page in repository_files():
        if page.suffix == ".md" and SOURCE not in page.parents:
            # A version of a cycle carries its day; a page that explains it names one that is still to come.
            named = {DAY.sub("", name) for name in FILE.findall(page.read_text(encoding="utf-8"))}
            # A page names a file by the end of its path, or through the link `scenarios`.
            lost = [name for name in named if not any(file.endswith(f"/{name}") for file in files)]
            faults += [f"{page.relative_to(ROOT)}: {name}" for name in sorted(lost) if not (ROOT / name).is_file()]
    assert not faults


def test_a_heading_becomes_the_name_by_which_links_find_it():
    assert anchors("# What `sextant verify` checks\n## 2. Floor\n## 2. Floor\n") == {
        "what-sextant-verify-checks",
        "2-floor",
        "2-floor-1",
    }
    assert "目前已有的功能" in anchors("## 目前已有的功能\n")


def _faults(page: Path):
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.findall(text):
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists():
            yield f"{link}: there is no such file"
        elif anchor and target.suffix == ".md" and anchor not in anchors(target.read_text(encoding="utf-8")):
            yield f"{link}: the page has no such heading"


def anchors(text: str) -> set[str]:
    """Return the names of the headings of a page, as a link writes them."""
    found: set[str] = set()
    plain = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    for heading in re.findall(r"^#{1,6} (.+)$", plain, re.MULTILINE):
        name = MARKS.sub("", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()).strip().replace(" ", "-")
        number = 0
        while (numbered := f"{name}-{number}" if number else name) in found:
            number += 1
        found.add(numbered)
    return found
