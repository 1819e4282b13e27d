"""Activities: what units are issued for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from sextant.domain.identifier import key_id


@dataclass(frozen=True, slots=True)
class Activity:
    """A project or programme under one mechanism, as its registry describes it. Unknown stays none."""

    registry: str
    reference: str
    mechanism: str
    host_parties: tuple[str, ...] = ()
    title: str | None = None
    other_parties: tuple[str, ...] = ()
    methodologies: tuple[str, ...] = ()
    status: str | None = None
    registered_on: date | None = None
    expected_annual_reductions: int | None = None
    synthetic: bool = False

    @property
    def id(self) -> int:
        return activity_id(self.registry, self.reference)


@cache
def activity_id(registry: str, reference: str) -> int:
    """Return the id of the activity of a registry with this reference."""
    return key_id("activity", registry, reference)
