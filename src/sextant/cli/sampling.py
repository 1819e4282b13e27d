"""The sample of `sextant quantify CDM-SAMPLING`: drawn from a list, and judged once it was measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sextant.cli.common import fail
from sextant.wording.command_line import say

if TYPE_CHECKING:
    from sextant.application.queries.quantify import Quantified
    from sextant.domain.refusal import Refusal

BOUNDS = ("low", "high")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn, from the command line. Ends the command where the options do not go together."""

    population: Path
    seed: str
    values: Path | None
    bound: str


def drawing(population: Path | None, seed: str | None, values: Path | None, bound: str) -> Drawing | None:
    """Return what is to be drawn; none where nothing is."""
    if population is None and seed is None and values is None:
        return None
    if population is None or not seed or bound not in BOUNDS:
        fail(say("quantify_draw_needs_seed"))
    return Drawing(population, seed, values, bound)


def drawn(done: Quantified, asked: Drawing) -> dict[str, Any] | Refusal:
    """Return the record of the sample, or why there is none."""
    from sextant.application.queries.draw_sample import draw_sample, sample_record
    from sextant.domain.refusal import Refusal
    from sextant.storage.sample_files import read_population, read_values

    try:
        population = read_population(asked.population)
        values = None if asked.values is None else read_values(asked.values)
    except OSError as error:
        fail(say("inputs_unreadable", file=error.filename, reason=error.strerror or error))
    if isinstance(population, Refusal):
        return population
    if isinstance(values, Refusal):
        return values
    sample = draw_sample(done, population, asked.seed, values, asked.bound)
    return sample if isinstance(sample, Refusal) else sample_record(sample)


def tell_sample(record: dict[str, Any]) -> None:
    """Print a sample for people."""
    for each in record["strata"]:
        print(say("quantify_drawn_told", stratum=each["stratum"], count=each["n"], population=each["population"],
                  ids=", ".join(each["ids"])))  # fmt: skip
    if "measured" in record:
        of = record["measured"]
        print(say("quantify_sample_told", mean=of["mean"], half_width=of["half_width"], usable=of["usable"],
                  reached=say("quantify_yes" if of["precision_reached"] else "quantify_no")))  # fmt: skip
