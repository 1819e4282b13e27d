"""What the cycles of a rulebook may name, gathered from its other files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sextant.domain.rule_value import Parameter
from sextant.rules.issuance import IssuanceRule
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
    cycles: Mapping[str, Sequence[Cycle]] = field(default_factory=dict)
    """The versions of each cycle by path that a case of the one in question can meet."""
    dates: Collection[str] = GIVEN_DATES
    """The dates that the case asked about may have."""
    fees: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict)
    """For each levy by path: the parameters with which it is counted."""
    issuance: IssuanceRule | None = None
    """What an issuance of the mechanism reads of its case, where the rulebook says so."""
    registries: Collection[str] = frozenset()
    """The names of further registries of the mechanism."""
    lost: frozenset[str] = frozenset()
    """The words of cycles and templates that did not load."""
    lost_rules: frozenset[str] = frozenset()
    """The words of parameters and levies that did not load."""

    def every_cycle(self) -> Iterator[Cycle]:
        """Yield every version of every cycle."""
        for versions in self.cycles.values():
            yield from versions

    def no_cycle(self, path: str) -> bool:
        """Whether there is no cycle with this path, nor one that did not load."""
        return path not in Names(self.cycles, self.lost)

    def no_levy(self, path: str) -> bool:
        """Whether there is no levy with this path, nor one that did not load."""
        return path not in Names(self.levies, self.lost_rules)

    def no_parameter(self, path: str) -> bool:
        """Whether there is no parameter with this path, nor one that did not load."""
        return path not in Names(self.parameters, self.lost_rules)

    def opening(self, path: str) -> tuple[Cycle, ...]:
        """Return the versions of cycles whose steps open a cycle."""
        return tuple(other for other in self.every_cycle() if path in opened_by(other))

    def above(self, cycle: Cycle) -> tuple[Cycle, ...]:
        """Return the versions of cycles whose steps open a cycle, and those above them."""
        found: dict[tuple[str, date], Cycle] = {}
        waiting = [cycle.path]
        while waiting:
            for other in self.opening(waiting.pop()):
                if (other.path, other.from_date) not in found:
                    found[other.path, other.from_date] = other
                    waiting.append(other.path)
        return tuple(found.values())

    def dates_of(self, cycle: Cycle) -> Names:
        """Return the dates that a case of a cycle may have: given, set by its own steps or by those of cases above."""
        found = set(GIVEN_DATES)
        for each in (cycle, *self.above(cycle)):
            found |= {sets.name for sets in each.opened_as}
            found |= {sets.name for step in each.steps.values() for sets in step.sets}
        return Names(found, self.lost)

    def of_version(self, cycle: Cycle) -> str:
        """Return the path of a cycle, with the day from which it applies where there are several versions of it."""
        several = len(self.cycles[cycle.path]) > 1
        return f"{cycle.path} from {cycle.from_date}" if several else cycle.path


def opened_by(cycle: Cycle) -> set[str]:
    """Return the cycles that the steps of a cycle open."""
    return {opened.cycle for step in cycle.steps.values() for opened in step.opens}
