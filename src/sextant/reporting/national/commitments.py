"""Contracts put beside what the ledger shows: a tonne is counted once, at the furthest stage it has come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sextant.reporting.adjustment import Inputs
from sextant.reporting.affordability import Aim, Commitment, Scenario, Stage
from sextant.reporting.national.accounts import Accounts, Contract, Edition, Side
from sextant.reporting.national.public import TRAJECTORY


def with_contracts(found: Sequence[Commitment], contracts: Sequence[Contract]) -> tuple[Commitment, ...]:
    """Return the commitments with what is contracted.

    A contract under an authorization takes its tonnes out of what is still open under it. A contract whose quantity
    is withheld takes nothing out: otherwise the difference would tell it.
    """
    sold = [each for each in contracts if each.side is Side.SELLS]
    taken: dict[str, int] = {}
    for each in sold:
        if each.authorization is not None and each.quantity is not None:
            taken[each.authorization] = taken.get(each.authorization, 0) + each.quantity
    rest = [_less(each, taken) for each in found]
    contracted = [
        Commitment(Stage.CONTRACTED, each.quantity, each.vintage, each.reference, withheld=each.quantity is None)
        for each in sold
    ]
    return (*(each for each in rest if each.quantity != 0), *contracted)


def _less(each: Commitment, taken: dict[str, int]) -> Commitment:
    if each.stage is not Stage.AUTHORIZED or each.quantity is None:
        return each
    used = min(each.quantity, taken.get(each.reference, 0))
    taken[each.reference] = taken.get(each.reference, 0) - used
    return replace(each, quantity=each.quantity - used)


def aims(accounts: Accounts) -> list[Aim]:
    """Return the targets that are shown, to be held against a balance."""
    return [Aim(each.key, each.conditional, each.target, each.budget) for each in accounts.goals if not each.withheld]


def scenarios(accounts: Accounts) -> list[Scenario]:
    """Return the inventory alone, then each projection where there is no inventory; all with the latest edition."""
    edition = accounts.edition
    known = edition.years if edition else {}
    hidden = accounts.withheld.get(edition.name, frozenset()) if edition else frozenset()
    name = edition.name if edition else None
    found = [Scenario("inventory", known, name, hidden)]
    for each in accounts.projections:
        years = {year: value for year, value in each.years.items() if year not in hidden} | dict(known)
        later = accounts.withheld.get(f"scenario.{each.key}", frozenset()) - years.keys()
        found.append(Scenario(each.key, years, name, hidden | later))
    return found


def inputs(accounts: Accounts, edition: Edition | None = None) -> Inputs:
    """Return the inputs of the balance without its events, from an edition of the inventory: the latest by default."""
    chosen = edition or accounts.edition
    shown = [each for each in accounts.goals if not each.conditional and not each.withheld]
    target = next((each.target for each in shown if each.target is not None), None)
    budget = next((each.budget for each in shown if each.budget is not None), None)
    return Inputs(
        party=accounts.party,
        method=accounts.method,
        first_year=accounts.first_year,
        last_year=accounts.last_year,
        metric=accounts.metric,
        inventory=chosen.years if chosen else {},
        inventory_edition=chosen.name if chosen else None,
        trajectory=accounts.trajectory,
        budget=budget,
        target=target,
        withheld=accounts.withheld.get(chosen.name, frozenset()) if chosen else frozenset(),
    )


@dataclass(frozen=True, slots=True)
class Purchases:
    """A buyer's need over the period, in tonnes; none where a part of it is withheld."""

    planned: int | None
    contracted: int | None
    acquired: int
    used: int
    by_year: Mapping[int, tuple[int | None, int]]
    """Planned and used, by the year used for."""
    contracts: tuple[Contract, ...]

    @property
    def held(self) -> int:
        """What was acquired and is not used, by this account or further on."""
        return self.acquired - self.used

    @property
    def gap(self) -> int | None:
        """What is planned and neither acquired nor contracted; below 0 where there is more than is planned."""
        if self.planned is None or self.contracted is None:
            return None
        return self.planned - self.contracted - self.acquired


def purchases(accounts: Accounts, acquired: int, used: Mapping[int, Fraction]) -> Purchases:
    """Return what a buyer planned, contracted, acquired and used over its period."""
    bought = tuple(each for each in accounts.contracts if each.side is Side.BUYS)
    by_year = {year: (accounts.planned.get(year, 0), int(used.get(year, Fraction(0)))) for year in accounts.years}
    return Purchases(
        planned=_total(planned for planned, _ in by_year.values()),
        contracted=_total(each.quantity for each in bought),
        acquired=acquired,
        used=sum(each for _, each in by_year.values()),
        by_year=by_year,
        contracts=bought,
    )


def _total(values: Iterable[int | None]) -> int | None:
    total = 0
    for each in values:
        if each is None:
            return None
        total += each
    return total


def trajectory_withheld(accounts: Accounts) -> frozenset[int]:
    """Return the years of the trajectory that are held back."""
    return accounts.withheld.get(TRAJECTORY, frozenset())
