"""Whether every step can be taken and every case comes to an end, and whether a case that is opened matters to any."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.rules.reading import Names
from sextant.workflow.cycle import BACK, SAME, Cycle, Step
from sextant.workflow.declared import Declared, opened_by


def faults_of_reach(cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield the states and steps that no case comes to, and those from which none comes to an end."""
    reached = _reached(cycle, tuple(cycle.steps.values()))
    for name, state in cycle.states.items():
        if name not in reached:
            yield f"states.{name}: no step leads here; add one or remove the state"
        if not state.terminal and name not in _on_from(cycle):
            yield f"states.{name}: nothing leads on from here; add a step or mark it terminal"
    yield from _never_taken(cycle)
    yield from _never_ending(cycle, reached)
    yield from _unheard(cycle, every)


def _edges(cycle: Cycle) -> Iterator[tuple[str, str, Step]]:
    """Yield each way from a state to another one; `back` leads to all from which the state is entered."""
    forward = [
        (state, step.to_state, step)
        for step in cycle.steps.values()
        for state in step.from_states
        if step.to_state not in (SAME, BACK, state)
    ]
    yield from forward
    for step in cycle.steps.values():
        if step.to_state == BACK:
            for state in step.from_states:
                yield from ((state, before, step) for before, after, _ in forward if after == state)


def _on_from(cycle: Cycle) -> set[str]:
    """Return the states from which some step leads on."""
    backward = {state for step in cycle.steps.values() if step.to_state == BACK for state in step.from_states}
    return backward | {before for before, _, _ in _edges(cycle)}


def _reached(cycle: Cycle, steps: tuple[Step, ...]) -> set[str]:
    """Return the states to which some of these steps lead, one after the other."""
    names = {step.name for step in steps}
    reached = {cycle.initial}
    while True:
        more = {after for before, after, step in _edges(cycle) if before in reached and step.name in names}
        if more <= reached:
            return reached
        reached |= more


def _never_taken(cycle: Cycle) -> Iterator[str]:
    """Yield the steps whose conditions no case ever meets, because they exclude each other or wait in a circle."""
    clashing = {step.name: clash for step in cycle.steps.values() if (clash := _clash(step))}
    takeable: tuple[Step, ...] = ()
    while True:
        names, reached = {step.name for step in takeable}, _reached(cycle, takeable)
        more = tuple(
            step
            for step in cycle.steps.values()
            if step.name not in clashing and reached & set(step.from_states) and _waits_for(step, cycle) <= names
        )
        if len(more) == len(takeable):
            break
        takeable = more
    for name, clash in clashing.items():
        yield f"steps.{name}.needs: {clash} can never both be so; drop one of the two"
    for step in cycle.steps.values():
        waits = sorted(_waits_for(step, cycle) - names)
        if step.name not in clashing and waits and reached & set(step.from_states) and not set(waits) & set(clashing):
            yield f"steps.{step.name}.needs: it waits for {waits[0]}, which can never be taken before it; drop the need"


def _waits_for(step: Step, cycle: Cycle) -> set[str]:
    """Return the steps of the cycle that must have been taken before a step."""
    return {name for needed in step.needs if needed.name == "taken" for name in needed.of if name in cycle.steps}


def _clash(step: Step) -> str | None:
    """Return two needs of a step that exclude each other."""
    for one, other in (("taken", "not_taken"), ("fact", "not_fact")):
        never = {name for needed in step.needs if needed.name == other for name in needed.of}
        for needed in step.needs:
            # Of several facts one is enough; all of several steps must have been taken.
            wanted = set(needed.of) if needed.name == one else set()
            if wanted and (wanted <= never if one == "fact" else wanted & never):
                return f"{one} and {other} of {', '.join(sorted(wanted & never))}"
    return None


def _never_ending(cycle: Cycle, reached: set[str]) -> Iterator[str]:
    """Yield that states lead only to each other, where the cycle does not say that it is meant to run for ever."""
    dead = {name for name in cycle.states if name not in _on_from(cycle)}
    ends = {name for name, state in cycle.states.items() if state.terminal} | dead
    while True:
        more = {before for before, after, _ in _edges(cycle) if after in ends}
        if more <= ends:
            break
        ends |= more
    lost = [name for name in cycle.states if name in reached and name not in ends]
    if lost and cycle.endless is None:
        yield (
            f"states: from {', '.join(lost)} no step leads to an end; add a step to a terminal state, or say under "
            f"`endless` why the cycle runs for ever"
        )
    if not lost and cycle.endless is not None:
        yield "endless: every state leads to an end; remove the line"


def _unheard(cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield the cases that nothing hears of, the steps that wait for a case nobody opens, and circles of opening."""
    opened = Names(opened_by(cycle), every.lost)
    asked = {
        name
        for other in every.every_cycle()
        for step in other.steps.values()
        for needed in step.needs
        for of in needed.of
        for name in of.split(".")
    }
    heard = {step.on_child.cycle for step in cycle.steps.values() if step.on_child is not None}
    for step in cycle.steps.values():
        where = f"steps.{step.name}"
        waits = step.on_child.cycle if step.on_child is not None else None
        if waits is not None and not every.no_cycle(waits) and waits not in opened:
            yield f"{where}.on_child: no step of this cycle opens {waits}; open it in one, or drop the step"
        for opens in step.opens:
            path, versions = opens.cycle, every.cycles.get(opens.cycle, ())
            if path in {cycle.path, *(each.path for each in every.above(cycle))} and path in every.cycles:
                yield f"{where}.opens: {path} opens {cycle.path} again, without end; drop one of the two"
            leaves = any(each.records or each.deed for below in versions for each in below.steps.values())
            unheard = versions and path not in heard and path.partition(".")[2] not in asked
            if unheard and not leaves and not every.lost:
                yield (
                    f"{where}.opens: nothing hears what becomes of {path}; wait for its end in a step with "
                    f"on_child, ask for it in a need, or do not open it"
                )
