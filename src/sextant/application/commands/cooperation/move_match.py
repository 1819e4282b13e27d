"""A match of a need and an offer: the comparison may suggest it, everything after that is for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.form import text
from sextant.cooperation.journal import Kind, Line
from sextant.cooperation.offer_state import MatchState, match_standing, may_move
from sextant.domain.refusal import Refusal, refuse

ENGINE = "comparison of needs and offers"
"""The actor of suggestions; it may do nothing else."""


@dataclass(frozen=True, slots=True)
class MoveMatch:
    """Which need and offer, where to, and what was said."""

    id: UUID
    actor: str
    need: str
    offer: str
    state: MatchState
    note: str
    at: datetime | None = None


def match_reference(need: str, offer: str) -> str:
    """Return the reference of the match of a need and an offer."""
    return f"{need}~{offer}"


def move_match(command: MoveMatch, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    text(command.note, "note")

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        by_engine = command.actor == ENGINE
        suggested = command.state is MatchState.SUGGESTED
        if by_engine != suggested:
            return refuse("match_moved_by_people", found=command.state.value, by=command.actor)
        standing = match_standing(lines, cooperation.catalogue.parameter("match_lapse_days", on), on)
        if standing is None:
            return None if suggested else refuse("match_unknown", need=command.need, offer=command.offer)
        if suggested or not may_move(standing.state, command.state):
            return refuse("match_step_wrong", found=standing.state.value, expected=command.state.value)
        return None

    body = {"state": command.state.value, "note": command.note, "need": command.need, "offer": command.offer}
    saying = Saying(command.id, Kind.MOVE, command.actor, body, command.at)
    return cooperation.add(key_of(Subject.MATCH, match_reference(command.need, command.offer)), saying, decide)
