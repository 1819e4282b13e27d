"""Acts on an approach that carry a reason: it is returned, challenged, completed or withdrawn. Nothing is deleted.

A challenge is a public note that the record contradicts a rule; only the submitting side cures it, by a new version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.commands.cooperation.known_approach import of_known, wrong_state
from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.form import text
from sextant.cooperation.journal import Kind, State, Told
from sextant.domain.refusal import Refusal

_OPEN = (
    State.DRAFT, State.CONCURRENCE_OPEN, State.READY, State.SUBMITTED, State.RETURNED, State.RECORDED,
    State.CHALLENGED, State.BELOW_MINIMUM,
)  # fmt: skip
FROM: dict[Kind, tuple[State, ...]] = {
    Kind.RETURN: (State.SUBMITTED,),
    Kind.CHALLENGE: (State.RECORDED, State.BELOW_MINIMUM),
    Kind.COMPLETION: (State.RECORDED,),
    Kind.WITHDRAWAL: _OPEN,
}
"""The states in which each of these acts is possible."""


@dataclass(frozen=True, slots=True)
class SayWithReason:
    """One of the acts in `FROM`, and why."""

    id: UUID
    kind: Kind
    actor: str
    reference: str
    reason: str
    at: datetime | None = None


def say_with_reason(command: SayWithReason, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    text(command.reason, "reason")

    def look(told: Told, on: date) -> Refusal | None:
        return wrong_state(told, *FROM[command.kind])

    saying = Saying(command.id, command.kind, command.actor, {"reason": command.reason}, command.at)
    return cooperation.add(
        key_of(Subject.APPROACH, command.reference), saying, of_known(cooperation, command.reference, look)
    )
