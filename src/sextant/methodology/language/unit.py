"""Units of measurement: what a text such as "tCO2e/MWh" means, and whether two texts mean the same.

A unit is a scale and powers of base units. Tonnes of CO2e, of methane, of carbon and of anything else are
different base units, so that a forgotten warming potential or 44/12 does not pass. A year is no number of
days here: which number it is, 365 or the days of the period, is part of an equation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

Powers = tuple[tuple[str, Fraction], ...]


class UnitError(ValueError):
    """A text that names no unit, or units that do not go together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A scale and the powers of base units, in alphabetical order and none of them zero."""

    scale: Fraction
    powers: Powers

    def __mul__(self, other: Unit) -> Unit:
        return Unit(self.scale * other.scale, _joined(self.powers, other.powers, 1))

    def __truediv__(self, other: Unit) -> Unit:
        return Unit(self.scale / other.scale, _joined(self.powers, other.powers, -1))

    def to_the(self, exponent: Fraction) -> Unit:
        """Return the unit to a power. Raises UnitError where a root of a scaled unit would be taken."""
        powers = tuple((base, power * exponent) for base, power in self.powers if exponent)
        if exponent.denominator == 1:
            return Unit(self.scale ** int(exponent), powers)
        root = _root(self.scale) if exponent.denominator == 2 else None
        if root is None:
            raise UnitError(f"no root is taken of {self}; convert to a base unit first")
        return Unit(root**exponent.numerator, powers)

    @property
    def plain(self) -> bool:
        """Whether it is the unit of plain numbers."""
        return self == PLAIN

    def __str__(self) -> str:
        named = "·".join(base if power == 1 else f"{base}^{power}" for base, power in self.powers)
        return (f"{self.scale} × {named}" if self.scale != 1 else named) or "1"


PLAIN = Unit(Fraction(1), ())


def _root(scale: Fraction) -> Fraction | None:
    """Return the square root of a scale where it is a fraction, else none."""
    top, bottom = math.isqrt(scale.numerator), math.isqrt(scale.denominator)
    return Fraction(top, bottom) if Fraction(top, bottom) ** 2 == scale else None


def _joined(one: Powers, other: Powers, sign: int) -> Powers:
    found = dict(one)
    for base, power in other:
        found[base] = found.get(base, Fraction(0)) + sign * power
    return tuple(sorted((base, power) for base, power in found.items() if power))


def _base(name: str, scale: Fraction | int = 1) -> Unit:
    return Unit(Fraction(scale), ((name, Fraction(1)),))


def _masses(name: str) -> Mapping[str, Unit]:
    """Return tonne, kilogram and gram of a substance, in tonnes."""
    return {f"{prefix}{name}": _base(f"t{name}", Fraction(1, size)) for prefix, size in _MASSES.items()}


_MASSES = {"t": 1, "kg": 10**3, "g": 10**6, "mg": 10**9}
_TIME = {"s": 1, "h": 3600, "d": 86400}
_ENERGY = {"J": 1, "kJ": 10**3, "MJ": 10**6, "GJ": 10**9, "TJ": 10**12}
_POWER = {"W": 1, "kW": 10**3, "MW": 10**6, "GW": 10**9}
_PER_SECOND = ("s", Fraction(-1))

UNITS: Mapping[str, Unit] = {
    "1": PLAIN,
    "%": Unit(Fraction(1, 100), ()),
    **_masses(""),
    **_masses("CO2e"),
    **_masses("CH4"),
    **_masses("C"),
    **{name: _base("J", size) for name, size in _ENERGY.items()},
    **{f"{name}h": _base("J", 3600 * size) for name, size in _POWER.items()},
    **{name: Unit(Fraction(size), (("J", Fraction(1)), _PER_SECOND)) for name, size in _POWER.items()},
    **{name: _base("s", size) for name, size in _TIME.items()},
    "year": _base("year"),
    "K": _base("K"),
    "m": _base("m"),
    "km": _base("m", 1000),
    "m2": Unit(Fraction(1), (("m", Fraction(2)),)),
    "ha": Unit(Fraction(10_000), (("m", Fraction(2)),)),
    "km2": Unit(Fraction(10**6), (("m", Fraction(2)),)),
    "m3": Unit(Fraction(1), (("m", Fraction(3)),)),
    "L": Unit(Fraction(1, 1000), (("m", Fraction(3)),)),
    **{name: _base(name) for name in ("person", "household", "device", "vehicle", "animal", "plant", "plot", "USD")},
}


@cache
def unit(text: str) -> Unit:
    """Return the unit of a text: names joined by "*", and what it is per after "/" signs.

    Raises UnitError where a name is not known.
    """
    top, *below = text.split("/")
    found = _product(top, text)
    for each in below:
        found = found / _product(each, text)
    return found


def _product(text: str, whole: str) -> Unit:
    found = PLAIN
    for name in text.split("*"):
        named = UNITS.get(name.strip())
        if named is None:
            raise UnitError(f"{whole!r} names no unit: {name.strip()!r} is not known")
        found = found * named
    return found
