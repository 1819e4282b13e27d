"""Expressions: what an equation says, as objects that are read, computed, typeset and translated.

Written as they are read, `EG * EF / (1 - loss)`. A term that is indexed by sets stands for its element under
the sum or equation that runs over them; `term["n"]` or `term[index("y") - 1]` names another element.
`<`, `<=`, `>` and `>=` make conditions; two expressions are compared for equality by `equal`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sextant.domain.label import Label


class Expression:
    """Something with a value and a unit. Combining two makes a third; nothing is computed yet."""

    __slots__ = ()

    def __add__(self, other: Expression | int | str) -> Expression:
        return Add(self, _expression(other))

    def __radd__(self, other: int | str) -> Expression:
        return Add(_expression(other), self)

    def __sub__(self, other: Expression | int | str) -> Expression:
        return Subtract(self, _expression(other))

    def __rsub__(self, other: int | str) -> Expression:
        return Subtract(_expression(other), self)

    def __mul__(self, other: Expression | int | str) -> Expression:
        return Multiply(self, _expression(other))

    def __rmul__(self, other: int | str) -> Expression:
        return Multiply(_expression(other), self)

    def __truediv__(self, other: Expression | int | str) -> Expression:
        return Divide(self, _expression(other))

    def __rtruediv__(self, other: int | str) -> Expression:
        return Divide(_expression(other), self)

    def __pow__(self, exponent: Expression | int) -> Expression:
        return Power(self, _expression(exponent))

    def __neg__(self) -> Expression:
        return Subtract(Number(Fraction(0), None), self)

    def __lt__(self, other: Expression | int | str) -> Condition:
        return Compare("<", self, _expression(other))

    def __le__(self, other: Expression | int | str) -> Condition:
        return Compare("<=", self, _expression(other))

    def __gt__(self, other: Expression | int | str) -> Condition:
        return Compare(">", self, _expression(other))

    def __ge__(self, other: Expression | int | str) -> Condition:
        return Compare(">=", self, _expression(other))


class Condition:
    """Something that holds or does not."""

    __slots__ = ()

    def __and__(self, other: Condition) -> Condition:
        return Both(self, other)

    def __or__(self, other: Condition) -> Condition:
        return Either(self, other)

    def __invert__(self) -> Condition:
        return Not(self)


@dataclass(frozen=True, slots=True, eq=False)
class Number(Expression):
    """A number of the equation itself. Without a unit it takes the unit of what it is added to or compared with."""

    value: Fraction
    unit: str | None = "1"


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """What values a term may take."""

    least: Fraction | None = None
    above: Fraction | None = None
    most: Fraction | None = None

    def hold(self, value: Fraction) -> bool:
        """Whether a value lies within."""
        return (
            (self.least is None or value >= self.least)
            and (self.above is None or value > self.above)
            and (self.most is None or value <= self.most)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Term(Expression):
    """A symbol of the methodology with its unit and its meaning; indexed by sets where it has several elements."""

    symbol: str
    unit: str
    meaning: Label
    over: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    measured: bool = False
    whole: bool = False
    """Whether only whole numbers are meant: devices, plots, persons."""
    gas: str | None = None
    """For a warming potential: the gas."""
    sparse: bool = False
    """Whether an element that is not given counts 0: a plant burns no fuel that is not listed."""
    computed_by: tuple[tuple[str, str], ...] = ()
    """Tools that may compute it: their ids, and the symbol that is taken from them."""

    def __getitem__(self, at: Where | tuple[Where, ...]) -> Expression:
        return Element(self, at if isinstance(at, tuple) else (at,))


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """Another element of a set, by its place: the one before that which runs, or the last."""

    which: str
    over: str


@dataclass(frozen=True, slots=True, eq=False)
class Element(Expression):
    """One element of an indexed term: where a sum stands, at a computed number, or a neighbour."""

    term: Term
    at: tuple[str | Expression | Neighbour, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Index(Expression):
    """The number of the element that a sum or equation runs over: a year, an age."""

    over: str
    unit: str = "1"


@dataclass(frozen=True, slots=True, eq=False)
class _Two(Expression):
    left: Expression
    right: Expression


class Add(_Two):
    """left + right."""

    __slots__ = ()


class Subtract(_Two):
    """left − right."""

    __slots__ = ()


class Multiply(_Two):
    """left × right."""

    __slots__ = ()


class Divide(_Two):
    """left ÷ right."""

    __slots__ = ()


class Power(_Two):
    """left to the power of right."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Function(Expression):
    """exp, ln, sqrt (to at least 50 digits), floor or ceil (exact)."""

    name: str
    argument: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Extreme(Expression):
    """The least or the greatest of several."""

    name: str
    of: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choose(Expression):
    """One expression where a condition holds, another where it does not; the other one is not computed."""

    condition: Condition
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Total(Expression):
    """The sum of a body over the elements of a set, of those for which a condition holds."""

    body: Expression
    over: str
    of: str
    """The set; another name than `over` where a set is walked twice at once."""
    where: Condition | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Condition):
    """Two expressions compared exactly."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, eq=False)
class Both(Condition):
    """One and the other."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True, eq=False)
