"""Conditions on an agreement: that its terms can be compared, and that they allow what is authorized."""

from __future__ import annotations

from sextant.domain.agreement import AgreementBadly, agreement_from, beyond, listed
from sextant.workflow.agreement import agreement_of
from sextant.workflow.need import Asks, Missing, Situation, need


@need("agreement_well_formed")
def agreement_well_formed(situation: Situation) -> Missing | None:
    """What is stated are terms of an agreement with which authorizations can be compared."""
    if situation.only_asked:
        return None
    stated = {**situation.run.stated, **situation.stated}
    try:
        found = agreement_from(stated, approach=situation.run.case.subject, agreed_on=situation.on, ends_on=None)
    except AgreementBadly as error:
        return {"found": f"{error.name}: {error.found}", "expected": f"{error.name}: {error.expected}"}
    if len(set(found.parties)) < 2:
        name = "participating_parties"
        return {"found": f"{name}: {stated.get(name)}", "expected": f"{name}: 2"}
    return None


@need("agreement_allows", Asks.FACT)
def agreement_allows(situation: Situation) -> Missing | None:
    """The agreement of each approach that a fact names allows what is authorized, term by term.

    Where an approach is named and its terms are not known here, nothing is known to be allowed.
    """
    if situation.only_asked:
        return None
    for approach in listed(situation.facts.get(situation.of[0])):
        agreement = agreement_of(situation.world, approach)
        if agreement is None:
            return {"found": f"{approach}: –", "expected": f"{approach}: agreed_share"}
        against = next(beyond(agreement, situation.stated, situation.run.stated), None)
        if against is not None:
            clause = f"{against.term}: {against.expected} ({approach}; {agreement.agreed_on.isoformat()})"
            return {"found": f"{against.term}: {against.found}", "expected": clause}
    return None
