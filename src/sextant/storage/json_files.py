"""A JSON file from disk, and why it is none. Numbers with a point stay exact."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

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
        with file.open("rb") as opened:
            content = opened.read(LIMIT_BYTES + 1)
    except IsADirectoryError:
        raise UnreadableJson("folder", file) from None
    except FileNotFoundError:
        raise UnreadableJson("missing", file) from None
    except PermissionError:
        raise UnreadableJson("not_permitted", file) from None
    except OSError as error:
        raise UnreadableJson("not_readable", file, error.strerror or str(error)) from None
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
