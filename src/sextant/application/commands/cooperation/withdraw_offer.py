"""A provider withdraws an offer, with a reason. It stays readable."""

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
class WithdrawOffer:
    """Which offer, and why."""

    id: UUID
    actor: str
    offer: str
    reason: str
    at: datetime | None = None


def withdraw_offer(command: WithdrawOffer, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm."""
    text(command.reason, "reason")

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        if not lines:
            return refuse("offer_unknown", offer=command.offer)
        withdrawn = any(each.kind == Kind.WITHDRAWAL for each in lines)
        return refuse("offer_withdrawn", offer=command.offer) if withdrawn else None

    saying = Saying(command.id, Kind.WITHDRAWAL, command.actor, {"reason": command.reason}, command.at)
    return cooperation.add(key_of(Subject.OFFER, command.offer), saying, decide)
