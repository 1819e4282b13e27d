"""How much was issued, cancelled and remains, as of the end of any legal day.

"Remaining" means issued and not in a final account of the registry itself. For the CDM that is what the
registry's own reports tell, not what anyone holds today (settled point 30).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sextant.application.reader import LedgerReader, Moment
from sextant.domain.account import AccountType
from sextant.domain.unit import Lot
from sextant.ledger.runs import Run, net, size, without

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Units issued, cancelled and remaining; blocks are maximal runs of remaining serials inside one issuance."""

    issued: int = 0
    cancelled: int = 0
    remaining: int = 0
    blocks: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.issued + other.issued,
            self.cancelled + other.cancelled,
            self.remaining + other.remaining,
            self.blocks + other.blocks,
        )

    def as_json(self) -> dict[str, int]:
        return {
            "issued": self.issued,
            "cancelled": self.cancelled,
            "remaining": self.remaining,
            "blocks": self.blocks,
        }


GROUPS: dict[str, Callable[[Lot], Any]] = {
    "mechanism": lambda lot: lot.mechanism,
    "party": lambda lot: lot.host_party,
    "unit_type": lambda lot: lot.unit_type,
    "cp": lambda lot: lot.commitment_period,
    "vintage": lambda lot: lot.vintage,
    "activity": lambda lot: lot.activity,
    "issued_year": lambda lot: lot.issued_on.year,
}
"""What holdings can be grouped by."""


def cancelled_runs(
    reader: LedgerReader, account_types: Mapping[str, AccountType], at: Moment, *, registry: str | None = None
) -> dict[Any, list[Run]]:
    """Return for each lot the runs of its units that stood in final accounts."""
    final = [
        account.id
        for account in reader.accounts()
        if account_types[account.type].final and registry in (None, account.registry)
    ]
    ranges: defaultdict[Any, list[tuple[int, int, int]]] = defaultdict(list)
    for lot, sign, first, last in reader.ranges_in(final, at):
        ranges[lot].append((sign, first, last))
    return {lot: net(found) for lot, found in ranges.items()}


def amounts_of(lot: Lot, cancelled: Sequence[Run]) -> Amounts:
    """Return the amounts of one lot."""
    left = without((lot.first, lot.last), cancelled)
    return Amounts(lot.quantity, size(cancelled), size(left), len(left))


def holdings(
    reader: LedgerReader,
    account_types: Mapping[str, AccountType],
    at: Moment,
    by: Sequence[str] = (),
    *,
    party: str | None = None,
    activity: int | None = None,
    mechanism: str | None = None,
) -> dict[Key, Amounts]:
    """Return the amounts by group, sorted; unknown values sort first. Raises KeyError for an unknown group."""
    keys = [GROUPS[name] for name in by]
    cancelled = cancelled_runs(reader, account_types, at)
    found: defaultdict[Key, Amounts] = defaultdict(Amounts)
    for lot in reader.lots(party=party, activity=activity, mechanism=mechanism, at=at):
        group = tuple(key(lot) for key in keys)
        found[group] += amounts_of(lot, cancelled.get(lot.id, ()))
    return in_order(found)


def in_order(found: Mapping[Key, Amounts]) -> dict[Key, Amounts]:
    """Return amounts in the order of their groups; unknown values first."""
    return {key: found[key] for key in sorted(found, key=_sortable)}


def _sortable(key: Key) -> tuple[tuple[bool, Any], ...]:
    return tuple((part is not None, part if part is not None else 0) for part in key)


def total(amounts: Mapping[Key, Amounts]) -> Amounts:
    """Return the sum of amounts."""
    return sum(amounts.values(), Amounts())
