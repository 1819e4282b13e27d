"""The inputs of a calculation as rows, each parameter by the methodology's symbol, and rows as inputs again.

A parameter of a tool follows the symbol that the tool computes and a slash: `PE_EC/EC`. Elements of a table are
joined with semicolons.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sextant.methodology import given
from sextant.methodology.calculate import Calculation
from sextant.methodology.given import Numbers
from sextant.methodology.language.evaluate import At
from sextant.methodology.language.exact import decimal, shown
from sextant.methodology.language.expression import Term

GLUE = "; "
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a parameter, with its term and how it is monitored."""

    path: str
    at: At
    value: Fraction | None
    """None for a table without elements."""
    numbers: Numbers
    term: Term
    owner: Calculation

    @property
    def monitored(self) -> bool:
        """Whether it is measured in the period, else fixed before."""
        return self.term.measured or self.term.symbol in self.owner.methodology.book.monitoring


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, the elements of a set, or the set of warming potentials, as it was stated."""

    path: str
    value: str | int


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that computes a parameter, as it was asked for."""

    path: str
    stated: Mapping[str, Any]


def parameters(inputs: Mapping[str, Any], done: Calculation, before: str = "") -> Iterator[Parameter | Option | Tool]:
    """Yield what was given: tools with what they were given, options, what is monitored, what is fixed."""
    for symbol, content in sorted(inputs.items(), key=lambda each: _rank(each[0], done)):
        path = f"{before}{symbol}"
        if symbol in done.tools:
            yield Tool(path, content)
            yield from parameters(content["inputs"], done.tools[symbol], f"{path}/")
            continue
        term = done.methodology.model.terms.get(symbol)
        read = None if term is None or isinstance(content, str) else given.read(symbol, content, len(term.over))
        if term is None or not isinstance(read, Numbers):
            yield Option(path, content if isinstance(content, str | int) else in_one_cell(content))
        elif not read.values:
            yield Parameter(path, (), None, read, term, done)
        else:
            yield from (Parameter(path, at, value, read, term, done) for at, value in read.values.items())


def _rank(symbol: str, done: Calculation) -> int:
    """Return the place of a symbol among others: the order in which a form is read back."""
    term = done.methodology.model.terms.get(symbol)
    if symbol in done.tools or term is None:
        return 0 if symbol in done.tools else 1
    return 2 if term.measured or symbol in done.methodology.book.monitoring else 3


def exactly(value: Fraction) -> Decimal:
    """Return a number that was written as a decimal with all its digits."""
    short = shown(value)
    return short if Fraction(short) == value else decimal(value, given.DIGITS_MAX)


def element_text(at: At) -> str | None:
    """Return the elements of a value in one cell; none for a value without elements."""
    if not at:
        return None
    plain = GLUE.join(at)
    return plain if element_of(plain) == at else in_one_cell(list(at))


def element_of(text: str | None) -> At:
    """Return the elements that stand in a cell."""
    if not text:
        return ()
    if text.startswith("["):
        try:
            return tuple(str(each) for each in json.loads(text))
        except (ValueError, TypeError):
            return (text,)
    return tuple(text.split(GLUE))


def in_one_cell(content: Any) -> str:
    """Return a list or a table as the JSON text of one cell, decimals with all their digits."""
    if isinstance(content, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {in_one_cell(each)}" for key, each in content.items()) + "}"
    if isinstance(content, list):
        return "[" + ", ".join(in_one_cell(each) for each in content) + "]"
    return str(content) if isinstance(content, Decimal) else json.dumps(content, ensure_ascii=False)


def from_one_cell(value: Any) -> Any:
    """Return a list or table that stands in one cell as JSON; what is neither stays as it is."""
    if isinstance(value, str) and value.startswith(("[", "{")):
        try:
            return json.loads(value, parse_float=Decimal)
        except ValueError:
            return value
    return value


def figure(value: Any) -> Any:
    """Return the number or the table of numbers that stands in a cell; what is neither stays as it is."""
    if not isinstance(value, str):
        return value
    if _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip())
    return from_one_cell(value)


def inputs_below(tree: dict[str, Any], path: str) -> tuple[dict[str, Any], str] | None:
    """Return the inputs into which a path leads, and its last symbol; none where no tool stands on the way."""
    *tools, symbol = path.split("/")
    for each in tools:
        below = tree.get(each)
        if not isinstance(below, dict) or "tool" not in below:
            return None
        tree = below["inputs"]
    return tree, symbol
