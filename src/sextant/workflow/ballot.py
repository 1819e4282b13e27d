"""Decisions by ballot: whether what was voted so far takes a step. Everybody votes once; the last vote counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from sextant.workflow.case import Act
from sextant.workflow.cycle import DecidedBy, Decision

Number = Callable[[str], int | None]


def decided(rule: DecidedBy, ballots: Sequence[Act], number: Number, share: Callable[[str], str | None]) -> bool:
    """Return whether the ballots so far decide the step in favour.

    `at_least` and `all_of` are met by the vote that completes them. A majority is of those present and
    voting, and only with the quorum (3/CMA.3, annex, paragraphs 17 and 22).
    """
    last = {ballot.actor.name: ballot for ballot in ballots}
    in_favour = [ballot for ballot in last.values() if ballot.yes]
    if rule.form is Decision.ANY:
        return bool(in_favour)
    if rule.form is Decision.ALL_OF:
        return set(rule.roles) <= {ballot.actor.role for ballot in in_favour}
    if rule.form is Decision.AT_LEAST:
        wanted = _whole(rule.number, number)
        return wanted is not None and len(in_favour) >= wanted
    quorum = _whole(rule.quorum, number)
    wanted_share = _fraction(rule.share, share)
    if quorum is None or wanted_share is None or len(last) < quorum:
        return False
    return Fraction(len(in_favour), len(last)) >= wanted_share


def _whole(value: int | str | None, number: Number) -> int | None:
    return value if value is None or isinstance(value, int) else number(value)


def _fraction(value: str | None, share: Callable[[str], str | None]) -> Fraction | None:
    if value is None:
        return None
    text = value if value[0].isdigit() else share(value)
    return None if text is None else Fraction(text)
