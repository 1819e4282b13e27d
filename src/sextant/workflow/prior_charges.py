"""What a subject was charged before: a levy may be counted over a span, and an advance is set off against a charge.

A price by quantity in a calendar year is counted over all cases of the subject in that year. A fee that is an advance
on another one lowers the first charge of the other, by what was paid of it and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from sextant.domain.money import NOTHING
from sextant.rules.levy import Levy, span_of


@dataclass(frozen=True, slots=True)
class Prior:
    """What counts for a charge of what happened before it."""

    before: int = 0
    """The quantity that was counted earlier in the span over which the levy is cumulative."""
    credit: Decimal = NOTHING
    """The advance that is set off against it."""


@dataclass(slots=True)
class Counted:
    """One charge of a levy."""

    case: UUID
    quantity: int
    span: int | None
    """The span in which it falls; none for a levy that is not cumulative."""


@dataclass(slots=True)
class PriorCharges:
    """The charges of a subject, in the order in which they were made."""

    charges: dict[str, list[Counted]] = field(default_factory=dict)
    """By the path of the levy."""
    kept: dict[tuple[str, UUID], Decimal] = field(default_factory=dict)
    """What was paid of a levy in a case and is not to be given back."""

    def prior(self, levy: Levy, case: UUID, dates: Mapping[str, date], advances: Iterable[str]) -> Prior:
        """Return what counts for a charge in a case, whether it is about to be made or was and is counted again."""
        made = self.charges.get(levy.path, [])
        own = next((place for place, each in enumerate(made) if each.case == case), len(made))
        earlier = made[:own]
        span = span_of(levy, dates)
        before = sum(each.quantity for each in earlier if span is not None and each.span == span)
        if earlier:
            return Prior(before)
        paid = (sum_paid for path in advances for (of, _), sum_paid in self.kept.items() if of == path)
        return Prior(before, sum(paid, NOTHING))

    def count(self, levy: Levy, case: UUID, dates: Mapping[str, date], quantity: int) -> None:
        """Keep a charge; one of the same case is counted again in its place."""
        made = self.charges.setdefault(levy.path, [])
        new = Counted(case, quantity, span_of(levy, dates))
        for place, each in enumerate(made):
            if each.case == case:
                made[place] = new
                return
        made.append(new)

    def end(self, case: UUID) -> None:
        """Forget the charges of a request that ended early: nothing came of what it was counted on."""
        for made in self.charges.values():
            made[:] = [each for each in made if each.case != case]
