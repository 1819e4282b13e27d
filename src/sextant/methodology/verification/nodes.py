"""The nodes of a calculation by name, those of its tools too, and an input replaced by another value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from sextant.methodology.calculate import Calculation
from sextant.methodology.language.evaluate import At
from sextant.methodology.resolve import Origin

Values = Mapping[At, Fraction]


def leaves(calculation: Calculation, before: str = "") -> Iterator[tuple[str, Values, Origin]]:
    """Yield every input that was given or assumed: name, values by element, origin. Those of tools follow a slash."""
    for symbol, each in calculation.inputs.items():
        if symbol in calculation.tools:
            yield from leaves(calculation.tools[symbol], f"{before}{symbol}/")
        else:
            yield f"{before}{symbol}", each.values, each.origin


def nodes(calculation: Calculation, before: str = "") -> frozenset[str]:
    """Return the names of all nodes: inputs and everything computed."""
    found = {f"{before}{symbol}" for symbol in (*calculation.inputs, *calculation.computed)}
    for symbol, tool in calculation.tools.items():
        found |= nodes(tool, f"{before}{symbol}/")
    return frozenset(found)


def replaced(inputs: Mapping[str, Any], node: str, value: Any) -> dict[str, Any]:
    """Return the inputs with another value for a node, also inside what a tool computes."""
    symbol, slash, below = node.partition("/")
    if not slash:
        return {**inputs, symbol: value}
    tool = inputs[symbol]
    return {**inputs, symbol: {**tool, "inputs": replaced(tool["inputs"], below, value)}}
