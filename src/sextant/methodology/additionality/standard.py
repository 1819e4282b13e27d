"""A standard of additionality as its file says it: tests with questions, values, checks, and what may be combined.

A question is answered yes or no with evidence. A check is found by calculation; which ones a form of figures
finds is fixed in code, what they mean and which paragraph they are is the standard's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

WANTED = ("yes", "no", "either")
CHECKS: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "lifetime": ("short_lifetime", "validity_limited"),
    "investment": ("consistent_terms", "whole_period", "residual_value", "same_service", "not_viable", "robust",
                   "public_funding"),
    "barriers": ("applicable", "barriers_admitted", "sound_evidence"),
    "penetration": ("not_surpassed", "exclusions_registered"),
    "comparable_activities": ("not_common",),
    "performance": ("outperforms", "likely_additional", "other_influences", "ambitious", "threshold_valid"),
    "criteria": ("criteria_met",),
}  # fmt: skip
"""The forms of figures, and the checks that each finds."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, which answer is wanted, and when it counts."""

    name: str
    text: Label
    wanted: str
    source: Source
    together: str | None
    """Questions of one group fail only together."""
    excused_by: str | None
    """Another question: where it is answered yes, this one need not be as wanted."""
    where: str | None
    """Another question: this one is asked only where that is answered yes."""
    unsettled_only: bool
    """Whether it is asked only where the figures have not settled the test."""
    where_not: str | None
    """A check: this question is asked only where that does not hold."""


@dataclass(frozen=True, slots=True)
class Value:
    """A limit or a list of admitted names of a test, with its source."""

    number: Fraction | None
    day: date | None
    names: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Check:
    """What a calculation finds: its meaning and source."""

    text: Label
    source: Source
    unless: str | None
    """A question: where it is answered as wanted, the check need not hold."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a standard."""

    name: str
    label: Label
    source: Source
    by: tuple[str, ...]
    """Who may apply it."""
    form: str
    questions: Mapping[str, Question]
    checks: Mapping[str, Check]
    values: Mapping[str, Value]

    __test__ = False


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard of additionality."""

    id: str
    mechanism: str
    title: Label
    version: str
    first: date | None
    source: Source
    levels: Mapping[str, Label]
    combinations: tuple[tuple[str, ...], ...]
    combination_source: Source
    tests: Mapping[str, Test]


_NEEDED = {"id", "mechanism", "title", "version", "from", "source", "levels", "combinations", "tests"}


def parse_standard(text: str, name: str) -> Standard:
    """Return what a standard's file says. Raises RuleTextError with file, key and remedy."""
    body = reading.keys(load_text(text, name), name, needed=_NEEDED)
    levels = reading.named(reading.label)(body["levels"], f"{name}: levels")
    tests = reading.keyed(lambda key, each, where: _test(key, each, where, levels))(body["tests"], f"{name}: tests")
    combined = reading.keys(body["combinations"], f"{name}: combinations", needed={"allowed", "source"})
    allowed = reading.many(reading.some_texts)(combined["allowed"], f"{name}: combinations.allowed")
    for each in (test for one in allowed for test in one):
        reading.one_of(each, tests, f"{name}: combinations", "test of this standard")
    return Standard(
        id=reading.some_text(body["id"], f"{name}: id"),
        mechanism=reading.name(body["mechanism"], f"{name}: mechanism"),
        title=reading.label(body["title"], f"{name}: title"),
        version=reading.some_text(body["version"], f"{name}: version"),
        first=reading.day_or_unknown(body["from"], f"{name}: from"),
        source=reading.source(body["source"], f"{name}: source"),
        levels=levels,
        combinations=allowed,
        combination_source=reading.source(combined["source"], f"{name}: combinations.source"),
        tests=tests,
    )


def _test(name: str, content: Any, where: str, levels: Mapping[str, Label]) -> Test:
    optional = frozenset({"figures", "questions", "checks", "values"})
    body = reading.keys(content, where, needed={"label", "source", "by"}, optional=optional)
    by = reading.some_texts(body["by"], f"{where}.by")
    for each in by:
        reading.one_of(each, levels, f"{where}.by", "level of this standard")
    form = reading.one_of(body.get("figures", "none"), CHECKS, f"{where}.figures", "form of figures")
    checks = reading.named(_check)(body.get("checks", {}), f"{where}.checks")
    for each in checks:
        reading.one_of(each, CHECKS[form], f"{where}.checks", f"check of the form {form}")
    questions = reading.keyed(_question)(body.get("questions", {}), f"{where}.questions")
    for question in questions.values():
        for other in (question.excused_by, question.where):
            if other is not None:
                reading.one_of(other, questions, f"{where}.questions.{question.name}", "question of this test")
        if question.where_not is not None:
            reading.one_of(question.where_not, checks, f"{where}.questions.{question.name}", "check of this test")
    for check in checks.values():
        if check.unless is not None:
            reading.one_of(check.unless, questions, f"{where}.checks", "question of this test")
    if not questions and not checks:
        raise RuleTextError(f"{where}: it asks nothing; give it questions or checks")
    return Test(
        name,
        reading.label(body["label"], f"{where}.label"),
        reading.source(body["source"], f"{where}.source"),
        by,
        form,
        questions,
        checks,
        reading.named(_value)(body.get("values", {}), f"{where}.values"),
    )


def _question(name: str, content: Any, where: str) -> Question:
    optional = frozenset({"wanted", "together", "excused_by", "where", "unsettled_only", "where_not"})
    body = reading.keys(content, where, needed={"text", "source"}, optional=optional)
    names = {key: reading.name(body[key], f"{where}.{key}") if key in body else None
             for key in ("together", "excused_by", "where", "where_not")}  # fmt: skip
    return Question(
        name,
        reading.label(body["text"], f"{where}.text"),
        reading.one_of(body.get("wanted", "yes"), WANTED, f"{where}.wanted", "answer"),
        reading.source(body["source"], f"{where}.source"),
        names["together"],
        names["excused_by"],
        names["where"],
        reading.yes(body.get("unsettled_only", "no"), f"{where}.unsettled_only"),
        names["where_not"],
    )


def _check(content: Any, where: str) -> Check:
    body = reading.keys(content, where, needed={"text", "source"}, optional=frozenset({"unless"}))
    return Check(
        reading.label(body["text"], f"{where}.text"),
        reading.source(body["source"], f"{where}.source"),
        reading.name(body["unless"], f"{where}.unless") if "unless" in body else None,
    )


def _value(content: Any, where: str) -> Value:
    body = reading.keys(content, where, needed={"source"}, optional=frozenset({"number", "day", "names"}))
    if len(body.keys() & {"number", "day", "names"}) != 1:
        raise RuleTextError(f"{where}: give one of number, day, names")
    return Value(
        Fraction(reading.number(body["number"], f"{where}.number")) if "number" in body else None,
        reading.day(body["day"], f"{where}.day") if "day" in body else None,
        reading.some_names(body["names"], f"{where}.names") if "names" in body else (),
        reading.source(body["source"], f"{where}.source"),
    )
