"""Progress without units: indicators one by one, ladders that are never averaged, an estimate that counts nowhere.

There is no sum over indicators and no index. A mitigation estimate is a range for information; it has no arithmetic,
so that it cannot find its way into a total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

LADDERS = {"capacity": "capacity_ladder", "policy": "policy_ladder"}
"""Themes that are told in steps of a ladder, and the list that names the steps."""


class Light(StrEnum):
    """How an indicator stands on a day."""

    ON_TRACK = "on_track"
    WATCH = "watch"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Observation:
    """A value on a day, with what shows it."""

    value: Decimal
    on: date
    evidence: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One effect that is followed. Falling values are progress where the target lies below the baseline."""

    code: str
    theme: str
    name: str
    unit: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    attribution: str
    observations: tuple[Observation, ...] = ()
    sdg: int | None = None

    @property
    def ladder(self) -> bool:
        """Return whether its values are steps of a ladder."""
        return self.theme in LADDERS


@dataclass(frozen=True, slots=True)
class Estimate:
    """Tonnes of CO2 equivalent for information only, always as a range with its method."""

    low_tco2e: Decimal
    high_tco2e: Decimal
    method: str

    @property
    def credit_eligible(self) -> bool:
        """Return whether anything may be issued for it: never."""
        return False


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands on a day: the share reached, the share of the time gone, and what follows from both."""

    indicator: Indicator
    light: Light
    reached: Fraction | None
    elapsed: Fraction | None
    last: Observation | None


def stands(indicator: Indicator, on: date, watch_share: Decimal) -> Standing:
    """Return how an indicator stands on a day; `no_data` without an observation, or where target equals baseline."""
    seen = [each for each in indicator.observations if each.on <= on]
    last = max(seen, key=lambda each: each.on, default=None)
    span = Fraction(indicator.target) - Fraction(indicator.baseline)
    days = (indicator.target_on - indicator.baseline_on).days
    if last is None or span == 0 or days <= 0:
        return Standing(indicator, Light.NO_DATA, None, None, last)
    reached = (Fraction(last.value) - Fraction(indicator.baseline)) / span
    elapsed = Fraction(min(max((on - indicator.baseline_on).days, 0), days), days)
    return Standing(indicator, light(reached, elapsed, watch_share), reached, elapsed, last)


def light(reached: Fraction, elapsed: Fraction, watch_share: Decimal) -> Light:
    """Return on track from the elapsed share on, watch from a share of that on, off track below."""
    if reached >= elapsed:
        return Light.ON_TRACK
    return Light.WATCH if reached >= Fraction(watch_share) * elapsed else Light.OFF_TRACK


def moves(indicators: Sequence[Indicator]) -> tuple[int, ...]:
    """Return how many steps each ladder moved from its baseline to its last observation, in ascending order."""
    found = []
    for each in indicators:
        last = max(each.observations, key=lambda one: one.on, default=None)
        if each.ladder and last is not None:
            found.append(int(last.value) - int(each.baseline))
    return tuple(sorted(found))


def median_move(indicators: Sequence[Indicator]) -> tuple[int, int] | None:
    """Return the lower and the upper median of the steps moved, or none where no ladder has an observation.

    They differ only between two middle values: halving their sum would be a mean of steps, which means nothing.
    """
    found = moves(indicators)
    return (found[(len(found) - 1) // 2], found[len(found) // 2]) if found else None
