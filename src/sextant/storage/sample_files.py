"""The list of a population and the measured values of a sample, from CSV files with a header."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from sextant.domain.refusal import Refusal, refuse

ALL = "all"


def read_population(path: Path) -> dict[str, list[str]] | Refusal:
    """Return the ids of each stratum; one stratum where there is no such column. Raises OSError."""
    found: dict[str, list[str]] = {}
    for row, each in _rows(path):
        stratum = each.get("stratum", ALL)
        if not each.get("id") or not stratum:
            return refuse("population_malformed", row=row, file=path.name, found=str(each)[:60], expected="id, stratum")
        found.setdefault(stratum, []).append(each["id"])
    return found or refuse("population_malformed", row=1, file=path.name, found="–", expected="id, stratum")


def read_values(path: Path) -> dict[str, Fraction] | Refusal:
    """Return the value of each id, exactly as it is written. Raises OSError."""
    found: dict[str, Fraction] = {}
    for row, each in _rows(path):
        value = _number(each.get("value", ""))
        if not each.get("id") or value is None:
            return refuse("population_malformed", row=row, file=path.name, found=str(each)[:60], expected="id, value")
        if each["id"] in found:
            return refuse("sampled_twice", found=each["id"])
        found[each["id"]] = value
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        for row, each in enumerate(csv.DictReader(file), start=2):
            yield row, {str(key).strip(): str(value or "").strip() for key, value in each.items()}


def _number(text: str) -> Fraction | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) < 400 else None
