"""Published figures calculated again from the inputs that were published with them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantified_record import source_record
from sextant.methodology.calculate import Calculation, calculate
from sextant.methodology.language.exact import decimal, shown
from sextant.methodology.library import Library
from sextant.methodology.reproduction import PublishedFigure


def published_figures(figures: Iterable[PublishedFigure], library: Library, language: str) -> list[dict[str, Any]]:
    """Return each figure as printed and as calculated, and whether the two agree in the digits that were printed."""
    return [_figure(each, library, language) for each in figures]


def _figure(each: PublishedFigure, library: Library, language: str) -> dict[str, Any]:
    done = calculate(each.request, library)
    if not isinstance(done, Calculation):
        raise ValueError(f"{each.id} cannot be calculated: {done}")
    # An indexed symbol has one element here: the inputs name no other.
    value = next(iter(done.values(each.symbol).values()))
    return {
        "id": each.id,
        "title": each.label.in_language(language),
        "methodology": each.request.methodology,
        "symbol": each.symbol,
        "unit": done.methodology.model.terms[each.symbol].unit,
        "published": each.printed,
        "calculated": shown(value),
        "reproduced": _printed(value, each.printed) == each.printed,
        "source": source_record(each.source),
        "verified": each.source.verified,
    }


def _printed(value: Fraction, like: Decimal) -> Decimal:
    """Return a value with as many places as another was printed with."""
    return decimal(value).quantize(like, ROUND_HALF_UP)
