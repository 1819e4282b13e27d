"""Conditions on what several cases state together: a total that a fact limits, and lists that exclude each other.

Which cases, what they state and which states do not count, the rulebook says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sextant.workflow.case import Stated
from sextant.workflow.need import Asks, Missing, Situation, need
from sextant.workflow.stated_sum import by_year, quantity
from sextant.workflow.world import Run


@need("in_all_at_most", Asks.TOTAL)
def in_all_at_most(situation: Situation) -> Missing | None:
    """What the cases of a cycle state and what the actor states now are together at most what a fact allows.

    Asked about as `[cycle, what is stated, fact, states that do not count...]`. Quantities that are stated by calendar
    year are held to the limit year by year. The case in which the step is taken counts with what is stated now. Without
    a limit, or with a quantity that cannot be read, the condition is not met.
    """
    cycle, name, fact, *void = situation.of
    limit = situation.facts.get(fact)
    if isinstance(limit, bool) or not isinstance(limit, int):
        return {"found": None, "expected": fact}
    stated = [_stated(run, name) for run in _counted(situation, cycle, void) if run.case.id != situation.run.case.id]
    if not situation.only_asked:
        stated.append(situation.stated.get(name))
    totals: dict[int | None, int] = defaultdict(int)
    for each in stated:
        years = _by_year(each)
        if years is None:
            return {"found": str(each), "expected": name}
        for year, part in years:
            totals[year] += part
    for year, total in totals.items():
        if total > limit:
            return {"found": str(total) if year is None else f"{year}: {total}", "expected": str(limit)}
    return None


@need("names_no_other", Asks.LIST)
def names_no_other(situation: Situation) -> Missing | None:
    """Nothing in a list that the actor states stands in the list of another case inside this one.

    Asked about as `[cycle, what is stated, states that do not count...]`; a list is divided by `;`.
    """
    cycle, name, *void = situation.of
    path = _path(situation, cycle)
    below = situation.world.below(situation.run.case.id, path)
    taken = {each for run in below if run.state not in _alone(void) for each in _listed(_stated(run, name))}
    again = [each for each in _listed(situation.stated.get(name)) if each in taken]
    return {"found": again[0], "expected": "none"} if again else None


@need("lists_so_many", Asks.STATED_AND_NUMBER)
def lists_so_many(situation: Situation) -> Missing | None:
    """What the actor lists are as many different names as a parameter says: `[what is stated, parameter]`."""
    name, path = situation.of
    wanted, found = situation.known.number(path), len(set(_listed(situation.stated.get(name))))
    return None if situation.only_asked or found == wanted else {"found": found, "expected": wanted}


@need("first_not_of_own_work", Asks.WORK)
def first_not_of_own_work(situation: Situation) -> Missing | None:
    """Who did earlier work on a case that a list names does not take this step when it is the first one about it.

    Asked about as `[cycle, what names a case of it, list stated in this case, steps that are the earlier work...]`.
    What another case of this cycle named before, and where this step was taken, is not the first any more.
    """
    cycle, key, listed, *steps = situation.of
    path, subject = _path(situation, cycle), situation.run.case.subject
    named = _listed(_stated(situation.run, listed))
    runs = [run for run in situation.world.runs.values() if run.case.subject == subject]
    before = {
        each
        for run in runs
        if run.cycle.path == situation.run.cycle.path and run.has_taken(situation.step.name)
        for each in _listed(_stated(run, listed))
    }
    for run in runs:
        name = _stated(run, key) if run.cycle.path == path else None
        if name in named and name not in before and _worked(run, steps, situation.actor.entity):
            return {"found": str(name), "expected": "none"}
    return None


def _worked(run: Run, steps: Iterable[str], entity: str | None) -> bool:
    acts = [each.act for each in run.transitions if each.step in _alone(steps) and each.act is not None]
    return entity is not None and any(act.actor.entity == entity for act in acts)


def _counted(situation: Situation, cycle: str, void: Iterable[str]) -> Iterator[Run]:
    path = _path(situation, cycle)
    for run in situation.world.runs.values():
        same = run.case.subject == situation.run.case.subject
        if same and run.cycle.path == path and run.state not in _alone(void):
            yield run


def _alone(names: Iterable[str]) -> set[str]:
    """Return states or steps without the cycle before them, as in `component_project.excluded`."""
    return {each.rpartition(".")[2] for each in names}


def _path(situation: Situation, cycle: str) -> str:
    return cycle if "." in cycle else f"{situation.run.cycle.mechanism}.{cycle}"


def _stated(run: Run, name: str) -> Stated:
    """Return what was stated last in a case, or else with the act that opened it."""
    opened = run.opened_by.stated.get(name) if run.opened_by else None
    return run.stated.get(name, opened)


def _by_year(stated: Stated) -> list[tuple[int | None, int]] | None:
    whole = quantity(stated)
    if whole is None:
        return None
    years = by_year(stated)
    return [(None, whole)] if years is None else list(years.items())


def _listed(stated: Stated) -> list[str]:
    return [each.strip() for each in str(stated or "").split(";") if each.strip()]
