"""All approaches by the end of a day, with what their journals tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sextant.application.cooperation import Cooperation, Subject
from sextant.cooperation.criteria import Finding, assess
from sextant.cooperation.journal import Told, Version


@dataclass(frozen=True, slots=True)
class Known:
    """An approach as it is known on a day."""

    reference: str
    told: Told

    @property
    def shown(self) -> Version:
        """Return the public version, or the latest one where none is public."""
        return self.told.public or self.told.latest


def approaches(cooperation: Cooperation, on: date, *, public: bool = False) -> list[Known]:
    """Return the approaches that were there by the end of a day; `public` leaves those that were never recorded."""
    found = []
    for reference in cooperation.references(Subject.APPROACH):
        told = cooperation.told(cooperation.lines(Subject.APPROACH, reference), on)
        if told is not None and (told.recorded is not None or not public):
            found.append(Known(reference, told))
    return found


def approach(cooperation: Cooperation, reference: str, on: date) -> Known | None:
    """Return one approach by the end of a day, or none."""
    told = cooperation.told(cooperation.lines(Subject.APPROACH, reference), on)
    return None if told is None else Known(reference, told)


def findings(cooperation: Cooperation, known: Known, on: date) -> tuple[Finding, ...]:
    """Return what the rules yield for the version that is shown."""
    return assess(cooperation.ground(known.shown.approach, known.told.of_public_version(), on))
