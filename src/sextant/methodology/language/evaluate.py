"""The number: an expression computed exactly, from values that are given and equations that define the rest.

Each element of each symbol is computed once and kept, so that a trace can show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from sextant.methodology.language import exact
from sextant.methodology.language import expression as x
from sextant.methodology.language.exact import NoValue

At = tuple[str, ...]
"""The names of the elements at which an indexed symbol is read; empty for a symbol without sets."""
Bound = Mapping[str, str]
"""Which element each name of a set stands for at this place."""


class Definition(Protocol):
    """What evaluation needs to know of an equation."""

    @property
    def number(self) -> str: ...
    @property
    def symbol(self) -> x.Term: ...
    @property
    def expression(self) -> x.Expression: ...


class NotComputed(Exception):
    """A symbol has no value: the reason, the symbol, its element, and the equation where it arose."""

    def __init__(self, code: str, symbol: str, at: At = (), equation: str = "") -> None:
        super().__init__(code)
        self.code, self.symbol, self.at, self.equation = code, symbol, at, equation


@dataclass
class Evaluation:
    """One calculation: what is given, the sets, the equations, and every value computed so far."""

    given: Mapping[str, Mapping[At, Fraction]]
    sets: dict[str, At]
    equations: Mapping[str, Definition]
    computed: dict[str, dict[At, Fraction]] = field(default_factory=dict)
    _open: set[tuple[str, At]] = field(default_factory=set)

    def value(self, term: x.Term, at: At = ()) -> Fraction:
        """Return the value of an element of a symbol. Raises NotComputed where there is none."""
        if term.symbol in self.given:
            found = self.given[term.symbol].get(at)
            if found is not None:
                return found
            if term.sparse:
                return Fraction(0)
            raise NotComputed("element_missing", term.symbol, at)
        kept = self.computed.setdefault(term.symbol, {})
        if at not in kept:
            kept[at] = self._compute(term, at)
        return kept[at]

    def _compute(self, term: x.Term, at: At) -> Fraction:
        equation = self.equations.get(term.symbol)
        if equation is None:
            raise NotComputed("value_missing", term.symbol, at)
        if (term.symbol, at) in self._open:
            raise NotComputed("circular", term.symbol, at, equation.number)
        self._open.add((term.symbol, at))
        try:
            return self.number(equation.expression, dict(zip(term.over, at, strict=True)))
        except NoValue as error:
            raise NotComputed(str(error), term.symbol, at, equation.number) from None
        finally:
            self._open.discard((term.symbol, at))

    def number(self, expression: x.Expression, bound: Bound) -> Fraction:
        """Return the value of an expression, where sets stand at these elements."""
        match expression:
            case x.Number(value=value):
                return value
            case x.Term(over=over):
                return self.value(expression, tuple(bound[name] for name in over))
            case x.Element(term=term, at=at):
                return self.value(term, tuple(self.name(each, bound) for each in at))
            case x.Index(over=over):
                return number_of(bound[over], over)
            case x.Add(left=left, right=right):
                return self.number(left, bound) + self.number(right, bound)
            case x.Subtract(left=left, right=right):
                return self.number(left, bound) - self.number(right, bound)
            case x.Multiply(left=left, right=right):
                return self.number(left, bound) * self.number(right, bound)
            case x.Divide(left=left, right=right):
                below = self.number(right, bound)
                if below == 0:
                    raise NoValue("division_by_zero")
                return self.number(left, bound) / below
            case x.Power(left=left, right=right):
                return exact.to_the(self.number(left, bound), self.number(right, bound))
            case x.Function(name=name, argument=argument):
                return exact.apply(name, self.number(argument, bound))
            case x.Extreme(name=name, of=of):
                values = [self.number(each, bound) for each in of]
                return min(values) if name == "min" else max(values)
            case x.Choose(condition=condition, then=then, otherwise=otherwise):
                return self.number(then if self.holds(condition, bound) else otherwise, bound)
            case x.Total():
                return self._total(expression, bound)
        raise TypeError(f"{type(expression).__name__} is no part of the language")

    def holds(self, condition: x.Condition, bound: Bound) -> bool:
        """Whether a condition holds, where sets stand at these elements."""
        match condition:
            case x.Compare(sign=sign, left=left, right=right):
                return _compared(sign, self.number(left, bound), self.number(right, bound))
            case x.Both(left=one, right=other):
                return self.holds(one, bound) and self.holds(other, bound)
            case x.Either(left=one, right=other):
                return self.holds(one, bound) or self.holds(other, bound)
            case x.Not(of=one):
                return not self.holds(one, bound)
            case x.NameBefore(left=first, right=second):
                return bound[first] < bound[second]
            case x.AtFirst(over=over):
                return self.sets[over][0] == bound[over]
        raise TypeError(f"{type(condition).__name__} is no part of the language")

    def _total(self, total: x.Total, bound: Bound) -> Fraction:
        found = Fraction(0)
        for name in self.sets[total.of]:
            inner = {**bound, total.over: name}
            if total.where is None or self.holds(total.where, inner):
                found += self.number(total.body, inner)
        return found

    def name(self, each: str | x.Expression | x.Neighbour, bound: Bound) -> str:
        """Return the name of the element that is meant."""
        if isinstance(each, str):
            return bound[each]
        if isinstance(each, x.Expression):
            return str(self.number(each, bound))
        elements = self.sets[each.over]
        if each.which == "last":
            return elements[-1]
        place = elements.index(bound[each.over])
        if place == 0:
            raise NotComputed("element_missing", each.over, (bound[each.over],))
        return elements[place - 1]


def number_of(name: str, over: str) -> Fraction:
    """Return the number that the name of an element is. Raises NotComputed where it is none."""
    try:
        return Fraction(int(name))
    except ValueError:
        raise NotComputed("element_no_number", over, (name,)) from None


def _compared(sign: str, left: Fraction, right: Fraction) -> bool:
    match sign:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
    return left == right
