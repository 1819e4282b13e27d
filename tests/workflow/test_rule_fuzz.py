"""Whatever is written into rules, the answer is sentences, or rules that load and can be walked; never an exception.

Every leaf of a rulebook can be replaced by something nasty, every key left out or given twice. A seeded part of that is
tried here; `python -m tests.workflow.test_rule_fuzz` tries all of it.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import pytest
import yaml
from tests.workflow.invented import texts
from tests.workflow.play import Play, on
from tests.workflow.walk import Walk

from sextant.rules.loading import load
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import shipped_texts
from sextant.workflow.cyclebook import check, load_cycles

NASTY = (
    "", " ", "\u200b", "²", "-1", "0", "1e5", "1/0", "9" * 5000, "2026-02-30", "9999-12-31", "true", "$x", "back",
    "nobody", "sixth.nothing", "a.b.c", [], [[]], ["x", "x"], [{}], {}, {"x": "y"}, {"x": ["y", {"z": []}]}, None,
)  # fmt: skip


def small() -> dict[str, str]:
    """Return the invented mechanism, which brings its own documents, with what the zones cite of the large register.

    So it is read in no time.
    """
    found, cited = texts(), load_text(texts()["zones.yaml"], "zones.yaml")
    every = load_text(found["documents.yaml"], "documents.yaml")["documents"]
    used = {each["source"]["document"] for zone in cited["zones"].values()
            for each in (zone, *zone.get("summer", {}).values())}  # fmt: skip
    register = yaml.safe_dump({"documents": {code: every[code] for code in sorted(used)}}, allow_unicode=True)
    return found | {"documents.yaml": register}


BOOKS = {
    "sixth": cache(small),
    "article_6_4": cache(shipped_texts),
}
SHARED = ("measures.yaml", "roles.yaml", "conditions.yaml", "relations.yaml", "zones.yaml", "words.yaml")
"""The shared files that are edited too; the large register of documents has the form of the one in `sixth`."""
TWICE = "given twice"


@dataclass(frozen=True)
class Edit:
    """One change of one file: a leaf replaced, a key left out, or a key given twice."""

    book: str
    file: str
    path: tuple[Any, ...]
    kind: str
    value: Any = None

    def texts(self) -> dict[str, str]:
        found = dict(BOOKS[self.book]())
        whole = load_text(found[self.file], self.file)
        inner = whole
        for key in self.path[:-1]:
            inner = inner[key]
        if self.kind == "left out":
            del inner[self.path[-1]]
        elif self.kind == "replaced":
            inner[self.path[-1]] = self.value
        written = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        if self.kind == TWICE:
            # A key given twice cannot be written down from a mapping; the first lines of the file are doubled.
            written += written.splitlines(keepends=True)[0]
        return found | {self.file: written}


def nodes(inner: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the path to everything in a file, with what stands there."""
    parts = inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
    for key, each in parts:
        yield (*path, key), each
        yield from nodes(each, (*path, key))


@cache
def edits(book: str) -> tuple[Edit, ...]:
    """Return every edit of a rulebook and of what all share, in the order of the files."""
    found: list[Edit] = []
    for file, text in sorted(BOOKS[book]().items()):
        if not file.startswith(f"{book}/") and file not in SHARED:
            continue
        content = load_text(text, file)
        found.append(Edit(book, file, (next(iter(content)),), TWICE))
        for path, each in nodes(content):
            found.append(Edit(book, file, path, "left out"))
            if not isinstance(each, dict | list):
                found += [Edit(book, file, path, "replaced", value) for value in NASTY]
    return tuple(found)


def tried(edit: Edit) -> bool:
    """Try an edit, and return whether the rules still load; then they were walked."""
    changed = edit.texts()
    sentences = check(changed)
    assert all("\n" not in each and ": " in each and len(each) < 1500 for each in sentences), sentences
    if edit.kind == TWICE:
        assert any(TWICE in each for each in sentences)
    if sentences:
        return False
    rules = load_cycles(load(changed), changed)
    for path in rules.books[edit.book].cycles:
        begun = max(on("2025-09-01"), on(rules.latest(path).from_date))
        walk = Walk(Play(path, begun, rules=rules, subject="Subject"), Random(7))
        walk.go(6)
    return True


@pytest.mark.parametrize(("book", "count"), [("sixth", 150), ("article_6_4", 12)])
def test_whatever_is_edited_the_answer_is_sentences_or_rules_that_can_be_walked(book, count):
    chosen = Random(20_261_124).sample(edits(book), count)
    loaded = [edit for edit in chosen if tried(edit)]
    # Most edits are wrong; where none loaded, nothing was walked, and where all did, nothing was checked.
    assert 0 < len(loaded) < len(chosen) / 2


def everything(books: list[str]) -> int:
    """Try every edit and tell those that end in an exception."""
    wrong = 0
    for book in books:
        for edit in edits(book):
            try:
                tried(edit)
            except Exception as error:
                wrong += 1
                print(f"{type(error).__name__}: {str(error)[:200]!r} {edit}"[:400], flush=True)
        print(f"{book}: {len(edits(book))} edits, {wrong} wrong", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(bool(everything(sys.argv[1:] or list(BOOKS))))
