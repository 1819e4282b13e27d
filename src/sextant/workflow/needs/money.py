"""Conditions on fees: whether one is due, what was received covers it, and no more goes back than is owed."""

from __future__ import annotations

from sextant.domain.rule_value import NotInForce
from sextant.rules.levy import Charge
from sextant.workflow.cycle import AMOUNT_PAID_BACK, AMOUNT_RECEIVED
from sextant.workflow.money import FeeTold, NotKnown, books_of, fee_of
from sextant.workflow.need import Missing, Situation, need
from sextant.workflow.stated_sum import sum_of_money


@need("fee_due")
def fee_due(situation: Situation) -> Missing | None:
    """The fee of the step can be told and is more than nothing."""
    told = _told(situation)
    if not isinstance(told, Charge):
        return _unknown(told)
    return None if told.due > 0 else {"found": told.exempt or str(told.due), "expected": "fee_due"}


@need("no_fee_due")
def no_fee_due(situation: Situation) -> Missing | None:
    """The fee of the step can be told and is nothing, as where an exemption applies."""
    told = _told(situation)
    if not isinstance(told, Charge):
        return _unknown(told)
    return None if told.due == 0 else {"found": f"{told.paid_in} {told.due}", "expected": "no_fee_due"}


@need("fee_covered")
def fee_covered(situation: Situation) -> Missing | None:
    """What was received is a sum and at least what is due; more is owed back."""
    due = books_of(situation.world, situation.run).ledger.due
    if situation.step.fee is not None:
        told = _told(situation)
        if not isinstance(told, Charge):
            return _unknown(told)
        due += told.due
    stated = situation.stated.get(AMOUNT_RECEIVED)
    received = sum_of_money(stated)
    if situation.only_asked:
        return None
    return None if received is not None and received >= due else {"found": str(stated), "expected": str(due)}


@need("owed_back")
def owed_back(situation: Situation) -> Missing | None:
    """What is paid back is a sum, more than nothing, and not more than is owed back."""
    owed = books_of(situation.world, situation.run).ledger.owed_back
    stated = situation.stated.get(AMOUNT_PAID_BACK)
    paid = owed if situation.only_asked else sum_of_money(stated)
    return None if paid is not None and 0 < paid <= owed else {"found": str(stated), "expected": str(owed)}


@need("fee_still_due")
def fee_still_due(situation: Situation) -> Missing | None:
    """More is due than was received."""
    due = books_of(situation.world, situation.run).ledger.due
    return None if due > 0 else {"found": str(due), "expected": "fee_due"}


@need("fee_settled")
def fee_settled(situation: Situation) -> Missing | None:
    """Nothing is due any more."""
    due = books_of(situation.world, situation.run).ledger.due
    return None if due == 0 else {"found": str(due), "expected": "0"}


@need("fee_can_be_told")
def fee_can_be_told(situation: Situation) -> Missing | None:
    """What the fees of the case are counted on is stated so that they can be counted again."""
    books = books_of(situation.world, situation.run)
    if situation.only_asked:
        return None
    for told in books.again({**books.stated, **situation.stated}):
        if not isinstance(told, Charge):
            return _unknown(told)
    return None


def _told(situation: Situation) -> FeeTold:
    step, known = situation.step, situation.known
    if step.fee is None:
        raise ValueError(f"{step.name} has no fee; the rulebook should not have loaded")
    levy = situation.world.rules.levy(step.fee)
    earlier = books_of(situation.world, situation.run).earlier
    return fee_of(known, levy, step.fee_of, {**situation.run.stated, **situation.stated}, earlier)


def _unknown(told: NotInForce | NotKnown) -> Missing:
    return {"rule": told.path} if isinstance(told, NotInForce) else {"found": None, "expected": told.name}
