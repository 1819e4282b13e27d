"""Values of rules: a parameter has a value from a date, with its source, or it has none.

A parameter declares its *anchor*: the date of a case at which it is read. A caller passes the dates of the
case, not a date of its choice. Before the first value, and after a repeal, the answer is `NotInForce`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sextant.domain.label import Label
from sextant.domain.source import Source


class ValueType(StrEnum):
    """What a value can be."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"
    BOOLEAN = "boolean"
    LIST = "list"
    TABLE = "table"
    BRACKETS = "brackets"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A range of quantities and the value that goes with it; each bound says whether it is included."""

    value: Decimal
    lower: Decimal | None = None
    lower_included: bool = False
    upper: Decimal | None = None
    upper_included: bool = False

    def holds(self, quantity: Decimal) -> bool:
        """Whether a quantity is in this range."""
        above = self.lower is None or quantity > self.lower or (self.lower_included and quantity == self.lower)
        below = self.upper is None or quantity < self.upper or (self.upper_included and quantity == self.upper)
        return above and below

    def overlap(self, lower: Decimal, upper: Decimal) -> Decimal:
        """Return how much of a stretch of quantities lies in this range."""
        begin = lower if self.lower is None else max(lower, self.lower)
        end = upper if self.upper is None else min(upper, self.upper)
        return max(Decimal(0), end - begin)


RuleValue = int | Decimal | date | str | bool | tuple[str, ...] | Mapping[str, Decimal] | tuple[Bracket, ...]


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value from a day on; none where a paragraph repeals it."""

    from_date: date
    value: RuleValue | None
    source: Source


@dataclass(frozen=True, slots=True)
class ValueInForce:
    """A value with everything a report needs to say where it is from."""

    path: str
    value: RuleValue
    unit: str
    from_date: date
    source: Source


class WhyNot(StrEnum):
    """Why a parameter has no value."""

    BEFORE_FIRST = "before_first"
    REPEALED = "repealed"
    ANCHOR_UNKNOWN = "anchor_unknown"


@dataclass(frozen=True, slots=True)
class NotInForce:
    """There is no value on that day, and no other is taken in its place."""

    path: str
    reason: WhyNot
    anchor: str
    on: date | None = None
    first: date | None = None
    source: Source | None = None
    """The paragraph that repeals it."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, date, text or table that a rule states, over time."""

    path: str
    label: Label
    unit: str
    type: ValueType
    anchor: str
    values: tuple[DatedValue, ...]
    """Oldest first."""
    exemptions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    """For a text: what it may be."""
    note: Label | None = None
    file: str = ""

    def at(self, dates: Mapping[str, date]) -> ValueInForce | NotInForce:
        """Return the value in force at the anchor among a case's dates."""
        on = dates.get(self.anchor)
        return NotInForce(self.path, WhyNot.ANCHOR_UNKNOWN, self.anchor) if on is None else self.on(on)

    def on(self, day: date) -> ValueInForce | NotInForce:
        """Return the value in force on a day, taken as the day of the anchor."""
        found = None
        for each in self.values:
            if each.from_date <= day:
                found = each
        if found is None:
            first = self.values[0].from_date
            return NotInForce(self.path, WhyNot.BEFORE_FIRST, self.anchor, day, first)
        if found.value is None:
            return NotInForce(self.path, WhyNot.REPEALED, self.anchor, day, found.from_date, found.source)
        return ValueInForce(self.path, found.value, self.unit, found.from_date, found.source)
