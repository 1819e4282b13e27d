"""The balance chart as coordinates of a picture: inventory, balance and trajectory, year by year.

The picture is drawn by the server in whole units of its own grid; the figures stand in the table beside it.
A year that is unknown or held back is a hatched band with its word, never a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.reporting.adjustment import Balance
from sextant.web.stating import written

WIDTH, HEIGHT = 460, 300
LEFT, RIGHT, TOP, BOTTOM = 76, 8, 14, 30
STEPS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a line."""

    x: int
    y: int
    year: int
    value: str


@dataclass(frozen=True, slots=True)
class Band:
    """Years without a figure, side by side."""

    x: int
    width: int
    withheld: bool

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn."""

    inventory: tuple[Mark, ...]
    balance: tuple[Mark, ...]
    trajectory: tuple[Mark, ...]
    bands: tuple[Band, ...]
    ticks: tuple[tuple[int, str], ...]
    years: tuple[tuple[int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM

    @property
    def plot(self) -> int:
        """The height of the field of the lines."""
        return self.bottom - self.top

    @property
    def lines(self) -> dict[str, list[str]]:
        """The points of each line, one list for each stretch without a gap."""
        every = {"inventory": self.inventory, "balance": self.balance, "trajectory": self.trajectory}
        return {name: _stretches(marks) for name, marks in every.items()}


def chart(found: Balance, withheld: frozenset[int]) -> Chart | None:
    """Return the picture of a balance; none where no year has a figure."""
    rows = found.years
    series = [
        [(each.year, each.emissions) for each in rows],
        [(each.year, each.balance) for each in rows],
        [(each.year, each.trajectory) for each in rows],
    ]
    values = [value for line in series for _, value in line if value is not None]
    if not values:
        return None
    low, step = _scale(min(values), max(values))
    column = (WIDTH - LEFT - RIGHT) // len(rows)
    at = {each.year: LEFT + column * place + column // 2 for place, each in enumerate(rows)}

    def height(value: Fraction) -> int:
        share = (value - low) / (step * STEPS)
        return HEIGHT - BOTTOM - int(share * (HEIGHT - TOP - BOTTOM))

    def marks(line: Sequence[tuple[int, Fraction | None]]) -> tuple[Mark, ...]:
        return tuple(
            Mark(at[year], height(value), year, written(value) or "") for year, value in line if value is not None
        )

    inventory, balance, trajectory = (marks(line) for line in series)
    every = 1 if len(rows) <= 6 else 2
    return Chart(
        inventory=inventory,
        balance=balance,
        trajectory=trajectory,
        bands=_bands(
            [(at[each.year] - column // 2, each.year in withheld) for each in rows if each.balance is None], column
        ),
        ticks=tuple((height(low + step * each), f"{int(low + step * each):,}") for each in range(STEPS + 1)),
        years=tuple((at[each.year], each.year) for place, each in enumerate(rows) if place % every == 0),
    )


def _bands(columns: Sequence[tuple[int, bool]], width: int) -> tuple[Band, ...]:
    """Return the bands, neighbours of one kind as one."""
    found: list[Band] = []
    for x, withheld in columns:
        if found and found[-1].withheld == withheld and found[-1].x + found[-1].width == x:
            found[-1] = Band(found[-1].x, found[-1].width + width, withheld)
        else:
            found.append(Band(x, width, withheld))
    return tuple(found)


def _scale(least: Fraction, most: Fraction) -> tuple[Fraction, Fraction]:
    """Return where the axis begins and its step: a round number, so that four steps hold every value."""
    span = max(most - least, Fraction(4))
    power = 1
    while power * 10 * STEPS <= span:
        power *= 10
    for factor in (1, 2, 5, 10, 20, 50):
        step = Fraction(power * factor)
        low = least // step * step
        if low + step * STEPS >= most:
            return low, step
    raise AssertionError("fifty times the power of ten below a quarter of the span holds it")


def _stretches(marks: Sequence[Mark]) -> list[str]:
    found: list[list[Mark]] = []
    for mark in marks:
        if found and found[-1][-1].year + 1 == mark.year:
            found[-1].append(mark)
        else:
            found.append([mark])
    return [" ".join(f"{each.x},{each.y}" for each in stretch) for stretch in found if len(stretch) > 1]
