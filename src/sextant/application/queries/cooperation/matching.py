"""Which offers fit the needs of recorded approaches, and how far they would cover them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sextant.application.commands.cooperation.move_match import match_reference
from sextant.application.cooperation import Cooperation, Subject
from sextant.application.queries.cooperation.approaches import Known, approaches
from sextant.application.queries.cooperation.offers import offers
from sextant.cooperation.coverage import Plan, plan
from sextant.cooperation.matching import Method, Need, sensitivity
from sextant.cooperation.needs import method_on, needs_of
from sextant.cooperation.offer_state import MatchStanding, OfferState, match_standing
from sextant.cooperation.record import Offer


@dataclass(frozen=True)
class Planned:
    """A need with its plan, what the order of offers rests on, and where talks with the providers stand."""

    known: Known
    need: Need
    plan: Plan
    method: Method
    points: int
    """By how many points each weight is moved in `sensitivity`."""
    sensitivity: dict[str, dict[str, list[str]]]
    talks: dict[str, MatchStanding]
    """By the id of the offer."""


def open_offers(cooperation: Cooperation, on: date) -> list[Offer]:
    """Return the offers that are listed on a day."""
    return [each.offer for each in offers(cooperation, on) if each.state is OfferState.LISTED]


def open_needs(cooperation: Cooperation, on: date) -> list[tuple[Known, Need]]:
    """Return the needs of the public versions against which nothing stands, in the order of the approaches."""
    found = []
    for known in approaches(cooperation, on, public=True):
        if known.told.matchable:
            found += [(known, each) for each in needs_of(known.shown.approach, cooperation.catalogue)]
    return found


def planned(cooperation: Cooperation, known: Known, need: Need, available: list[Offer], on: date) -> Planned:
    """Return the plan for one need on a day."""
    method = method_on(cooperation.catalogue, on)
    points = cooperation.catalogue.parameter("matching_sensitivity_points", on)
    lapse = cooperation.catalogue.parameter("match_lapse_days", on)
    talks: dict[str, MatchStanding] = {}
    for each in available:
        lines = cooperation.lines(Subject.MATCH, match_reference(need.id, each.id))
        standing = match_standing(lines, lapse, on)
        if standing is not None:
            talks[each.id] = standing
    order = sensitivity(need, available, method, points)
    return Planned(known, need, plan(need, available, method), method, points, order, talks)
