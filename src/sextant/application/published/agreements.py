"""Who was a partner on a day, by the agreements of a published list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """One agreement between a host and an acquiring Party, as a list has it."""

    row: int
    title: str
    host: str
    buyer: str
    """Codes of the Parties."""
    signed: date
    status: str


def partners_on(agreements: Iterable[ListedAgreement], buyer: str, on: date) -> tuple[str, ...]:
    """Return the hosts with which a Party had an agreement at the end of a day, in the order of signature."""
    found = sorted((each.signed, each.host) for each in agreements if each.buyer == buyer and each.signed <= on)
    return tuple(dict.fromkeys(host for _, host in found))
