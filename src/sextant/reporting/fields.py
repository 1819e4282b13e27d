"""Fields of a JSON document read one by one; what is not as it should be is named with what was found and expected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from sextant.domain.label import Label

Chosen = TypeVar("Chosen", bound=StrEnum)


class FieldBadly(ValueError):
    """A field is missing or is not what it should be: which, what was found, what is expected."""

    def __init__(self, field: str, found: object, expected: str) -> None:
        super().__init__(field)
        self.field, self.found, self.expected = field, found, expected


def mapping(content: Any, where: str, known: set[str], needed: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """Return an object that has no other names than the known ones, and all that are needed."""
    if not isinstance(content, dict):
        raise FieldBadly(where or "the file", content, "an object of names and values")
    for name in content:
        if name not in known:
            raise FieldBadly(f"{where}.{name}".lstrip("."), content[name], f"one of {', '.join(sorted(known))}")
    for name in sorted(needed - content.keys()):
        raise FieldBadly(f"{where}.{name}".lstrip("."), None, "a value")
    return content


def listed(content: Any, where: str) -> list[Any]:
    """Return a list."""
    if not isinstance(content, list):
        raise FieldBadly(where, content, "a list")
    return content


def period(content: Any, where: str) -> tuple[int, int]:
    """Return the first and the last year of a period."""
    if not isinstance(content, list) or len(content) != 2:
        raise FieldBadly(where, content, "the first and the last year")
    first, last = (year(each, where) for each in content)
    if not first <= last <= first + 99:
        raise FieldBadly(where, content, "the first and the last year, in their order")
    return first, last


def by_year(content: Any, where: str) -> dict[int, Fraction]:
    """Return numbers by year; a year with null has none."""
    if not isinstance(content, dict):
        raise FieldBadly(where, content, "an object of years and numbers")
    found: dict[int, Fraction] = {}
    for each, value in content.items():
        if not (isinstance(each, str) and each.isascii() and each.isdigit() and len(each) == 4):
            raise FieldBadly(where, each, "a year of four digits")
        if value is not None:
            found[int(each)] = number(value, f"{where}.{each}")
    return found


def number(value: Any, where: str) -> Fraction:
    """Return an exact number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FieldBadly(where, value, "a number")
    if isinstance(value, Decimal) and not value.is_finite():
        raise FieldBadly(where, str(value), "a number")
    return Fraction(value)


def tonnes(value: Any, where: str) -> int:
    """Return a whole number of tonnes, of 0 or more."""
    found = number(value, where)
    if found.denominator != 1 or found < 0:
        raise FieldBadly(where, value, "a whole number of 0 or more")
    return found.numerator


def year(value: Any, where: str) -> int:
    """Return a calendar year."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1900 <= value <= 9999:
        raise FieldBadly(where, value, "a year of four digits")
    return value


def text(value: Any, where: str) -> str:
    """Return a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise FieldBadly(where, value, "a text")
    return value


def flag(value: Any, where: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise FieldBadly(where, value, "true or false")
    return value


def label(value: Any, where: str) -> Label:
    """Return a text in both languages."""
    body = mapping(value, where, {"en", "zh-Hant"}, frozenset({"en", "zh-Hant"}))
    return Label(text(body["en"], f"{where}.en"), text(body["zh-Hant"], f"{where}.zh-Hant"))


def day(value: Any, where: str) -> date:
    """Return a day of the calendar."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise FieldBadly(where, value, "a day, as YYYY-MM-DD")


def choice(kind: type[Chosen], value: Any, where: str) -> Chosen:
    """Return one of the values of a kind."""
    names = [each.value for each in kind]
    if value not in names:
        raise FieldBadly(where, value, f"one of {', '.join(names)}")
    return kind(value)
