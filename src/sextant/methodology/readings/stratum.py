"""What a stratum earns, from the exact integer sums of its devices.

The decision whether the scatter is discounted takes integers alone; only the discount itself has a root.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sextant.methodology.language.exact import sqrt
from sextant.methodology.readings.rules import Rules

MICRO = 10**6
LIMB = 10**9

COUNTS = ("devices", "devices_not_kept", "devices_late", "days_used", "days_filled", "days_dropped", "days_missing",
          "days_qc", "days_no_value", "days_out_of_limits", "days_contradicting", "rows_repeated",
          "rows_contradicting")  # fmt: skip
SUMS = ("quantity", "high_squares", "cross", "low_squares")
COLUMNS = ("stratum", *COUNTS, *SUMS)


@dataclass(frozen=True, slots=True)
class Stratum:
    """The devices of a stratum: sums in micro-units, and what came of their days."""

    name: str
    devices: int
    quantity: int
    squares: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Earned:
    """What a stratum earns, in units of the readings, and why."""

    stratum: Stratum
    mean: Fraction
    half_width: Fraction | None
    """The half-width of the 90 % interval, relative to the mean; none for one device or a mean of zero."""
    discount: Fraction
    quantity: Fraction


def stratum_of(row: dict[str, object]) -> Stratum:
    """Return a stratum from one row of the query. The squares come in limbs, because no engine holds them whole."""
    whole = {name: int(str(row[name] or 0)) for name in (*COUNTS, *SUMS)}
    squares = whole["high_squares"] * LIMB**2 + 2 * whole["cross"] * LIMB + whole["low_squares"]
    counts = {name: whole[name] for name in COUNTS}
    return Stratum(str(row["stratum"]), whole["devices"], whole["quantity"], squares, counts)


def earned(stratum: Stratum, rules: Rules) -> Earned:
    """Return what a stratum earns: the lower end of the interval where the scatter is above the precision.

    A discount never exceeds the whole. A sum below zero is moved down too, never towards zero.
    """
    size, total = stratum.devices, stratum.quantity
    mean = Fraction(total, size * MICRO)
    if size == 1 or total == 0:
        return Earned(stratum, mean, None, Fraction(1), Fraction(0))
    scatter = rules.z**2 * (size * stratum.squares - total**2)
    half_width = sqrt(scatter / ((size - 1) * total**2))
    exceeds = scatter > rules.precision**2 * (size - 1) * total**2
    discount = min(Fraction(1), half_width) if exceeds else Fraction(0)
    return Earned(stratum, mean, half_width, discount, (total - discount * abs(total)) / MICRO)
