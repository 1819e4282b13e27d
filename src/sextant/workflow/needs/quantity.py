"""Conditions on quantities that are stated: none is more than a rule, or another quantity, allows."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from sextant.workflow.need import Asks, Missing, Situation, need


@need("at_most", Asks.STATED_AND_LIMIT)
def at_most(situation: Situation) -> Missing | None:
    """What is stated is at most a limit: `[stated, parameter]`, or `[stated, something else stated or known]`."""
    name, limit = situation.of
    stated = situation.stated.get(name, situation.run.stated.get(name))
    found, most = _number(stated), _number(_limit(situation, limit))
    if most is None and situation.only_asked and "." not in limit:
        return None
    if found is not None and most is not None and found <= most:
        return None
    if stated is None and situation.only_asked:
        return None
    return {"found": str(stated), "expected": None if most is None else f"{most:f}"}


def _limit(situation: Situation, name: str) -> object:
    if "." in name:
        written = situation.known.text(name)
        # Rules write thousands apart, as 60,000.
        return None if written is None else written.replace(",", "")
    return situation.stated.get(name, situation.run.stated.get(name, situation.facts.get(name)))


def _number(value: object) -> Decimal | None:
    """Return a number of at least 0 that is stated or ruled, exactly; none for what is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None
