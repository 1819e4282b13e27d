"""Aspects: one question about every mechanism, and for each mechanism where its answer comes from.

An answer is read from a rulebook (`readings.py`), or it is a fact with its source, or it is said to be unanswered.
What a newcomer would get wrong: a figure that a rulebook states is never written here; the cell names its path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sextant.comparison.readings import Read, parse_read
from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text


class Plain(StrEnum):
    """What a cell can say in one word; the word itself is said where it is shown."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a text says of a mechanism: in one word, or in words of both languages."""

    plain: Plain | None
    text: Label | None
    source: Source | None
    """None only for what does not apply."""
    on: date | None = None
    """The day for which a figure holds, where it changes."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing is said: neither a rulebook nor a text that was read answers."""


Cell = Read | Fact | Unanswered


@dataclass(frozen=True)
class Aspect:
    """One row of the comparison."""

    id: str
    theme: str
    views: tuple[str, ...]
    question: Label
    cells: Mapping[str, Cell]
    """By mechanism, in the order of the columns."""
    judgement: bool = False
    """Whether the row as a whole is an assessment, whatever its cells rest on."""


@dataclass(frozen=True)
class Frame:
    """What rows may name: the mechanisms that are compared, the themes and the views of the same rows."""

    mechanisms: Mapping[str, Label]
    themes: Mapping[str, Label]
    views: Mapping[str, Label]
    chapters: Mapping[str, Label]
    """The chapters of the founding paper, by the first part of the ids of their paragraphs."""


def parse_frame(text: str, file: str) -> Frame:
    """Return the frame of the comparison. Raises RuleTextError with a remedy."""
    item = Item(load_text(text, file), file, needed={"mechanisms", "themes", "views", "chapters"}, mark=": ")
    labels = reading.named(reading.label)
    found = Frame(
        *(MappingProxyType(item.read(key, labels, {})) for key in ("mechanisms", "themes", "views", "chapters"))
    )
    item.done()
    return found


def parse_aspects(text: str, file: str, frame: Frame, faults: Faults) -> dict[str, Aspect]:
    """Return the rows of one file by id; what does not load is told to `faults`."""
    found: dict[str, Aspect] = {}
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"aspects"})
        for code, content in reading.mapping(body["aspects"], f"{file}: aspects").items():
            with faults.caught(file, code):
                found[code] = _aspect(code, content, f"{file}: {code}", frame)
    return found


def _aspect(code: str, content: Any, where: str, frame: Frame) -> Aspect:
    item = Item(content, where, needed={"theme", "question", "values"}, optional=frozenset({"views", "judgement"}))
    theme = item.maybe("theme", lambda each, at: reading.one_of(each, frame.themes, at, "theme"))
    views = item.read("views", reading.texts, ())
    for each in views:
        if each not in frame.views:
            item.sentences.append(f"{where}.views: {each!r} is no view; use one of {', '.join(frame.views)}")
    question = item.read("question", reading.label)
    judgement = item.read("judgement", reading.yes, False)
    cells = item.read("values", lambda each, at: parse_cells(each, at, frame), {})
    item.done()
    assert theme is not None
    return Aspect(code, theme, views, question, MappingProxyType(cells), judgement)


def parse_cells(content: Any, where: str, frame: Frame) -> dict[str, Cell]:
    """Return an answer for each mechanism, in the order of the columns. Raises RuleTextError."""
    body = reading.keys(content, where, needed=set(frame.mechanisms))
    read = reading.named(_cell)(body, where)
    return {each: read[each] for each in frame.mechanisms}


def _cell(content: Any, where: str) -> Cell:
    if content == "unanswered":
        return Unanswered()
    body = reading.mapping(content, where)
    if {"is", "text"} & set(body):
        return parse_fact(content, where)
    return parse_read(content, where)


def parse_fact(content: Any, where: str) -> Fact:
    """Return a fact: one word or a text, with the source it rests on."""
    item = Item(content, where, needed=set(), optional=frozenset({"is", "text", "source", "on"}))
    kinds = tuple(each.value for each in Plain)
    plain = item.read("is", lambda each, at: Plain(reading.one_of(each, kinds, at, "plain value")))
    text = item.maybe("text", reading.label)
    source, on = item.maybe("source", reading.source), item.maybe("on", reading.day)
    item.done()
    if (plain is None) == (text is None):
        raise RuleTextError(f"{where}: write either is: or text:, not both")
    if source is None and plain is not Plain.NOT_APPLICABLE:
        raise RuleTextError(f"{where}: source is missing; name the document and the paragraph")
    return Fact(plain, text, source, on)
