"""A sample drawn with the size that a calculation gives, and what its measured values give for the population."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantify import Quantified
from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.language.exact import shown
from sextant.methodology.sampling import RULE, Drawn, Measured, draw, measured

SIZE, POPULATION, Z, PRECISION = "n", "N", "z", "precision"
BOUNDS = ("low", "high")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample and, once it was measured, what it gives."""

    seed: str
    strata: tuple[Drawn, ...]
    found: Measured | None


def draw_sample(
    done: Quantified,
    population: Mapping[str, Sequence[str]],
    seed: str,
    values: Mapping[str, Fraction] | None,
    bound: str,
) -> Sample | Refusal:
    """Return the sample of the size that was calculated, with what was measured, or the first reason why not."""
    calculation = done.calculation
    if done.calculation.methodology.model.results.get("sample_size") != SIZE:
        return refuse("sample_without_size", methodology=calculation.methodology.id)
    size, stated = (calculation.value(name) or Fraction(0) for name in (SIZE, POPULATION))
    listed = sum(len(each) for each in population.values())
    if listed != stated:
        return refuse("population_differs", found=listed, expected=int(stated))
    strata = draw(population, int(size), seed)
    if isinstance(strata, Refusal) or values is None:
        return strata if isinstance(strata, Refusal) else Sample(seed, strata, None)
    placed, faults = _placed(strata), not_drawn(strata, values)
    if faults:
        return faults[0]
    sample: dict[str, list[Fraction]] = {}
    for element, value in values.items():
        sample.setdefault(placed[element], []).append(value)
    sizes = {each.stratum: each.population for each in strata}
    z, precision = (calculation.value(name) or Fraction(0) for name in (Z, PRECISION))
    found = measured(sample, sizes, z=z, precision=precision, conservative=bound)
    return found if isinstance(found, Refusal) else Sample(seed, strata, found)


def not_drawn(strata: Sequence[Drawn], values: Iterable[str]) -> tuple[Refusal, ...]:
    """Return a refusal for each element that was measured and is neither in the sample nor in its reserve."""
    placed = _placed(strata)
    return tuple(refuse("sample_not_drawn", found=each) for each in values if each not in placed)


def _placed(strata: Sequence[Drawn]) -> dict[str, str]:
    return {element: each.stratum for each in strata for element in (*each.ids, *each.reserve)}


def sample_record(sample: Sample) -> dict[str, Any]:
    """Return a sample for programs: how it was drawn, who is in it, and what may be used."""
    found: dict[str, Any] = {
        "seed": sample.seed,
        "rule": RULE,
        "strata": [
            {"stratum": each.stratum, "population": each.population, "n": len(each.ids), "ids": list(each.ids),
             "reserve": list(each.reserve)}
            for each in sample.strata
        ],
    }  # fmt: skip
    if sample.found is not None:
        of = sample.found
        found["measured"] = {
            "mean": shown(of.mean),
            "half_width": shown(of.half_width),
            "relative_half_width": None if of.relative is None else shown(of.relative),
            "precision_reached": of.reached,
            "usable": shown(of.usable),
        }
    return found
