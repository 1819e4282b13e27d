"""When mitigation outcomes are first transferred (decision 2/CMA.3, annex, paragraph 2).

Authorized for contributions: with the first international transfer. Authorized for other international mitigation
purposes: with the event that the Party specified. Authorized for both: with whichever comes first, once. An event that
paragraph 2(b) does not offer leaves the question open: then nothing is first transferred, and nobody may say it is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sextant.domain.authorization import FirstTransferEvent, Use

_OTHER_PURPOSES = frozenset({Use.INTERNATIONAL_MITIGATION.value, Use.OTHER_PURPOSES.value})


class Happening(StrEnum):
    """What can happen to units that may be their first transfer."""

    INTERNATIONAL_TRANSFER = "international_transfer"
    AUTHORIZATION = FirstTransferEvent.AUTHORIZATION.value
    ISSUANCE = FirstTransferEvent.ISSUANCE.value
    USE_OR_CANCELLATION = FirstTransferEvent.USE_OR_CANCELLATION.value


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to units on a day."""

    what: Happening
    on: date
    reference: str = ""
    """Where it is recorded."""


@dataclass(frozen=True, slots=True)
class Undetermined:
    """The authorization names an event that paragraph 2(b) does not offer, or none where one is needed."""

    named: str | None


def triggers(uses: Collection[str], event: str | None) -> frozenset[Happening] | Undetermined:
    """Return what first transfers units authorized for these uses, where the Party specified an event, or none."""
    found: set[Happening] = set()
    if Use.NDC.value in uses:
        found.add(Happening.INTERNATIONAL_TRANSFER)
    if _OTHER_PURPOSES & set(uses):
        if event not in {each.value for each in FirstTransferEvent}:
            return Undetermined(event)
        found.add(Happening(str(event)))
    return frozenset(found)


def first_transfer(
    uses: Collection[str], event: str | None, happened: Iterable[Happened]
) -> Happened | Undetermined | None:
    """Return what was the first transfer, none where there was none yet, or that it cannot be determined.

    Of two on one day the one that is given first counts.
    """
    wanted = triggers(uses, event)
    if isinstance(wanted, Undetermined):
        return wanted
    return min((each for each in happened if each.what in wanted), key=lambda each: each.on, default=None)
