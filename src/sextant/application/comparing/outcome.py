"""What came of one activity under one mechanism: records only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sextant.application.comparing.scratch import MakeScratch
from sextant.application.comparing.walk import Taken, Waited
from sextant.comparison.assumption import Value
from sextant.comparison.course import Course
from sextant.comparison.crediting import Credits
from sextant.comparison.indicators import Held, Indicators
from sextant.comparison.readings import Found
from sextant.cooperation.record import NeedLine
from sextant.domain.refusal import Refusal
from sextant.domain.source import Source
from sextant.methodology.library import Library
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True)
class Ground:
    """What every run stands on."""

    cycles: Cyclebooks
    library: Library
    scratch: MakeScratch
    on: date
    """The day whose rules set what is credited."""
    assumed: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class LevyTaken:
    """A levy in units: what was taken of all issuances."""

    levy: str
    share: Decimal | None
    exempt: bool
    units: int


@dataclass(frozen=True, slots=True)
class FeeCharged:
    """A levy in money: what was charged in all."""

    levy: str
    charged: Decimal
    exempt: bool


@dataclass(frozen=True, slots=True)
class Signoff:
    """An act of a body that has to be there before the buyer can use the first unit."""

    on: date
    cycle: str
    step: str
    by: str | None
    source: Source | None = None
    """The paragraph, of what is no step of a cycle."""


@dataclass
class Outcome:
    """Everything that came of one mechanism."""

    mechanism: str
    course: Course | None
    credits: Credits
    walked: bool = False
    begins_on: date | None = None
    moved_by: int = 0
    """By how many years the activity is moved: negative into the past."""
    refusal: Refusal | None = None
    refused_at: str = ""
    held: tuple[Held, ...] = ()
    indicators: Indicators | None = None
    levies: tuple[LevyTaken, ...] = ()
    fees: tuple[FeeCharged, ...] = ()
    happened: tuple[Taken, ...] = ()
    waited: tuple[Waited, ...] = ()
    """Of those days that pass before the first issuance, each rule once."""
    signoffs: tuple[Signoff, ...] = ()
    signoff_count: int | None = None
    needs: tuple[NeedLine, ...] = ()
    """The support that is asked for, where a mechanism knows support and no units."""
    information: tuple[Found, ...] = ()
    information_count: int | None = None
    min_days: int | None = None
    issued_on: date | None = None

    @property
    def reached(self) -> bool:
        """Whether there is a first use to count acts and days to; a course without cycles counts by its rules."""
        return not self.walked or self.min_days is not None
