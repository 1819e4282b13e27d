"""Conditions on a Party's own policy: that a version is written as it should be, and that it allows what is asked."""

from __future__ import annotations

from sextant.domain.party_policy import (
    Asked,
    PolicyBadly,
    objections,
    policy_from,
    policy_in_force,
    unanswered,
)
from sextant.domain.refusal import Refusal
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
    policy = policy_in_force(
        policy_versions(situation.world, str(situation.facts.get(situation.of[0]) or "")), situation.on
    )
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
    )
    against = [
        *objections(policy, asked),
        *unanswered(policy, str(stated.get("template_used")), answers_of(stated.get("answers"))),
    ]
    return _told(against[0]) if against else None


def _names(found: object) -> tuple[str, ...]:
    return tuple(each.strip() for each in str(found or "").split(";") if each.strip())


def _told(refusal: Refusal) -> Missing:
    about = refusal.about
    return {"found": f"{about['field']}: {about['found']}", "expected": f"{about['field']}: {about['expected']}"}
