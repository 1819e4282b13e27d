"""One need against one offer: which gates fail, and a score whose every part can be read.

Not a method of the UNFCCC, and never a ranking of Parties: the offers are put in an order for one need. All gates
are looked at and all that fail are told. Scores are exact fractions; a component that does not exist drops out, and
its weight is shown as unused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sextant.cooperation.record import Offer, OfferLine


class Gate(StrEnum):
    """What keeps an offer from a need, in the order in which it is told."""

    QUID_PRO_QUO = "QUID_PRO_QUO"
    WINDOW = "WINDOW"
    STAGE = "STAGE"
    REGION = "REGION"
    FOCUS = "FOCUS"
    TYPE = "TYPE"


@dataclass(frozen=True, slots=True)
class WantedLine:
    """One line of a need, as far as an offer is compared with it."""

    type: str
    instrument: str | None = None
    amount: int | None = None
    currency: str | None = None

    @property
    def monetary(self) -> bool:
        """Return whether it asks for an amount."""
        return self.amount is not None


@dataclass(frozen=True, slots=True)
class Need:
    """What one host Party needs at one stage."""

    id: str
    host: str
    subregion: str | None
    region: str | None
    groups: tuple[str, ...]
    focus: tuple[str, ...]
    sdgs: tuple[int, ...]
    stage: str
    first: date
    last: date
    lines: tuple[WantedLine, ...]


@dataclass(frozen=True)
class Method:
    """Weights, distances and forbidden conditions: data of the rulebook, shown with every result."""

    weights: Mapping[str, Fraction]
    region_scale: Mapping[str, Fraction]
    forbidden: frozenset[str]


COMPONENTS = ("focus", "type", "region", "sdg", "amount")


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a score: what was found of what was looked for. `value` is none where there is nothing to compare."""

    name: str
    weight: Fraction
    value: Fraction | None
    found: tuple[str, ...] = ()
    """What both sides share, in words of the codes; for the amount, the sums."""
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One need against one offer, with all that explains the outcome."""

    need: Need
    offer: Offer
    failed: tuple[Gate, ...]
    components: tuple[Component, ...] = ()
    unstated_lines: int = 0
    """Monetary lines for which the offer names no ceiling: they are left out of the amount, and counted."""

    @property
    def eligible(self) -> bool:
        """Return whether no gate failed."""
        return not self.failed

    @property
    def weight_used(self) -> Fraction:
        """Return the sum of the weights of the components that exist."""
        return sum((each.weight for each in self.components if each.value is not None), Fraction(0))

    @property
    def score(self) -> Fraction | None:
        """Return the score from 0 to 100, or none where a gate failed or no component with a weight exists."""
        if self.failed or self.weight_used == 0:
            return None
        total = sum((each.weight * each.value for each in self.components if each.value is not None), Fraction(0))
        return 100 * total / self.weight_used

    def component(self, name: str) -> Component:
        """Return a component by its name."""
        return next(each for each in self.components if each.name == name)


def compatible(wanted: WantedLine, offered: OfferLine) -> bool:
    """Return whether an offered line serves a wanted one: finance by the same instrument, the others by their type."""
    if wanted.type != offered.type:
        return False
    return wanted.type != "FIN" or wanted.instrument == offered.instrument


def same_money(wanted: WantedLine, offered: OfferLine) -> bool:
    """Return whether a ceiling is stated in the currency in which an amount is asked for."""
    return offered.ceiling is not None and wanted.currency == offered.currency


def match(need: Need, offer: Offer, method: Method) -> Match:
    """Return how an offer stands to a need."""
    failed = tuple(gate for gate, holds in _gates(need, offer, method) if not holds)
    if failed:
        return Match(need, offer, failed)
    amount, unstated = _amount(need, offer, method.weights["amount"])
    components = (
        _shared("focus", method.weights["focus"], need.focus, offer.focus),
        _type(need, offer, method.weights["type"]),
        _region(need, offer, method),
        _shared("sdg", method.weights["sdg"], _texts(need.sdgs), _texts(offer.sdgs)),
        amount,
    )
    return Match(need, offer, (), components, unstated)


def in_order(matches: Iterable[Match]) -> list[Match]:
    """Return the matches that can be scored, best first; ties stand by the id of the offer."""
    scored = [(each.score, each) for each in matches if each.score is not None]
    return [each for score, each in sorted(scored, key=lambda pair: (-pair[0], pair[1].offer.id))]


def _gates(need: Need, offer: Offer, method: Method) -> list[tuple[Gate, bool]]:
    return [
        (Gate.QUID_PRO_QUO, method.forbidden.isdisjoint(offer.conditions)),
        (Gate.WINDOW, need.first <= offer.last and offer.first <= need.last),
        (Gate.STAGE, need.stage in offer.stages),
        (Gate.REGION, _reaches(need, offer)),
        (Gate.FOCUS, not set(need.focus).isdisjoint(offer.focus)),
        (Gate.TYPE, any(compatible(wanted, offered) for wanted in need.lines for offered in offer.lines)),
    ]


def _reaches(need: Need, offer: Offer) -> bool:
    held: dict[str, tuple[str | None, ...]] = {
        "country": (need.host,),
        "subregion": (need.subregion,),
        "region": (need.region,),
        "group": need.groups,
    }
    return offer.scope.kind == "global" or not set(held[offer.scope.kind]).isdisjoint(offer.scope.names)


def _shared(name: str, weight: Fraction, wanted: Sequence[str], offered: Sequence[str]) -> Component:
    if not wanted:
        return Component(name, weight, None)
    shared = tuple(each for each in wanted if each in offered)
    return Component(name, weight, Fraction(len(shared), len(wanted)), shared, tuple(wanted))


def _type(need: Need, offer: Offer, weight: Fraction) -> Component:
    served = [any(compatible(wanted, offered) for offered in offer.lines) for wanted in need.lines]
    names = tuple(str(index + 1) for index, _ in enumerate(need.lines))
    found = tuple(name for name, yes in zip(names, served, strict=True) if yes)
    return Component("type", weight, Fraction(len(found), len(names)), found, names)


def _region(need: Need, offer: Offer, method: Method) -> Component:
    return Component("region", method.weights["region"], method.region_scale[offer.scope.kind], (offer.scope.kind,))


def _amount(need: Need, offer: Offer, weight: Fraction) -> tuple[Component, int]:
    """Return the share of the amounts asked for that the ceilings reach, and how many lines have none stated.

    A ceiling serves each line once: what one line takes of it is not there for the next.
    """
    left: list[int | None] = [each.ceiling for each in offer.lines]
    asked, reached, unstated = 0, 0, 0
    for wanted in need.lines:
        if wanted.amount is None:
            continue
        served = [index for index, each in enumerate(offer.lines) if compatible(wanted, each)]
        if any(not same_money(wanted, offer.lines[index]) for index in served):
            unstated += 1
            continue
        asked += wanted.amount
        reached += taken(wanted.amount, served, left)
    if asked == 0:
        return Component("amount", weight, None), unstated
    return Component("amount", weight, Fraction(reached, asked), (str(reached),), (str(asked),)), unstated


def taken(amount: int, lines: Sequence[int], left: list[int | None]) -> int:
    """Return how much of an amount these lines give, and take it off what is left of them."""
    given = 0
    for index in lines:
        part = min(amount - given, left[index] or 0)
        if left[index] is not None:
            left[index] = (left[index] or 0) - part
        given += part
    return given


def _texts(numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(each) for each in numbers)


def sensitivity(need: Need, offers: Sequence[Offer], method: Method, points: int) -> dict[str, dict[str, list[str]]]:
    """Return, for each weight moved down and up by some points, the ids of the offers in their order then."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in COMPONENTS:
        found[name] = {}
        for sign, word in ((-1, "less"), (1, "more")):
            moved = max(Fraction(0), method.weights[name] + sign * points)
            changed = Method({**method.weights, name: moved}, method.region_scale, method.forbidden)
            found[name][word] = [each.offer.id for each in in_order(match(need, each, changed) for each in offers)]
    return found


def four_places(value: Fraction) -> str:
    """Return a fraction with four decimals, ties to even, as results print it."""
    scaled = round(value * 10_000)
    return f"{Decimal(scaled).scaleb(-4):.4f}"
