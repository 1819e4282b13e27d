"""Published figures with the inputs that were published with them, as the file states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.methodology.plan import Request
from sextant.rules import reading
from sextant.rules.text import load_text


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as it was printed, and the calculation that should give it."""

    id: str
    label: Label
    request: Request
    symbol: str
    printed: Decimal
    source: Source


def parse_published_figures(text: str, name: str) -> tuple[PublishedFigure, ...]:
    """Return the figures of a file. Raises RuleTextError with file, key and remedy."""
    body = reading.mapping(load_text(text, name), name)
    return tuple(_figure(key, each, f"{name}: {key}") for key, each in body.items())


def _figure(key: str, content: Any, where: str) -> PublishedFigure:
    needed = {"label", "methodology", "inputs", "symbol", "published", "source"}
    body = reading.keys(content, where, needed=needed, optional=frozenset({"case"}))
    symbol = reading.some_text(body["symbol"], f"{where}.symbol")
    methodology = reading.some_text(body["methodology"], f"{where}.methodology")
    case = reading.some_text(body["case"], f"{where}.case") if "case" in body else None
    return PublishedFigure(
        reading.name(key, where),
        reading.label(body["label"], f"{where}.label"),
        Request(methodology, _inputs(body["inputs"]), case, results=(symbol,)),
        symbol,
        reading.number(body["published"], f"{where}.published"),
        reading.source(body["source"], f"{where}.source"),
    )


def _inputs(content: Any) -> Any:
    """Return inputs as a person gives them: what is written as a number is one."""
    if isinstance(content, Mapping):
        return {key: _inputs(each) for key, each in content.items()}
    try:
        return Decimal(content)
    except InvalidOperation:
        return content
