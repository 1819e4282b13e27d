"""What the work programme is on a day: phase, meetings, calls, dates, and what is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sextant.cooperation.catalogue import Catalogue
from sextant.cooperation.programme import (
    Dated,
    Meeting,
    Phase,
    activities,
    body_facts,
    calls,
    dates_set,
    known_facts,
    meetings,
    phase_on,
    phases,
)
from sextant.domain.label import Label


@dataclass(frozen=True)
class Programme:
    """All of it on one day."""

    phase: Phase
    phases: tuple[Phase, ...]
    meetings: tuple[Meeting, ...]
    calls: tuple[Dated, ...]
    dates: tuple[Dated, ...]
    activities: tuple[Dated, ...]
    known: tuple[Dated, ...]
    body: dict[str, Label]


def programme(catalogue: Catalogue, on: date) -> Programme:
    """Return the work programme as it stands on a day."""
    return Programme(
        phase_on(catalogue, on),
        phases(catalogue),
        meetings(catalogue),
        calls(catalogue),
        dates_set(catalogue),
        activities(catalogue),
        known_facts(catalogue),
        body_facts(catalogue),
    )
