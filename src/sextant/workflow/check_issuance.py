"""Whether a step that issues units states what the rule of issuance reads, and its case has the dates and facts."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.rules.reading import Names
from sextant.workflow.check_needs import stated_in
from sextant.workflow.cycle import Cycle, Deed, Step
from sextant.workflow.declared import Declared


def faults_of_issuance(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    """Yield what is wrong with the issuance of a step, one sentence each."""
    if step.deed is not Deed.ISSUANCE:
        return
    rule = every.issuance
    if rule is None:
        if not every.lost_rules:
            yield f"{where}.deed: issuance.yaml is missing; it says what an issuance brings into being"
        return
    for name in rule.stated:
        if name not in step.states_data:
            yield f"{where}.deed: an issuance reads {name}, and nobody states it; add it to `states`"
    stated = Names(stated_in(cycle, every), every.lost)
    for name in (rule.requested, *(() if rule.certified is None else (rule.certified,))):
        if name not in stated:
            yield f"{where}.deed: an issuance reads {name}, and no step of the case states it; add it to `states`"
    for date in (rule.first, rule.last):
        if date not in every.dates:
            yield f"{where}.deed: an issuance reads the date {date}, and the case never has it; set it in a step"
    for each in rule.issued:
        if each.expires is not None and "." not in each.expires and each.expires not in every.dates:
            fault = f"an issuance reads the date {each.expires}, and the case never has it; set it in a step"
            yield f"{where}.deed: {fault}"
        paths = (path for path in (each.expires, each.commitment_period) if path is not None and "." in path)
        for path in (path for path in paths if every.no_parameter(path)):
            yield f"{where}.deed: there is no parameter {path}; declare it under parameters"
    for fact in sorted(rule.facts):
        if fact not in every.facts:
            yield f"{where}.deed: an issuance asks about {fact}, and no step records that fact; record it or declare it"
