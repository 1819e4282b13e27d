"""JSON in which a decimal is printed with all its digits, which the library would turn into a binary float."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any


def exact_json(value: Any) -> str:
    """Return a value as JSON; dictionaries, lists, texts, numbers, truth values and nothing."""
    return "".join(_written(value, "\n"))


def _written(value: Any, line: str) -> Iterator[str]:
    if isinstance(value, Decimal):
        yield _digits(value)
    elif isinstance(value, dict) and value:
        yield from _many(
            ((f"{json.dumps(key, ensure_ascii=False)}: ", each) for key, each in value.items()), "{}", line
        )
    elif isinstance(value, list | tuple) and value:
        yield from _many((("", each) for each in value), "[]", line)
    else:
        yield json.dumps(value, ensure_ascii=False)


def _many(entries: Iterator[tuple[str, Any]], brackets: str, line: str) -> Iterator[str]:
    inner, comma = f"{line} ", ""
    yield brackets[0]
    for key, each in entries:
        yield f"{comma}{inner}{key}"
        yield from _written(each, inner)
        comma = ","
    yield f"{line}{brackets[1]}"


def _digits(value: Decimal) -> str:
    # Written out where that is short, else with an exponent, which JSON also has.
    return f"{value:f}" if -20 < value.adjusted() < 40 else str(value)
