"""Conditions on quantities that are stated: parts add up, a part is the share agreed, a share is the usual one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from sextant.domain.rounding import Rounding, rounded
from sextant.rules.issuance import Division
from sextant.workflow.case import Stated
from sextant.workflow.need import Asks, Missing, Situation, need
from sextant.workflow.quantities import NONE, Quantities, QuantitiesBadly, quantities, written


@need("adds_up", Asks.STATED_NAMES)
def adds_up(situation: Situation) -> Missing | None:
    """The first of what is stated is the sum of the others, vintage by vintage: `[whole, part, part]`."""
    if situation.only_asked:
        return None
    try:
        whole, *parts = (_read(said(situation, name)) for name in situation.of)
    except QuantitiesBadly as error:
        return {"found": error.found, "expected": "2026: 9000; 2027: 4000"}
    total: Quantities = {}
    for part in parts:
        for vintage, quantity in part.items():
            total[vintage] = total.get(vintage, 0) + quantity
    same = _without_nothing(total) == _without_nothing(whole)
    return None if same else {"found": written(total), "expected": written(whole)}


@need("shared_by", Asks.STATED_FACT_AND_PARAMETER)
def shared_by(situation: Situation) -> Missing | None:
    """A part is the share of the whole that a fact names, rounded by a policy: `[whole, part, share, rounding]`."""
    if situation.only_asked:
        return None
    name, part, fact, policy = situation.of
    share, rounding = fraction(situation.facts.get(fact)), situation.known.text(policy)
    if rounding is None:
        return {"rule": policy}
    try:
        whole, found = (sum(_read(said(situation, each)).values()) for each in (name, part))
    except QuantitiesBadly as error:
        return {"found": error.found, "expected": "2026: 9000; 2027: 4000"}
    if share is None:
        return {"found": str(situation.facts.get(fact)), "expected": fact}
    wanted = share_of(whole, share, Rounding(rounding))
    return None if found == wanted else {"found": found, "expected": wanted}


@need("is_usual", Asks.STATED_AND_PARAMETER)
def is_usual(situation: Situation) -> Missing | None:
    """A share that is stated is the one that a parameter names."""
    if situation.only_asked:
        return None
    name, path = situation.of
    usual = situation.known.text(path)
    if usual is None:
        return {"rule": path}
    found = fraction(said(situation, name))
    same = found is not None and found == fraction(usual)
    return None if same else {"found": str(said(situation, name)), "expected": usual}


@need("agrees_with", Asks.STATED_NAMES)
def agrees_with(situation: Situation) -> Missing | None:
    """What is stated is what was stated under another name before, here or in a case above: `[own, earlier]`."""
    if situation.only_asked:
        return None
    own, earlier = situation.of
    found, expected = situation.stated.get(own), _before(situation, earlier)
    try:
        same = _without_nothing(_read(found)) == _without_nothing(_read(expected))
    except QuantitiesBadly:
        same = found == expected
    return None if same else {"found": str(found), "expected": str(expected)}


@need("quantity_at_most", Asks.STATED_NAMES)
def quantity_at_most(situation: Situation) -> Missing | None:
    """The first quantity of what is stated is not above the second: `[part, whole]`."""
    if situation.only_asked:
        return None
    try:
        found, limit = (sum(_read(said(situation, name)).values()) for name in situation.of)
    except QuantitiesBadly as error:
        return {"found": error.found, "expected": "2026: 9000; 2027: 4000"}
    return None if found <= limit else {"found": found, "expected": limit}


@need("is_nothing", Asks.STATED)
def is_nothing(situation: Situation) -> Missing | None:
    """Each quantity that is stated is nothing."""
    return _amount(situation, wanted=False)


@need("is_something", Asks.STATED)
def is_something(situation: Situation) -> Missing | None:
    """Each quantity that is stated is more than nothing."""
    return _amount(situation, wanted=True)


def _amount(situation: Situation, *, wanted: bool) -> Missing | None:
    for name in () if situation.only_asked else situation.of:
        try:
            found = sum(_read(situation.stated.get(name)).values())
        except QuantitiesBadly as error:
            return {"found": error.found, "expected": "2026: 9000; 2027: 4000"}
        if (found > 0) is not wanted:
            return {"found": found, "expected": "1…" if wanted else NONE}
    return None


@need("vintages_from", Asks.STATED_AND_PARAMETER)
def vintages_from(situation: Situation) -> Missing | None:
    """No vintage of a quantity that is stated is before the year that a parameter names."""
    if situation.only_asked:
        return None
    name, path = situation.of
    first = situation.known.number(path)
    if first is None:
        return {"rule": path}
    try:
        early = sorted(year for year in _read(said(situation, name)) if year is not None and year < first)
    except QuantitiesBadly as error:
        return {"found": error.found, "expected": "2026: 9000; 2027: 4000"}
    return {"found": early[0], "expected": first} if early else None


@need("agreed_by_all", Asks.STATED_NAMES)
def agreed_by_all(situation: Situation) -> Missing | None:
    """Whoever has said yes to the step so far stated the same."""
    cast = situation.run.ballots.get(situation.step.name, [])
    others = {ballot.actor.name: ballot for ballot in cast if ballot.actor.name != situation.actor.name}
    for ballot in () if situation.only_asked else others.values():
        for name in situation.of:
            found, expected = situation.stated.get(name), ballot.stated.get(name)
            if ballot.yes and found != expected:
                return {"found": str(found), "expected": str(expected)}
    return None


def share_of(whole: int, share: Fraction, rounding: Rounding) -> int:
    """Return the whole units that are a share of so many; what is left is the other side's, so that both add up."""
    return rounded(share * whole, rounding)


def fraction(value: Stated) -> Fraction | None:
    """Return a share as written, such as 0.5 or 1/3, or none where it is no number."""
    try:
        text = str(value)
        return Fraction(text) if "/" in text else Fraction(Decimal(text))
    except (InvalidOperation, ValueError, ZeroDivisionError, OverflowError):
        return None


def said(situation: Situation, name: str) -> Stated:
    """Return what is stated with the step, else what was last stated here or in a case above."""
    return situation.stated[name] if name in situation.stated else _before(situation, name)


def _read(stated: Stated) -> Quantities:
    """Return a quantity: by vintage, or one whole number. Raises QuantitiesBadly."""
    return quantities(stated, Division.VINTAGE if ":" in str(stated) else Division.WHOLE)


def _before(situation: Situation, name: str) -> Stated:
    for run in situation.world.chain(situation.run):
        if name in run.stated:
            return run.stated[name]
    return None


def _without_nothing(found: Quantities) -> Quantities:
    return {vintage: quantity for vintage, quantity in found.items() if quantity}
