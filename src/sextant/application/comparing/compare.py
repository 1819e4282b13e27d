"""One activity under every mechanism: the use case behind `sextant compare ACTIVITY.json` and its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sextant.application.comparing.mechanism import compare_mechanism
from sextant.application.comparing.outcome import Ground, Outcome
from sextant.application.comparing.scratch import MakeScratch
from sextant.comparison.activity import Activity, Fault, shown
from sextant.comparison.assumption import Value
from sextant.comparison.loading import Comparison
from sextant.methodology.library import Library
from sextant.rules.replaced import NotReplaceable, with_values
from sextant.rules.rulebook import PathUnknown
from sextant.workflow.cyclebook import Cyclebooks


@dataclass(frozen=True)
class Stand:
    """What a comparison stands on."""

    comparison: Comparison
    cycles: Cyclebooks
    library: Library
    scratch: MakeScratch
    on: date
    """The day whose rules apply."""


@dataclass(frozen=True)
class Compared:
    """What came of an activity under every mechanism, in the order of the columns."""

    activity: Activity
    assumed: Mapping[str, Value]
    replaced: Mapping[str, str]
    """Values of rulebooks that were replaced, by path."""
    outcomes: tuple[Outcome, ...]
    on: date

    def of(self, mechanism: str) -> Outcome:
        """Return what came of one mechanism."""
        return next(each for each in self.outcomes if each.mechanism == mechanism)


def compare_activity(activity: Activity, stand: Stand, *, mechanisms: Sequence[str] = ()) -> Compared:
    """Return what comes of an activity under every mechanism, or under some. Raises Fault."""
    assumptions = stand.comparison.assumptions
    known = stand.comparison.frame.mechanisms
    for each in activity.years:
        for mechanism in each.credited:
            if mechanism not in known:
                raise Fault("mechanism_unknown", found=shown(mechanism), expected=", ".join(known))
    assumed = assumptions.read(activity.assumed)
    values = {path: str(value) for path, value in activity.rules.items()}
    replaced = {**assumptions.replaced(assumed), **values}
    ground = Ground(_with(stand.cycles, replaced), stand.library, stand.scratch, stand.on, assumed)
    outcomes = tuple(
        compare_mechanism(activity, stand.comparison.courses.get(mechanism), mechanism, ground)
        for mechanism in known
        if not mechanisms or mechanism in mechanisms
    )
    return Compared(activity, assumed, replaced, outcomes, stand.on)


def _with(cycles: Cyclebooks, values: Mapping[str, str]) -> Cyclebooks:
    if not values:
        return cycles
    try:
        return replace(cycles, rulebooks=with_values(cycles.rulebooks, values))
    except PathUnknown as unknown:
        raise Fault("rule_unknown", found=shown(str(unknown))) from None
    except NotReplaceable as error:
        raise Fault(f"rule_{error.reason}", rule=error.path, found=shown(error.found), **error.about) from None
