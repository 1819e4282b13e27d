"""The terms of an agreement, read from the case of its approach: as stated last, with the end that was agreed."""

from __future__ import annotations

from datetime import date

from sextant.domain.agreement import SHARE, Agreement, AgreementBadly, agreement_from
from sextant.workflow.world import Run, World

ENDS = ("termination_effective", "approach_end")
"""The dates by which an approach ends; the earlier one counts."""


def agreement_of(world: World, approach: str) -> Agreement | None:
    """Return the terms of an approach that stands in this world; none where nobody stated terms that can be read."""
    run = next((each for each in world.runs.values() if each.case.subject == approach and SHARE in each.stated), None)
    if run is None:
        return None
    ends = [run.dates[name] for name in ENDS if name in run.dates]
    try:
        return agreement_from(
            run.stated, approach=approach, agreed_on=_stated_on(run, world), ends_on=min(ends) if ends else None
        )
    except AgreementBadly:
        # Terms of before the day on which they had to be written so; they tell nothing that could be compared.
        return None


def _stated_on(run: Run, world: World) -> date:
    calendar = world.rules.calendar(run.cycle.path)
    days = [calendar.day_of(each.act.at) for each in run.transitions if each.act and SHARE in each.act.stated]
    return days[-1]
