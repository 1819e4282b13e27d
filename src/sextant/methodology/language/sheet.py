"""The formula of a spreadsheet: an expression as Excel and LibreOffice read it, with the cells of its terms.

A sum over many elements goes through cells of its own, one a term of the sum, so that no formula grows too long
and each step can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sextant.methodology.language import expression as x
from sextant.methodology.language.evaluate import At, Bound, Evaluation, NotComputed
from sextant.methodology.language.exact import shown

TERMS_IN_LINE = 4
_SIGNS = {x.Add: "+", x.Subtract: "-", x.Multiply: "*", x.Divide: "/", x.Power: "^"}
_FUNCTIONS = {"exp": "EXP({})", "ln": "LN({})", "sqrt": "SQRT({})", "floor": "FLOOR({},1)", "ceil": "-INT(-({}))"}
NOTHING = "NA()"
"""What stands where a cell would be that has no value: the branch that is not taken."""


@dataclass(frozen=True)
class Sheet:
    """Lowers expressions, given where the value of each element stands."""

    evaluation: Evaluation
    cell_of: Callable[[x.Term, At], str | None]
    add_terms: Callable[[list[tuple[str, Fraction]]], str]
    """Puts formulas with their values into cells of their own and returns the range that they make."""

    def formula(self, expression: x.Expression, bound: Bound) -> str:
        """Return an expression as a formula without the equals sign."""
        match expression:
            case x.Number(value=value):
                return _number(value)
            case x.Term(over=over):
                return self.cell_of(expression, tuple(bound[name] for name in over)) or _absent(expression)
            case x.Element(term=term, at=at):
                return self._element(term, at, bound)
            case x.Index(over=over):
                return bound[over]
            case x.Function(name=name, argument=argument):
                return _FUNCTIONS[name].format(self.formula(argument, bound))
            case x.Extreme(name=name, of=of):
                return f"{name.upper()}({','.join(self.formula(each, bound) for each in of)})"
            case x.Choose(condition=condition, then=then, otherwise=otherwise):
                branches = f"{self.formula(then, bound)},{self.formula(otherwise, bound)}"
                return f"IF({self.condition(condition, bound)},{branches})"
            case x.Total():
                return self._total(expression, bound)
            case x.Add() | x.Subtract() | x.Multiply() | x.Divide() | x.Power():
                left, right = self.formula(expression.left, bound), self.formula(expression.right, bound)
                return f"({left}{_SIGNS[type(expression)]}{right})"
        raise TypeError(f"{type(expression).__name__} is no part of the language")

    def condition(self, condition: x.Condition, bound: Bound) -> str:
        """Return a condition as a formula."""
        match condition:
            case x.Compare(sign=sign, left=left, right=right):
                return f"({self.formula(left, bound)}{sign}{self.formula(right, bound)})"
            case x.Both(left=one, right=other):
                return f"AND({self.condition(one, bound)},{self.condition(other, bound)})"
            case x.Either(left=one, right=other):
                return f"OR({self.condition(one, bound)},{self.condition(other, bound)})"
            case x.Not(of=one):
                return f"NOT({self.condition(one, bound)})"
            case x.NameBefore(left=first, right=second):
                return _truth(bound[first] < bound[second])
            case x.AtFirst():
                return _truth(self.evaluation.holds(condition, bound))
        raise TypeError(f"{type(condition).__name__} is no part of the language")

    def _element(self, term: x.Term, at: tuple[x.Where, ...], bound: Bound) -> str:
        names = []
        for each in at:
            try:
                names.append(self.evaluation.name(each, bound))
            except NotComputed:
                return NOTHING
        return self.cell_of(term, tuple(names)) or _absent(term)

    def _total(self, total: x.Total, bound: Bound) -> str:
        terms = []
        for name in self.evaluation.sets[total.of]:
            inner: Mapping[str, str] = {**bound, total.over: name}
            written = self.formula(total.body, inner)
            if total.where is not None:
                written = f"IF({self.condition(total.where, inner)},{written},0)"
            terms.append((written, self._value(total, inner)))
        if len(terms) <= TERMS_IN_LINE:
            return f"({'+'.join(written for written, _ in terms) or '0'})"
        return f"SUM({self.add_terms(terms)})"

    def _value(self, total: x.Total, bound: Bound) -> Fraction:
        if total.where is not None and not self.evaluation.holds(total.where, bound):
            return Fraction(0)
        return self.evaluation.number(total.body, bound)


def _truth(holds: bool) -> str:
    return "TRUE()" if holds else "FALSE()"


def _absent(term: x.Term) -> str:
    return "0" if term.sparse else NOTHING


def _number(value: Fraction) -> str:
    exactly = shown(value)
    if Fraction(exactly) == value:
        return f"{exactly:f}" if value >= 0 else f"({exactly:f})"
    return f"({value.numerator}/{value.denominator})"
