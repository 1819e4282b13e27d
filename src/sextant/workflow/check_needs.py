"""Whether the conditions of a step are declared, and the names they ask about are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sextant.domain.rule_value import ValueType
from sextant.rules.reading import Names
from sextant.workflow.check_values import no_date, of_parameter
from sextant.workflow.cycle import Cycle, Needed, Step
from sextant.workflow.declared import Declared
from sextant.workflow.need import ASKS, NEEDS, Asks


def faults_of_needs(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    """Yield what is wrong with the needs of a step, one sentence each."""
    for needed in (*step.needs, *step.warns):
        if needed.name not in NEEDS:
            yield f"{where}.needs: no condition is called {needed.name}; declare it in workflow/needs"
            continue
        for fault in _faults(needed, step, cycle, every):
            yield f"{where}.needs.{needed.name}: {fault}"


def _faults(needed: Needed, step: Step, cycle: Cycle, every: Declared) -> Iterator[str]:
    match ASKS[needed.name]:
        case Asks.NOTHING:
            if needed.of:
                yield "it asks about nothing; write the name alone"
        case _ if not needed.of:
            yield "it asks about nothing; name what it asks about"
        case Asks.STEP:
            yield from _steps(needed.of, cycle)
        case Asks.STEP_AND_PARAMETER:
            yield from _count(needed, 2)
            yield from _steps(needed.of[:1], cycle)
            for path in needed.of[1:2]:
                yield from (each.removeprefix(": ") for each in of_parameter(path, every, "", ValueType.INTEGER))
        case Asks.STEP_AND_DATE:
            yield from _count(replace(needed, of=needed.of[:3]), 3)
            yield from _steps(needed.of[:1], cycle)
            yield from _dates(needed.of[1:2], step, every)
            named = {*cycle.states, *cycle.steps}
            yield from (f"the cycle has no state {name}" for name in needed.of[2:] if name not in named)
        case Asks.STEP_ABOVE_AND_DATE | Asks.TOTAL | Asks.WORK | Asks.LIST:
            yield from _of_other_cases(needed, cycle, every)
        case Asks.STATED_AND_NUMBER:
            yield from _count(needed, 2)
            yield from _stated(needed.of[:1], cycle, every)
            for path in needed.of[1:2]:
                yield from (each.removeprefix(": ") for each in of_parameter(path, every, "", ValueType.INTEGER))
        case Asks.STATE_ABOVE:
            for name in needed.of:
                yield from _above(("", "", name), cycle, every)
        case Asks.CASE_STATE:
            for name in needed.of:
                path, _, state = name.rpartition(".")
                yield from _state(_full(path, cycle), state, every)
        case Asks.NAMES_AND_CASE_STATES:
            yield from _named_states(needed.of, cycle, every)
        case Asks.CYCLE:
            yield from (f"there is no cycle {name}" for name in needed.of if every.no_cycle(_full(name, cycle)))
        case Asks.CYCLE_STATE_AND_DATES:
            yield from _count(needed, 5)
            if len(needed.of) == 5:
                yield from _period(needed.of, step, cycle, every)
        case Asks.CYCLE_STATE_AND_TWO_DATES:
            yield from _count(needed, 4)
            yield from _state(_full(needed.of[0], cycle), needed.of[1] if len(needed.of) > 1 else "", every)
            yield from _dates(needed.of[2:], step, every)
        case Asks.DATES:
            yield from _dates(needed.of, step, every)
        case Asks.DATES_AND_FACT:
            yield from _count(needed, 3)
            yield from _dates(needed.of[:-1], step, every)
            yield from _facts(needed.of[-1:], every)
        case _:
            yield from _about_stated(needed, step, cycle, every)


def _about_stated(needed: Needed, step: Step, cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield what is wrong with a need about what an actor states, what is known of the subject, or numbers."""
    match ASKS[needed.name]:
        case Asks.STATED_NAMES:
            around = {name for each in every.above(cycle) for name in stated_in(each, every)}
            yield from _stated(tuple(name for name in needed.of if name not in around), cycle, every)
        case Asks.STATED_AND_PARAMETER:
            yield from _count(needed, 2)
            yield from _stated(needed.of[:1], cycle, every)
            yield from _parameters(needed.of[1:2], every)
        case Asks.STATED_FACT_AND_PARAMETER:
            yield from _count(needed, 4)
            yield from _stated(needed.of[:2], cycle, every)
            yield from _facts(needed.of[2:3], every)
            yield from _parameters(needed.of[3:4], every)
        case Asks.DATES_AND_PARAMETER:
            yield from _count(needed, 3)
            yield from _dates(needed.of[:2], step, every)
            yield from _parameters(needed.of[2:3], every)
        case Asks.FACTS_AND_STATED:
            yield from _count(needed, 3)
            yield from _facts(needed.of[:2], every)
            if not {*needed.of[2:3]} <= {*every.facts}:
                yield from _stated(needed.of[2:3], cycle, every)
        case Asks.FACT:
            yield from _facts(needed.of, every)
        case Asks.STATED_AND_LIMIT:
            yield from _limit(needed, cycle, every)
        case Asks.NUMBERS:
            yield from _known(needed.of, cycle, every)
        case Asks.NAME_AND_PARAMETER:
            yield from _name_and_parameter(needed, cycle, every)
        case Asks.STATED:
            yield from _stated(needed.of, cycle, every)


def _stated(names: tuple[str, ...], cycle: Cycle, every: Declared) -> Iterator[str]:
    stated = Names(stated_in(cycle, every), every.lost)
    missing = (name for name in names if name not in stated)
    yield from (f"nobody states {name}; add it to `states` of a step" for name in missing)


