"""What a calculation asks of its surroundings: methodologies by id, and warming potentials by set and gas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

from sextant.domain.source import Source
from sextant.methodology.methodology import Methodology
from sextant.rules import reading
from sextant.rules.text import load_text


@dataclass(frozen=True, slots=True)
class GwpSet:
    """A set of warming potentials and the first day of what it is used for."""

    name: str
    column: str
    first: date | None
    """The first day of the emissions that it is used for; none where it is used for none yet."""
    source: Source


@dataclass(frozen=True, slots=True)
class Gwps:
    """Warming potentials over 100 years, by set and gas."""

    sets: tuple[GwpSet, ...]
    """Oldest first."""
    values: Mapping[str, Mapping[str, Fraction]]

    def value(self, name: str, gas: str) -> Fraction | None:
        """Return the potential of a gas in a set, in tCO2e a tonne; none where the set does not state it."""
        return self.values.get(name, {}).get(gas)

    def named(self, name: str) -> GwpSet | None:
        """Return the set of this name, or none."""
        return next((each for each in self.sets if each.name == name), None)

    def stating(self, gas: str, value: Fraction) -> frozenset[str]:
        """Return the sets in which a gas has this potential."""
        return frozenset(each.name for each in self.sets if self.value(each.name, gas) == value)

    def of_period(self, first: date, last: date) -> tuple[GwpSet, ...]:
        """Return the sets that are used for the days of a period."""
        used = [(each.first, each) for each in self.sets if each.first is not None]
        ends = [*(begin for begin, _ in used[1:]), date.max]
        return tuple(each for (begin, each), end in zip(used, ends, strict=True) if begin <= last and first < end)


class Library(Protocol):
    """Where methodologies and warming potentials are found."""

    def find(self, name: str) -> Methodology | None:
        """Return the methodology of this id, or none."""
        ...

    def names(self) -> tuple[str, ...]:
        """Return the ids of all methodologies, tools and standards."""
        ...

    def gwps(self) -> Gwps:
        """Return the warming potentials."""
        ...


def parse_gwp_sets(text: str, name: str) -> tuple[GwpSet, ...]:
    """Return the sets of warming potentials and their days. Raises RuleTextError."""
    body = reading.keys(load_text(text, name), name, needed={"sets"})
    found = []
    for key, each in reading.mapping(body["sets"], name).items():
        where = f"{name}: {key}"
        fields = reading.keys(each, where, needed={"column", "from", "source"})
        source = reading.source(fields["source"], where)
        first = reading.day_or_unknown(fields["from"], where)
        found.append(GwpSet(key, reading.some_text(fields["column"], where), first, source))
    return tuple(found)
