"""How an issuance is shared out: levies in order, each a share of the gross request, and what is left.

Texts do not say how a share becomes whole units (settled points 10 to 12); the rounding is a named policy
of the request. The base of every levy is the gross request: two per cent is not taken of ninety-five.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.domain.refusal import Warned
from sextant.domain.rounding import rounded
from sextant.ledger.request import Distribution


@dataclass(frozen=True, slots=True)
class Shares:
    """Units by cell and destination: one row a cell, one column a levy, and the rest of the cell."""

    levied: tuple[tuple[int, ...], ...]
    remainder: tuple[int, ...]
    warnings: tuple[Warned, ...]


def distribute(quantities: Sequence[int], distribution: Distribution) -> Shares:
    """Return how each cell of a request is shared out.

    Each levy is the policy-rounded share of the gross request, capped by what is left, and is spread over
    the cells by largest remainder; ties go to the earlier cell, and a full cell is skipped.
    """
    gross = sum(quantities)
    free = list(quantities)
    columns: list[list[int]] = []
    capped: list[str] = []
    for levy in distribution.levies:
        wanted = rounded(Fraction(levy.share) * gross, distribution.rounding)
        taken = min(wanted, sum(free))
        if taken < wanted:
            capped.append(levy.name)
        column = spread(taken, quantities, free)
        free = [left - part for left, part in zip(free, column, strict=True)]
        columns.append(column)
    warnings: tuple[Warned, ...] = ()
    if capped or (gross and not sum(free)):
        about = {"quantity": gross, "capped": ", ".join(capped) or None, "remainder": sum(free)}
        warnings = (Warned("needs_ruling", about),)
    rows = tuple(tuple(column[index] for column in columns) for index in range(len(quantities)))
    return Shares(rows, tuple(free), warnings)


def spread(total: int, quantities: Sequence[int], free: Sequence[int]) -> list[int]:
    """Return a total spread over cells by largest remainder of total times cell over request."""
    gross = sum(quantities)
    if gross == 0:
        return [0 for _ in quantities]
    quotas = [Fraction(total * quantity, gross) for quantity in quantities]
    parts = [min(quota.numerator // quota.denominator, left) for quota, left in zip(quotas, free, strict=True)]
    missing = total - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - quotas[index], index))
    while missing:
        for index in by_remainder:
            if missing and parts[index] < free[index]:
                parts[index] += 1
                missing -= 1
    return parts
