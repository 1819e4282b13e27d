"""The public rendering of what a Party states: the same records without what is held back.

Everything shown in public is computed from these records and the ledger alone, by the same functions as for the
review. What is held back can therefore be found in no figure, no total, no export and no hash: they do not depend on
it (decision 2/CMA.3, annex, paragraph 24; decision 6/CMA.4, paragraph 6, and annex II, paragraphs 22 and 23).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from sextant.reporting.national.accounts import Accounts, Edition, Goal


class Rendering(StrEnum):
    """For whom something is rendered."""

    PUBLIC = "public"
    REVIEW = "review"
    """For the review team, which sees what is confidential and does not disclose it."""


TRAJECTORY = "trajectory"


def rendered(accounts: Accounts, rendering: Rendering) -> Accounts:
    """Return a statement as it is rendered."""
    return accounts if rendering is Rendering.REVIEW else public_accounts(accounts)


def public_accounts(accounts: Accounts) -> Accounts:
    """Return a statement without what is held back; which years were, it still tells."""
    secret = {each.field for each in accounts.secrets}
    withheld: dict[str, frozenset[int]] = {}

    def shown(name: str, years: Mapping[int, Fraction], prefix: str) -> Mapping[int, Fraction]:
        hidden = frozenset(year for year in years if f"{prefix}.{year}" in secret)
        withheld[name] = hidden
        return {year: value for year, value in years.items() if year not in hidden}

    return replace(
        accounts,
        editions=tuple(
            Edition(each.name, each.submitted_on, shown(each.name, each.years, "inventory"))
            for each in accounts.editions
        ),
        trajectory=shown(TRAJECTORY, accounts.trajectory, TRAJECTORY),
        goals=tuple(_goal(each) if f"target.{each.key}" in secret else each for each in accounts.goals),
        projections=tuple(
            replace(each, years=shown(f"scenario.{each.key}", each.years, f"scenario.{each.key}"))
            for each in accounts.projections
        ),
        contracts=tuple(
            replace(each, quantity=None) if f"contract.{each.reference}" in secret else each
            for each in accounts.contracts
        ),
        planned={year: None if f"planned_use.{year}" in secret else value for year, value in accounts.planned.items()},
        withheld=withheld,
    )


def _goal(goal: Goal) -> Goal:
    return replace(goal, target=None, budget=None, withheld=True)
