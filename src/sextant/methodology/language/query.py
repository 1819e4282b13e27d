"""The query: an expression over columns of whole micro-units, in exact integers, for the dialect of an engine.

A value is coefficient × top ÷ bottom: the coefficient is an exact fraction known here, top and bottom are integer
expressions over the columns. Nothing is rounded inside; a sum over rows is exact unless a row divides by a column,
and then each row is rounded down to whole micro-units. Roots, exp and ln of columns are not lowered.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from sextant.methodology.language import expression as x
from sextant.methodology.language.dialect import Dialect
from sextant.methodology.language.evaluate import Bound, Definition, Evaluation
from sextant.methodology.language.walk import parts

MICRO = 10**6


class NotLowered(ValueError):
    """An expression over columns that exact integers cannot say."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """coefficient × top ÷ bottom; no top is 1, no bottom is 1, and a bottom is above 0."""

    coefficient: Fraction
    top: str | None = None
    bottom: str | None = None


@dataclass(frozen=True)
class Lowering:
    """Lowers expressions: which terms are columns, which equations define others, and what the rest is worth."""

    columns: Mapping[str, str]
    """The names of columns by symbol."""
    equations: Mapping[str, Definition]
    constant: Callable[[x.Expression], Fraction]
    dialect: Dialect

    def over_rows(self, expression: x.Expression) -> bool:
        """Whether an expression depends on a column, itself or through equations."""
        for part in parts(expression):
            term = part.term if isinstance(part, x.Element) else part
            if not isinstance(term, x.Term):
                continue
            defined = self.equations.get(term.symbol)
            if term.symbol in self.columns or (defined is not None and self.over_rows(defined.expression)):
                return True
        return False

    def micro(self, expression: x.Expression) -> str:
        """Return the value of a row in whole micro-units, rounded down."""
        found = self.ratio(expression)
        top, bottom = self._scaled(found, found.coefficient * MICRO)
        return self.dialect.floor(top, bottom)

    def of_row(self, expression: x.Expression, where: x.Condition | None = None) -> tuple[str, Fraction]:
        """Return what a row adds to a sum as an integer expression, and what the sum is to be multiplied by."""
        found = self.ratio(expression)
        if found.bottom is None:
            inside, coefficient = found.top or self.dialect.integer(1), found.coefficient
        else:
            inside, coefficient = self.micro(expression), Fraction(1, MICRO)
        if where is not None:
            inside = f"CASE WHEN {self.condition(where)} THEN {inside} ELSE {self.dialect.integer(0)} END"
        return inside, coefficient

    def ratio(self, expression: x.Expression) -> Ratio:
        """Return an expression as a ratio. Raises NotLowered."""
        if not self.over_rows(expression):
            return Ratio(self.constant(expression))
        match expression:
            case x.Term(symbol=symbol):
                if symbol in self.columns:
                    return Ratio(Fraction(1, MICRO), self.dialect.column(self.columns[symbol]))
                return self.ratio(self.equations[symbol].expression)
            case x.Add(left=left, right=right):
                return self._added(self.ratio(left), self.ratio(right), 1)
            case x.Subtract(left=left, right=right):
                return self._added(self.ratio(left), self.ratio(right), -1)
            case x.Multiply(left=left, right=right):
                return _multiplied(self.ratio(left), self.ratio(right))
            case x.Divide(left=left, right=right):
                return _multiplied(self.ratio(left), self._inverse(self.ratio(right)))
            case x.Power(left=left, right=x.Number(value=value)) if value.denominator == 1 and value > 0:
                found = self.ratio(left)
                for _ in range(int(value) - 1):
                    found = _multiplied(found, self.ratio(left))
                return found
            case x.Function(name="floor" | "ceil" as name, argument=argument):
                return self._whole(name, self.ratio(argument))
            case x.Extreme(name=name, of=of):
                first, *rest = of
                found = self.ratio(first)
                for each in rest:
                    found = self._extreme(name, found, self.ratio(each))
                return found
            case x.Choose(condition=condition, then=then, otherwise=otherwise):
                return self._chosen(self.condition(condition), self.ratio(then), self.ratio(otherwise))
        raise NotLowered(f"{type(expression).__name__} over columns has no exact integer form")

    def condition(self, condition: x.Condition) -> str:
        """Return a condition over columns."""
        match condition:
            case x.Compare(sign=sign, left=left, right=right):
                return self._compared(sign, self.ratio(left), self.ratio(right))
            case x.Both(left=one, right=other):
                return f"({self.condition(one)} AND {self.condition(other)})"
            case x.Either(left=one, right=other):
                return f"({self.condition(one)} OR {self.condition(other)})"
            case x.Not(of=one):
                return f"(NOT {self.condition(one)})"
        raise NotLowered(f"{type(condition).__name__} over columns has no exact integer form")

    def _scaled(self, ratio: Ratio, coefficient: Fraction) -> tuple[str, str]:
        """Return a ratio's top and bottom as integer expressions, the coefficient worked in."""
        top = ratio.top or self.dialect.integer(1)
        bottom = ratio.bottom or self.dialect.integer(1)
        return _times(self.dialect, top, coefficient.numerator), _times(self.dialect, bottom, coefficient.denominator)

    def _common(self, one: Ratio, other: Ratio) -> tuple[str, str, int, str | None]:
        """Return two tops over one denominator: an integer, times a bottom."""
        over = math.lcm(one.coefficient.denominator, other.coefficient.denominator)
        tops = [
            _times(self.dialect, each.top or self.dialect.integer(1), int(each.coefficient * over))
            for each in (one, other)
        ]
        if one.bottom == other.bottom:
            return tops[0], tops[1], over, one.bottom
        left = f"({tops[0]} * {other.bottom})" if other.bottom else tops[0]
        right = f"({tops[1]} * {one.bottom})" if one.bottom else tops[1]
        both = " * ".join(each for each in (one.bottom, other.bottom) if each)
        return left, right, over, f"({both})"

    def _added(self, one: Ratio, other: Ratio, sign: int) -> Ratio:
        left, right, over, bottom = self._common(one, other)
        return Ratio(Fraction(1, over), f"({left} {'+' if sign > 0 else '-'} {right})", bottom)

    def _inverse(self, ratio: Ratio) -> Ratio:
        if ratio.top is None and ratio.bottom is None:
            return Ratio(1 / ratio.coefficient)
        # A bottom must be above 0, so the sign moves to the top; a division by zero leaves a row without a value.
        top = ratio.top or self.dialect.integer(1)
        sign = f"(CASE WHEN {top} < 0 THEN {self.dialect.integer(-1)} ELSE {self.dialect.integer(1)} END)"
        positive = f"NULLIF(ABS({top}), {self.dialect.integer(0)})"
        return Ratio(1 / ratio.coefficient, f"({sign} * {ratio.bottom})" if ratio.bottom else sign, positive)

    def _whole(self, name: str, ratio: Ratio) -> Ratio:
        sign = 1 if name == "floor" else -1
        top, bottom = self._scaled(ratio, sign * ratio.coefficient)
        return Ratio(Fraction(sign), self.dialect.floor(top, bottom))

    def _extreme(self, name: str, one: Ratio, other: Ratio) -> Ratio:
        # GREATEST passes over missing values in one engine, so the comparison is written out.
        sign = "<=" if name == "min" else ">="
        return self._chosen(self._compared(sign, one, other), one, other)

    def _chosen(self, condition: str, one: Ratio, other: Ratio) -> Ratio:
        left, right, over, bottom = self._common(one, other)
        return Ratio(Fraction(1, over), f"(CASE WHEN {condition} THEN {left} ELSE {right} END)", bottom)

    def _compared(self, sign: str, one: Ratio, other: Ratio) -> str:
        left, right, _, _ = self._common(one, other)
        return f"({left} {sign} {right})"


def _multiplied(one: Ratio, other: Ratio) -> Ratio:
    return Ratio(one.coefficient * other.coefficient, _joined(one.top, other.top), _joined(one.bottom, other.bottom))


def _joined(one: str | None, other: str | None) -> str | None:
    both = [each for each in (one, other) if each is not None]
    return f"({' * '.join(both)})" if len(both) == 2 else (both[0] if both else None)


def _times(dialect: Dialect, expression: str, factor: int) -> str:
    return expression if factor == 1 else f"({expression} * {dialect.integer(factor)})"


@dataclass
class RowTotals(Evaluation):
    """An evaluation in which sums over rows were computed by an engine."""

    totals: dict[int, Fraction] = field(default_factory=dict)
    """The sums by the identity of the expression."""

    def number(self, expression: x.Expression, bound: Bound) -> Fraction:
        """Return the value of an expression; of a sum over rows, what the engine gave."""
        if isinstance(expression, x.Total) and id(expression) in self.totals:
            return self.totals[id(expression)]
        return super().number(expression, bound)
