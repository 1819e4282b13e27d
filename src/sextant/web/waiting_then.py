"""What waited on a day that is over: told from the journals, since lists only keep what waits now."""

from __future__ import annotations

from collections.abc import Iterable

from sextant.application.cases import Cases
from sextant.application.publicity import Hidden
from sextant.application.standing import Standing, waits_of
from sextant.web.asking import Asked
from sextant.web.course_of_activity import Told, told_of_subject
from sextant.workflow.world import Run


def standings_then(found: Iterable[Standing], cases: Cases, asked: Asked) -> list[Standing]:
    """Return how the subjects stood at the end of a day; those without a case by then are left out.

    What is not public today is hidden on every day. Raises RegistryBusy.
    """
    then: list[Standing] = []
    for each in found:
        told = told_of_subject(cases, each.mechanism, each.subject, asked) if each.readable else None
        if told is None:
            then.append(each)
        elif told.world.runs:
            then.append(_standing(each, told))
    return then


def _standing(now: Standing, told: Told) -> Standing:
    steps = [found for course in told.course for found in course.next]
    public = tuple(waits_of(found) for found in steps if _public(found.run, told.hidden))
    return Standing(now.key, now.lines, now.edition, None, True, len(steps) - len(public), public)


def _public(run: Run, hidden: Hidden) -> bool:
    since = hidden.since.get(run.case.id)
    return run.case.id not in hidden.cases and (since is None or run.since < since)
