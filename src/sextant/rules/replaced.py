"""Rulebooks in which the values of some parameters are replaced: what if this rule said so. Nothing is written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from sextant.domain.rule_value import Parameter, RuleValue, ValueType
from sextant.rules.levy import Levy
from sextant.rules.rulebook import PathUnknown, Rulebook, Rulebooks


class NotReplaceable(ValueError):
    """A value that a parameter cannot have; `expected` says what it could be."""

    def __init__(self, path: str, found: str, expected: str) -> None:
        super().__init__(path, found, expected)
        self.path = path
        self.found = found
        self.expected = expected


def with_values(books: Rulebooks, values: Mapping[str, str]) -> Rulebooks:
    """Return the rulebooks in which each of these parameters has one value on every day of its own.

    Sources stay those of what is replaced. Raises PathUnknown or NotReplaceable.
    """
    changed = {path: _replaced(books, path, text) for path, text in values.items()}
    if not changed:
        return books
    own = {code: _book(each, changed) for code, each in books.books.items()}
    return replace(books, books=MappingProxyType(own))


def _replaced(books: Rulebooks, path: str, text: str) -> Parameter:
    parameter = books.parameter(path)
    value = _value(parameter, text)
    measure = books.measures.get(parameter.unit)
    fault = measure.fault(value) if measure is not None else None
    if fault is not None:
        least, most = (measure.least, measure.most) if measure is not None else (None, None)
        raise NotReplaceable(path, text, f"{'' if least is None else least} – {'' if most is None else most}".strip())
    return replace(parameter, values=tuple(replace(each, value=value) for each in parameter.values))


def _value(parameter: Parameter, text: str) -> RuleValue:
    if parameter.type is ValueType.TEXT:
        if parameter.choices and text not in parameter.choices:
            raise NotReplaceable(parameter.path, text, ", ".join(parameter.choices))
        return text
    if parameter.type not in (ValueType.INTEGER, ValueType.DECIMAL):
        raise NotReplaceable(parameter.path, text, "a parameter that is one number or one of a list of words")
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise NotReplaceable(parameter.path, text, "a number") from None
    if not found.is_finite() or (parameter.type is ValueType.INTEGER and found != found.to_integral_value()):
        raise NotReplaceable(parameter.path, text, "a whole number" if found.is_finite() else "a number")
    return int(found) if parameter.type is ValueType.INTEGER else found


def _book(book: Rulebook, changed: Mapping[str, Parameter]) -> Rulebook:
    if not any(path.startswith(f"{book.code}.") for path in changed):
        return book
    parameters = {path: changed.get(path, each) for path, each in book.parameters.items()}
    levies = {path: _levy(each, changed) for path, each in book.levies.items()}
    return replace(book, parameters=MappingProxyType(parameters), levies=MappingProxyType(levies))


def _levy(levy: Levy, changed: Mapping[str, Parameter]) -> Levy:
    def other(parameter: Parameter | None) -> Parameter | None:
        return changed.get(parameter.path, parameter) if parameter is not None else None

    return replace(
        levy,
        rate=changed.get(levy.rate.path, levy.rate),
        rounding=other(levy.rounding),
        none_below=other(levy.none_below),
        cap=other(levy.cap),
        kept_at_most=other(levy.kept_at_most),
        settled_above=other(levy.settled_above),
    )


__all__ = ["NotReplaceable", "PathUnknown", "with_values"]
