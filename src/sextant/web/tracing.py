"""A node of a calculation's trace as templates unfold it, the same on every page that shows one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sextant.methodology.language.exact import shown
from sextant.methodology.language.formula import mathml
from sextant.methodology.trace import Node
from sextant.web.names import html_language


def figure_shown(value: Decimal) -> str:
    """Return a number with its thousands apart, and an exponent only where it would be long without."""
    return f"{value:,f}" if -20 < value.adjusted() < 40 else str(value)


def node_shown(node: Node) -> dict[str, Any]:
    """Return a node of the trace as the template unfolds it."""
    return {
        "node": node,
        "symbol": node.term.symbol,
        "unit": node.term.unit,
        "values": [{"at": ", ".join(at), "value": figure_shown(shown(value))} for at, value in node.values.items()],
        "formula": None if node.equation is None else mathml(node.equation.symbol, node.equation.expression),
        "meaning": node.term.meaning.in_language(html_language()),
        "origin": None if node.given is None else node.given.origin,
        "below": [node_shown(each) for each in node.below],
    }
