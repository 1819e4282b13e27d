"""The trace: each number with its equation, and below it the numbers that went into it, down to what was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sextant.methodology.calculate import Calculation
from sextant.methodology.equation import Equation
from sextant.methodology.language.evaluate import At
from sextant.methodology.language.expression import Term
from sextant.methodology.language.formula import with_values
from sextant.methodology.language.walk import terms
from sextant.methodology.resolve import Input


@dataclass(frozen=True, slots=True)
class Node:
    """One symbol in the trace. It has an equation, or an input with its origin."""

    term: Term
    values: Mapping[At, Fraction]
    methodology: str
    version: str
    equation: Equation | None
    substituted: str | None
    """The equation with its numbers in place; none where it runs over sets."""
    given: Input | None
    below: tuple[Node, ...]


def trace(calculation: Calculation) -> tuple[Node, ...]:
    """Return the trees of what the calculation ends with."""
    return tuple(_node(calculation, symbol) for symbol in calculation.targets)


def _node(calculation: Calculation, symbol: str) -> Node:
    term = calculation.methodology.model.terms[symbol]
    equation = calculation.equations.get(symbol)
    below: tuple[Node, ...] = ()
    if equation is not None:
        below = tuple(
            _node(calculation, each.symbol)
            for each in terms(equation.expression)
            if each.symbol != symbol and calculation.values(each.symbol)
        )
    elif symbol in calculation.tools:
        below = trace(calculation.tools[symbol])
    return Node(
        term=term,
        values=calculation.values(symbol),
        methodology=calculation.methodology.id,
        version=calculation.version.name,
        equation=equation,
        substituted=_substituted(calculation, equation),
        given=calculation.inputs.get(symbol),
        below=below,
    )


def _substituted(calculation: Calculation, equation: Equation | None) -> str | None:
    if equation is None or equation.symbol.over:
        return None
    named = terms(equation.expression)
    if any(each.over for each in named):
        return None
    found = {each.symbol: calculation.value(each.symbol) for each in named}
    return with_values(equation.expression, {name: value for name, value in found.items() if value is not None})


def defaults(calculation: Calculation) -> Iterator[tuple[Calculation, Input]]:
    """Yield every value that was not given: defaults and warming potentials, those of tools too."""
    for each in calculation.inputs.values():
        if each.origin.kind in ("default", "warming_potential"):
            yield calculation, each
    for tool in calculation.tools.values():
        yield from defaults(tool)


def verified(calculation: Calculation) -> bool:
    """Whether the version and every default that was used were read in the official text."""
    sources = [calculation.version.source, *(each.origin.source for _, each in defaults(calculation))]
    own = all(source is not None and source.verified for source in sources)
    return own and all(verified(tool) for tool in calculation.tools.values())
