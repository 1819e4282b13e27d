"""The versions of a Party's policy, read from its cases: each adoption is one, and none is ever edited."""

from __future__ import annotations

from collections.abc import Mapping

from sextant.domain.party_policy import PartyPolicy, PolicyBadly, policy_from
from sextant.workflow.case import Stated
from sextant.workflow.world import World

ADOPTED_BY = "adopt_policy"
"""The step by which a rulebook lets a Party adopt a version of its policy."""


def policy_versions(world: World, party: str) -> tuple[PartyPolicy, ...]:
    """Return the versions that a Party adopted, in their order, as far as this world shows the Party's own cases."""
    found: list[PartyPolicy] = []
    for run in world.runs.values():
        if run.case.subject != party:
            continue
        calendar = world.rules.calendar(run.cycle.path)
        for taken in run.transitions:
            if taken.step == ADOPTED_BY and taken.act is not None:
                try:
                    number, day = len(found) + 1, calendar.day_of(taken.act.at)
                    found.append(policy_from(taken.act.stated, party=party, version=number, adopted_on=day))
                except PolicyBadly:
                    # Nothing that is not written as it should be was let in; a journal of elsewhere might hold it.
                    continue
    return tuple(found)


def answers_of(text: Stated) -> Mapping[str, str]:
    """Return the answers of an application, written as `field: answer` and divided by `;`."""
    pairs = (each.partition(":") for each in str(text or "").split(";"))
    return {name.strip(): answer.strip() for name, _, answer in pairs if name.strip()}
