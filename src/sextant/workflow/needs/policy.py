"""Conditions on a Party's own policy: that a version is written as it should be, and that it allows what is asked."""

from __future__ import annotations

from decimal import Decimal

from sextant.domain.party_policy import (
    Asked,
    PartyPolicy,
    PolicyBadly,
    objections,
    paid,
    policy_from,
    policy_in_force,
    unanswered,
)
from sextant.domain.refusal import Refusal
from sextant.workflow.case import Stated
from sextant.workflow.need import Asks, Missing, Situation, need
from sextant.workflow.policy import answers_of, policy_versions


@need("policy_well_formed")
def policy_well_formed(situation: Situation) -> Missing | None:
    """What is stated is a version of a policy."""
    if situation.only_asked:
        return None
    party = situation.run.case.subject
    try:
        policy_from(situation.stated, party=party, version=1, adopted_on=situation.on)
    except PolicyBadly as error:
        return _told(error.refusal)
    return None


@need("policy_allows_application", Asks.FACT)
def policy_allows_application(situation: Situation) -> Missing | None:
    """The policy of the Party that a fact names, in force on the day, allows the application and has its answers."""
    policy = _policy(situation)
    if policy is None or situation.only_asked:
        return None
    stated = situation.stated
    quantity = stated.get("requested_quantity")
    asked = Asked(
        uses=_names(stated.get("requested_uses")),
        sectors=_names(stated.get("sectors")),
        standards=_names(stated.get("standards")),
        quantity=quantity if isinstance(quantity, int) and not isinstance(quantity, bool) else None,
        mitigation=policy.cap_years,
        part=str(stated.get("mitigation_part") or "") or None,
    )
    against = [
        *objections(policy, asked),
        *unanswered(policy, str(stated.get("template_used")), answers_of(stated.get("answers"))),
    ]
    return _told(against[0]) if against else None


@need("fee_in_currency_of_policy", Asks.FACT)
def fee_in_currency_of_policy(situation: Situation) -> Missing | None:
    """What is paid is an amount in the currency in which the Party that a fact names takes its fees."""
    if situation.only_asked:
        return None
    try:
        amount, currency = paid(situation.stated.get("fee_paid"))
    except PolicyBadly as error:
        return _told(error.refusal)
    policy = _policy(situation)
    if policy is None or amount == 0 or currency == policy.fee_currency:
        return None
    return {"found": f"fee_currency: {currency}", "expected": f"fee_currency: {policy.fee_currency}"}


@need("fee_of_policy_paid", Asks.FACT)
def fee_of_policy_paid(situation: Situation) -> Missing | None:
    """What was paid in this case covers the fees by the policy of the Party that a fact names, as in force now.

    Payments in another currency than that of the policy do not count: nobody converts them here.
    """
    policy = _policy(situation)
    if policy is None:
        return None
    stated = (taken.act.stated.get("fee_paid") for taken in situation.run.transitions if taken.act is not None)
    received = sum((_in_currency(each, policy) for each in stated if each is not None), Decimal(0))
    if received >= policy.fees:
        return None
    fees = f"{policy.fees} {policy.fee_currency}"
    return {"found": f"fee_paid: {received} {policy.fee_currency}", "expected": f"fee_paid: {fees}"}


def _in_currency(stated: Stated, policy: PartyPolicy) -> Decimal:
    try:
        amount, currency = paid(stated)
    except PolicyBadly:
        # Recorded before amounts had to be written so: nothing that could be counted.
        return Decimal(0)
    return amount if currency == policy.fee_currency else Decimal(0)


def _policy(situation: Situation) -> PartyPolicy | None:
    """Return the version in force on the day, of the Party that the first name asked about names."""
    party = str(situation.facts.get(situation.of[0]) or "")
    return policy_in_force(policy_versions(situation.world, party), situation.on)


def _names(found: object) -> tuple[str, ...]:
    return tuple(each.strip() for each in str(found or "").split(";") if each.strip())


def _told(refusal: Refusal) -> Missing:
    about = refusal.about
    return {"found": f"{about['field']}: {about['found']}", "expected": f"{about['field']}: {about['expected']}"}
