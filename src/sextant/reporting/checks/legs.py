"""The two legs of a transfer between Parties: what one reports as gone, the other reports as acquired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sextant.reporting.checks.life import ACQUISITION, OUTGOING, Event, Life

MATCHED, ALONE, LATE, NOT_FILED, UNNAMED = "matched", "alone", "late", "not_filed", "unnamed"


class Leg(NamedTuple):
    """A leg of a transfer of some units, and what became of the other one."""

    life: Life
    event: Event
    state: str
    partner: Event | None


@dataclass
class Legs:
    """All legs that are not simply matched in the same year, and all matched pairs."""

    pairs: list[tuple[Life, Event, Event]] = field(default_factory=list)
    """The outgoing and the incoming leg."""
    single: list[Leg] = field(default_factory=list)


def legs_of(lives: Iterable[Life], filed_years: Mapping[str, Sequence[int]], *, lag_days: int) -> Legs:
    """Return the legs of all transfers, matched unit by unit in the order of time."""
    found = Legs()
    for life in lives:
        out = [event for event in life.events if event.kind in OUTGOING]
        into = [event for event in life.events if event.kind == ACQUISITION]
        if len(out) == 1 and len(into) == 1 and out[0].other == into[0].party and into[0].other == out[0].party:
            found.pairs.append((life, out[0], into[0]))
        elif out or into:
            _match(life, out, into, filed_years, lag_days, found)
    return found


def _match(
    life: Life,
    out: list[Event],
    into: list[Event],
    filed_years: Mapping[str, Sequence[int]],
    lag_days: int,
    found: Legs,
) -> None:
    left = list(into)
    for leg in out:
        if leg.other is None:
            continue  # No Party is named: S04 asks for it, or the recipient is no Party.
        partner = next((each for each in left if each.party == leg.other and each.other in (leg.party, None)), None)
        if partner is not None:
            left.remove(partner)
            found.pairs.append((life, leg, partner))
        else:
            found.single.append(Leg(life, leg, _state(leg, filed_years, lag_days), None))
    for leg in left:
        if leg.other is not None:
            found.single.append(Leg(life, leg, _state(leg, filed_years, lag_days), None))


def _state(leg: Event, filed_years: Mapping[str, Sequence[int]], lag_days: int) -> str:
    """Return why a leg stands alone: its counterpart is not on file, may come with the next year, or is missing."""
    years = filed_years.get(str(leg.other), ())
    if leg.year not in years:
        return NOT_FILED
    day = date.fromordinal(leg.day)
    if leg.kind in OUTGOING and leg.year + 1 not in years and (date(leg.year, 12, 31) - day).days < lag_days:
        return LATE
    first_days = leg.kind == ACQUISITION and (day - date(leg.year, 1, 1)).days < lag_days
    return NOT_FILED if first_days and leg.year - 1 not in years else ALONE
