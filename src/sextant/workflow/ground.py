"""What the text of a cycle stands on: its mechanism, the calendar of its deadlines, and what it may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sextant.rules import reading
from sextant.rules.reading import Names
from sextant.rules.text import RuleTextError
from sextant.rules.zone import Zone, zone_of
from sextant.workflow.cycle import Relation
from sextant.workflow.moment import Calendar


@dataclass(frozen=True, slots=True)
class Ground:
    """What a cycle may lean on while it is read."""

    mechanism: str
    calendar: Calendar
    zones: Mapping[str, Zone] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()
    """The words of files of zones and relations that did not load."""

    def zone(self, content: Any, where: str) -> Zone:
        """Return a zone by its name or as an offset. Raises RuleTextError where it is none."""
        return zone_of(content, self.zones, where, self.lost)

    def relation(self, content: Any, where: str, at: str) -> Relation:
        """Return a declared relation by its name, which stands at a place inside. Raises RuleTextError for none."""
        name = reading.name(content, at)
        if Names(self.relations, self.lost).lost(name):
            raise RuleTextError
        if name not in self.relations:
            raise RuleTextError(f"{where}: no relation is called {name}; declare it in relations.yaml")
        return self.relations[name]

    def path(self, name: str) -> str:
        """Return a name with the mechanism; one that has it already stays."""
        return name if "." in name else f"{self.mechanism}.{name}"
