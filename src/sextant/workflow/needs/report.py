"""Conditions on what a Party reported before it authorizes: that its initial report covers each approach."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.domain.agreement import listed
from sextant.workflow.need import Asks, Missing, Situation, need
from sextant.workflow.needs.text import known_beside
from sextant.workflow.report_coverage import ANNOUNCED, COVERS, Coverage, coverage_of

IDENTIFIER = "approach_identifier"


@need("initial_report_covers", Asks.FACT)
def initial_report_covers(situation: Situation) -> Missing | None:
    """A report of a Party covers each approach, or is announced for a day that has not passed: `[party, approach]`."""
    approaches = _coverages(situation)
    for approach, found in approaches:
        if found.submitted_on is not None:
            continue
        if found.announced_for is None:
            return {"found": f"{COVERS}: –", "expected": f"{COVERS}: {approach}"}
        if found.announced_for < situation.on:
            announced = found.announced_for.isoformat()
            return {"found": f"{ANNOUNCED}: {announced}", "expected": f"{COVERS}: {approach}"}
    return None


@need("initial_report_submitted", Asks.FACT)
def initial_report_submitted(situation: Situation) -> Missing | None:
    """A report of a Party that covers each approach was submitted, and not only announced: `[party, approach]`."""
    for approach, found in _coverages(situation):
        if found.submitted_on is None:
            announced = found.announced_for.isoformat() if found.announced_for is not None else "–"
            return {"found": f"{ANNOUNCED}: {announced}", "expected": f"{COVERS}: {approach}"}
    return None


def _coverages(situation: Situation) -> Iterator[tuple[str, Coverage]]:
    """Yield each approach that the second name names, with how reports of the Party, the first name, cover it."""
    party_fact, approach_fact = situation.of
    facts, world = situation.facts, situation.world
    party = str(facts.get(party_fact) or "")
    approaches = listed(facts.get(approach_fact)) or ("–",)
    for approach in approaches:
        identifier = str(known_beside(world, approach, IDENTIFIER) or "")
        yield approach, coverage_of(world, party, {approach, identifier} - {""})
