"""Money: what a fee moved between two accounts, as lines of double entry. It knows no tonnes and no serials.

Money and units never meet: a line names a currency and a decimal sum, an entry of the ledger units in a block.
Nothing here is stored. Lines are computed again from the journal of a case whenever somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from sextant.domain.source import Source

NOTHING = Decimal(0)


class MoneyAccount(StrEnum):
    """Where money stands in the books of whoever charges."""

    PAYER = "payer"
    """What the payer still has to pay."""
    BANK = "bank"
    """What has come in and has not gone out."""
    FEES = "fees"
    """What was charged and is not given back."""
    OWED_BACK = "owed_back"
    """What was received and has to be paid back."""
    SET_ASIDE = "set_aside"
    """The part of a fee that is kept for somebody else."""


ON_THE_LEFT = frozenset({MoneyAccount.PAYER, MoneyAccount.BANK})
"""Accounts that a debit makes larger; a credit makes the others larger."""


class MoneyKind(StrEnum):
    """What a line is about."""

    CHARGED = "charged"
    EXEMPTED = "exempted"
    DIFFERENCE_CHARGED = "difference_charged"
    RECEIVED = "received"
    OVERPAID = "overpaid"
    DROPPED = "dropped"
    """Charged, not paid, and asked for no more."""
    REFUND_DUE = "refund_due"
    PAID_BACK = "paid_back"
    SET_ASIDE = "set_aside"
    SET_ASIDE_LESS = "set_aside_less"
    """A part that was set aside shrinks because the fee that was kept does."""


@dataclass(frozen=True, slots=True)
class LevyStep:
    """One step of a calculation: what was done, with which number, and what came out."""

    name: str
    number: Decimal | str
    result: Decimal
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class MoneyEvent:
    """What moved the money: a step of a case, or an act that belongs to none."""

    id: UUID
    step: str
    at: datetime
    on: date
    case: UUID | None = None
    act: UUID | None = None
    """The act of whoever took the step; none where it happened by itself."""
    source: Source | None = None
    reference: str | None = None
    """What a payment is called at the bank."""


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A sum that left one account and entered another. Raises ValueError where it is none."""

    event: MoneyEvent
    levy: str
    payer: str
    kind: MoneyKind
    debit: MoneyAccount
    credit: MoneyAccount
    currency: str
    amount: Decimal
    source: Source
    steps: tuple[LevyStep, ...] = ()
    exempt: str | None = None
    """The name of the exemption, where nothing was charged because of one."""

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise ValueError(f"{self.amount} is no sum of money")
        if self.debit is self.credit:
            raise ValueError(f"{self.debit} is on both sides")

    def of(self, account: MoneyAccount) -> Decimal:
        """Return what the line adds to an account, negative where it takes away, 0 where it does not touch it."""
        sign = 1 if account in ON_THE_LEFT else -1
        if account is self.debit:
            return sign * self.amount
        return -sign * self.amount if account is self.credit else NOTHING


@dataclass(frozen=True, slots=True)
class MoneyStatement:
    """What was charged, paid and given back in one currency, and what stands open."""

    currency: str
    charged: Decimal
    """With differences, and without what was dropped."""
    received: Decimal
    due: Decimal
    """What the payer still has to pay."""
    refunded: Decimal
    """Of what was charged and paid, what is or was to be given back under the rules."""
    overpaid: Decimal
    paid_back: Decimal
    owed_back: Decimal
    """What still has to be paid back."""
    set_aside: Decimal
    kept: Decimal
    """What remains of the fees received, with what was set aside of it."""
    exemptions: tuple[str, ...] = ()


def balances(lines: Iterable[MoneyLine]) -> Mapping[tuple[MoneyAccount, str], Decimal]:
    """Return what stands on each account in each currency."""
    found: dict[tuple[MoneyAccount, str], Decimal] = {}
    for line in lines:
        for account in (line.debit, line.credit):
            key = (account, line.currency)
            found[key] = found.get(key, NOTHING) + line.of(account)
    return MappingProxyType(found)


def statements(lines: Iterable[MoneyLine]) -> tuple[MoneyStatement, ...]:
    """Return one statement a currency, in the order of the alphabet."""
    every = tuple(lines)
    return tuple(_statement(every, currency) for currency in sorted({line.currency for line in every}))


def _statement(every: tuple[MoneyLine, ...], currency: str) -> MoneyStatement:
    lines = [line for line in every if line.currency == currency]
    standing = balances(lines)

    def of(*kinds: MoneyKind) -> Decimal:
        return sum((line.amount for line in lines if line.kind in kinds), NOTHING)

    def on(account: MoneyAccount) -> Decimal:
        return standing.get((account, currency), NOTHING)

    overpaid = of(MoneyKind.OVERPAID)
    refunded = of(MoneyKind.REFUND_DUE)
    return MoneyStatement(
        currency=currency,
        charged=of(MoneyKind.CHARGED, MoneyKind.DIFFERENCE_CHARGED) - of(MoneyKind.DROPPED),
        received=of(MoneyKind.RECEIVED) + overpaid,
        due=on(MoneyAccount.PAYER),
        refunded=refunded,
        overpaid=overpaid,
        paid_back=of(MoneyKind.PAID_BACK),
        owed_back=on(MoneyAccount.OWED_BACK),
        set_aside=on(MoneyAccount.SET_ASIDE),
        kept=of(MoneyKind.RECEIVED) - refunded,
        exemptions=tuple(dict.fromkeys(line.exempt for line in lines if line.exempt)),
    )
