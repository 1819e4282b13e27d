"""An invented methodology with every part of the language, for tests of the language itself. It is synthetic."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.methodology.book import Book, Version
from sextant.methodology.equation import Equation, Model, Sets, term
from sextant.methodology.language.expression import (
    Expression,
    choose,
    equal,
    greatest,
    least,
    number,
    total,
)
from sextant.methodology.library import Gwps
from sextant.methodology.methodology import Methodology, joined

A = term("a", "t", "first column", "第一欄", "r")
B = term("b", "t", "second column", "第二欄", "r")
C = term("c", "1", "a plain column", "純數欄", "r")
K = term("k", "1", "a constant", "常數")
RESULT = term("result", "t", "result", "結果")

BODIES: dict[str, Callable[[], Expression]] = {
    "product": lambda: A * C * K,
    "sum and difference": lambda: A + B - A / 3,
    "quotient": lambda: A * A / B,
    "quotient of quotients": lambda: A / (B / A) / C,
    "least": lambda: least(A, B, number("12.5", "t")),
    "greatest": lambda: greatest(A * C, B),
    "greatest of quotients": lambda: greatest(A / C, B / C),
    "choice": lambda: choose(A < B, A, B * 2),
    "choice by equality": lambda: choose(equal(A, B) | (C >= 1), A, number(0, "t")),
    "choice by negation": lambda: choose(~((A <= B) & (C > 0)), A, B),
    "power": lambda: A * C**3,
    "negative": lambda: -A + B,
}


def methodology(body: Expression) -> Methodology:
    """Return a methodology whose result is the sum of a body over rows."""
    source = Source("INVENTED", "1")
    book = Book(
        id="INVENTED", mechanism="invented", kind="methodology", title=Label("Invented", "虛構"), scope=Label("", ""),
        versions=(Version("1.0", date(2020, 1, 1), None, source),), floor="period", gwp_sets=(),
        choices=MappingProxyType({}), factors=MappingProxyType({}), applicability=(), emissions=(),
        monitoring=MappingProxyType({}),
    )  # fmt: skip
    model = Model(
        (Equation("(1)", RESULT, total(body, "r")),),
        {"emission_reductions": "result"},
        sets=(Sets("r", Label("rows", "列")),),
    )
    return joined(book, model)


class InventedLibrary:
    """A library that holds one methodology."""

    def __init__(self, held: Methodology) -> None:
        self.held = held

    def find(self, name: str) -> Methodology | None:
        return self.held if name == self.held.id else None

    def names(self) -> tuple[str, ...]:
        return (self.held.id,)

    def gwps(self) -> Gwps:
        return Gwps((), {})
