"""What waits for one Party: the steps that only somebody who acts for it may take."""

from __future__ import annotations

from datetime import datetime

from sextant.application.queries.waiting import Next
from sextant.domain.activity import Activity
from sextant.workflow.case import Actor
from sextant.workflow.need import Situation
from sextant.workflow.relations import stands
from sextant.workflow.world import World


def waits_for(party: str, found: Next, world: World, at: datetime) -> bool:
    """Return whether a step waits for somebody because they act for a Party, be it the host, another or itself."""
    for each in found.step.by:
        actor = Actor(party, each.role, party=party)
        if each.relation and stands(each.relation, Situation(world, found.run, found.step, actor, at)):
            return True
    return False


def concerns(party: str, subject: str, activity: Activity | None) -> bool:
    """Return whether a subject is a Party itself, or an activity that it hosts or takes part in."""
    if activity is None:
        return subject == party
    return party in activity.host_parties or party in activity.other_parties
