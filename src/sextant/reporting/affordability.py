"""Whether a Party can afford what it has promised: every outstanding commitment against its targets.

A commitment is a tonne that may still leave: authorized, contracted or issued, and not first transferred yet. The
worst case is that all of them are first transferred. Where a year has no inventory or projection, the answer is
unknown; no method is taken to be the right one (decision 2/CMA.3, annex, paragraph 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sextant.reporting.adjustment import Event, Inputs, Kind, Method, Target, balance


class Stage(StrEnum):
    """How far a commitment has come."""

    AUTHORIZED = "authorized"
    CONTRACTED = "contracted"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Commitment:
    """Units that may still be first transferred."""

    stage: Stage
    quantity: int | None
    """Tonnes; none where nothing limits them, and then no answer can be given."""
    vintage: int | None
    """The year in which the mitigation takes place; none where it is not fixed yet."""
    reference: str
    withheld: bool = False
    """Whether the quantity is none because it is held back."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of the contribution: conditional or not, of one year or as a budget of the period."""

    name: str
    conditional: bool
    target: Target | None = None
    budget: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Emissions year by year: an inventory where there is one, else a projection of this name."""

    name: str
    emissions: Mapping[int, Fraction]
    edition: str | None = None
    withheld: frozenset[int] = frozenset()
    """Years whose figure is held back."""


class Answer(StrEnum):
    """Whether a target would still be met."""

    AFFORDABLE = "affordable"
    NOT_AFFORDABLE = "not_affordable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One target under one method and scenario, today and in the worst case."""

    scenario: str
    edition: str | None
    method: Method
    aim: Aim
    answer: Answer
    balance_now: Fraction | None
    balance_worst: Fraction | None
    limit: Fraction
    room: Fraction | None
    """What is left below the limit in the worst case; negative where it is exceeded."""


@dataclass(frozen=True)
class Affordability:
    """All outlooks, and the commitments they rest on by vintage year."""

    outlooks: tuple[Outlook, ...]
    by_vintage: Mapping[int | None, Mapping[Stage, int | None]]
    """Tonnes; none where one of the commitments has no quantity."""


def affordability(
    given: Inputs, commitments: Sequence[Commitment], aims: Sequence[Aim], scenarios: Sequence[Scenario]
) -> Affordability:
    """Return whether each target would be met under each method and scenario if all commitments were transferred.

    The events of `given` are what has happened; its inventory, method and target are not read.
    """
    found = [
        _outlook(given, commitments, scenario, method, aim)
        for scenario in scenarios
        for aim in aims
        for method in _methods(aim)
    ]
    return Affordability(tuple(found), _by_vintage(commitments))


def _methods(aim: Aim) -> Iterable[Method]:
    """A target of one year can be held by trajectory or by averaging; a budget by the sum over the period."""
    if aim.target is not None:
        yield Method.TRAJECTORY
        yield Method.AVERAGING
    if aim.budget is not None:
        yield Method.MULTI_YEAR


def under_scenario(given: Inputs, scenario: Scenario, method: Method) -> Inputs:
    """Return the inputs of a balance under a scenario and a method."""
    return replace(
        given,
        method=method,
        inventory=scenario.emissions,
        inventory_edition=scenario.edition,
        withheld=scenario.withheld,
    )


def worst_case(commitments: Sequence[Commitment], fixed: int) -> list[Event]:
    """Return the first transfers of the worst case; what has no year is placed in `fixed`, where it weighs most."""
    return [
        Event(Kind.FIRST_TRANSFER, Fraction(each.quantity), each.vintage or fixed, date(fixed, 12, 31))
        for each in commitments
        if each.quantity is not None
    ]


def _outlook(given: Inputs, commitments: Sequence[Commitment], scenario: Scenario, method: Method, aim: Aim) -> Outlook:
    held = replace(
        under_scenario(given, scenario, method),
        trajectory={},
        target=aim.target if method is not Method.MULTI_YEAR else None,
        budget=aim.budget if method is Method.MULTI_YEAR else None,
    )
    fixed = aim.target.year if held.target and aim.target else given.last_year
    future = worst_case(commitments, fixed)
    boundless = any(each.quantity is None for each in commitments)
    (now,), (worst,) = (balance(held).targets, balance(replace(held, events=(*held.events, *future))).targets)
    met = None if boundless and worst.met is not False else worst.met
    answer = {True: Answer.AFFORDABLE, False: Answer.NOT_AFFORDABLE, None: Answer.UNKNOWN}[met]
    return Outlook(
        scenario=scenario.name,
        edition=scenario.edition,
        method=method,
        aim=aim,
        answer=answer,
        balance_now=now.balance,
        balance_worst=None if boundless else worst.balance,
        limit=worst.limit,
        room=None if worst.balance is None or boundless else worst.limit - worst.balance,
    )


def _by_vintage(commitments: Sequence[Commitment]) -> Mapping[int | None, Mapping[Stage, int | None]]:
    sums: dict[int | None, dict[Stage, int | None]] = {}
    for each in commitments:
        own = sums.setdefault(each.vintage, dict.fromkeys(Stage, 0))
        before = own[each.stage]
        own[each.stage] = None if before is None or each.quantity is None else before + each.quantity
    return dict(sorted(sums.items(), key=lambda item: (item[0] is None, item[0] or 0)))
