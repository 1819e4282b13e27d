"""How far the cases of a registry have come, for the funnel of a transition: each stage with its activities."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sextant.application.cases import Cases
from sextant.domain.refusal import Refusal
from sextant.passage.funnel import Reached


def funnel_of_cases(cases: Cases, cycle: str, by_step: Mapping[str, str]) -> list[Reached]:
    """Return every stage that an activity with a case of this cycle has reached, with the day of the step.

    What time did by itself counts as well. A journal that cannot be replayed is passed over; `sextant verify` names it.
    """
    mechanism, _, name = cycle.partition(".")
    found: list[Reached] = []
    for key in cases.store.keys(mechanism, name):
        subject = key.partition(":")[2]
        world = cases.world(mechanism, subject)
        if isinstance(world, Refusal):
            continue
        first: dict[str, date] = {}
        for run in world.runs.values():
            for each in run.transitions if run.case.subject == subject else ():
                stage = by_step.get(f"{run.cycle.path}.{each.step}")
                if stage is not None:
                    first[stage] = min(first.get(stage, each.on), each.on)
        found += [Reached(stage, on, subject, "registry") for stage, on in first.items()]
    return found
