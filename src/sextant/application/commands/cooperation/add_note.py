"""A progress note, a lesson, a case study, or feedback from outside, on a recorded approach (8/CMA.4, 7(a)(iii))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.commands.cooperation.known_approach import of_known
from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.form import code, text
from sextant.cooperation.journal import Kind, Told
from sextant.domain.refusal import Refusal, refuse

NOTES = ("progress", "lesson", "case_study", "feedback")
"""The kinds of notes; feedback comes from outside the approach."""


@dataclass(frozen=True, slots=True)
class AddNote:
    """What is told of an approach."""

    id: UUID
    actor: str
    reference: str
    kind: str
    text: str
    at: datetime | None = None


def add_note(command: AddNote, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    body = {"kind": code(command.kind, NOTES, "kind"), "text": text(command.text, "text")}

    def look(told: Told, on: date) -> Refusal | None:
        return None if told.recorded else refuse("approach_not_public", reference=command.reference)

    saying = Saying(command.id, Kind.NOTE, command.actor, body, command.at)
    return cooperation.add(
        key_of(Subject.APPROACH, command.reference), saying, of_known(cooperation, command.reference, look)
    )
