"""Reading a record from plain values, as a file or a request brings them: strictly, with one fault at a time.

A key that is not declared is refused, so that nobody can add a price, a buyer or a title. A text that prints the
number of a unit, or a quantity of units, is refused wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from sextant.domain.refusal import Fact

TEXT_MAX = 8000
AMOUNT_MAX = 10**15

UNIT_NUMBER = re.compile(
    r"\bCA\d{4}-"  # an identifier of Article 6.2 begins with its cooperative approach
    r"|\b[A-Z]{2,3}-\d{5,}(?:-\d+)*\b"  # a Kyoto serial: Party and number
    r"|\b[A-Z]{2}\d{2}-[A-Z]{2,3}-[A-Z0-9]+-(?:19|20)\d{2}\b"  # a mechanism registry's block
    r"|\b[A-Z]{2,3}-[A-Z]{1,3}\d*-\d{3,}-\d{3,}"
)
"""How numbers of units are printed by the registries that Sextant reads."""

UNIT_QUANTITY = re.compile(
    r"\d[\d.,\s]*(?:ITMOs?|A6\.4ERs?|CERs?|tCERs?|lCERs?|AERs?|MCUs?|VCUs?|ERUs?|AAUs?|carbon credits?|credits)\b"
    r"|\d[\d.,\s]*(?:單位之?碳信用|個?碳信用|個?減緩貢獻單位|個?認證減排量)",
    re.IGNORECASE,
)
"""A number followed by the name of a unit."""

T = TypeVar("T")


class NotAForm(Exception):
    """A value that cannot stand in a record: a code, where it stood, what was found and what was expected."""

    def __init__(self, code: str, where: str, **about: Fact) -> None:
        super().__init__(code, where, about)
        self.code = code
        self.where = where
        self.about: Mapping[str, Fact] = about


@dataclass(frozen=True, slots=True)
class Body:
    """The keys below one place of a form."""

    values: Mapping[str, Any]
    where: str

    def at(self, key: str) -> str:
        """Return where a key stands, as sentences name it."""
        return f"{self.where}.{key}" if self.where else key

    def text(self, key: str, *, needed: bool = True) -> str:
        """Return a text; empty where it may be left out and is."""
        return text(self.values.get(key, "" if not needed else None), self.at(key), needed=needed)

    def text_or_none(self, key: str) -> str | None:
        """Return a text, or none where it is left out."""
        return self.text(key, needed=False) or None

    def code(self, key: str, allowed: Collection[str]) -> str:
        """Return a code of a list."""
        return code(self.values.get(key), allowed, self.at(key))

    def code_or_none(self, key: str, allowed: Collection[str]) -> str | None:
        """Return a code of a list, or none where it is left out."""
        return None if self.values.get(key) is None else self.code(key, allowed)

    def codes(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return codes of a list, none of them twice."""
        return self.each(key, lambda value, where: code(value, allowed, where), once=True)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return texts, none of them twice."""
        return self.each(key, text, once=True)

    def each(self, key: str, read: Callable[[Any, str], T], *, once: bool = False) -> tuple[T, ...]:
        """Return the values of a list, each read by a function of the value and its place."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise NotAForm("not_a_list", self.at(key), found=shown(value))
        found = tuple(read(one, f"{self.at(key)}.{index + 1}") for index, one in enumerate(value))
        if once and len(set(found)) < len(found):
            twice = next(each for index, each in enumerate(found) if each in found[:index])
            raise NotAForm("given_twice", self.at(key), found=str(twice))
        return found

    def day(self, key: str) -> date:
        """Return a calendar day."""
        return day(self.values.get(key), self.at(key))

    def day_or_none(self, key: str) -> date | None:
        """Return a calendar day, or none where it is left out."""
        return None if self.values.get(key) is None else self.day(key)

    def whole(self, key: str, first: int, last: int) -> int:
        """Return a whole number between two others."""
        return whole(self.values.get(key), self.at(key), first, last)

    def whole_or_none(self, key: str, first: int, last: int) -> int | None:
        """Return a whole number between two others, or none where it is left out."""
        return None if self.values.get(key) is None else self.whole(key, first, last)

    def number(self, key: str) -> Decimal:
        """Return a decimal number, written as a text or a whole number: never as a binary float."""
        value = self.values.get(key)
        if isinstance(value, Decimal | int | str) and not isinstance(value, bool):
            try:
                found = Decimal(value)
                if found.is_finite():
                    return found
            except InvalidOperation:
                pass
        raise NotAForm("not_a_number", self.at(key), found=shown(value))

    def yes(self, key: str) -> bool:
        """Return true or false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise NotAForm("not_true_or_false", self.at(key), found=shown(value))
        return value


def body(value: Any, where: str, *, needed: Sequence[str], optional: Sequence[str] = ()) -> Body:
    """Return the keys of an object that has all that are needed and none that is not declared."""
    if not isinstance(value, Mapping):
        raise NotAForm("not_an_object", where, found=shown(value))
    for key in value:
        if key not in needed and key not in optional:
            expected = ", ".join(sorted((*needed, *optional)))
            raise NotAForm("key_unknown", where or "record", found=str(key), expected=expected)
    for key in needed:
        if value.get(key) is None:
            raise NotAForm("key_missing", where or "record", expected=key)
    return Body(value, where)


def text(value: Any, where: str, *, needed: bool = True) -> str:
    """Return a text that can be kept and that prints no unit."""
    if not isinstance(value, str) or (needed and not value.strip()):
        raise NotAForm("not_a_text", where, found=shown(value))
    if len(value) > TEXT_MAX:
        raise NotAForm("text_too_long", where, found=len(value), expected=TEXT_MAX)
    if any(ord(each) < 32 and each not in "\n\t" for each in value) or any(
        0xD800 <= ord(each) < 0xE000 for each in value
    ):
        raise NotAForm("text_not_storable", where, found=shown(value))
    return without_units(value.strip(), where)


def without_units(value: str, where: str) -> str:
    """Return a text that prints neither the number of a unit nor a quantity of units. Raises NotAForm."""
    for pattern, fault in ((UNIT_NUMBER, "unit_number"), (UNIT_QUANTITY, "unit_quantity")):
        found = pattern.search(value)
        if found:
            raise NotAForm(fault, where, found=found[0].strip())
    return value


def code(value: Any, allowed: Collection[str], where: str) -> str:
    """Return a code of a list. Raises NotAForm naming those that there are."""
    if not isinstance(value, str) or value not in allowed:
        raise NotAForm("code_unknown", where, found=shown(value), expected=", ".join(allowed))
    return value


def day(value: Any, where: str) -> date:
    """Return a calendar day written as YYYY-MM-DD."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise NotAForm("not_a_date", where, found=shown(value))


def whole(value: Any, where: str, first: int, last: int) -> int:
    """Return a whole number between two others, both included."""
    if isinstance(value, bool) or not isinstance(value, int) or not first <= value <= last:
        raise NotAForm("not_whole", where, found=shown(value), expected=f"{first}–{last}")
    return value


def party(value: Any, where: str) -> str:
    """Return the code of a Party: two capital letters, or three where a file from elsewhere uses these."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{2,3}", value):
        raise NotAForm("not_a_party", where, found=shown(value))
    return value


def in_order(first: date | None, last: date | None, where: str) -> None:
    """Refuse a period that ends before it begins."""
    if first is not None and last is not None and last < first:
        raise NotAForm("period_reversed", where, found=f"{first} – {last}")


def shown(value: Any) -> str:
    """Return a value as sentences quote it, cut short."""
    return "nothing" if value is None else str(value)[:60]
