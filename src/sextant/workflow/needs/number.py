"""Conditions on numbers and codes: stated with the step, stated earlier in the case, or known of the subject.

Numbers are whole and may be below zero, as tonnes of a balance are. A number that nobody has stated meets no condition.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from sextant.rules.levy import share_in
from sextant.workflow.case import Stated
from sextant.workflow.need import Asks, Missing, Situation, need

_WHOLE = re.compile(r"-?[0-9]{1,15}")


def whole(value: Stated) -> int | None:
    """Return a whole number, or none where what is stated is no such number."""
    if isinstance(value, bool) or value is None:
        return None
    written = str(value).strip()
    return int(written) if _WHOLE.fullmatch(written) else None


@need("denied", Asks.STATED)
def denied(situation: Situation) -> Missing | None:
    """The actor states with the step that each of these is not so."""
    for name in situation.of:
        if situation.stated.get(name) is not False and not situation.only_asked:
            return {"found": "yes" if situation.stated.get(name) is True else None, "expected": name}
    return None


@need("remains", Asks.NUMBERS)
def remains(situation: Situation) -> Missing | None:
    """The first number is what the others leave of the second: `[rest, whole, deduction, ...]`."""
    numbers = [_number(situation, name) for name in situation.of]
    if situation.only_asked:
        return None
    rest, *others = numbers
    counted = [each for each in others if each is not None]
    if len(counted) != len(others):
        return {"found": None, "expected": situation.of[1 + others.index(None)]}
    expected = counted[0] - sum(counted[1:])
    return None if rest == expected else {"found": rest, "expected": expected}


@need("sum_is_zero", Asks.NUMBERS)
def sum_is_zero(situation: Situation) -> Missing | None:
    """These numbers add up to nothing."""
    numbers = [_number(situation, name) for name in situation.of]
    if situation.only_asked:
        return None
    counted = [each for each in numbers if each is not None]
    if len(counted) != len(numbers):
        return {"found": None, "expected": situation.of[numbers.index(None)]}
    return None if sum(counted) == 0 else {"found": sum(counted), "expected": 0}


@need("above_zero", Asks.NUMBERS)
def above_zero(situation: Situation) -> Missing | None:
    """Each of these numbers is more than nothing."""
    return _each(situation, lambda number: number > 0, "> 0")


@need("not_below_zero", Asks.NUMBERS)
def not_below_zero(situation: Situation) -> Missing | None:
    """Each of these numbers is nothing or more."""
    return _each(situation, lambda number: number >= 0, "≥ 0")


@need("below_zero", Asks.NUMBERS)
def below_zero(situation: Situation) -> Missing | None:
    """Each of these numbers is less than nothing."""
    return _each(situation, lambda number: number < 0, "< 0")


@need("is_share", Asks.NUMBERS)
def is_share(situation: Situation) -> Missing | None:
    """Each of these is a share from 0 to 1, as `0.12`."""
    for name in situation.of:
        stated = _value(situation, name)
        if not situation.only_asked and share_in(stated) is None:
            return {"found": None if stated is None else str(stated), "expected": "0 ≤ … ≤ 1"}
    return None


@need("among", Asks.NAME_AND_PARAMETER)
def among(situation: Situation) -> Missing | None:
    """At least one of what is named, divided by `;`, is in the list of a parameter: `[name, parameter]`."""
    found, listed = _listed(situation)
    if listed is None:
        return {"rule": situation.of[1]}
    return None if found & listed else {"found": ", ".join(sorted(found)) or None, "expected": situation.of[1]}


@need("none_among", Asks.NAME_AND_PARAMETER)
def none_among(situation: Situation) -> Missing | None:
    """Something is named, and nothing of it is in the list of a parameter: `[name, parameter]`."""
    found, listed = _listed(situation)
    if listed is None:
        return {"rule": situation.of[1]}
    if not found:
        return {"found": None, "expected": situation.of[0]}
    return {"found": ", ".join(sorted(found & listed)), "expected": "none"} if found & listed else None


@need("equals", Asks.NAME_AND_PARAMETER)
def equals(situation: Situation) -> Missing | None:
    """A number is the one of a parameter: `[name, parameter]`."""
    name, path = situation.of
    expected, stated = situation.known.text(path), _value(situation, name)
    if expected is None:
        return {"rule": path}
    if situation.only_asked:
        return None
    try:
        same = not isinstance(stated, bool) and Decimal(str(stated)) == Decimal(expected)
    except InvalidOperation:
        same = False
    return None if same else {"found": None if stated is None else str(stated), "expected": expected}


def _value(situation: Situation, name: str) -> Stated:
    for known in (situation.stated, situation.run.stated, situation.facts):
        if known.get(name) is not None:
            return known[name]
    return None


def _number(situation: Situation, name: str) -> int | None:
    """Return a whole number; what is said not to be there counts nothing."""
    value = _value(situation, name)
    return 0 if value is False else whole(value)


def _each(situation: Situation, holds: Callable[[int], bool], expected: str) -> Missing | None:
    for name in situation.of:
        number = _number(situation, name)
        if not situation.only_asked and (number is None or not holds(number)):
            return {"found": number, "expected": expected}
    return None


def _listed(situation: Situation) -> tuple[set[str], set[str] | None]:
    name, path = situation.of
    written = situation.known.text(path)
    found = {each.strip() for each in str(_value(situation, name) or "").split(";") if each.strip()}
    return found, None if written is None else {each.strip() for each in written.split(";")}
