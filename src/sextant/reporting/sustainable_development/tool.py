"""The tool as data: which elements there are, what each answer asks for, which fields the forms have.

There is no score: a form is complete or it is not, and what is missing is told one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import load_text


@dataclass(frozen=True, slots=True)
class Element:
    """One of the eleven elements; the tool's word is element, not principle."""

    number: str
    label: Label
    kind: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """What an answer of table 1 asks for."""

    label: Label
    justified: bool
    measures: bool
    reported_again: bool
    criteria_asked: bool
    """Whether the guiding questions of the element's criteria follow (paragraph 23(e))."""


@dataclass(frozen=True, slots=True)
class Tool:
    """The whole tool, in one version."""

    document: str
    version: str
    source: Source
    elements: Mapping[str, Element]
    answers: Mapping[str, AnswerRule]
    measure: tuple[str, ...]
    impact: tuple[str, ...]
    signs: tuple[str, ...]
    goals: int
    times_a_year_at_least: int
    findings: Mapping[str, Label]

    @property
    def criteria(self) -> frozenset[str]:
        """Return the codes of all criteria."""
        return frozenset(code for each in self.elements.values() for code in each.criteria)


def parse_tool(text: str, file: str) -> Tool:
    """Return the tool of a file. Raises RuleTextError naming file, key and remedy."""
    needed = {each.name for each in fields(Tool)} - {"document"} | {"tool"}
    content = Item(load_text(text, file), file, needed=needed, mark=": ")
    tool = Tool(
        document=content.read("tool", reading.some_text),
        version=content.read("version", reading.some_text),
        source=content.read("source", reading.source),
        elements=content.read("elements", reading.keyed(_element), {}),
        answers=content.read("answers", reading.named(_answer), {}),
        measure=content.read("measure", reading.names, ()),
        impact=content.read("impact", reading.names, ()),
        signs=content.read("signs", reading.some_texts, ()),
        goals=content.read("goals", reading.whole, 0),
        times_a_year_at_least=content.read("times_a_year_at_least", reading.whole, 0),
        findings=content.read("findings", reading.named(reading.label), {}),
    )
    content.done()
    return tool


def _element(number: str, content: Any, where: str) -> Element:
    item = Item(content, where, needed={"label", "kind", "criteria"})
    label, kind = item.read("label", reading.label), item.read("kind", reading.name)
    found = Element(number, label, kind, item.read("criteria", reading.texts, ()))
    item.done()
    return found


def _answer(content: Any, where: str) -> AnswerRule:
    flags = ("justified", "measures", "reported_again", "criteria_asked")
    item = Item(content, where, needed={"label", *flags})
    found = AnswerRule(item.read("label", reading.label), *(item.read(each, reading.yes, False) for each in flags))
    item.done()
    return found
