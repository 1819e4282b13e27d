"""What the cycles of a rulebook may name, gathered from its other files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sextant.domain.rule_value import Parameter
from sextant.rules.measure import Measure
from sextant.rules.reading import Names
from sextant.workflow.cycle import Cycle

GIVEN_DATES = frozenset({"opened", "act"})
"""Dates that every case has: the day it was opened, and the day of the act that is about to happen."""


@dataclass(frozen=True)
class Declared:
    """What cycles may name. A name that may stand in a file that did not load counts as declared."""

    roles: Collection[str]
    documents: Collection[str]
    parameters: Mapping[str, Parameter]
    levies: Mapping[str, frozenset[str]]
    """For each levy by path: the stages at which it says what is paid back."""
    facts: Collection[str] = frozenset()
    """Facts that are known of a subject before any step records one."""
    bodies: Collection[str] = frozenset()
    """Bodies whose meetings are known."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    dates: Collection[str] = GIVEN_DATES
    """The dates that the case asked about may have."""
    fees: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict)
    """For each levy by path: the parameters with which it is counted."""
    lost: frozenset[str] = frozenset()
    """The words of cycles and templates that did not load."""
    lost_rules: frozenset[str] = frozenset()
    """The words of parameters and levies that did not load."""

    def no_cycle(self, path: str) -> bool:
        """Whether there is no cycle with this path, nor one that did not load."""
        return path not in Names(self.cycles, self.lost)

    def no_levy(self, path: str) -> bool:
        """Whether there is no levy with this path, nor one that did not load."""
        return path not in Names(self.levies, self.lost_rules)

    def no_parameter(self, path: str) -> bool:
        """Whether there is no parameter with this path, nor one that did not load."""
        return path not in Names(self.parameters, self.lost_rules)

    def above(self, cycle: Cycle) -> tuple[Cycle, ...]:
        """Return the cycles whose steps open a cycle, and those above them."""
        found: dict[str, Cycle] = {}
        waiting = [cycle]
        while waiting:
            below = waiting.pop()
            for other in self.cycles.values():
                if other.path not in found and below.path in opened_by(other):
                    found[other.path] = other
                    waiting.append(other)
        return tuple(found.values())

    def dates_of(self, cycle: Cycle) -> Names:
        """Return the dates that a case of a cycle may have: given, set by its own steps or by those of cases above."""
        found = set(GIVEN_DATES)
        for each in (cycle, *self.above(cycle)):
            found |= {date.name for date in each.opened_as}
            found |= {date.name for step in each.steps.values() for date in step.sets}
        return Names(found, self.lost)


def opened_by(cycle: Cycle) -> set[str]:
    """Return the cycles that the steps of a cycle open."""
    return {opened.cycle for step in cycle.steps.values() for opened in step.opens}
