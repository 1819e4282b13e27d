"""Events of other registries in a file: comma-separated rows of a known header, or JSON objects."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from sextant.application.foreign.published import Published, format_of
from sextant.storage.report_files import UnreadableReport, read_report

LIMIT_BYTES = 64 * 1024 * 1024


def read_event_rows(path: Path) -> tuple[list[tuple[int, Mapping[str, str] | None]], Published | str]:
    """Return the rows of a file with their numbers, none for a damaged one, and its format. Raises UnreadableReport."""
    if path.suffix.casefold() == ".json":
        return _of_json(path), "events"
    report = read_report(path, (), limit_bytes=LIMIT_BYTES)
    found = format_of(report.columns)
    if found is None:
        raise UnreadableReport("columns_missing", path, missing="event, registry, kind, executed_on, serials",
                               found=", ".join(report.columns)[:160])  # fmt: skip
    return [(row.number, row.values if row.damage is None else None) for row in report.rows], found


def _of_json(path: Path) -> list[tuple[int, Mapping[str, str] | None]]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableReport("missing", path) from None
    except OSError as error:
        raise UnreadableReport("not_readable", path, reason=error.strerror or str(error)) from None
    if len(raw) > LIMIT_BYTES:
        raise UnreadableReport("too_large", path, limit=LIMIT_BYTES)
    rows = rows_of_json(raw)
    if rows is None:
        raise UnreadableReport("columns_missing", path, missing="events", found=raw[:60].decode("utf-8", "replace"))
    return rows


def rows_of_json(raw: bytes) -> list[tuple[int, Mapping[str, str] | None]] | None:
    """Return the rows of a JSON list of objects, or of an object with such a list under `events`; else none."""
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    listed = content.get("events") if isinstance(content, dict) else content
    if not isinstance(listed, list):
        return None
    return [(number, _texts(each)) for number, each in enumerate(listed, start=1)]


def _texts(each: object) -> Mapping[str, str] | None:
    if not isinstance(each, dict) or any(isinstance(value, dict | list | float | bool) for value in each.values()):
        return None
    return {str(name): "" if value is None else str(value) for name, value in each.items()}
