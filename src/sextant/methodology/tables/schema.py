"""The schema of a table of factors: the file, its columns with units and limits, its key, and where it is from.

`{"file": "factors.csv", "key": ["territory"], "columns": {"cm": {"unit": "gCO2e/kWh", "as": "tCO2e/MWh", "factor":
0.001, "least": 0}}, "source": {"document": …, "version": …, "paragraph": …}, "verified": false}`. A column without a
unit is text. Nothing is converted that the schema does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.methodology.evidence import short
from sextant.methodology.given import one_number
from sextant.methodology.language.unit import UnitError, unit

_KEYS = {"file", "key", "columns", "source"}
_COLUMN = {"unit", "as", "factor", "least", "most"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: the unit that it becomes, by which factor, and its limits before that."""

    unit: str
    factor: Fraction
    least: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table is."""

    file: str
    key: tuple[str, ...]
    """The columns that together name one row."""
    columns: Mapping[str, Column]
    source: Source


def read_schema(name: str, content: Any) -> Schema | Refusal:
    """Return the schema of a table, or the first reason why it cannot be read."""
    if not isinstance(content, Mapping) or content.keys() - _KEYS - {"verified"} or _KEYS - content.keys():
        found = ", ".join(sorted(content.keys() ^ _KEYS)) if isinstance(content, Mapping) else short(content)
        return refuse("table_schema", table=name, found=found, expected=", ".join(sorted(_KEYS)))
    key = content["key"]
    if not isinstance(key, list) or not key or not all(isinstance(each, str) and each for each in key):
        return refuse("table_schema", table=name, found=f"key {short(key)}", expected='["territory"]')
    if not isinstance(content["file"], str) or not isinstance(content["columns"], Mapping) or not content["columns"]:
        return refuse("table_schema", table=name, found=short(content["columns"]), expected="file, columns")
    columns: dict[str, Column] = {}
    for column, each in content["columns"].items():
        read = _column(name, column, each)
        if isinstance(read, Refusal):
            return read
        columns[column] = read
    source = _source(name, content)
    return source if isinstance(source, Refusal) else Schema(content["file"], tuple(key), columns, source)


def _column(table: str, name: str, content: Any) -> Column | Refusal:
    if not isinstance(content, Mapping) or content.keys() - _COLUMN or "unit" not in content:
        return refuse(
            "table_schema", table=table, found=f"{name}: {short(content)}", expected=", ".join(sorted(_COLUMN))
        )
    numbers: dict[str, Fraction | None] = {}
    for key in ("factor", "least", "most"):
        number = one_number(content[key]) if key in content else None
        if key in content and number is None:
            return refuse("table_schema", table=table, found=f"{name}.{key} {short(content[key])}", expected="number")
        numbers[key] = number
    if ("as" in content) != ("factor" in content) or numbers["factor"] == 0:
        return refuse("table_schema", table=table, found=name, expected="as + factor")
    shown = content.get("as", content["unit"])
    try:
        unit(shown)
    except (UnitError, TypeError, AttributeError):
        return refuse("table_schema", table=table, found=f"{name}: {short(shown)}", expected="tCO2e/MWh")
    return Column(shown, numbers["factor"] or Fraction(1), numbers["least"], numbers["most"])


def _source(table: str, content: Mapping[str, Any]) -> Source | Refusal:
    body, verified = content["source"], content.get("verified", False)
    keys = {"document", "version", "paragraph"}
    if not isinstance(body, Mapping) or body.keys() - keys or not {"document", "paragraph"} <= body.keys():
        return refuse("table_schema", table=table, found=f"source {short(body)}", expected=", ".join(sorted(keys)))
    if not all(isinstance(each, str) and each.strip() for each in body.values()) or not isinstance(verified, bool):
        return refuse("table_schema", table=table, found=f"source {short(body)}", expected="text")
    return Source(body["document"], body["paragraph"], body.get("version"), verified)
