"""A national focal point submits the latest version, with the concurrence of every other Party (8/CMA.4, 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.commands.cooperation.known_approach import of_known, wrong_state
from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.form import text
from sextant.cooperation.journal import Kind, State, Told
from sextant.domain.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class SubmitApproach:
    """Who submits, as the focal point of which Party."""

    id: UUID
    actor: str
    reference: str
    party: str
    focal_point: str
    at: datetime | None = None


def submit_approach(command: SubmitApproach, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not: a Party that has not concurred is named. Raises NotAForm."""
    text(command.focal_point, "focal_point")

    def look(told: Told, on: date) -> Refusal | None:
        submitting = told.latest.approach.submitting_party
        if command.party != submitting:
            return refuse("not_the_submitting_party", found=command.party, expected=submitting)
        waiting = [each.party for each in told.consents.values() if not each.given]
        if waiting:
            return refuse("concurrence_missing", found=", ".join(waiting))
        # What a recorded approach needs besides consents is looked at when it is recorded.
        return wrong_state(told, State.READY, State.RETURNED, State.BELOW_MINIMUM)

    body = {"party": command.party, "focal_point": command.focal_point}
    saying = Saying(command.id, Kind.SUBMISSION, command.actor, body, command.at)
    return cooperation.add(
        key_of(Subject.APPROACH, command.reference), saying, of_known(cooperation, command.reference, look)
    )
