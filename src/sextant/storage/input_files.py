"""A file of inputs in JSON, read without losing a digit: decimals stay decimals, no key counts twice, NaN is named."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

BYTES_MAX = 64 * 1024 * 1024


class UnreadableInputs(ValueError):
    """A file that holds no inputs; the code says why, `found` what was found."""

    def __init__(self, code: str, found: str = "") -> None:
        super().__init__(code)
        self.code, self.found = code, found


def read_inputs(path: Path) -> dict[str, Any]:
    """Return the inputs of a file by symbol. Raises UnreadableInputs, or OSError where it cannot be opened."""
    content = path.read_bytes()
    if len(content) > BYTES_MAX:
        raise UnreadableInputs("too_large", str(len(content)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInputs("not_utf_8") from None
    return parse_inputs(text)


def parse_inputs(text: str) -> dict[str, Any]:
    """Return the inputs of a JSON text by symbol. Raises UnreadableInputs."""
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_int=_whole, parse_constant=Decimal, object_pairs_hook=_object
        )
    except UnreadableInputs:
        raise
    except json.JSONDecodeError as error:
        raise UnreadableInputs("not_json", f"{error.msg} ({error.lineno}:{error.colno})") from None
    except RecursionError:
        raise UnreadableInputs("too_deep") from None
    if not isinstance(found, dict):
        raise UnreadableInputs("no_object", type(found).__name__)
    return found


def _whole(digits: str) -> int | Decimal:
    # Python refuses to read a whole number of thousands of digits; as a decimal it is refused in words.
    return int(digits) if len(digits) <= 1000 else Decimal(digits)


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UnreadableInputs("key_twice", key)
        found[key] = value
    return found
