"""Conditions on names that are stated: they begin as the rules write them, or stand in a list of another subject."""

from __future__ import annotations

from sextant.workflow.case import Stated
from sextant.workflow.need import Asks, Missing, Situation, need
from sextant.workflow.needs.share import said
from sextant.workflow.world import World


@need("begins_with", Asks.STATED_AND_PARAMETER)
def begins_with(situation: Situation) -> Missing | None:
    """What is stated begins with the text that a parameter names."""
    if situation.only_asked:
        return None
    name, path = situation.of
    wanted = situation.known.text(path)
    if wanted is None:
        return {"rule": path}
    found = str(said(situation, name))
    return None if found.startswith(wanted) else {"found": found, "expected": f"{wanted}…"}


@need("listed_beside", Asks.FACTS_AND_STATED)
def listed_beside(situation: Situation) -> Missing | None:
    """Another subject, which a fact names, has something in one of its lists: `[who, list, what]`.

    What is asked about is stated with the step, or known of the subject.
    """
    if situation.only_asked:
        return None
    who, listed, what = situation.of
    found = said(situation, what)
    if found is None:
        found = situation.facts.get(what)
    subject = str(situation.stated.get(who) or situation.facts.get(who) or "")
    there = str(known_beside(situation.world, subject, listed) or "")
    if str(found) in {each.strip() for each in there.split(";")}:
        return None
    return {"found": str(found), "expected": there or "none"}


def known_beside(world: World, subject: str, fact: str) -> Stated:
    """Return a fact of one subject beside, as it is known now; of another subject beside it may differ."""
    found: Stated = None
    for each in world.history.beside:
        if each.subject == subject:
            found = each.facts.get(fact)
    for change in world.changes:
        case = change.opened or (change.transition.case if change.transition else None)
        if change.fact == fact and case is not None and world.runs[case].case.subject == subject:
            found = change.value
    return found
