"""The platform records what was submitted, where it is complete. That is no approval (8/CMA.4, 9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.commands.cooperation.known_approach import of_known, wrong_state
from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.criteria import assess, stops
from sextant.cooperation.journal import Kind, State, Told
from sextant.domain.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class RecordApproach:
    """The submitted version is to become public."""

    id: UUID
    actor: str
    reference: str
    at: datetime | None = None


def record_approach(command: RecordApproach, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not: the rules that are missing or contradicted are named. Raises NotAForm."""

    def look(told: Told, on: date) -> Refusal | None:
        refusal = wrong_state(told, State.SUBMITTED)
        if refusal is not None:
            return refusal
        found = stops(assess(cooperation.ground(told.latest.approach, told, on)), cooperation.catalogue)
        if found:
            return refuse("record_incomplete", found=", ".join(f"{each.rule} {each.outcome}" for each in found))
        return None

    saying = Saying(command.id, Kind.RECORDING, command.actor, {}, command.at)
    return cooperation.add(
        key_of(Subject.APPROACH, command.reference), saying, of_known(cooperation, command.reference, look)
    )