def _parameters(names: tuple[str, ...], every: Declared) -> Iterator[str]:
    for path in names:
        yield from (each.removeprefix(": ") for each in of_parameter(path, every, ""))


def stated_in(cycle: Cycle, every: Declared) -> set[str]:
    """Return what is stated in a case of a cycle, and by the steps that open it."""
    return {name for step in cycle.steps.values() for name in (*step.states_data, *step.found)} | {
        name
        for other in every.every_cycle()
        for step in other.steps.values()
        if any(opened.cycle == cycle.path for opened in step.opens)
        for name in (*step.states_data, *step.found)
    }


def _full(name: str, cycle: Cycle) -> str:
    return name if "." in name else f"{cycle.mechanism}.{name}"


def _count(needed: Needed, wanted: int) -> Iterator[str]:
    if len(needed.of) != wanted:
        yield f"it asks about {wanted} names and finds {len(needed.of)}"


def _limit(needed: Needed, cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield what is wrong with a need about something stated and a limit: a parameter, or something else known."""
    yield from _count(needed, 2)
    known = Names({*stated_in(cycle, every), *every.facts}, every.lost)
    for name in (each for each in needed.of if "." not in each and each not in known):
        yield f"nobody states {name}; add it to `states` of a step"
    for path in (each for each in needed.of[1:2] if "." in each):
        yield from (each.removeprefix(": ") for each in of_parameter(path, every, ""))


def _steps(names: tuple[str, ...], cycle: Cycle) -> Iterator[str]:
    yield from (f"the cycle has no step {name}" for name in names if name not in cycle.steps)


def _dates(names: tuple[str, ...], step: Step, every: Declared) -> Iterator[str]:
    stated = {bound.date for bound in step.bounds}
    yield from (no_date(name) for name in names if name not in every.dates and name not in stated)


def _period(of: tuple[str, ...], step: Step, cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield what is wrong with a need about the periods of another cycle and the one that the step begins."""
    other, void, start, end, first = of
    yield from _state(_full(other, cycle), void, every)
    for below in every.cycles.get(_full(other, cycle), ()):
        yield from _dates((end,), step, replace(every, dates=every.dates_of(below)))
    yield from _dates((start, first), step, every)


def _named_states(of: tuple[str, ...], cycle: Cycle, every: Declared) -> Iterator[str]:
    yield from _known(of[:1], cycle, every)
    for name in of[1:]:
        path, _, state = name.rpartition(".")
        yield from _state(_full(path, cycle), state, every)


def _name_and_parameter(needed: Needed, cycle: Cycle, every: Declared) -> Iterator[str]:
    yield from _count(needed, 2)
    yield from _known(needed.of[:1], cycle, every)
    for path in needed.of[1:2]:
        kinds = (ValueType.LIST, ValueType.DECIMAL, ValueType.INTEGER)
        yield from (each.removeprefix(": ") for each in of_parameter(path, every, "", *kinds))


def _known(names: tuple[str, ...], cycle: Cycle, every: Declared) -> Iterator[str]:
    stated = Names(stated_in(cycle, every), every.lost)
    for name in names:
        if name not in stated and name not in every.facts:
            yield f"nobody states {name} and no step records it; add it to `states` of a step"


def _of_other_cases(needed: Needed, cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield what is wrong with a need about what other cases of the subject state or took."""
    match ASKS[needed.name]:
        case Asks.STEP_ABOVE_AND_DATE:
            yield from _count(needed, 3)
            yield from _above(needed.of, cycle, every)
        case Asks.TOTAL:
            yield from _of_cases(needed.of, 3, cycle, every)
            yield from _facts(needed.of[2:3], every)
        case Asks.LIST:
            yield from _of_cases(needed.of, 2, cycle, every)
        case Asks.WORK:
            yield from _of_cases(needed.of[:2], 2, cycle, every)
            if needed.of[2:3] and needed.of[2] not in Names(stated_in(cycle, every), every.lost):
                yield f"nobody states {needed.of[2]}; add it to `states` of a step of this cycle"
            for other in every.cycles.get(_full(needed.of[0], cycle), ()):
                alone = (name.rpartition(".")[2] for name in needed.of[3:])
                yield from (f"{other.path} has no step {name}" for name in alone if name not in other.steps)


def _above(of: tuple[str, ...], cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield whether the case above can have taken a step, the first name, and be in a state, the third."""
    above = every.opening(cycle.path)
    step, state = ((*of, "", "", "")[at].rpartition(".")[2] for at in (0, 2))
    if step and step not in every.lost and not any(step in other.steps for other in above):
        yield f"no cycle that opens this one has a step {step}"
    if state and state not in every.lost and not any(state in other.states for other in above):
        yield f"no cycle that opens this one has a state {state}"


def _of_cases(of: tuple[str, ...], least: int, cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield what is wrong with a need about something that the cases of a cycle state, and states that do not count."""
    if len(of) < least:
        yield f"it asks about at least {least} names and finds {len(of)}"
        return
    path = _full(of[0], cycle)
    if every.no_cycle(path):
        yield f"there is no cycle {of[0]}"
    for found in every.cycles.get(path, ()):
        if of[1] not in Names(stated_in(found, every), every.lost):
            yield f"nobody states {of[1]} in {of[0]}; add it to `states` of a step"
    for state in of[least:]:
        yield from _state(path, state.rpartition(".")[2], every)


def _facts(names: tuple[str, ...], every: Declared) -> Iterator[str]:
    yield from (
        f"no step records the fact {name}; record it or declare it" for name in names if name not in every.facts
    )


def _state(path: str, state: str, every: Declared) -> Iterator[str]:
    if every.no_cycle(path):
        yield f"there is no cycle {path}"
    for found in every.cycles.get(path, ()):
        if state not in found.states:
            yield f"{every.of_version(found)} has no state {state}"
