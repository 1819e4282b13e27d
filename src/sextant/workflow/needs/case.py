"""Conditions on what happened in this case, in the case above, and in cases of other cycles around it."""

from __future__ import annotations

from sextant.workflow.need import Asks, Missing, Situation, need
from sextant.workflow.world import Run


@need("taken", Asks.STEP)
def taken(situation: Situation) -> Missing | None:
    """Each of these steps was taken in this case."""
    for step in situation.of:
        if not situation.run.has_taken(step):
            return {"found": situation.run.state, "expected": step}
    return None


@need("not_taken", Asks.STEP)
def not_taken(situation: Situation) -> Missing | None:
    """None of these steps was taken in this case."""
    for step in situation.of:
        if situation.run.has_taken(step):
            return {"found": step, "expected": situation.run.state}
    return None


@need("taken_fewer_times", Asks.STEP_AND_PARAMETER)
def taken_fewer_times(situation: Situation) -> Missing | None:
    """A step was taken fewer times than a parameter allows."""
    step, path = situation.of
    allowed, found = situation.known.number(path), situation.run.times_taken(step)
    return None if allowed is not None and found < allowed else {"found": found, "expected": allowed}


@need("above_in", Asks.STATE_ABOVE)
def above_in(situation: Situation) -> Missing | None:
    """The case above is in one of these states; a case without one above has nothing to wait for."""
    above = situation.world.above(situation.run)
    if above is None or above.state in situation.of:
        return None
    return {"found": above.state, "expected": ", ".join(situation.of)}


@need("case_in", Asks.CASE_STATE)
def case_in(situation: Situation) -> Missing | None:
    """A case of another cycle, inside this case or around it, is in one of these states."""
    found: list[str] = []
    for name in situation.of:
        cycle, _, state = name.rpartition(".")
        for run in _around(situation, cycle):
            if run.state == state:
                return None
            found.append(run.state)
    return {"found": ", ".join(dict.fromkeys(found)) or "none", "expected": ", ".join(situation.of)}


@need("case_never_in", Asks.CASE_STATE)
def case_never_in(situation: Situation) -> Missing | None:
    """No case of another cycle, inside this case or around it, was ever in one of these states."""
    for name in situation.of:
        cycle, _, state = name.rpartition(".")
        for run in _around(situation, cycle):
            if run.state == state or any(each.to_state == state for each in run.transitions):
                return {"found": state, "expected": "none"}
    return None


@need("case_not_in", Asks.CASE_STATE)
def case_not_in(situation: Situation) -> Missing | None:
    """No case of another cycle, inside this case or around it, is in one of these states now."""
    for name in situation.of:
        cycle, _, state = name.rpartition(".")
        if any(run.state == state for run in _around(situation, cycle)):
            return {"found": state, "expected": "none"}
    return None


@need("named_in", Asks.NAMES_AND_CASE_STATES)
def named_in(situation: Situation) -> Missing | None:
    """Each subject that a name lists, divided by `;`, has a case in one of these states: `[name, cycle.state, ...]`.

    Where nothing is named there is nothing to ask about; a subject without such a case is none that may be named.
    """
    name, *states = situation.of
    stated = situation.stated.get(name)
    listed = stated if isinstance(stated, str) else situation.facts.get(name)
    for subject in (each.strip() for each in str(listed or "").split(";") if each.strip()):
        found = [run for run in situation.world.runs.values() if run.case.subject == subject]
        wanted = {tuple(each.rpartition(".")[::2]) for each in states}
        here = [(run.cycle.path.partition(".")[2], run.state) for run in found]
        if not any(each in wanted for each in here):
            return {"found": f"{subject}: {here[0][1] if here else 'none'}", "expected": ", ".join(states)}
    return None


@need("none_open", Asks.CYCLE)
def none_open(situation: Situation) -> Missing | None:
    """No case of these cycles is still open inside this case or around it."""
    for cycle in situation.of:
        for run in _around(situation, cycle):
            if not run.over:
                return {"found": run.state, "expected": "none"}
    return None


def _around(situation: Situation, cycle: str) -> list[Run]:
    path = cycle if "." in cycle else f"{situation.run.cycle.mechanism}.{cycle}"
    return [run for run in situation.world.around(situation.run, path) if run.case.id != situation.run.case.id]
