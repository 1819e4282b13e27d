"""Which version of a cycle a case runs under, and what is wrong where its versions do not follow each other.

A case keeps the version in force on the day on which it was opened, whatever the rulebook says later. So an edit of
the rules is a new version beside the old one, and no past day changes its status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from uuid import UUID

from sextant.workflow.cycle import Cycle, Step
from sextant.workflow.deadline import OnDay


class CycleNotInForce(LookupError):
    """No version of a cycle applies on a day."""

    def __init__(self, path: str, on: date, first: date | None = None) -> None:
        begins = f"; its first version applies from {first}" if first else ""
        super().__init__(f"{path}: no version is in force on {on}{begins}")
        self.path = path
        self.on = on
        self.first = first


class MechanismUnknown(LookupError):
    """There is no rulebook of this name."""

    def __init__(self, mechanism: str) -> None:
        super().__init__(f"there is no rulebook {mechanism}")


class CannotReplay(ValueError):
    """A stored history holds something that the version of the cycle which governs it does not know.

    A version that was published has then been edited, or taken away.
    """

    def __init__(self, subject: str, case: UUID, what: str, cycle: str, from_date: date | None = None) -> None:
        version = f" from {from_date}" if from_date else ""
        super().__init__(
            f"{subject}: the case {case} cannot be replayed under {cycle}{version}: {what}; put the version back as it "
            f"was published, and add a new one beside it"
        )
        self.subject = subject
        self.case = case
        self.what = what
        self.cycle = cycle
        self.from_date = from_date


def version_on(versions: Sequence[Cycle], on: date) -> Cycle | None:
    """Return the version in force on a day, or none; versions stand oldest first."""
    found = None
    for each in versions:
        if each.from_date <= on:
            found = each
    return None if found is None or (found.until is not None and on >= found.until) else found


def met_by(cycle: Cycle, ends: date | None, versions: Sequence[Cycle]) -> tuple[Cycle, ...]:
    """Return the versions of another cycle under which a case inside one of this version can run.

    `ends` is the day from which no case is opened under this version any more; what is open then goes on.
    """
    found: list[Cycle] = []
    for number, each in enumerate(versions):
        later = versions[number + 1].from_date if number + 1 < len(versions) else each.until
        over_before = later is not None and later <= cycle.from_date
        never_met = each.follows_above is not None and ends is not None and ends <= each.from_date
        if not over_before and not never_met:
            found.append(each)
    return tuple(found)


def ends_of(cycle: Cycle, versions: Sequence[Cycle]) -> date | None:
    """Return the day from which no case is opened under a version any more, or none."""
    later = [each.from_date for each in versions if each.from_date > cycle.from_date]
    return min(later) if later else cycle.until


def faults_of_versions(every: Mapping[str, Sequence[Cycle]]) -> Iterator[tuple[Cycle, str]]:
    """Yield where versions of a cycle overlap or leave a gap, and where one opens a cycle that has none yet."""
    for versions in every.values():
        for each, later in zip_longest(versions, versions[1:]):
            for fault in _faults_of_until(each, later):
                yield each, fault
            for fault in _faults_of_opening(each, ends_of(each, versions), every):
                yield each, fault


def _faults_of_until(cycle: Cycle, later: Cycle | None) -> Iterator[str]:
    until, begins = cycle.until, cycle.from_date
    if until is None:
        return
    if until <= begins:
        yield f"until: {until} is not after {begins}, from which it applies; correct one"
    if later is not None and until > later.from_date:
        yield f"until: it overlaps the version from {later.from_date}; drop the line or give that day"
    if later is not None and until < later.from_date:
        yield (
            f"until: no version applies from {until} to the one from {later.from_date}; "
            f"drop the line, or let the next begin on that day"
        )


def _faults_of_opening(cycle: Cycle, ends: date | None, every: Mapping[str, Sequence[Cycle]]) -> Iterator[str]:
    for step in cycle.steps.values():
        for opened in step.opens:
            versions = every.get(opened.cycle, ())
            if not versions:
                continue
            first, last = versions[0].from_date, versions[-1].until
            if first > max(cycle.from_date, _not_before(step)):
                yield (
                    f"steps.{step.name}.opens: {opened.cycle} has no version before {first}, and this one applies "
                    f"from {cycle.from_date}; add a version or let this one begin later"
                )
            if last is not None and step.by_itself:
                yield (
                    f"steps.{step.name}.opens: {opened.cycle} ends on {last}, and the step happens by itself later "
                    f"too; add a version of it, or of this cycle without the step"
                )


def _not_before(step: Step) -> date:
    """Return the fixed day before which a step cannot be taken, where it names one."""
    form = step.not_before.form if step.not_before is not None else None
    return form.day if isinstance(form, OnDay) and isinstance(form.day, date) else date.min
