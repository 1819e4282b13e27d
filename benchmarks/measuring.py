"""Ours and the floor in turns, and what is printed of them: one line of JSON a figure."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

Side = Callable[[], float]
"""Runs once and returns what was measured: a rate, or seconds."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure is held against: the least (or the most) that is asked for, and what is aimed at."""

    of: str
    """`ratio` or `ours`."""
    least: float
    aim: float
    most: bool = False
    """Whether the numbers are upper bounds."""

    def reached(self, figure: Figure) -> bool | None:
        """Return whether a figure keeps the bar; none where it has no such value."""
        found = figure.ratio if self.of == "ratio" else figure.ours
        if found is None:
            return None
        return found <= self.least if self.most else found >= self.least


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: medians of ours and of the floor, the median of their ratios, and how often both were run."""

    name: str
    ours: float | None
    floor: float | None
    ratio: float | None
    unit: str
    runs: int
    bar: Bar | None = None
    beside: Mapping[str, object] = field(default_factory=dict)

    def line(self) -> str:
        """Return the figure as one line of JSON."""
        told: dict[str, object] = {
            "name": self.name,
            "ours": _rounded(self.ours),
            "floor": _rounded(self.floor),
            "ratio": _rounded(self.ratio),
            "unit": self.unit,
            "runs": self.runs,
        }
        if self.bar is not None:
            bar = self.bar
            told["bar"] = {"of": bar.of, "at_most" if bar.most else "at_least": bar.least, "aim": bar.aim}
            told["reached"] = bar.reached(self)
        if self.beside:
            told["beside"] = {
                key: _rounded(value) if isinstance(value, float) else value for key, value in self.beside.items()
            }
        return json.dumps(told, ensure_ascii=False)


def in_turns(rounds: int, sides: Mapping[str, Side]) -> dict[str, list[float]]:
    """Return what each side measured in each round; in every round each side runs once, the first changing."""
    names = list(sides)
    found: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        turn = names[number % len(names) :] + names[: number % len(names)]
        for name in turn:
            found[name].append(sides[name]())
    return found


def figure_of(
    name: str,
    measured: Mapping[str, Sequence[float]],
    unit: str,
    *,
    bar: Bar | None = None,
    beside: Mapping[str, object] | None = None,
) -> Figure:
    """Return the figure of the sides `ours` and `floor`; whatever else was measured stands beside it."""
    ours, floor = measured["ours"], measured.get("floor")
    ratio = None
    if floor is not None:
        pairs = zip(ours, floor, strict=True)
        ratio = median(here / there for here, there in pairs)
    others = {key: median(values) for key, values in measured.items() if key not in ("ours", "floor")}
    return Figure(
        name,
        median(ours),
        median(floor) if floor is not None else None,
        ratio,
        unit,
        len(ours),
        bar,
        {**others, **(beside or {})},
    )


def rate(act: Callable[[], object], seconds: float) -> float:
    """Return how often a second an act was done while it was repeated for so many seconds."""
    began = time.perf_counter()
    done = 0
    while (now := time.perf_counter()) - began < seconds or not done:
        act()
        done += 1
    return done / (now - began) if now > began else float(done)


def seconds_of(act: Callable[[], object]) -> float:
    """Return how long an act took."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
