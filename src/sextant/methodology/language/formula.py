"""The formula: an expression as plain text, as LaTeX and as MathML, from one walk over it.

Multiplication and division bind tighter than sums; a fraction needs no brackets in LaTeX and MathML.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sextant.methodology.language import expression as x
from sextant.methodology.language.exact import shown
from sextant.methodology.language.style import LATEX, MATHML, TEXT, Style

SUM, PRODUCT, POWER, WHOLE = 1, 2, 3, 4
"""How tightly a piece holds together; a looser one is put in brackets inside a tighter one."""

Piece = tuple[str, int]


def text(symbol: x.Term, expression: x.Expression) -> str:
    """Return an equation as plain text: BE = EG · EF."""
    return written(symbol, expression, TEXT)


def latex(symbol: x.Term, expression: x.Expression) -> str:
    """Return an equation as LaTeX, without delimiters."""
    return written(symbol, expression, LATEX)


def mathml(symbol: x.Term, expression: x.Expression) -> str:
    """Return an equation as a MathML element."""
    namespace = "http://www.w3.org/1998/Math/MathML"
    return f'<math xmlns="{namespace}" display="block">{written(symbol, expression, MATHML)}</math>'


def written(symbol: x.Term, expression: x.Expression, style: Style) -> str:
    """Return an equation in a style."""
    left = style.symbol(symbol.symbol, symbol.over)
    return style.row(left, style.sign("="), _piece(expression, style)[0])


def with_values(expression: x.Expression, values: Mapping[str, Fraction]) -> str:
    """Return an expression as plain text with the numbers of its terms in their places."""
    return _piece(expression, _Substituted(values))[0]


class _Substituted(type(TEXT)):  # type: ignore[misc]
    """Plain text in which a symbol is replaced by its number."""

    def __init__(self, values: Mapping[str, Fraction]) -> None:
        self.values = values

    def symbol(self, name: str, at: tuple[str, ...]) -> str:
        value = self.values.get(name) if not at else None
        if value is None:
            return str(super().symbol(name, at))
        digits = f"{shown(value):f}"
        return f"({digits})" if value < 0 else digits


def _piece(expression: x.Expression, style: Style) -> Piece:
    match expression:
        case x.Number(value=value):
            return _number(value, style)
        case x.Term(symbol=name, over=over):
            return style.symbol(name, over), WHOLE
        case x.Element(term=term, at=at):
            names = tuple(_name(each) for each in at)
            return style.symbol(term.symbol, names), WHOLE
        case x.Index(over=over):
            return style.symbol(over, ()), WHOLE
        case x.Add(left=left, right=right):
            return style.row(_in(left, SUM, style), style.sign("+"), _in(right, SUM, style)), SUM
        case x.Subtract(left=left, right=right):
            return _subtraction(left, right, style)
        case x.Multiply(left=left, right=right):
            return style.row(_in(left, PRODUCT, style), style.sign("·"), _in(right, PRODUCT, style)), PRODUCT
        case x.Divide(left=left, right=right):
            if style.stacked:
                return style.fraction(_piece(left, style)[0], _piece(right, style)[0]), WHOLE
            return style.fraction(_in(left, PRODUCT, style), _in(right, POWER, style)), PRODUCT
        case x.Power(left=left, right=right):
            exponent = _piece(right, style)[0] if style.stacked else _in(right, WHOLE, style)
            return style.power(_in(left, WHOLE, style), exponent), POWER
        case x.Function(name=name, argument=argument):
            return style.function(name, _piece(argument, style)[0]), WHOLE
        case x.Extreme(name=name, of=of):
            return style.function(name, style.listed([_piece(each, style)[0] for each in of])), WHOLE
        case x.Choose(condition=condition, then=then, otherwise=otherwise):
            cases = (_piece(then, style)[0], _condition(condition, style), _piece(otherwise, style)[0])
            return style.cases(*cases), WHOLE
        case x.Total(body=body, over=over, of=of, where=where):
            under = style.member(over, of) if where is None else style.listed(
                [style.member(over, of), _condition(where, style)])  # fmt: skip
            return style.total(under, _in(body, PRODUCT, style)), PRODUCT
    raise TypeError(f"{type(expression).__name__} is no part of the language")


def _name(each: str | x.Expression | x.Neighbour) -> str:
    if isinstance(each, str):
        return each
    if isinstance(each, x.Expression):
        return _piece(each, TEXT)[0]
    return f"{each.over}−1" if each.which == "previous" else f"{each.which} {each.over}"


def _number(value: Fraction, style: Style) -> Piece:
    exactly = shown(value)
    if Fraction(exactly) == value:
        digits = f"{exactly:f}"
        return style.number(digits), SUM if value < 0 else WHOLE
    top, bottom = style.number(str(value.numerator)), style.number(str(value.denominator))
    return style.fraction(top, bottom), WHOLE if style.stacked else PRODUCT


def _subtraction(left: x.Expression, right: x.Expression, style: Style) -> Piece:
    taken = _in(right, PRODUCT, style)
    if isinstance(left, x.Number) and left.value == 0 and left.unit is None:
        return style.row(style.sign("−"), taken), SUM
    return style.row(_in(left, SUM, style), style.sign("−"), taken), SUM


def _in(expression: x.Expression, tightness: int, style: Style) -> str:
    piece, own = _piece(expression, style)
    return piece if own >= tightness else style.brackets(piece)


def _condition(condition: x.Condition, style: Style) -> str:
    match condition:
        case x.Compare(sign=sign, left=left, right=right):
            written_sign = {"<=": "≤", ">=": "≥"}.get(sign, sign)
            return style.row(_piece(left, style)[0], style.sign(written_sign), _piece(right, style)[0])
        case x.Both(left=one, right=other):
            return style.row(_condition(one, style), style.sign("∧"), _condition(other, style))
        case x.Either(left=one, right=other):
            joined = style.row(_condition(one, style), style.sign("∨"), _condition(other, style))
            return style.brackets(joined)
        case x.Not(of=one):
            return style.row(style.sign("¬"), style.brackets(_condition(one, style)))
        case x.NameBefore(left=first, right=second):
            return style.row(style.symbol(first, ()), style.sign("≺"), style.symbol(second, ()))
        case x.AtFirst(over=over):
            return style.row(style.symbol(over, ()), style.sign("="), style.number("1"))
    raise TypeError(f"{type(condition).__name__} is no part of the language")
