"""Where a Party stands in a commitment period: what it holds, must keep, may transfer, carries over, has to replace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sextant.application.reader import LedgerReader
from sextant.domain.account import Account, Act
from sextant.domain.unit import Terms
from sextant.rules.period_limits import carried_over, reserve
from sextant.rules.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class PeriodStanding:
    """All in whole units of one tonne, as the ledger has them now; what expired before the day is not in `held`."""

    held: Mapping[str, int]
    """Units in accounts of the Party, and of entities in its registry, by unit type."""
    reserve: int
    """The units that must stay in the Party's registry (decision 11/CMP.1, annex, paragraph 6)."""
    transferable: int
    """How many units may leave the registry before the reserve is touched."""
    carried_over: Mapping[str, int]
    """How many units of each type go over to the next period (decision 13/CMP.1, annex, paragraphs 15 and 16)."""
    used_and_expiring: Mapping[date, int]
    """Units that the Party retired and that expire, by their last day: as many must be replaced by then."""
    used_without_day: int
    """Units that the Party retired and that expire on a day which nobody has set."""
    replaced: int
    """Units in its replacement accounts."""

    @property
    def to_replace(self) -> int:
        """How many of the units that expire on a known day nothing replaces yet."""
        return max(sum(self.used_and_expiring.values()) - self.replaced, 0)


def period_standing(
    reader: LedgerReader, book: Rulebook, party: str, *, assigned_amount: int, latest_inventory: int, on: date
) -> PeriodStanding:
    """Return where a Party stands on a day. Raises LimitUnknown where the rules have no reserve or carry-over then."""
    terms = reader.terms()
    own = [each for each in reader.accounts() if each.party == party and book.account_types.get(each.type)]
    held: Counter[str] = Counter()
    expiring: Counter[date] = Counter()
    without_day = replaced = 0
    for account in own:
        kind = book.account_types[account.type]
        for holding in reader.holdings_of(account.id):
            told = terms[holding.terms]
            if not kind.final and not _over(told, on):
                held[book.unit_classes[told.unit_class].unit_type] += holding.quantity
            elif kind.final and Act.RETIREMENT in kind.entered_by and told.expires_on is not None:
                expiring[told.expires_on] += holding.quantity
            elif kind.final and Act.RETIREMENT in kind.entered_by and told.labels:
                without_day += holding.quantity
            elif _replaces(account, book):
                replaced += holding.quantity
    floor = reserve(book, assigned_amount=assigned_amount, latest_inventory=latest_inventory, on=on)
    return PeriodStanding(
        held=dict(held),
        reserve=floor,
        transferable=max(sum(held.values()) - floor, 0),
        carried_over={
            unit: carried_over(book, unit, held=quantity, assigned_amount=assigned_amount, on=on)
            for unit, quantity in held.items()
        },
        used_and_expiring=dict(expiring),
        used_without_day=without_day,
        replaced=replaced,
    )


REPLACEMENT = "replacement"
"""The purpose that accounts take units for which replace others."""


def _replaces(account: Account, book: Rulebook) -> bool:
    return REPLACEMENT in book.account_types[account.type].purposes


def _over(terms: Terms, on: date) -> bool:
    return terms.expires_on is not None and on > terms.expires_on
