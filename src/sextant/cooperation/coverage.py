"""How far the offers that fit a need would cover it, taken one after the other by their scores.

A plan is arithmetic for a conversation, not an allocation: only people move a match. No ceiling is exceeded, what is
covered never exceeds what is asked for, and a further offer never lowers it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.cooperation.matching import Match, Method, Need, compatible, in_order, match, same_money, taken
from sextant.cooperation.record import Offer


@dataclass(frozen=True, slots=True)
class PlanStep:
    """An offer serves a line of the need: with an amount, or as a whole where the line asks for none."""

    offer: str
    line: int
    """Place of the line in the need, from 0."""
    amount: int | None


@dataclass(frozen=True)
class Plan:
    """Which offer would serve which line, and what stays open."""

    need: Need
    matches: tuple[Match, ...]
    """All offers looked at, in the order of their ids."""
    order: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    residual: tuple[int | None, ...]
    """Of each line what stays open; none where no amount is asked for."""
    open_lines: tuple[int, ...]
    """Lines without an amount that no offer serves."""
    unstated: tuple[PlanStep, ...]
    """Offers without a stated ceiling that fit a line which is still open: how much they would give is unknown."""

    @property
    def asked(self) -> int:
        """Return the sum of the amounts asked for, in the currency of the need."""
        return sum(each.amount or 0 for each in self.need.lines)

    @property
    def gap(self) -> int:
        """Return what stays open of it."""
        return sum(each or 0 for each in self.residual)

    @property
    def coverage(self) -> Fraction | None:
        """Return the covered share in per cent, or none where no amount is asked for."""
        return Fraction(100 * (self.asked - self.gap), self.asked) if self.asked else None


def plan(need: Need, offers: Sequence[Offer], method: Method) -> Plan:
    """Return the plan for one need; the order in which the offers are given changes nothing."""
    matches = tuple(match(need, each, method) for each in sorted(offers, key=lambda each: each.id))
    order = in_order(matches)
    residual = [each.amount for each in need.lines]
    served = {index for index, each in enumerate(need.lines) if each.amount is not None}
    steps: list[PlanStep] = []
    for each in order:
        left: list[int | None] = [line.ceiling for line in each.offer.lines]
        for index, wanted in enumerate(need.lines):
            lines = [at for at, offered in enumerate(each.offer.lines) if compatible(wanted, offered)]
            open_amount = residual[index]
            if open_amount is not None:
                fit = [at for at in lines if same_money(wanted, each.offer.lines[at])]
                given = taken(open_amount, fit, left)
                if given:
                    residual[index] = open_amount - given
                    steps.append(PlanStep(each.offer.id, index, given))
            elif lines and index not in served:
                served.add(index)
                steps.append(PlanStep(each.offer.id, index, None))
    return Plan(
        need=need,
        matches=matches,
        order=tuple(each.offer.id for each in order),
        steps=tuple(steps),
        residual=tuple(residual),
        open_lines=tuple(index for index, _ in enumerate(need.lines) if index not in served),
        unstated=tuple(_unstated(need, order, residual)),
    )


def _unstated(need: Need, order: Sequence[Match], residual: Sequence[int | None]) -> Iterable[PlanStep]:
    for each in order:
        for index, wanted in enumerate(need.lines):
            offered = [line for line in each.offer.lines if compatible(wanted, line)]
            if residual[index] and any(not same_money(wanted, line) for line in offered):
                yield PlanStep(each.offer.id, index, None)


def asked_of(plans: Sequence[Plan]) -> dict[str, int]:
    """Return how often each offer is counted on by several plans: who gets it then is for people to settle."""
    counted = Counter(offer for each in plans for offer in {step.offer for step in each.steps})
    return {offer: number for offer, number in sorted(counted.items()) if number > 1}
