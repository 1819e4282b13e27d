"""The unit of an expression, worked out from its terms: an equation whose two sides differ does not load.

Scales count as well as dimensions: kWh for MWh, or kg for t, is found here, not by a verifier.
"""

from __future__ import annotations

from fractions import Fraction

from sextant.methodology.language import expression as x
from sextant.methodology.language.unit import PLAIN, Unit, UnitError, unit


def unit_of(expression: x.Expression) -> Unit | None:
    """Return the unit of an expression; none for a bare number that takes its neighbour's.

    Raises UnitError where units do not go together.
    """
    match expression:
        case x.Number(unit=named):
            return None if named is None else unit(named)
        case x.Term(unit=named) | x.Index(unit=named):
            return unit(named)
        case x.Element(term=term, at=at):
            for each in at:
                if isinstance(each, x.Expression):
                    unit_of(each)
            return unit(term.unit)
        case x.Add(left=left, right=right) | x.Subtract(left=left, right=right):
            return _same(unit_of(left), unit_of(right), "added")
        case x.Multiply(left=left, right=right):
            return (unit_of(left) or PLAIN) * (unit_of(right) or PLAIN)
        case x.Divide(left=left, right=right):
            return (unit_of(left) or PLAIN) / (unit_of(right) or PLAIN)
        case x.Power(left=base, right=exponent):
            return _power(base, exponent)
        case x.Function(name=name, argument=argument):
            return _function(name, unit_of(argument))
        case x.Extreme(of=of):
            found: Unit | None = None
            for each in of:
                found = _same(found, unit_of(each), "compared")
            return found
        case x.Choose(condition=condition, then=then, otherwise=otherwise):
            check_condition(condition)
            return _same(unit_of(then), unit_of(otherwise), "alternatives")
        case x.Total(body=body, where=where):
            if where is not None:
                check_condition(where)
            return unit_of(body)
    raise TypeError(f"{type(expression).__name__} is no part of the language")


def check_condition(condition: x.Condition) -> None:
    """Raise UnitError where a condition compares what cannot be compared."""
    match condition:
        case x.Compare(left=left, right=right):
            _same(unit_of(left), unit_of(right), "compared")
        case x.Both(left=one, right=other) | x.Either(left=one, right=other):
            check_condition(one)
            check_condition(other)
        case x.Not(of=one):
            check_condition(one)
        case x.NameBefore() | x.AtFirst():
            pass


def check_equation(symbol: x.Term, expression: x.Expression) -> None:
    """Raise UnitError where the expression does not have the unit of the symbol that it defines."""
    found = unit_of(expression)
    if found is not None and found != unit(symbol.unit):
        raise UnitError(f"{symbol.symbol} is in {symbol.unit}, and its equation gives {found}")


def _same(one: Unit | None, other: Unit | None, how: str) -> Unit | None:
    if one is None or other is None:
        return one or other
    if one != other:
        raise UnitError(f"{one} and {other} are {how}")
    return one


def _power(base: x.Expression, exponent: x.Expression) -> Unit:
    found = unit_of(base) or PLAIN
    if not (unit_of(exponent) or PLAIN).plain:
        raise UnitError(f"an exponent is in {unit_of(exponent)}; it must be a plain number")
    if found.plain:
        return found
    if not isinstance(exponent, x.Number):
        raise UnitError(f"{found} is raised to a power that is not written out")
    return found.to_the(exponent.value)


def _function(name: str, argument: Unit | None) -> Unit | None:
    if name in ("floor", "ceil"):
        return argument
    if name == "sqrt":
        return (argument or PLAIN).to_the(Fraction(1, 2))
    if not (argument or PLAIN).plain:
        raise UnitError(f"{name} is taken of {argument}; it takes a plain number")
    return PLAIN
