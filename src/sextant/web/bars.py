"""Bars as the template draws them: lengths in the units of the drawing, computed here, drawn there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 600
ROW = 26
LABEL = 150


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar."""

    x: float
    width: float
    kind: int
    """Which of the legend; a letter stands in the piece where there is room."""
    letter: str
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name, its pieces, and where it stands."""

    name: str
    y: int
    parts: tuple[Part, ...]

    @property
    def text_y(self) -> int:
        """Where its name stands."""
        return self.y + 17


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole drawing."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[int, str, str], ...]
    zero: float
    """Where nothing is."""

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return ROW * len(self.bars) + 4

    @property
    def width(self) -> int:
        """The width of the drawing."""
        return WIDTH + LABEL + 10


def stacked(rows: Sequence[tuple[str, Sequence[tuple[int, str]]]], legend: Sequence[str]) -> Chart:
    """Return bars whose pieces stand behind each other; each piece is a quantity and what is said of it."""
    most = max((sum(quantity for quantity, _ in parts) for _, parts in rows), default=0) or 1
    bars = []
    for place, (name, parts) in enumerate(rows):
        x, pieces = float(LABEL), []
        for kind, (quantity, said) in enumerate(parts):
            width = WIDTH * quantity / most
            if quantity:
                pieces.append(Part(round(x, 2), round(width, 2), kind, _letter(kind) if width > 18 else "", said))
            x += width
        bars.append(Bar(name, place * ROW + 2, tuple(pieces)))
    return Chart(tuple(bars), tuple((kind, _letter(kind), name) for kind, name in enumerate(legend)), float(LABEL))


def diverging(rows: Sequence[tuple[str, Sequence[tuple[float, str] | None]]], legend: Sequence[str]) -> Chart:
    """Return bars to both sides of nothing, one row a value; no bar where there is no value."""
    values = [each[0] for _, parts in rows for each in parts if each is not None]
    least, most = min([0.0, *values]), max([0.0, *values])
    span = (most - least) or 1.0
    zero = LABEL + WIDTH * (0.0 - least) / span
    bars: list[Bar] = []
    for name, parts in rows:
        for kind, each in enumerate(parts):
            pieces: tuple[Part, ...] = ()
            if each is not None:
                width = WIDTH * abs(each[0]) / span
                x = zero if each[0] >= 0 else zero - width
                pieces = (
                    Part(round(x, 2), round(max(width, 0.5), 2), kind, _letter(kind) if width > 18 else "", each[1]),
                )
            bars.append(Bar(name if kind == 0 else "", len(bars) * ROW + 2, pieces))
    return Chart(tuple(bars), tuple((kind, _letter(kind), name) for kind, name in enumerate(legend)), round(zero, 2))


def _letter(kind: int) -> str:
    return "ABCDEFGH"[kind]
