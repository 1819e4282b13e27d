"""Serial numbers as a registry prints them: elements in an order that its rulebook gives, joined by a dash.

No spaces and no leading zeros; the dash is printed and not kept. What is no such number is told with what it should be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sextant.domain.rule_value import ValueInForce
from sextant.rules.rulebook import Rulebook

DASH = "-"
ELEMENTS = "serial_elements"
"""The parameter that lists the elements."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
_CODE = re.compile(r"[A-Z]{2,5}")


class SerialBadly(ValueError):
    """A text is no serial number of this form; the sentence says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class SerialForm:
    """The elements of a serial number in their order; the first is the code of a registry, the others are numbers."""

    elements: tuple[str, ...]

    def read(self, text: str) -> dict[str, str | int]:
        """Return the elements of a serial number by name. Raises SerialBadly."""
        parts = text.split(DASH)
        if len(parts) != len(self.elements):
            wanted = DASH.join(self.elements)
            raise SerialBadly(f"{text!r} has {len(parts)} elements; expected {len(self.elements)}: {wanted}")
        found: dict[str, str | int] = {}
        for place, (name, part) in enumerate(zip(self.elements, parts, strict=True)):
            if place == 0:
                if not _CODE.fullmatch(part):
                    raise SerialBadly(f"{name} is {part!r}; expected the code of a registry in capital letters")
                found[name] = part
            elif not _NUMBER.fullmatch(part):
                raise SerialBadly(f"{name} is {part!r}; expected digits without leading zeros, at most 15")
            else:
                found[name] = int(part)
        return found

    def write(self, values: Mapping[str, str | int]) -> str:
        """Return the printed form of a serial number. Raises SerialBadly where an element is missing or no such."""
        missing = [name for name in self.elements if name not in values]
        if missing:
            raise SerialBadly(f"{missing[0]} is missing; a serial number has {DASH.join(self.elements)}")
        text = DASH.join(str(values[name]) for name in self.elements)
        self.read(text)
        return text


def serial_form(book: Rulebook, on: date) -> SerialForm | None:
    """Return how serial numbers of a mechanism are printed on a day, or none where its rulebook gives no form."""
    parameter = book.parameters.get(f"{book.code}.{ELEMENTS}")
    found = parameter.at({parameter.anchor: on}) if parameter is not None else None
    if isinstance(found, ValueInForce) and isinstance(found.value, tuple):
        return SerialForm(tuple(str(each) for each in found.value))
    return None
