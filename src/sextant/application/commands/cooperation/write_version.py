"""Write the next version of an approach. It changes no earlier one, and asks the Parties again where it is material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.approach_form import plain, read_approach
from sextant.cooperation.journal import Kind, Line, State
from sextant.domain.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class WriteVersion:
    """A record as plain values; the reference in it names the approach."""

    id: UUID
    actor: str
    form: Mapping[str, Any]
    at: datetime | None = None


def write_version(command: WriteVersion, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm where the form holds what cannot stand in a record."""
    approach = read_approach(command.form, cooperation.catalogue)

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        told = cooperation.told(lines, on)
        if told is None:
            return None
        if told.state in (State.COMPLETED, State.WITHDRAWN):
            return refuse("approach_ended", reference=approach.reference, found=told.state.value)
        if told.latest.approach == approach:
            return refuse("version_unchanged", reference=approach.reference, version=told.latest.number)
        return None

    saying = Saying(command.id, Kind.VERSION, command.actor, plain(approach), command.at)
    return cooperation.add(key_of(Subject.APPROACH, approach.reference), saying, decide)
