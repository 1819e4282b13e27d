"""Conditions on what is known of the subject, and on what the actor confirms or has stated before."""

from __future__ import annotations

from sextant.workflow.need import Asks, Missing, Situation, need


@need("fact", Asks.FACT)
def fact(situation: Situation) -> Missing | None:
    """A fact of the subject is true, or at least one of several."""
    facts = situation.facts
    if any(_is_so(facts.get(name)) for name in situation.of):
        return None
    return {"found": "no", "expected": ", ".join(situation.of)}


@need("not_fact", Asks.FACT)
def not_fact(situation: Situation) -> Missing | None:
    """None of these facts of the subject is true."""
    facts = situation.facts
    found = [name for name in situation.of if _is_so(facts.get(name))]
    return {"found": ", ".join(found), "expected": "none"} if found else None


@need("confirmed", Asks.STATED)
def confirmed(situation: Situation) -> Missing | None:
    """The actor confirms each of these with the step."""
    for name in situation.of:
        if situation.stated.get(name) is not True:
            return {"found": "no", "expected": name}
    return None


@need("said", Asks.STATED)
def said(situation: Situation) -> Missing | None:
    """Each of these was stated to be so earlier in the case."""
    for name in situation.of:
        if situation.run.stated.get(name) is not True:
            return {"found": "no", "expected": name}
    return None


@need("not_said", Asks.STATED)
def not_said(situation: Situation) -> Missing | None:
    """None of these was stated to be so earlier in the case."""
    for name in situation.of:
        if situation.run.stated.get(name) is True:
            return {"found": name, "expected": "none"}
    return None


@need("repeats", Asks.STATED)
def repeats(situation: Situation) -> Missing | None:
    """The actor states each of these as it was stated last in the case; who only asks is believed."""
    for name in situation.of:
        before = situation.run.stated.get(name)
        if before is None or (not situation.only_asked and situation.stated.get(name) != before):
            return {"found": str(situation.stated.get(name)), "expected": str(before)}
    return None


def _is_so(value: object) -> bool:
    return value is True or (isinstance(value, str) and bool(value))
