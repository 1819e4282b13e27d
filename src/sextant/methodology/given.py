"""What a person gives for a calculation, as it is written in JSON, before anything is looked up.

A value is a number, or a table of numbers by element, or a list (elements 1, 2, …). It may say its unit and
where it is from: `{"value": 21900, "unit": "MWh", "origin": "meter 4711"}`. A value may be left to a tool:
`{"tool": "TOOL07", "inputs": {…}}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.language.evaluate import At

_MARKS = {"value", "values", "unit", "origin", "evidence"}
_TOOL_KEYS = {"tool", "inputs", "case", "version", "result"}
DIGITS_MAX = 400


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers by element, or one number for all elements, with the unit and origin that were stated."""

    values: Mapping[At, Fraction]
    unit: str | None = None
    origin: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class ByTool:
    """A value that a tool is to compute."""

    tool: str
    inputs: Mapping[str, Any]
    case: str | None = None
    version: str | None = None
    result: str | None = None


def read(symbol: str, content: Any, depth: int) -> Numbers | ByTool | Refusal:
    """Return what was given for a symbol that is indexed by so many sets, or why it cannot be read."""
    if isinstance(content, Mapping) and "tool" in content:
        return _tool(symbol, content)
    if isinstance(content, Mapping) and content.keys() & {"value", "values"} and content.keys() <= _MARKS:
        if len(content.keys() & {"value", "values"}) == 2:
            return refuse("value_malformed", symbol=symbol, found="value, values", expected="value")
        for mark in ("unit", "origin", "evidence"):
            if not isinstance(content.get(mark, ""), str):
                return refuse("value_malformed", symbol=symbol, found=short(content[mark]), expected=mark)
        numbers = _table(symbol, content.get("value", content.get("values")), depth)
        if isinstance(numbers, Refusal):
            return numbers
        return Numbers(numbers, content.get("unit"), content.get("origin"), content.get("evidence"))
    numbers = _table(symbol, content, depth)
    return numbers if isinstance(numbers, Refusal) else Numbers(numbers)


def _tool(symbol: str, content: Mapping[str, Any]) -> ByTool | Refusal:
    extra = sorted(content.keys() - _TOOL_KEYS)
    if extra or not isinstance(content.get("inputs"), Mapping):
        found = ", ".join(extra) or "inputs"
        return refuse("value_malformed", symbol=symbol, found=found, expected=", ".join(sorted(_TOOL_KEYS)))
    for key in ("tool", "case", "version", "result"):
        if not isinstance(content.get(key, ""), str):
            return refuse("value_malformed", symbol=symbol, found=short(content[key]), expected=key)
    return ByTool(
        content["tool"], content["inputs"], content.get("case"), content.get("version"), content.get("result")
    )


def _numbers(symbol: str, content: Any, depth: int) -> dict[At, Fraction] | Refusal:
    if isinstance(content, list):
        content = {str(place): each for place, each in enumerate(content, start=1)}
    if isinstance(content, Mapping):
        if depth == 0:
            return refuse("element_not_expected", symbol=symbol)
        if not content and depth == 1:
            return {}
        found: dict[At, Fraction] = {}
        for name, each in content.items():
            below = _numbers(symbol, each, depth - 1)
            if isinstance(below, Refusal):
                return below
            found |= {(str(name), *at): value for at, value in below.items()}
        return found
    value = one_number(content)
    if value is None:
        return refuse("not_a_number", symbol=symbol, found=short(content))
    return {(): value}


def _table(symbol: str, content: Any, depth: int) -> dict[At, Fraction] | Refusal:
    """Return numbers by element, unless some of them stand above the elements of the last set."""
    found = _numbers(symbol, content, depth)
    for at in () if isinstance(found, Refusal) else found:
        if at and len(at) != depth:
            return refuse("element_too_few", symbol=symbol, found=", ".join(at), expected=depth)
    return found


def one_number(content: Any) -> Fraction | None:
    """Return a number exactly as it was written, or none where it is no finite number."""
    if isinstance(content, bool) or not isinstance(content, int | Decimal | Fraction):
        return None
    if isinstance(content, Decimal) and (not content.is_finite() or abs(content.adjusted()) > DIGITS_MAX):
        return None
    return Fraction(content)


_WORDS = {None: "null", True: "true", False: "false"}


def short(content: Any) -> str:
    """Return what was found as JSON has it, cut where it is long."""
    if content is None or isinstance(content, bool):
        return _WORDS[content]
    # A text is shown as one: "0.758" is no number, however much it looks like it.
    text = f'"{content}"' if isinstance(content, str) else str(content)
    return text if len(text) <= 60 else f"{text[:57]}..."
