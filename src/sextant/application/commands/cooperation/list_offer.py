"""Somebody lists support that is available (8/CMA.4, 8), or lists it anew. Nobody has to concur."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sextant.application.cooperation import Cooperation, Said, Saying, Subject, key_of
from sextant.cooperation.approach_form import plain
from sextant.cooperation.journal import Kind, Line
from sextant.cooperation.offer_form import read_offer
from sextant.domain.refusal import Refusal, refuse


@dataclass(frozen=True, slots=True)
class ListOffer:
    """An offer as plain values; the id in it names it."""

    id: UUID
    actor: str
    form: Mapping[str, Any]
    at: datetime | None = None


def list_offer(command: ListOffer, cooperation: Cooperation) -> Said | Refusal:
    """Return what was written, or why not. Raises NotAForm.

    An offer that asks for something in return is listed as it is and marked; it fits no need.
    """
    offer = read_offer(command.form, cooperation.catalogue)

    def decide(lines: Sequence[Line], on: date) -> Refusal | None:
        if any(each.kind == Kind.WITHDRAWAL for each in lines):
            return refuse("offer_withdrawn", offer=offer.id)
        last = [each for each in lines if each.kind == Kind.OFFER]
        if last and read_offer(form_of(last[-1]), cooperation.catalogue) == offer:
            return refuse("offer_unchanged", offer=offer.id)
        return None

    body = plain(offer) | {"window": [offer.first.isoformat(), offer.last.isoformat()]}
    saying = Saying(command.id, Kind.OFFER, command.actor, body, command.at)
    return cooperation.add(key_of(Subject.OFFER, offer.id), saying, decide)


def form_of(line: Line) -> Mapping[str, Any]:
    """Return a listed offer as the form from which it is read."""
    return {key: value for key, value in line.body.items() if key not in ("first", "last")}
