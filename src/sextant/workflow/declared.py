"""What the cycles of a rulebook may name, gathered from its other files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sextant.workflow.cycle import Cycle

GIVEN_DATES = frozenset({"opened", "act"})
"""Dates that every case has: the day it was opened, and the day of the act that is about to happen."""


@dataclass(frozen=True)
class Declared:
    """What cycles may name."""

    roles: frozenset[str]
    documents: frozenset[str]
    parameters: Mapping[str, str]
    """The anchor of each parameter by path."""
    levies: Mapping[str, frozenset[str]]
    """For each levy by path: the stages at which it says what is paid back."""
    facts: frozenset[str] = frozenset()
    """Facts that are known of a subject before any step records one."""
    bodies: frozenset[str] = frozenset()
    """Bodies whose meetings are known."""
    dates: frozenset[str] = field(default=GIVEN_DATES)
    cycles: Mapping[str, Sequence[Cycle]] = field(default_factory=dict)
    """The versions of each cycle by path that a case of the one in question can meet."""

    def every_cycle(self) -> Iterator[Cycle]:
        """Yield every version of every cycle."""
        for versions in self.cycles.values():
            yield from versions
