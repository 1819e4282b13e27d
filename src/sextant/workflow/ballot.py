"""Decisions by ballot: whether what was voted so far takes a step. Everybody votes once; the last vote counts.

Whoever abstains is present but does not vote (Decision 3/CMA.3, annex, paragraph 22): a ballot that states
`abstains` is no yes in any form of decision, and counts for the quorum of a majority only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from sextant.workflow.case import Act, Stated
from sextant.workflow.cycle import DecidedBy, Decision

ABSTAINS = "abstains"


class Voting(Protocol):
    """What a decision may know of a case."""

    @property
    def facts(self) -> Mapping[str, Stated]:
        """What is known of the subject."""
        ...

    def number(self, path: str) -> int | None:
        """Return a whole number in force."""
        ...

    def text(self, path: str) -> str | None:
        """Return a value in force as text."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """How a vote stands."""

    present: int
    voting: int
    in_favour: int


def abstains(ballot: Act) -> bool:
    """Whether a ballot is an abstention."""
    return ballot.stated.get(ABSTAINS) is True


def count(rule: DecidedBy, ballots: Sequence[Act]) -> Count:
    """Return how a vote stands; who closes it does not vote by closing it."""
    last = {ballot.actor.name: ballot for ballot in ballots if ballot.actor.role != rule.closed_by}
    voting = [ballot for ballot in last.values() if not abstains(ballot)]
    return Count(len(last), len(voting), sum(ballot.yes for ballot in voting))


def decided(rule: DecidedBy, ballots: Sequence[Act], known: Voting) -> bool:
    """Return whether the ballots so far decide the step in favour.

    `at_least`, `all_of` and `those_named` are met by the vote that completes them. A majority is of those
    present and voting, and only with the quorum (Decision 3/CMA.3, annex, paragraphs 17 and 22); where a
    role closes the vote, nothing is decided before it does.
    """
    last = {each.actor.name: each for each in ballots}.values()
    in_favour = [ballot for ballot in last if ballot.yes and not abstains(ballot)]
    match rule.form:
        case Decision.ANY:
            return bool(in_favour)
        case Decision.ALL_OF:
            return set(rule.roles) <= {ballot.actor.role for ballot in in_favour}
        case Decision.AT_LEAST:
            wanted = _whole(rule.number, known.number)
            return wanted is not None and len(in_favour) >= wanted
        case Decision.THOSE_NAMED:
            named = str(known.facts.get(rule.fact or "") or "")
            acting = {of for ballot in in_favour for of in (ballot.actor.entity, ballot.actor.party)}
            return any(bool(each) and set(each.split("+")) <= acting for each in named.split(";"))
        case Decision.MAJORITY:
            if rule.closed_by is not None and ballots[-1].actor.role != rule.closed_by:
                return False
            return carried(rule, count(rule, ballots), known)


def carried(rule: DecidedBy, found: Count, known: Voting) -> bool:
    """Return whether a vote that stands so has the quorum and the share."""
    quorum = _whole(rule.quorum, known.number)
    share = _fraction(rule.share, known.text)
    if quorum is None or share is None or found.present < quorum or not found.voting:
        return False
    return Fraction(found.in_favour, found.voting) >= share


def _whole(value: int | str | None, number: Callable[[str], int | None]) -> int | None:
    return value if value is None or isinstance(value, int) else number(value)


def _fraction(value: str | None, share: Callable[[str], str | None]) -> Fraction | None:
    if value is None:
        return None
    text = value if value[0].isdigit() else share(value)
    return None if text is None else Fraction(text)
