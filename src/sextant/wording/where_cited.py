"""Which data and which code implement a paragraph: sources of rules, and citations in the text of the program.

A citation in code is read where a docstring or a comment names a document and then "paragraph" or "¶".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sextant.rules.reading import Faults
from sextant.rules.rulebook import Cited, Rulebook, Rulebooks
from sextant.rules.text import load_text
from sextant.storage.rulebook_files import rulebooks, shipped_texts
from sextant.workflow.cyclebook import read_cycles

SOURCE = Path(__file__).parents[1]
_DOCUMENT = r"(?P<document>A6\.4-(?:PROC|STAN|TOOL|INFO)-[A-Z]+-\d{3}|A6\.4-SBM?\d{3}|[Dd]ecision \d+/C[A-Z]+\.\d+)"
_CITED = re.compile(
    _DOCUMENT + r"(?: v\d\d\.\d)?(?P<part>(?:,? (?:annex|appendix(?: \w+)?))?),? (?:paragraphs?|¶)\s*"
    r"(?P<paragraphs>\d+(?:\([a-z]+\))*(?:(?:, | and | to |–|-)\d+(?:\([a-z]+\))*)*)"
)
_PART = re.compile(r"((?:annex|appendix)(?: \w+)?, )(.+)")
_ONE = re.compile(r"\d+(?:\([a-z]+\))*")
_LETTERS = re.compile(r"(\d+)\(([a-z])\)(?:–|-)\(([a-z])\)")
_RANGE = re.compile(r"(\d+)(?:–|-| to )(\d+)")
_WORD_NUMBER = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True)
class Implementer:
    """One piece of data or code, and the paragraph it rests on."""

    document: str
    paragraph: str
    what: str
    """The item and its file, in the words of the rulebooks; of code the module."""
    cited: Cited | None = None
    """The rule that cites; none for code and for files that have no page."""


def implementers(books: Rulebooks) -> tuple[Implementer, ...]:
    """Return everything that rests on a paragraph."""
    found: list[Implementer] = []
    for book in books:
        found += [_of_rule(each) for each in book.citations()]
        found += _other_files(book)
    every = read_cycles(books, shipped_texts(), Faults())
    for cycles in every:
        found += [_of_rule(each) for each in cycles.citations(every.base_of(cycles))]
    for file in sorted(SOURCE.rglob("*.py")):
        name = file.relative_to(SOURCE).as_posix()
        found += in_text(file.read_text(encoding="utf-8"), f"`{name}`")
    return tuple(found)


@cache
def shipped() -> Mapping[str, Mapping[str, tuple[Implementer, ...]]]:
    """Return what implements each paragraph of each document, of what ships with Sextant; read once in a process."""
    gathered: dict[str, dict[str, dict[str, Implementer]]] = {}
    for each in implementers(rulebooks()):
        for paragraph in apart(each.paragraph):
            gathered.setdefault(each.document, {}).setdefault(paragraph, {})[each.what] = each
    return {
        document: {
            paragraph: tuple(who[what] for what in sorted(who))
            for paragraph, who in sorted(paragraphs.items(), key=lambda item: natural(item[0]))
        }
        for document, paragraphs in gathered.items()
    }


@cache
def code_naming(name: str) -> tuple[str, ...]:
    """Return the modules whose code names a rule as a text, by its path or by its name alone."""
    wanted = tuple(f'"{each}"' for each in (name, name.partition(".")[2]))
    return tuple(module for module, text in _modules() if any(each in text for each in wanted))


@cache
def _modules() -> tuple[tuple[str, str], ...]:
    """Return the modules that are no wording: whoever words a name does not read the rule."""
    found = ((file.relative_to(SOURCE).as_posix(), file) for file in sorted(SOURCE.rglob("*.py")))
    return tuple((name, file.read_text(encoding="utf-8")) for name, file in found if not name.startswith("wording/"))


def _of_rule(each: Cited) -> Implementer:
    source = each.source
    return Implementer(source.document, source.paragraph, f"{each.item} (`rules/{each.file}`)", each)


def _other_files(book: Rulebook) -> Iterator[Implementer]:
    """Yield what the files cite that are neither rules nor cycles; a cycle's template has no paragraphs of its own."""
    for name, text in sorted(book.other_texts.items()):
        if name.startswith(("cycles/", "templates/", "papers.yaml", "relations.yaml")):
            continue
        file = f"{book.code}/{name}"
        for key, source in _sources(load_text(text, file), ""):
            yield Implementer(source["document"], source["paragraph"], f"{key} (`rules/{file}`)")


def _sources(content: Any, key: str) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(content, list):
        for each in content:
            yield from _sources(each, key)
    if not isinstance(content, dict):
        return
    source = content.get("source")
    if isinstance(source, dict) and {"document", "paragraph"} <= set(source):
        yield key or "file", source
    for name, each in content.items():
        if name != "source":
            yield from _sources(each, f"{key}.{name}".lstrip("."))


def in_text(text: str, what: str) -> list[Implementer]:
    """Return the citations in the text of a program."""
    plain = re.sub(r"\s*\n\s*#?\s*", " ", text)
    found = []
    for each in _CITED.finditer(plain):
        document = each["document"].replace("decision", "Decision")
        part = each["part"].lstrip(", ")
        paragraph = f"{part}, {each['paragraphs']}" if part else each["paragraphs"]
        found.append(Implementer(document, paragraph, what))
    return found


def by_paragraph(found: Iterable[Implementer]) -> dict[str, dict[str, set[str]]]:
    """Return what implements each paragraph of each document, in the order of documents and paragraphs."""
    gathered: dict[str, dict[str, set[str]]] = {}
    for each in found:
        for paragraph in apart(each.paragraph):
            gathered.setdefault(each.document, {}).setdefault(paragraph, set()).add(each.what)
    return {
        document: dict(sorted(paragraphs.items(), key=lambda item: natural(item[0])))
        for document, paragraphs in sorted(gathered.items())
    }


def apart(text: str) -> list[str]:
    """Return the single paragraphs of a citation of several: 43(c), 43(e) or 6–7 or 10(a)–(e)."""
    divided = _PART.fullmatch(text)
    part, numbers = (divided[1], divided[2]) if divided else ("", text)
    found: list[str] = []
    for each in re.split(r", | and ", numbers):
        letters, whole = _LETTERS.fullmatch(each), _RANGE.fullmatch(each)
        if letters:
            codes = range(ord(letters[2]), ord(letters[3]) + 1)
            found += [f"{part}{letters[1]}({chr(code)})" for code in codes]
        elif whole:
            found += [f"{part}{number}" for number in range(int(whole[1]), int(whole[2]) + 1)]
        elif _ONE.fullmatch(each):
            found.append(part + each)
        else:
            return [text]
    return found


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key by which 9 comes before 10."""
    parts = _WORD_NUMBER.findall(text)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
