"""A moderator hides a post with a reason, or shows it again. No post is deleted."""

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
class ModeratePost:
    """Which post of which topic, whether it is hidden from now on, and why."""

    id: UUID
    actor: str
    topic: str
    post: int
    hidden: bool
    reason: str
    at: datetime | None = None


def moderate_post(command: ModeratePost, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    text(command.reason, "reason")

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        posts = [number for number, each in enumerate(lines, start=1) if each.kind == Kind.POST]
        return None if command.post in posts else refuse("post_unknown", topic=command.topic, post=command.post)

    body = {"post": command.post, "hidden": command.hidden, "reason": command.reason}
    saying = Saying(command.id, Kind.MODERATION, command.actor, body, command.at)
    return cooperation.add(key_of(Subject.TOPIC, command.topic), saying, decide)
