"""Where an activity that is to be compared is read: a JSON file, or the text of one."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from sextant.comparison.activity import Activity, Fault, parse_activity, shown

CHARACTERS_MOST = 1_000_000


def read_activity(file: Path) -> Activity:
    """Return the activity in a file. Raises Fault."""
    try:
        with file.open(encoding="utf-8-sig") as opened:
            text = opened.read(CHARACTERS_MOST + 1)
    except FileNotFoundError:
        raise Fault("file_absent", where=file) from None
    except UnicodeDecodeError as error:
        raise Fault("file_not_text", where=file, found=error.start) from None
    except OSError:
        raise Fault("file_unreadable", where=file) from None
    return activity_of_text(text, str(file))


def activity_of_text(text: str, where: str) -> Activity:
    """Return the activity in a JSON text; decimals are kept as they are written. Raises Fault."""
    if len(text) > CHARACTERS_MOST:
        raise Fault("file_too_large", where=where, most=f"{CHARACTERS_MOST:,}")
    try:
        content = json.loads(text, parse_float=Decimal, parse_int=_whole, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Fault("not_json", where=where, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Fault("nested_too_deeply", where=where) from None
    return parse_activity(content)


def _whole(text: str) -> Any:
    """Return a whole number; one with thousands of digits stays text, and is refused as too long."""
    return int(text) if len(text) < 100 else text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Fault("key_twice", found=shown(key))
        found[key] = value
    return found
