"""The list of a population and the measured values of a sample, from CSV with a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from sextant.domain.refusal import Refusal, refuse

ALL = "all"
Faults = tuple[Refusal, ...]


def read_population(path: Path) -> dict[str, list[str]] | Refusal:
    """Return the ids of each stratum; one stratum where there is no such column. Raises OSError."""
    found = population_of(_text(path), path.name)
    return found[0] if isinstance(found, tuple) else found


def population_of(text: str, name: str) -> dict[str, list[str]] | Faults:
    """Return the same of a text, or a reason for each row that cannot be used."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    faults: list[Refusal] = []
    for row, each in _rows(text):
        stratum = ALL if each is None else each.get("stratum", ALL)
        if each is None or not each.get("id") or not stratum:
            faults.append(_malformed(row, name, each, "id, stratum"))
        elif each["id"] in seen:
            faults.append(refuse("sampled_twice", found=each["id"]))
        else:
            seen.add(each["id"])
            found.setdefault(stratum, []).append(each["id"])
    if not found and not faults:
        faults.append(_malformed(1, name, None, "id, stratum"))
    return tuple(faults) or found


def read_values(path: Path) -> dict[str, Fraction] | Refusal:
    """Return the value of each id, exactly as it is written. Raises OSError."""
    found = values_of(_text(path), path.name)
    return found[0] if isinstance(found, tuple) else found


def values_of(text: str, name: str) -> dict[str, Fraction] | Faults:
    """Return the same of a text, or a reason for each row that cannot be used."""
    found: dict[str, Fraction] = {}
    faults: list[Refusal] = []
    for row, each in _rows(text):
        value = None if each is None else _number(each.get("value", ""))
        if each is None or not each.get("id") or value is None:
            faults.append(_malformed(row, name, each, "id, value"))
        elif each["id"] in found:
            faults.append(refuse("sampled_twice", found=each["id"]))
        else:
            found[each["id"]] = value
    return tuple(faults) or found


def _text(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
        return file.read()


def _malformed(row: int, name: str, each: dict[str, str] | None, expected: str) -> Refusal:
    found = "–" if each is None else str(each)[:60]
    return refuse("population_malformed", row=row, file=name, found=found, expected=expected)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Yield each row with its number; none in place of one where the file cannot be read any further."""
    row = 1
    try:
        for row, each in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
            yield row, {str(key).strip(): str(value or "").strip() for key, value in each.items()}
    except csv.Error:
        yield row + 1, None


def _number(text: str) -> Fraction | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Fraction(value) if value.is_finite() and abs(value.adjusted()) < 400 else None
