"""What is said of a step between the loop of the cycles, the ledger of units and whoever asked for the step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sextant.domain.refusal import Refusal
from sextant.ledger.posting import Posted
from sextant.workflow.case import Act, Stated
from sextant.workflow.world import World


@dataclass(frozen=True, slots=True)
class Doing:
    """A step that was taken, or is about to be, and what the ledger of units is to do with it."""

    act: Act
    before: World
    """All cases of the subject just before the act."""
    after: World

    @property
    def act_subject(self) -> str:
        """The subject of the case in which the step was taken."""
        return self.after.runs[self.act.case].case.subject


class LedgerDeed(Protocol):
    """What a step of a cycle does in the ledger of units. Doing it twice changes nothing."""

    def foresee(self, doing: Doing) -> Refusal | None:
        """Return why the ledger would refuse, or none."""
        ...

    def do(self, doing: Doing) -> Posted | Refusal:
        """Return what was recorded, or had been."""
        ...


Finder = Callable[[World, Act], Mapping[str, Stated]]
"""Return what a registry finds by itself when a step is taken, from the cases of the subject and the act.

It reads what others have recorded and writes nothing; what it found is stated with the act and stays as it was found.
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was recorded, or had been: all cases of the subject as they stand right after it."""

    act: Act
    world: World
    replayed: bool = False
    posted: Posted | None = None
    """What the ledger of units recorded with it."""
    warnings: tuple[Refusal, ...] = ()
    """What the act was warned of, and taken all the same."""
    outstanding: Refusal | None = None
    """Why the ledger does not follow an act that was recorded earlier without it; `sextant repair` tries again."""


@dataclass(frozen=True, slots=True)
class Followed:
    """An act that the ledger of units had not followed, and what came of it now."""

    act: Act
    outcome: Posted | Refusal


@dataclass(frozen=True, slots=True)
class Look:
    """A subject as it stands now: what lists keep of it is made of this."""

    key: str
    lines: Mapping[str, int]
    """The journals that were read, each with how many lines it has; 0 for one that is not there."""
    world: World | Refusal
    """All its cases, or why they cannot be told."""
    at: datetime


Keep = Callable[[Look], Callable[[], None]]
"""Return what writes down for lists how a subject stands; it is called inside the transaction of what changed."""
