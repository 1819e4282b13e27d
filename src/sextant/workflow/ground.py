"""What the text of a cycle stands on: its mechanism, the calendar of its deadlines, and the zones that it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sextant.rules.zone import Zone
from sextant.workflow.moment import Calendar


@dataclass(frozen=True, slots=True)
class Ground:
    """What a cycle may lean on while it is read."""

    mechanism: str
    calendar: Calendar
    zones: Mapping[str, Zone] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """Return a name with the mechanism; one that has it already stays."""
        return name if "." in name else f"{self.mechanism}.{name}"
