"""A methodology: its book and its model together, checked when they are loaded.

Loading refuses an equation whose sides differ in unit, a symbol that nothing gives, a value for a symbol that
no equation names, and two equations for one symbol under the same options.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from sextant.domain.label import Label
from sextant.methodology.book import Book
from sextant.methodology.equation import Model
from sextant.methodology.language.dimension import check_condition, check_equation
from sextant.methodology.language.expression import Total
from sextant.methodology.language.unit import UnitError
from sextant.methodology.language.walk import parts
from sextant.rules.text import RuleTextError


@dataclass(frozen=True, slots=True)
class Methodology:
    """A methodology, tool or standard that can be computed."""

    book: Book
    model: Model

    @property
    def id(self) -> str:
        return self.book.id

    def targets(self) -> tuple[str, ...]:
        """Return the symbols that a calculation ends with."""
        return self.model.targets or (self.model.results["emission_reductions"],)


def joined(book: Book, model: Model) -> Methodology:
    """Return the methodology. Raises RuleTextError with the first thing that does not fit."""
    for fault in faults(book, model):
        raise RuleTextError(fault)
    return Methodology(book, model)


def faults(book: Book, model: Model) -> Iterator[str]:
    """Yield what does not fit in a methodology, a sentence each."""
    for equation in model.equations:
        place = f"{book.id}, equation {equation.number}"
        try:
            check_equation(equation.symbol, equation.expression)
        except UnitError as error:
            yield f"{place}: {error}"
        for choice, option in equation.when:
            if choice not in book.choices or option not in book.choices[choice].options:
                yield f"{place}: the option {option} of {choice} is not declared in the book"
        for part in parts(equation.expression):
            if isinstance(part, Total) and part.of not in _sets(model):
                yield f"{place}: it sums over {part.of}, which is no declared set"
    for required in model.requirements:
        try:
            check_condition(required.condition)
        except UnitError as error:
            yield f"{book.id}, requirement {required.code}: {error}"
    for term in model.terms.values():
        yield from (f"{book.id}: {term.symbol} runs over {name}, which is no declared set"
                    for name in term.over if name not in _sets(model))  # fmt: skip
    for symbol in (*book.factors, *book.monitoring, *model.results.values(), *model.targets):
        if symbol not in model.terms:
            yield f"{book.id}: {symbol} stands in the book, and no equation names it"
    yield from _twice(book, model)


def _sets(model: Model) -> Mapping[str, Label]:
    return {each.name: each.meaning for each in model.sets}


def _twice(book: Book, model: Model) -> Iterator[str]:
    used = sorted({choice for each in model.equations for choice, _ in each.when if choice in book.choices})
    for options in product(*(book.choices[name].options for name in used)):
        try:
            model.active(dict(zip(used, options, strict=True)))
        except ValueError as error:
            yield f"{book.id}: {error}"
            return
