"""How an actor can stand to the subject of a case. Importing this module declares every relation.

Facts that name several Parties or entities divide them by `;` (or `+` where they act together only).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sextant.workflow.need import Situation, relation


def _named(situation: Situation, fact: str) -> frozenset[str]:
    value = situation.facts.get(fact)
    return (
        frozenset(part.strip() for part in re.split(r"[;+]", value) if part.strip())
        if isinstance(value, str)
        else (frozenset())
    )


def _party_in(fact: str) -> Callable[[Situation], bool]:
    return lambda situation: situation.actor.party in _named(situation, fact)


def _entity_in(fact: str) -> Callable[[Situation], bool]:
    return lambda situation: situation.actor.entity in _named(situation, fact)


relation("host_party_of_subject")(_party_in("host_party"))
relation("participating_party_of_subject")(_party_in("participating_parties"))
relation("participant_of_subject")(_entity_in("participants"))
relation("doe_of_validation")(_entity_in("validated_by"))
relation("doe_of_verification")(_entity_in("verified_by"))
relation("focal_point_for_forwarding")(_entity_in("focal_points_for_forwarding"))
relation("focal_point_for_changes_of_communication")(_entity_in("focal_points_for_changes_of_communication"))
relation("focal_point_for_all_other_matters")(_entity_in("focal_points_for_all_other_matters"))


@relation("who_filed_the_request")
def who_filed_the_request(situation: Situation) -> bool:
    """The actor acts for the entity that opened this case in the same role, or else the nearest case above."""
    for run in situation.world.chain(situation.run):
        if run.opened_by is not None and run.opened_by.actor.role == situation.actor.role:
            return run.opened_by.actor.entity == situation.actor.entity
    return False


@relation("party_of_subject")
def party_of_subject(situation: Situation) -> bool:
    """The actor acts for the Party that is itself the subject of the case."""
    return situation.actor.party is not None and situation.actor.party == situation.run.case.subject


@relation("who_asked_for_this")
def who_asked_for_this(situation: Situation) -> bool:
    """The actor acts for the Party or entity whose act opened this case."""
    opened = situation.run.opened_by
    if opened is None:
        return False
    same_party = opened.actor.party is not None and opened.actor.party == situation.actor.party
    return same_party or (opened.actor.entity is not None and opened.actor.entity == situation.actor.entity)
