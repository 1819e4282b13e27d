"""Where the states and arrows of a cycle stand in its drawing: layers, their order, and a lane for every long arrow.

An arrow over several layers has a lane in each layer between, so that it passes beside the boxes. Orders follow the
neighbours above and below; places are the nearest to the neighbours that leave every box its room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sextant.workflow.cycle import BACK, SAME, Cycle, Step

EXIT_FROM = 4
"""A step that ends a case from so many states is told in their boxes; its arrows would hide all others."""
LANE = 26.0
SWEEPS = 12
GRAVITY = 0.7
"""How strongly the centre line draws, where a neighbour draws with 1; a chain becomes straight by it."""
BOX_WEIGHT = 20.0
"""A box yields so much less than a lane where both want the same place."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a box is, and how far boxes and layers stand apart."""

    width: float
    height: float
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """The steps between two states, and the stops of their arrow: the states, and its lanes in between."""

    start: str
    end: str
    steps: tuple[Step, ...]
    stops: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """The middle of every box and lane, the layer it is in, and the arrows."""

    arrows: tuple[Arrow, ...]
    layer: Mapping[str, int]
    x: Mapping[str, float]
    width: float
    boxes: Sequence[str] = field(default_factory=tuple)


def is_exit(cycle: Cycle, step: Step) -> bool:
    """Whether a step ends the case from so many states that it has no arrows."""
    ends = step.to_state in cycle.states and cycle.states[step.to_state].terminal
    return ends and len(step.from_states) >= EXIT_FROM


def between(cycle: Cycle) -> dict[tuple[str, str], list[Step]]:
    """Return the steps that are drawn as arrows, by the states between which they lead."""
    found: dict[tuple[str, str], list[Step]] = {}
    for step in cycle.steps.values():
        for state in step.from_states:
            if step.to_state not in (SAME, BACK, state) and not is_exit(cycle, step):
                found.setdefault((state, step.to_state), []).append(step)
    return found


def layers(cycle: Cycle) -> list[list[str]]:
    """Return the states by how many steps lead to them at least; those that only exits lead to come last."""
    onward: dict[str, list[str]] = {}
    for state, to_state in between(cycle):
        onward.setdefault(state, []).append(to_state)
    found, seen = [[cycle.initial]], {cycle.initial}
    while True:
        following = dict.fromkeys(to for state in found[-1] for to in onward.get(state, ()) if to not in seen)
        if not following:
            break
        seen |= set(following)
        found.append(list(following))
    aside = [name for name in cycle.states if name not in seen]
    return [*found, aside] if aside else found


def laid_out(cycle: Cycle, sizes: Sizes) -> Layout:
    """Return where everything stands; x begins at 0."""
    rows = layers(cycle)
    layer = {state: index for index, row in enumerate(rows) for state in row}
    arrows: list[Arrow] = []
    for (start, end), steps in between(cycle).items():
        way = 1 if layer[end] > layer[start] else -1
        lanes = []
        for at in range(layer[start] + way, layer[end], way) if layer[end] != layer[start] else ():
            name = f"{start}>{end}@{at}"
            rows[at].append(name)
            layer[name] = at
            lanes.append(name)
        arrows.append(Arrow(start, end, tuple(steps), (start, *lanes, end)))
    near = _neighbours(arrows, layer)
    _order(rows, near)
    widths = {name: sizes.width + sizes.across if name in cycle.states else LANE for row in rows for name in row}
    x = _places(rows, near, widths)
    left = min(x[name] - widths[name] / 2 for name in x)
    right = max(x[name] + widths[name] / 2 for name in x)
    return Layout(tuple(arrows), layer, {name: at - left for name, at in x.items()}, right - left, tuple(cycle.states))


def _neighbours(arrows: Iterable[Arrow], layer: Mapping[str, int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for arrow in arrows:
        for one, other in pairwise(arrow.stops):
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found


def _order(rows: list[list[str]], near: Mapping[str, Sequence[str]]) -> None:
    """Order each layer by its neighbours, from above and from below in turn; keep the order with fewest crossings."""
    best, fewest = [list(row) for row in rows], _crossings(rows, near)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for index in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            beside = rows[index - 1] if down else rows[index + 1]
            place = {name: at for at, name in enumerate(beside)}
            stands = {name: at for at, name in enumerate(rows[index])}

            def middle(name: str, place: dict[str, int] = place, stands: dict[str, int] = stands) -> float:
                found = [place[other] for other in near.get(name, ()) if other in place]
                return sum(found) / len(found) if found else stands[name]

            rows[index].sort(key=middle)
        crossings = _crossings(rows, near)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    for row, ordered in zip(rows, best, strict=True):
        row[:] = ordered


def _crossings(rows: Sequence[Sequence[str]], near: Mapping[str, Sequence[str]]) -> int:
    count = 0
    for upper, lower in pairwise(rows):
        place = {name: at for at, name in enumerate(lower)}
        ends = [sorted(place[other] for other in near.get(name, ()) if other in place) for name in upper]
        flat = [(at, end) for at, found in enumerate(ends) for end in found]
        count += sum(one[0] < other[0] and one[1] > other[1] for one in flat for other in flat)
    return count


def _places(
    rows: Sequence[Sequence[str]], near: Mapping[str, Sequence[str]], widths: Mapping[str, float]
) -> dict[str, float]:
    x: dict[str, float] = {}
    for row in rows:
        at = -sum(widths[name] for name in row) / 2
        for name in row:
            x[name] = at + widths[name] / 2
            at += widths[name]
    for sweep in range(8 * SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wanted = [_wanted(name, near, x) for name in row]
            weights = [1.0 if "@" in name else BOX_WEIGHT for name in row]
            for name, at in zip(row, _apart(wanted, [widths[name] for name in row], weights), strict=True):
                x[name] = at
    return x


def _wanted(name: str, near: Mapping[str, Sequence[str]], x: Mapping[str, float]) -> float:
    """Return the middle of the neighbours, drawn a little to the centre line: a box follows boxes and no lanes."""
    every = near.get(name, ())
    boxes = [other for other in every if "@" not in other]
    found = [x[other] for other in (boxes if boxes and "@" not in name else every)]
    return sum(found) / (len(found) + GRAVITY)


def _apart(wanted: Sequence[float], widths: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the places nearest to those wanted at which nothing overlaps, the order kept (weighted squares)."""
    offsets, at = [], 0.0
    for index, width in enumerate(widths):
        at += width / 2 + (widths[index - 1] / 2 if index else 0)
        offsets.append(at)
    blocks: list[tuple[float, float, int]] = []
    for place, offset, weight in zip(wanted, offsets, weights, strict=True):
        total, heavy, count = (place - offset) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / heavy:
            before, weighing, size = blocks.pop()
            total, heavy, count = total + before, heavy + weighing, count + size
        blocks.append((total, heavy, count))
    levels = [total / heavy for total, heavy, count in blocks for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]
