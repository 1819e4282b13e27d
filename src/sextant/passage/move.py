"""May an activity move from one mechanism to another, and what is lost? Answered from data and from facts alone.

A fact that nobody states is unknown, and so is every condition that rests on it: the answer is then "not known", never
"yes". Numbers and days come from the rulebooks; the conditions and losses are rows of `data/moves.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sextant.domain.label import Label
from sextant.domain.source import Source

Known = str | bool | date
Rule = Callable[[str], int | date | None]
"""The value of a parameter on the day of the question, or none where it is not in force."""


class Met(StrEnum):
    """What came of a condition."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    DOES_NOT_APPLY = "does_not_apply"


class Verdict(StrEnum):
    """The answer to the question."""

    MAY = "may"
    MAY_NOT = "may_not"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a condition compares with: of a parameter, or so many days after another fact."""

    parameter: str | None = None
    fact: str | None = None
    days: str | None = None
    """The parameter with the number of days after the fact."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that has to be so: a fact that is one of some values, or a day not before or after another."""

    name: str
    says: Label
    source: Source
    fact: str
    wanted: tuple[Known, ...] = ()
    earliest: Day | None = None
    latest: Day | None = None
    unless: str | None = None
    """A fact under which the condition does not matter."""
    when: str | None = None
    """A fact without which the condition does not matter."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What the activity loses, or takes upon itself, by moving; always, or where a fact is so."""

    name: str
    says: Label
    source: Source
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one mechanism to another."""

    name: str
    begins: str
    ends: str
    label: Label
    conditions: tuple[Condition, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A condition with what came of it: what was found, and the day that it was held against."""

    condition: Condition
    met: Met
    found: Known | None
    limit: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered for one activity."""

    move: Move
    verdict: Verdict
    checked: tuple[Checked, ...]
    losses: tuple[Loss, ...]
    perhaps: tuple[Loss, ...]
    """Losses that depend on a fact which is not known."""


def answer(move: Move, facts: Mapping[str, Known], rule: Rule) -> Answer:
    """Return whether an activity may take a move, each condition with what was found, and what it loses."""
    checked = tuple(_check(each, facts, rule) for each in move.conditions)
    found = {each.met for each in checked}
    verdict = Verdict.MAY_NOT if Met.NO in found else Verdict.NOT_KNOWN if Met.UNKNOWN in found else Verdict.MAY
    losses = tuple(each for each in move.losses if each.when is None or facts.get(each.when) is True)
    perhaps = tuple(each for each in move.losses if each.when is not None and each.when not in facts)
    return Answer(move, verdict, checked, losses, perhaps)


def _check(condition: Condition, facts: Mapping[str, Known], rule: Rule) -> Checked:
    spared = condition.unless is not None and facts.get(condition.unless) is True
    if spared or (condition.when is not None and facts.get(condition.when) is False):
        return Checked(condition, Met.DOES_NOT_APPLY, None)
    found = facts.get(condition.fact)
    if found is None:
        return Checked(condition, Met.UNKNOWN, None)
    if condition.wanted:
        return Checked(condition, Met.YES if found in condition.wanted else Met.NO, found)
    if not isinstance(found, date):
        return Checked(condition, Met.UNKNOWN, found)
    for bound, is_latest in ((condition.earliest, False), (condition.latest, True)):
        if bound is None:
            continue
        limit = _day(bound, facts, rule)
        if limit is None:
            return Checked(condition, Met.UNKNOWN, found)
        if (found > limit) if is_latest else (found < limit):
            return Checked(condition, Met.NO, found, limit)
        if condition.latest is None or is_latest:
            return Checked(condition, Met.YES, found, limit)
    return Checked(condition, Met.YES, found)


def _day(bound: Day, facts: Mapping[str, Known], rule: Rule) -> date | None:
    if bound.parameter is not None:
        found = rule(bound.parameter)
        return found if isinstance(found, date) else None
    begins, days = facts.get(bound.fact or ""), rule(bound.days or "")
    if not isinstance(begins, date) or not isinstance(days, int):
        return None
    return begins + timedelta(days=days)
