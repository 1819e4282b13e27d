"""A JSON file from disk, and why it is none. Numbers with a point stay exact."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from sextant.storage.file_bytes import FileUnusable, read_bytes

LIMIT_BYTES = 256 * 1024 * 1024


class UnreadableJson(Exception):
    """A file that is no JSON: why, as a code, and what was found."""

    def __init__(self, code: str, file: Path, reason: str = "") -> None:
        self.code = code
        self.about = {"file": str(file), "reason": reason, "limit": LIMIT_BYTES}
        super().__init__(code, self.about)


def read_json(file: Path) -> Any:
    """Return the content of a JSON file. Raises UnreadableJson."""
    try:
        content = read_bytes(file, LIMIT_BYTES)
    except FileUnusable as error:
        raise UnreadableJson(error.code, file, error.reason) from None
    if len(content) > LIMIT_BYTES:
        raise UnreadableJson("json_too_large", file)
    try:
        return json.loads(content, parse_float=Decimal, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error).rstrip(".")
        raise UnreadableJson("not_json", file, " ".join(reason.split())) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} is given twice")
        found[key] = value
    return found
