"""What a form of figures finds: checks that hold or do not, with the numbers behind them.

A form gets what was given, the values of its test, and the day of the assessment. It returns its findings, or a
refusal where something cannot be read. A check that cannot be decided is none: never met, never failed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.additionality.standard import Value
from sextant.methodology.evidence import short
from sextant.methodology.given import one_number

Number = Fraction | str | None
Numbers = Mapping[str, Any]
"""Numbers behind a check, by name: fractions, days and names as text, tables of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """Whether a check holds, and the numbers that decide it."""

    check: str
    met: bool | None
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a form found. `settled`: nothing further is to be asked in this test."""

    findings: tuple[Found, ...]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form works on."""

    where: str
    """The place in the file, for sentences."""
    given: Mapping[str, Any]
    values: Mapping[str, Value]
    on: date
    criteria: tuple[str, ...] = ()
    """The criteria that the methodology names; none where it names none here."""

    def number(self, key: str, *, least: int | None = None) -> Fraction | Refusal | None:
        """Return a number that was given, none where it was not, or why it is no number."""
        return number_at(self.given, key, self.where, least=least)

    def limit(self, key: str) -> Fraction:
        """Return a value of the standard. Raises KeyError where its file forgot it."""
        found = self.values[key].number
        if found is None:
            raise KeyError(key)
        return found

    def only(self, *keys: str) -> Refusal | None:
        """Return a refusal where something was given that this form does not look at."""
        return only_keys(self.given, self.where, *keys)


def only_keys(given: Mapping[str, Any], where: str, *keys: str) -> Refusal | None:
    """Return a refusal where a mapping has other keys than these."""
    extra = sorted(str(each) for each in given.keys() - set(keys))
    if extra:
        return refuse("assessment_key", where=where, found=extra[0], expected=", ".join(keys))
    return None


def number_at(given: Mapping[str, Any], key: str, where: str, *, least: int | None = None) -> Fraction | Refusal | None:
    """Return the number under a key, none where there is none, or why it cannot be one."""
    if key not in given:
        return None
    found = one_number(given[key])
    if found is None or (least is not None and found < least):
        expected = "number" if least is None else f"≥ {least}"
        return refuse("assessment_value", where=f"{where}.{key}", found=short(given[key]), expected=expected)
    return found


def day_at(given: Mapping[str, Any], key: str, where: str) -> date | Refusal | None:
    """Return the day under a key, none where there is none, or why it is no day."""
    if key not in given:
        return None
    try:
        return date.fromisoformat(given[key])
    except (TypeError, ValueError):
        return refuse("assessment_value", where=f"{where}.{key}", found=short(given[key]), expected="YYYY-MM-DD")


def name_at(given: Mapping[str, Any], key: str, where: str, admitted: tuple[str, ...]) -> str | Refusal | None:
    """Return the name under a key, none where there is none, or why it is none of those admitted."""
    if key not in given:
        return None
    if given[key] not in admitted:
        return refuse("assessment_value", where=f"{where}.{key}", found=short(given[key]), expected=", ".join(admitted))
    return str(given[key])


def yes_at(given: Mapping[str, Any], key: str, where: str) -> bool | Refusal | None:
    """Return the yes or no under a key, none where there is none, or why it is neither."""
    if key not in given:
        return None
    answer = given[key]
    if not isinstance(answer, bool):
        return refuse("assessment_value", where=f"{where}.{key}", found=short(answer), expected="true, false")
    return answer
