"""How many activities have come how far on a day: a funnel out of facts, each with its day and where it stands.

A stage of which nothing is known on a day is unknown; it is not nothing. A count that was made earlier is shown with
its day: since then there may be more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Count:
    """How many activities had reached a stage by a day, as somebody published or as cases tell."""

    stage: str
    on: date
    quantity: int
    told_by: str
    """The file or register that tells it."""
    only: str | None = None
    """What alone was counted, where it was not everything: projects without programmes."""


@dataclass(frozen=True, slots=True)
class Reached:
    """That one activity reached a stage on a day."""

    stage: str
    on: date
    reference: str
    told_by: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the funnel on a day."""

    name: str
    quantity: int | None
    """None where nothing is known of that day."""
    as_of: date | None = None
    """The day for which the quantity was told."""
    told_by: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """The activities, where each is known."""
    only: str | None = None
    """What alone was counted, where it was not everything."""


def funnel(
    stages: Sequence[str], counts: Iterable[Count], reached: Iterable[Reached], covered: Mapping[str, date], on: date
) -> list[Stage]:
    """Return each stage as it was known on a day: the latest count, or all that were seen to reach it.

    Where both are there, the one that says more counts. `covered` names, for stages of which single activities are
    seen, the day up to which they were looked for.
    """
    found: list[Stage] = []
    every, singles = list(counts), list(reached)
    for stage in stages:
        told = [each for each in every if each.stage == stage and each.on <= on]
        latest = max(told, key=lambda each: (each.on, each.quantity), default=None)
        seen = [each for each in singles if each.stage == stage and each.on <= on]
        references = tuple(sorted({each.reference for each in seen}))
        if latest is not None and latest.quantity >= len(references):
            found.append(Stage(stage, latest.quantity, latest.on, (latest.told_by,), references, latest.only))
        elif seen or (stage in covered and _begun(singles, stage, on)):
            as_of = min(on, covered.get(stage, on))
            sources = tuple(sorted({each.told_by for each in seen}))
            found.append(Stage(stage, len(references), as_of, sources, references))
        else:
            found.append(Stage(stage, None))
    return found


def _begun(singles: Iterable[Reached], stage: str, on: date) -> bool:
    """Whether anything of a stage was seen by a day: before the first nothing is known of those not looked at."""
    return any(each.stage == stage and each.on <= on for each in singles)
