"""What the cases of a subject were charged, have paid and are owed back, on a day; money only, no units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sextant.domain.money import NOTHING, MoneyKind, MoneyLine, MoneyStatement, statements
from sextant.workflow.money import if_it_ended, money_of_case
from sextant.workflow.world import Run, World


@dataclass(frozen=True, slots=True)
class MoneyOfCase:
    """The money of one case."""

    run: Run
    lines: tuple[MoneyLine, ...]
    statements: tuple[MoneyStatement, ...]
    """One a currency."""
    refundable: Decimal
    """What would be owed back if the request were withdrawn now; 0 where that is not possible any more."""


@dataclass(frozen=True, slots=True)
class MoneyOfSubject:
    """The money of all cases of a subject."""

    cases: tuple[MoneyOfCase, ...]
    """Those in which money has moved or an exemption applied, in the order in which they were opened."""
    statements: tuple[MoneyStatement, ...]


def money_of_subject(world: World, at: datetime) -> MoneyOfSubject:
    """Return the money of a subject, from its cases as they stood at an instant (`Cases.world`)."""
    every = [(run, money_of_case(world, run)) for run in world.runs.values()]
    cases = tuple(_of_case(world, run, lines, at) for run, lines in every if lines)
    return MoneyOfSubject(cases, statements(line for each in cases for line in each.lines))


def _of_case(world: World, run: Run, lines: tuple[MoneyLine, ...], at: datetime) -> MoneyOfCase:
    refunds = (line.amount for line in if_it_ended(world, run, at) if line.kind is MoneyKind.REFUND_DUE)
    return MoneyOfCase(run, lines, statements(lines), sum(refunds, NOTHING))
