"""A row with its answers on a day, what each answer rests on, and how many rest on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sextant.comparison.aspect import Aspect, Fact, Plain
from sextant.comparison.loading import Comparison
from sextant.comparison.paper import Claim
from sextant.comparison.readings import Found, Read, answer
from sextant.domain.source import Source
from sextant.workflow.cyclebook import Cyclebooks


class Basis(StrEnum):
    """What a value, or a row, rests on."""

    COMPUTED = "computed"
    """Read from a rulebook on the day of the reader; of a row, at least one of its values."""
    SOURCED = "sourced"
    JUDGEMENT = "judgement"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one mechanism."""

    mechanism: str
    basis: Basis
    fact: Fact | None = None
    found: Found | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts it rests on."""
        if self.found is not None:
            return self.found.sources
        return (self.fact.source,) if self.fact and self.fact.source else ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The rules it was read from, each once."""
        return tuple(dict.fromkeys(self.found.paths)) if self.found else ()


@dataclass(frozen=True)
class Row:
    """One aspect with its answers, and what the founding paper says of it."""

    aspect: Aspect
    answers: tuple[Answer, ...]
    """In the order of the columns."""
    claims: tuple[Claim, ...]

    @property
    def basis(self) -> Basis:
        """Return the strongest basis among the answers; a row that is an assessment says so whatever it rests on."""
        if self.aspect.judgement:
            return Basis.JUDGEMENT
        found = {each.basis for each in self.answers}
        return next((each for each in (Basis.COMPUTED, Basis.SOURCED) if each in found), Basis.UNANSWERED)


def row_of(aspect: Aspect, comparison: Comparison, cycles: Cyclebooks, on: date) -> Row:
    """Return an aspect with its answers on a day."""
    answers = tuple(_answer(mechanism, aspect, cycles, on) for mechanism in aspect.cells)
    return Row(aspect, answers, comparison.claims_on(aspect.id))


def _answer(mechanism: str, aspect: Aspect, cycles: Cyclebooks, on: date) -> Answer:
    cell = aspect.cells[mechanism]
    if isinstance(cell, Read):
        found = answer(cell, cycles, on)
        return Answer(mechanism, Basis.UNANSWERED if found is None else Basis.COMPUTED, found=found)
    if isinstance(cell, Fact):
        nothing = cell.plain is Plain.NOT_APPLICABLE
        return Answer(mechanism, Basis.NOT_APPLICABLE if nothing else Basis.SOURCED, fact=cell)
    return Answer(mechanism, Basis.UNANSWERED)


def rows_by_basis(rows: Iterable[Row]) -> Mapping[Basis, int]:
    """Return how many rows rest on what."""
    return _counted(each.basis for each in rows)


def values_by_basis(rows: Iterable[Row]) -> Mapping[Basis, int]:
    """Return how many values rest on what."""
    return _counted(each.basis for row in rows for each in row.answers)


def _counted(found: Iterable[Basis]) -> Mapping[Basis, int]:
    counts = Counter(found)
    return {each: counts[each] for each in Basis}
