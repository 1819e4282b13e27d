"""The books of fees: what levies in money, payments and ends of requests come to, as lines of double entry.

A `FeeLedger` is filled event by event and keeps only what it needs for the next one; whoever holds the journal
can make it again. It decides nothing: conditions of steps refuse a payment that is too small before it gets here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sextant.domain.money import NOTHING, LevyStep, MoneyAccount, MoneyEvent, MoneyKind, MoneyLine
from sextant.domain.rule_value import NotInForce
from sextant.domain.source import Source
from sextant.rules.levy import Charge, Levy, Occasion, amount, refund, settlement

PAYER, BANK, FEES = MoneyAccount.PAYER, MoneyAccount.BANK, MoneyAccount.FEES
OWED_BACK, SET_ASIDE = MoneyAccount.OWED_BACK, MoneyAccount.SET_ASIDE


@dataclass(slots=True)
class Fee:
    """How one levy of a case stands."""

    levy: Levy
    charged: Decimal = NOTHING
    paid: Decimal = NOTHING
    """What was received for it and is not to be given back."""
    owed_back: Decimal = NOTHING
    aside: dict[str, Decimal] = field(default_factory=dict)

    @property
    def due(self) -> Decimal:
        """What is still to be paid."""
        return self.charged - self.paid


@dataclass(slots=True)
class FeeLedger:
    """The fees of one case, in the order in which they were charged, and all their lines."""

    parts: Sequence[Levy] = ()
    """Levies that are part of another one, such as what goes to a fund."""
    fees: dict[str, Fee] = field(default_factory=dict)
    lines: list[MoneyLine] = field(default_factory=list)

    @property
    def due(self) -> Decimal:
        """What is still to be paid, over all fees."""
        return sum((fee.due for fee in self.fees.values()), NOTHING)

    @property
    def owed_back(self) -> Decimal:
        """What still has to be paid back, over all fees."""
        return sum((fee.owed_back for fee in self.fees.values()), NOTHING)

    def charge(self, event: MoneyEvent, levy: Levy, charge: Charge) -> None:
        """Enter what a levy comes to; an exemption is a line of 0 that names it."""
        fee = self.fees.setdefault(levy.path, Fee(levy))
        if charge.exempt is not None:
            self._line(event, fee, MoneyKind.EXEMPTED, PAYER, FEES, NOTHING, charge.steps, exempt=charge.exempt)
            return
        fee.charged += charge.due
        self._line(event, fee, MoneyKind.CHARGED, PAYER, FEES, charge.due, charge.steps)

    def count_again(self, event: MoneyEvent, levy: Levy, charge: Charge, dates: Mapping[str, date]) -> None:
        """Enter the difference to a levy that was charged before, where its rule has such a difference settled."""
        fee = self.fees[levy.path]
        if charge.exempt is not None:
            return
        more, steps = charge.due - fee.charged, charge.steps
        if levy.settled_above is not None:
            settled = settlement(levy, paid=fee.charged, newly_due=charge.due, dates=dates)
            if isinstance(settled, NotInForce):
                return
            more, steps = settled.due, (*steps, *settled.steps)
        if more > 0:
            fee.charged += more
            self._line(event, fee, MoneyKind.DIFFERENCE_CHARGED, PAYER, FEES, more, steps)
        elif more < 0:
            self._lower(event, fee, -more, steps, dates)

    def receive(self, event: MoneyEvent, received: Decimal, dates: Mapping[str, date]) -> None:
        """Enter a payment: to the fees that are open, the oldest first; what is left over is owed back."""
        left, fees = received, list(self.fees.values())
        for fee in fees:
            part = min(left, fee.due)
            if part > 0:
                fee.paid += part
                left -= part
                self._line(event, fee, MoneyKind.RECEIVED, BANK, PAYER, part)
                self._set_aside(event, fee, dates)
        if left > 0 and fees:
            fees[-1].owed_back += left
            self._line(event, fees[-1], MoneyKind.OVERPAID, BANK, OWED_BACK, left)

    def pay_back(self, event: MoneyEvent, paid: Decimal) -> None:
        """Enter what was paid back, never more than is owed."""
        left = paid
        for fee in self.fees.values():
            part = min(left, fee.owed_back)
            if part > 0:
                fee.owed_back -= part
                left -= part
                self._line(event, fee, MoneyKind.PAID_BACK, OWED_BACK, BANK, part)

    def end(self, event: MoneyEvent, stage: str, dates: Mapping[str, date]) -> None:
        """Enter what ends with a request at a stage: what is open is dropped, the rule's refund becomes due.

        Raises ValueError at a stage for which a levy has no rule.
        """
        for fee in self.fees.values():
            if fee.due > 0:
                self._drop(event, fee, fee.due)
            if fee.paid > 0:
                back = refund(fee.levy, paid=fee.paid, stage=stage, dates=dates)
                if isinstance(back, Charge) and back.due > 0:
                    self._give_back(event, fee, back.due, back.steps, dates)

    def _lower(
        self, event: MoneyEvent, fee: Fee, less: Decimal, steps: tuple[LevyStep, ...], dates: Mapping[str, date]
    ) -> None:
        unpaid = min(less, fee.due)
        if unpaid > 0:
            self._drop(event, fee, unpaid, steps)
        if less > unpaid:
            self._give_back(event, fee, less - unpaid, steps, dates)

    def _drop(self, event: MoneyEvent, fee: Fee, unpaid: Decimal, steps: tuple[LevyStep, ...] = ()) -> None:
        fee.charged -= unpaid
        self._line(event, fee, MoneyKind.DROPPED, FEES, PAYER, unpaid, steps)

    def _give_back(
        self, event: MoneyEvent, fee: Fee, back: Decimal, steps: tuple[LevyStep, ...], dates: Mapping[str, date]
    ) -> None:
        fee.charged -= back
        fee.paid -= back
        fee.owed_back += back
        self._set_aside(event, fee, dates)
        self._line(event, fee, MoneyKind.REFUND_DUE, FEES, OWED_BACK, back, steps)

    def _set_aside(self, event: MoneyEvent, fee: Fee, dates: Mapping[str, date]) -> None:
        """Keep every part of a fee at its share of what was paid and is kept."""
        for part in self.parts:
            if part.part_of != fee.levy.path.partition(".")[2]:
                continue
            charge = amount(part, Occasion(quantity=fee.paid, dates=dates))
            if isinstance(charge, NotInForce):
                continue
            more = charge.due - fee.aside.get(part.path, NOTHING)
            fee.aside[part.path] = charge.due
            if more > 0:
                self._line(event, fee, MoneyKind.SET_ASIDE, FEES, SET_ASIDE, more, charge.steps, part)
            elif more < 0:
                self._line(event, fee, MoneyKind.SET_ASIDE_LESS, SET_ASIDE, FEES, -more, charge.steps, part)

    def _line(
        self,
        event: MoneyEvent,
        fee: Fee,
        kind: MoneyKind,
        debit: MoneyAccount,
        credit: MoneyAccount,
        sum_of_money: Decimal,
        steps: tuple[LevyStep, ...] = (),
        levy: Levy | None = None,
        *,
        exempt: str | None = None,
    ) -> None:
        named = levy or fee.levy
        self.lines.append(
            MoneyLine(
                event=event,
                levy=named.path,
                payer=named.payer,
                kind=kind,
                debit=debit,
                credit=credit,
                currency=named.paid_in,
                amount=sum_of_money,
                source=_source(kind, event, named, steps),
                steps=steps,
                exempt=exempt,
            )
        )


def _source(kind: MoneyKind, event: MoneyEvent, levy: Levy, steps: Iterable[LevyStep]) -> Source:
    """Return the paragraph behind a line: of the payment its step, of a sum the last rule that made it."""
    if kind in (MoneyKind.RECEIVED, MoneyKind.OVERPAID, MoneyKind.PAID_BACK, MoneyKind.DROPPED) and event.source:
        return event.source
    cited = [step.source for step in steps if step.source is not None]
    return cited[-1] if cited else levy.source
