"""A Party answers the latest version for itself: it consents, declines, or leaves later on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.commands.cooperation.known_approach import of_known
from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.form import text
from sextant.cooperation.journal import Answer, Kind, State, Told
from sextant.domain.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """What one Party says, and where that can be read. `version` is the one that the Party has read."""

    id: UUID
    actor: str
    reference: str
    party: str
    answer: Answer
    version: int
    evidence: str
    at: datetime | None = None


def answer_version(command: AnswerVersion, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    text(command.evidence, "evidence")

    def look(told: Told, on: date) -> Refusal | None:
        if command.party not in told.consents:
            expected = ", ".join(told.consents)
            return refuse("party_not_in_approach", party=command.party, expected=expected)
        if told.state in (State.COMPLETED, State.WITHDRAWN):
            return refuse("approach_ended", reference=command.reference, found=told.state.value)
        if command.version != told.latest.number:
            return refuse("version_not_the_latest", found=command.version, expected=told.latest.number)
        said = told.consents[command.party].answer
        if said is command.answer or (command.answer is Answer.LEFT and said is not Answer.CONSENTED):
            return refuse("answer_out_of_order", party=command.party, found=said.value, expected=command.answer.value)
        return None

    body = {
        "party": command.party,
        "answer": command.answer.value,
        "version": command.version,
        "evidence": command.evidence,
    }
    saying = Saying(command.id, Kind.ANSWER, command.actor, body, command.at)
    return cooperation.add(
        key_of(Subject.APPROACH, command.reference), saying, of_known(cooperation, command.reference, look)
    )
