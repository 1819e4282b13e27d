"""Which approaches the initial reports of a Party cover, read from its cases: submitted, announced, or neither."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sextant.domain.agreement import listed
from sextant.workflow.world import Run, World

COVERS, SUBMITTED, ANNOUNCED = "covered_approaches", "report_submitted", "report_expected"
"""What a report states to cover, and the dates of its submission and of the day announced for it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a Party reported on an approach, as far as the cases of the Party are known here."""

    submitted_on: date | None = None
    """The day of the first report that covers the approach; none where none was submitted."""
    announced_for: date | None = None
    """The last day announced for a report on it that is yet to be submitted; none where none was announced."""


def coverage_of(world: World, party: str, names: Collection[str]) -> Coverage:
    """Return how a Party's initial reports cover an approach, which is known under these names.

    Decision 2/CMA.3, annex, paragraph 18: the report is submitted no later than the authorization, or where the Party
    finds that practical, in conjunction with its next biennial transparency report.
    """
    own = [run for run in world.runs.values() if run.case.subject == party and COVERS in run.stated]
    covering = [run for run in own if set(listed(run.stated[COVERS])) & set(names)]
    submitted = [run.dates[SUBMITTED] for run in covering if SUBMITTED in run.dates]
    announced = [run.dates[ANNOUNCED] for run in covering if _awaited(run)]
    return Coverage(min(submitted, default=None), max(announced, default=None))


def _awaited(run: Run) -> bool:
    return ANNOUNCED in run.dates and SUBMITTED not in run.dates and not run.over
