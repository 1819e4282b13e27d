"""What a person says of a file of readings: which column is which, limits, the days of the period.

`{"columns": {"fuel": "fuel_kg", "hours": null}, "limits": {"fuel": [0, 15]}, "missing_rows": "gap",
"first_day": 0, "last_day": 99}`: everything may be left out. A column that is null is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.given import one_number
from sextant.methodology.readings.rules import GAP, MISSING_ROWS, Limits, Use

PLACES = ("device", "day", "qc", "stratum")
_KEYS = {"columns", "limits", "missing_rows", "first_day", "last_day"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a file of readings, complete."""

    columns: Mapping[str, str | None]
    """The file's column for each name that the methodology uses; none where it is not looked at."""
    places: Mapping[str, Any]
    limits: Mapping[str, Limits]
    """By the file's column."""
    missing_rows: str
    first_day: int | None
    last_day: int | None


def settings_of(given: Any, use: Use, known: Mapping[str, str]) -> Settings | Refusal:
    """Return the settings, or the first reason why they do not fit the methodology or the file."""
    fault = _malformed(given, use)
    if fault is not None:
        return fault
    columns = {name: given.get("columns", {}).get(name, name) for name in (*PLACES, *use.limits)}
    if "stratum" not in given.get("columns", {}) and "stratum" not in known:
        columns["stratum"] = None
    for name, column in columns.items():
        if column is None and name in ("device", "day", use.quantity):
            return refuse("reading_column_needed", column=name)
        if column is not None and column not in known:
            return refuse("reading_column_missing", column=name, found=column, expected=", ".join(known)[:200])
    stated: dict[str, Limits] = {}
    for name, limits in use.limits.items():
        both = _limits(given.get("limits", {}).get(name), limits)
        if both is None:
            return refuse("reading_setting", setting=f"limits.{name}", expected="[0, 24]")
        column = columns[name]
        if column is not None:
            stated[column] = both
    return Settings(columns, {name: columns[name] for name in PLACES}, stated,
                    given.get("missing_rows", GAP), given.get("first_day"), given.get("last_day"))  # fmt: skip


def _malformed(given: Any, use: Use) -> Refusal | None:
    if not isinstance(given, Mapping) or given.keys() - _KEYS:
        extra = ", ".join(sorted(given.keys() - _KEYS)) if isinstance(given, Mapping) else "readings"
        return refuse("reading_setting", setting=extra, expected=", ".join(sorted(_KEYS)))
    for key, names in (("columns", {*PLACES, *use.limits}), ("limits", set(use.limits))):
        body = given.get(key, {})
        if not isinstance(body, Mapping) or body.keys() - names:
            return refuse("reading_setting", setting=key, expected=", ".join(sorted(names)))
    if not all(each is None or isinstance(each, str) for each in given.get("columns", {}).values()):
        return refuse("reading_setting", setting="columns", expected='"name", null')
    if given.get("missing_rows", GAP) not in MISSING_ROWS:
        return refuse("reading_setting", setting="missing_rows", expected=", ".join(MISSING_ROWS))
    days = [given.get("first_day"), given.get("last_day")]
    whole = all(each is None or (isinstance(each, int) and not isinstance(each, bool)) for each in days)
    if not whole or (days[0] is None) != (days[1] is None) or (days[0] is not None and days[0] > days[1]):
        return refuse("reading_setting", setting="first_day, last_day", expected="0, 99")
    return None


def _limits(given: Any, default: Limits) -> Limits | None:
    """Return the limits that were given, or those of the methodology; none where they cannot be read."""
    if given is None:
        return default
    if not isinstance(given, list) or len(given) != 2:
        return None
    found: list[Fraction | None] = [None if each is None else one_number(each) for each in given]
    if any(number is None and each is not None for number, each in zip(found, given, strict=True)):
        return None
    low, high = found
    return None if low is not None and high is not None and low > high else (low, high)