class Either(Condition):
    """One or the other."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True, eq=False)
class Not(Condition):
    """The opposite."""

    of: Condition


@dataclass(frozen=True, slots=True, eq=False)
class NameBefore(Condition):
    """Whether the name of one element sorts before that of another: what decides within one year."""

    left: str
    right: str


@dataclass(frozen=True, slots=True, eq=False)
class AtFirst(Condition):
    """Whether the element that runs over a set is its first."""

    over: str


Where = str | Expression | Neighbour


def previous(over: str) -> Neighbour:
    """Return the element of a set before the one that runs; there is none before the first."""
    return Neighbour("previous", over)


def last(over: str) -> Neighbour:
    """Return the last element of a set."""
    return Neighbour("last", over)


def number(text: str | int, unit: str | None = "1") -> Number:
    """Return a number of the equation, exactly as written: "44/12", "0.0036"."""
    return Number(Fraction(text), unit)


def total(body: Expression, over: str, *, of: str | None = None, where: Condition | None = None) -> Expression:
    """Return the sum of a body over a set, of the elements for which a condition holds."""
    return Total(body, over, of or over, where)


def choose(condition: Condition, then: Expression | int, otherwise: Expression | int) -> Expression:
    """Return one expression where the condition holds, and the other where it does not."""
    return Choose(condition, _expression(then, None), _expression(otherwise, None))


def least(*of: Expression | int) -> Expression:
    """Return the least of several."""
    return Extreme("min", tuple(_expression(each, None) for each in of))


def greatest(*of: Expression | int) -> Expression:
    """Return the greatest of several."""
    return Extreme("max", tuple(_expression(each, None) for each in of))


def equal(left: Expression, right: Expression | int | str) -> Condition:
    """Return the condition that two expressions are the same number."""
    return Compare("=", left, _expression(right))


def index(over: str, unit: str = "1") -> Expression:
    """Return the number of the element that runs over a set."""
    return Index(over, unit)


def exp(argument: Expression) -> Expression:
    """Return e to the power of a plain number."""
    return Function("exp", argument)


def ln(argument: Expression) -> Expression:
    """Return the natural logarithm of a plain number."""
    return Function("ln", argument)


def sqrt(argument: Expression) -> Expression:
    """Return the square root."""
    return Function("sqrt", argument)


def ceiling(argument: Expression) -> Expression:
    """Return the least whole number that is not below."""
    return Function("ceil", argument)


def _expression(operand: Expression | int | str, unit: str | None = None) -> Expression:
    """Return an operand as an expression; a bare number takes the unit of its neighbour."""
    return operand if isinstance(operand, Expression) else Number(Fraction(operand), unit)
