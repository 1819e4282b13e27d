"""All offers by the end of a day, and who provides them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sextant.application.commands.cooperation.list_offer import form_of
from sextant.application.cooperation import Cooperation, Subject
from sextant.cooperation.journal import Kind
from sextant.cooperation.offer_form import read_offer
from sextant.cooperation.offer_state import OfferState, offer_state
from sextant.cooperation.record import Offer


@dataclass(frozen=True, slots=True)
class Listed:
    """An offer as it stands on a day."""

    offer: Offer
    state: OfferState
    listed_on: date
    tied_to: tuple[str, ...]
    """Conditions that make it a transaction; with any of them it fits no need."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody who offers support. Being listed is no accreditation: the decisions know none."""

    name: str
    kind: str
    party: str | None
    contact: str
    offers: tuple[Listed, ...]


def offers(cooperation: Cooperation, on: date) -> list[Listed]:
    """Return the offers that were there by the end of a day, withdrawn and expired ones too, by their ids."""
    forbidden = frozenset(cooperation.catalogue.parameter("matching_forbidden_conditions", on))
    found = []
    for reference in cooperation.references(Subject.OFFER):
        lines = [each for each in cooperation.lines(Subject.OFFER, reference) if each.at.date() <= on]
        written = [each for each in lines if each.kind == Kind.OFFER]
        if written:
            offer = read_offer(form_of(written[-1]), cooperation.catalogue)
            tied = tuple(each for each in offer.conditions if each in forbidden)
            found.append(Listed(offer, offer_state(lines, offer.last, on), lines[0].at.date(), tied))
    return found


def providers(listed: list[Listed]) -> list[Provider]:
    """Return the directory of those who offer, by name."""
    names = sorted({each.offer.provider for each in listed})
    found = []
    for name in names:
        own = tuple(each for each in listed if each.offer.provider == name)
        last = own[-1].offer
        found.append(Provider(name, last.provider_kind, last.provider_party, last.contact, own))
    return found
