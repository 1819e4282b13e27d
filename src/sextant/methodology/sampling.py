"""A sample from a population of strata: how many of each, a draw that anybody can repeat, what was measured.

The draw has no chance in it: elements are put in the order of the SHA-256 of seed, stratum and id, and the first
ones of each stratum are the sample. A seed that was public before the list of the population, and not chosen by
who draws, makes it a fair one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.language.exact import sqrt

LEAST_IN_STRATUM = 2
"""A stratum of one has no scatter to be judged by."""
RULE = "sha256(seed LF stratum LF id) as UTF-8, ascending; the first of each stratum"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sample of one stratum, in the order of the draw; the next ones replace who cannot be reached."""

    stratum: str
    population: int
    ids: tuple[str, ...]
    reserve: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a sample gives for the population: the mean, the half-width of its interval, and what may be used."""

    mean: Fraction
    half_width: Fraction
    relative: Fraction | None
    """The half-width relative to the mean; none where the mean is zero."""
    reached: bool
    usable: Fraction
    """The mean where the precision is reached, else the conservative end of the interval."""


def allocated(sizes: Mapping[str, int], n: int) -> dict[str, int] | Refusal:
    """Return how many of each stratum: in proportion, by largest remainder, at least two, never more than there are."""
    population = sum(sizes.values())
    if n > population:
        return refuse("sample_beyond_population", found=n, expected=population)
    found = {name: size * n // population for name, size in sizes.items()}
    by_rest = sorted(sizes, key=lambda name: (-(sizes[name] * n % population), name))
    for name in by_rest[: n - sum(found.values())]:
        found[name] += 1
    return {name: min(size, max(found[name], LEAST_IN_STRATUM)) for name, size in sorted(sizes.items())}


def draw(population: Mapping[str, Sequence[str]], n: int, seed: str) -> tuple[Drawn, ...] | Refusal:
    """Return the sample of a population, given as the ids of each stratum; the order of the ids does not matter."""
    ids = [each for stratum in population.values() for each in stratum]
    if len(set(ids)) != len(ids):
        twice = next(each for each in sorted(ids) if ids.count(each) > 1)
        return refuse("sampled_twice", found=twice)
    sizes = allocated({name: len(each) for name, each in population.items()}, n)
    if isinstance(sizes, Refusal):
        return sizes
    found = []
    for name, size in sizes.items():
        ordered = sorted(population[name], key=lambda each: (rank(seed, name, each), each))
        found.append(Drawn(name, len(ordered), tuple(ordered[:size]), tuple(ordered[size : 2 * size])))
    return tuple(found)


def rank(seed: str, stratum: str, element: str) -> str:
    """Return by what the elements of a stratum are put in order: a SHA-256 as hexadecimal digits."""
    return hashlib.sha256(f"{seed}\n{stratum}\n{element}".encode()).hexdigest()


def measured(
    sample: Mapping[str, Sequence[Fraction]],
    sizes: Mapping[str, int],
    *,
    z: Fraction,
    precision: Fraction,
    conservative: str,
) -> Measured | Refusal:
    """Return what the values of each stratum give for the whole population.

    Strata count by their size; the variance has the correction for a finite population. `conservative` is the end
    to be taken where the precision is missed: `low` for what earns, `high` for what costs.
    """
    population = sum(sizes.values())
    mean, variance = Fraction(0), Fraction(0)
    for name, size in sizes.items():
        values = sample.get(name, ())
        if len(values) < min(size, LEAST_IN_STRATUM) or not values or len(values) > size:
            return refuse("sample_too_small", stratum=name, found=len(values), expected=min(size, LEAST_IN_STRATUM))
        weight, count = Fraction(size, population), len(values)
        of_stratum = sum(values, Fraction(0)) / count
        mean += weight * of_stratum
        if count < size:
            scatter = sum(((each - of_stratum) ** 2 for each in values), Fraction(0)) / (count - 1)
            variance += weight**2 * (1 - Fraction(count, size)) * scatter / count
    half_width = z * sqrt(variance)
    reached = z**2 * variance <= precision**2 * mean**2
    end = mean - half_width if conservative == "low" else mean + half_width
    return Measured(mean, half_width, half_width / abs(mean) if mean else None, reached, mean if reached else end)
