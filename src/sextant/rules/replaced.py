"""Rulebooks in which the values of some parameters are replaced: what if this rule said so. Nothing is written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from sextant.domain.rule_value import Parameter, RuleValue, ValueType
from sextant.rules.levy import Levy
from sextant.rules.rulebook import PathUnknown, Rulebook, Rulebooks

_LENGTH_MOST, _POWER_MOST = 100, 30
"""Longer and larger numbers are none that a rule could have; they are not even made into one."""


class NotReplaceable(ValueError):
    """A value that a parameter cannot have.

    `reason` is one of not_a_number, not_whole, not_a_choice, out_of_range and not_replaceable; `about` says more.
    """

    def __init__(self, path: str, found: str, reason: str, **about: str) -> None:
        super().__init__(path, found, reason, about)
        self.path = path
        self.found = found
        self.reason = reason
        self.about = about


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
        raise NotReplaceable(path, text, "out_of_range", least=_bound(least), most=_bound(most))
    return replace(parameter, values=tuple(replace(each, value=value) for each in parameter.values))


def _value(parameter: Parameter, text: str) -> RuleValue:
    if parameter.type is ValueType.TEXT:
        if parameter.choices and text not in parameter.choices:
            raise NotReplaceable(parameter.path, text, "not_a_choice", expected=", ".join(parameter.choices))
        return text
    if parameter.type not in (ValueType.INTEGER, ValueType.DECIMAL):
        raise NotReplaceable(parameter.path, text, "not_replaceable")
    found = _number(text)
    if found is None:
        raise NotReplaceable(parameter.path, text, "not_a_number")
    if parameter.type is ValueType.INTEGER and found != found.to_integral_value():
        raise NotReplaceable(parameter.path, text, "not_whole")
    return int(found) if parameter.type is ValueType.INTEGER else found


def _number(text: str) -> Decimal | None:
    """Return the number that a text is, or none: it is finite, and neither very long nor very large or small."""
    if len(text) > _LENGTH_MOST or not text.isascii() or "_" in text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and (not found or abs(found.adjusted()) <= _POWER_MOST) else None


def _bound(limit: Decimal | None) -> str:
    return "…" if limit is None else f"{limit:f}"


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
