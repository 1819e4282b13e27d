"""The founding paper as entries: every paragraph has an id, what it is about, and its claims with verdicts.

An id is chapter and number, as 3.7. Of the paper's text only a digest is kept, by which a copy of it is matched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sextant.comparison.aspect import Frame
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text


class Verdict(StrEnum):
    """What is to be said of a claim."""

    RIGHT = "right"
    WITH_REMARK = "right_with_remark"
    OUTDATED = "outdated"
    WRONG = "wrong"
    JUDGEMENT = "judgement"
    NOT_CHECKABLE = "not_checkable"


_EXPLAINED = frozenset({Verdict.WITH_REMARK, Verdict.OUTDATED, Verdict.WRONG, Verdict.NOT_CHECKABLE})
"""Verdicts that say why."""
_ANSWERED = frozenset({Verdict.RIGHT, Verdict.WITH_REMARK, Verdict.OUTDATED, Verdict.WRONG})
"""Verdicts that rest on something: a row, a rule or a text."""


@dataclass(frozen=True, slots=True)
class DemoStep:
    """A step of a scenario in which what is claimed can be seen to happen."""

    scenario: str
    step: str
    """The step of a cycle, as article_6_4.approval#approve."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a paragraph says, in our words, and what answers it."""

    id: str
    """The paragraph, and a letter: 3.7a."""
    says: Label
    verdict: Verdict
    remark: Label | None
    aspects: tuple[str, ...]
    rules: tuple[str, ...]
    """Paths of parameters and levies."""
    sources: tuple[Source, ...]
    demo: DemoStep | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the paper."""

    id: str
    digest: str
    about: Label
    claims: tuple[Claim, ...]
    no_claim: Label | None
    """Why there is nothing to judge, where there is not."""
    documents: tuple[str, ...] = ()
    """For a reference: the texts of the register that it names."""

    @property
    def chapter(self) -> str:
        return self.id.partition(".")[0]


def parse_paper(text: str, file: str, frame: Frame, faults: Faults) -> dict[str, Paragraph]:
    """Return the paragraphs of one file by id; what does not load is told to `faults`."""
    found: dict[str, Paragraph] = {}
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"paragraphs"})
        for code, content in reading.mapping(body["paragraphs"], f"{file}: paragraphs").items():
            with faults.caught(file, code):
                if code.partition(".")[0] not in frame.chapters:
                    raise RuleTextError(f"{file}: {code}: there is no such chapter; declare it in frame.yaml")
                found[code] = _paragraph(code, content, f"{file}: {code}")
    return found


def _paragraph(code: str, content: Any, where: str) -> Paragraph:
    optional = frozenset({"claims", "no_claim", "documents"})
    item = Item(content, where, needed={"digest", "about"}, optional=optional)
    claims = item.read("claims", reading.many(_claim), ())
    no_claim = item.maybe("no_claim", reading.label)
    found = Paragraph(
        id=code,
        digest=item.read("digest", reading.some_text),
        about=item.read("about", reading.label),
        claims=tuple(_lettered(code, claims)),
        no_claim=no_claim,
        documents=item.read("documents", reading.some_texts, ()),
    )
    if not item.sentences and bool(claims) == (no_claim is not None):
        item.sentences.append(f"{where}: write its claims, or say under no_claim why there is none")
    item.done()
    return found


def _lettered(code: str, claims: tuple[Claim, ...]) -> Iterator[Claim]:
    for number, each in enumerate(claims):
        yield Claim(
            f"{code}{chr(ord('a') + number)}", each.says, each.verdict, each.remark, each.aspects, each.rules,
            each.sources, each.demo,
        )  # fmt: skip


def _claim(content: Any, where: str) -> Claim:
    optional = frozenset({"remark", "aspects", "rules", "sources", "demo"})
    item = Item(content, f"{where}.claims", needed={"says", "verdict"}, optional=optional)
    kinds = tuple(each.value for each in Verdict)
    verdict = item.maybe("verdict", lambda each, at: Verdict(reading.one_of(each, kinds, at, "verdict")))
    says, remark = item.read("says", reading.label), item.maybe("remark", reading.label)
    aspects, rules = item.read("aspects", reading.some_texts, ()), item.read("rules", reading.some_texts, ())
    sources = item.read("sources", reading.many(reading.source), ())
    demo = item.maybe("demo", _demo)
    item.done()
    assert verdict is not None
    if verdict in _EXPLAINED and remark is None:
        raise RuleTextError(f"{where}: {says.english}: the verdict {verdict} needs a remark that says why")
    if verdict in _ANSWERED and not (aspects or rules or sources):
        raise RuleTextError(f"{where}: {says.english}: name what it rests on: aspects, rules or sources")
    return Claim("", says, verdict, remark, aspects, rules, sources, demo)


def _demo(content: Any, where: str) -> DemoStep:
    item = Item(content, where, needed={"scenario", "step"})
    found = DemoStep(item.read("scenario", reading.some_text), item.read("step", reading.some_text))
    item.done()
    return found


_CHAPTERS = re.compile(r"(摘要|引言|[一二三四五六]、|參考文獻)")
_IDS = {"摘要": "abstract", "引言": "introduction", "參考文獻": "references"}
_HEADING_MOST = 80
"""A line that begins like a heading and is longer is a paragraph."""


def numbered(text: str) -> Mapping[str, str]:
    """Return the digests of the paragraphs of the paper by id, in their order: one a line that is no heading."""
    found: dict[str, str] = {}
    chapter, count = "", 0
    for line in (each.strip() for each in text.splitlines()):
        heading = _CHAPTERS.match(line)
        if heading and len(line) < _HEADING_MOST:
            name = heading[1]
            chapter, count = _IDS.get(name) or str("一二三四五六".index(name[0]) + 1), 0
        elif line:
            count += 1
            found[f"{chapter}.{count}"] = digest(line)
    return found


def digest(paragraph: str) -> str:
    """Return by what a paragraph is matched: the first 16 digits of the SHA-256 of its letters without spaces."""
    return hashlib.sha256("".join(paragraph.split()).encode()).hexdigest()[:16]
