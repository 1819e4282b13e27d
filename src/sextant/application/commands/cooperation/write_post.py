"""Somebody writes in the forum; the first post opens the topic (8/CMA.4, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.form import text
from sextant.cooperation.journal import Kind, Line
from sextant.domain.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class WritePost:
    """A post to a topic. The first one gives its title, and the approach that it is about."""

    id: UUID
    actor: str
    topic: str
    text: str
    title: str | None = None
    approach: str | None = None
    at: datetime | None = None


def write_post(command: WritePost, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    text(command.topic, "topic")
    body = {"text": text(command.text, "text")}
    if command.title is not None:
        body["title"] = text(command.title, "title")
    if command.approach is not None:
        body["approach"] = text(command.approach, "approach")

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        if not lines and command.title is None:
            return refuse("topic_without_title", topic=command.topic)
        return None

    saying = Saying(command.id, Kind.POST, command.actor, body, command.at)
    return cooperation.add(key_of(Subject.TOPIC, command.topic), saying, decide)
