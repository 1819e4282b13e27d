"""A registry that is thrown away: a ledger and journals in memory, a clock that the walk sets, the deeds of cycles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sextant.application.cooperation import Cooperation
from sextant.application.doing import LedgerDeed
from sextant.application.reader import LedgerReader
from sextant.application.registry import Registry
from sextant.rules.rulebook import Rulebooks
from sextant.workflow.cycle import Deed


@dataclass
class WalkClock:
    """The present is where the walk stands; nobody waits."""

    present: datetime = field(default_factory=lambda: datetime(1990, 1, 1, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the instant at which the walk stands."""
        return self.present

    def pause(self, attempt: int) -> None:
        """Wait for nobody: there is one walker only."""


@dataclass(frozen=True)
class Scratch:
    """Where a walk posts."""

    registry: Registry
    reader: LedgerReader
    deeds: Mapping[Deed, LedgerDeed]
    cooperate: Callable[[], Cooperation]
    """Opens empty journals of approaches; they share nothing with the ledger but the clock."""


MakeScratch = Callable[[Rulebooks, WalkClock], Scratch]
"""Opens an empty registry under some rulebooks."""
