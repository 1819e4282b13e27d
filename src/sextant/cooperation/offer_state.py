"""Where an offer and a match stand. Only people move a match: the comparison may only suggest one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sextant.cooperation.journal import Kind, Line


class OfferState(StrEnum):
    """Where an offer stands on a day."""

    LISTED = "listed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class MatchState(StrEnum):
    """Where a match stands."""

    SUGGESTED = "suggested"
    VIEWED = "viewed"
    CONTACTED = "contacted"
    DISCUSSING = "discussing"
    AGREED = "agreed"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    DECLINED = "declined"
    LAPSED = "lapsed"


NEXT: Mapping[MatchState, tuple[MatchState, ...]] = {
    MatchState.SUGGESTED: (MatchState.VIEWED,),
    MatchState.VIEWED: (MatchState.CONTACTED,),
    MatchState.CONTACTED: (MatchState.DISCUSSING,),
    MatchState.DISCUSSING: (MatchState.AGREED,),
    MatchState.AGREED: (MatchState.DELIVERING,),
    MatchState.DELIVERING: (MatchState.DELIVERED,),
}
"""What a person may move a match to; declined is possible until it is delivered."""

ENDED = (MatchState.DELIVERED, MatchState.DECLINED, MatchState.LAPSED)


@dataclass(frozen=True, slots=True)
class MatchStanding:
    """Where a match stands, since when, and who moved it there."""

    state: MatchState
    since: date
    by: str


def may_move(before: MatchState, after: MatchState) -> bool:
    """Return whether a person may move a match from one state to another."""
    if before in ENDED:
        return False
    return after is MatchState.DECLINED or after in NEXT.get(before, ())


def match_standing(lines: Sequence[Line], lapse_days: int, on: date) -> MatchStanding | None:
    """Return where a match stands on a day; it lapses by itself after days without a move. None before the first."""
    moves = [each for each in lines if each.kind == Kind.MOVE and each.at.date() <= on]
    if not moves:
        return None
    last = moves[-1]
    state, since = MatchState(last.body["state"]), last.at.date()
    if state not in ENDED and on > since + timedelta(days=lapse_days):
        return MatchStanding(MatchState.LAPSED, since + timedelta(days=lapse_days), last.actor)
    return MatchStanding(state, since, last.actor)


def offer_state(lines: Sequence[Line], last_day: date, on: date) -> OfferState:
    """Return where an offer stands on a day."""
    if any(each.kind == Kind.WITHDRAWAL and each.at.date() <= on for each in lines):
        return OfferState.WITHDRAWN
    return OfferState.EXPIRED if last_day < on else OfferState.LISTED
