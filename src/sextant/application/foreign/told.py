"""What came of an event, and the way out where it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sextant.domain.refusal import Refusal
from sextant.domain.unit import SerialRange


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an event."""

    event: str
    refusal: Refusal | None = None
    known: bool = False
    """Whether it had been recorded before."""
    itmos: tuple[SerialRange, ...] = ()
    """The ITMOs that came into being with it."""
    warnings: tuple[str, ...] = ()
    """Codes of what an authorization says against what was done elsewhere."""
    undetermined: str | None = None
    """The event of first transfer that the authorization names and paragraph 2(b) does not offer."""
    entry: UUID | None = None
    """The first entry that was made of it in the journal."""


class NotTaken(Exception):
    """The event is refused; nothing of it is kept."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
