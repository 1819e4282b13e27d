"""Whether the cycles of a rulebook hang together. A cycle that does not, does not load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sextant.rules.text import RuleTextError
from sextant.workflow.cycle import Cycle, Step
from sextant.workflow.deadline import Limit
from sextant.workflow.need import NEEDS, RELATIONS
from sextant.workflow.parse_deadline import events_of, paths_of
from sextant.workflow.timeline import SAME

GIVEN_DATES = frozenset({"opened"})
"""Dates that every case has."""


def check_cycles(
    cycles: Mapping[str, Cycle],
    *,
    roles: frozenset[str],
    documents: frozenset[str],
    parameters: Callable[[str], bool],
) -> None:
    """Raise RuleTextError with the first thing that does not hang together, and its remedy."""
    dates = GIVEN_DATES | {
        each.name for cycle in cycles.values() for step in cycle.steps.values() for each in step.sets
    }
    for cycle in cycles.values():
        for fault in _faults(cycle, cycles, roles, documents, dates, parameters):
            raise RuleTextError(f"{cycle.path}: {fault}")


def _faults(
    cycle: Cycle,
    cycles: Mapping[str, Cycle],
    roles: frozenset[str],
    documents: frozenset[str],
    dates: frozenset[str] | set[str],
    parameters: Callable[[str], bool],
) -> Iterator[str]:
    yield from _shape(cycle)
    for step in cycle.steps.values():
        yield from _people(step, roles)
        for name in step.needs:
            if name not in NEEDS:
                yield f"steps.{step.name}.needs: no condition is called {name}; declare it in workflow/needs"
        for kind in step.documents:
            if kind not in documents:
                yield f"steps.{step.name}.documents: {kind} is not declared; add it to papers.yaml"
        for opened in step.opens:
            if opened.cycle not in cycles:
                yield f"steps.{step.name}.opens: there is no cycle {opened.cycle}"
        yield from _child(step, cycles)
        yield from _limits(step, dates, parameters)


def _shape(cycle: Cycle) -> Iterator[str]:
    if cycle.initial not in cycle.states:
        yield f"initial: the state {cycle.initial} is not declared under states"
    for step in cycle.steps.values():
        for state in (*step.from_states, *(() if step.to_state == SAME else (step.to_state,))):
            if state not in cycle.states:
                yield f"steps.{step.name}: the state {state} is not declared under states"
        for state in step.from_states:
            if state in cycle.states and cycle.states[state].terminal:
                yield f"steps.{step.name}: {state} is terminal, nothing leads out of it; drop one of the two"
    reached = {cycle.initial}
    while True:
        more = {
            step.to_state for step in cycle.steps.values() if step.to_state != SAME and reached & set(step.from_states)
        }
        if more <= reached:
            break
        reached |= more
    for name, state in cycle.states.items():
        if name not in reached:
            yield f"states.{name}: no step leads here; add one or remove the state"
        leads_on = any(step.to_state not in (SAME, name) for step in cycle.steps_from(name))
        if not state.terminal and not leads_on:
            yield f"states.{name}: nothing leads on from here; add a step or mark it terminal"


def _people(step: Step, roles: frozenset[str]) -> Iterator[str]:
    if step.by_itself and step.by:
        yield f"steps.{step.name}: it happens by itself and by somebody; drop one of the two"
    if not step.by_itself and not step.by:
        yield f"steps.{step.name}: nobody may take it; add `by`"
    for entitled in step.by:
        if entitled.role not in roles:
            yield f"steps.{step.name}.by: no role is called {entitled.role}; declare it in roles.yaml"
        for relation in (entitled.relation, entitled.never):
            if relation is not None and relation not in RELATIONS:
                yield f"steps.{step.name}.by: no relation is called {relation}; declare it in workflow/relations"
    for role in step.decided_by.roles:
        if role not in {entitled.role for entitled in step.by}:
            yield f"steps.{step.name}.decided_by: {role} decides but is not under `by`"


def _child(step: Step, cycles: Mapping[str, Cycle]) -> Iterator[str]:
    if step.on_child is None:
        return
    below = cycles.get(step.on_child.cycle)
    if below is None:
        yield f"steps.{step.name}.on_child: there is no cycle {step.on_child.cycle}"
        return
    for state in step.on_child.states:
        if state not in below.states:
            yield f"steps.{step.name}.on_child: {below.path} has no state {state}"


def _limits(step: Step, dates: frozenset[str] | set[str], parameters: Callable[[str], bool]) -> Iterator[str]:
    for key, limit in (("not_before", step.not_before), ("within", step.within), ("on", step.on_deadline)):
        if isinstance(limit, Limit):
            for event in sorted(events_of(limit.form) - dates):
                yield f"steps.{step.name}.{key}: no step sets the date {event}; add it to `sets` of one"
            for path in sorted(paths_of(limit.form)):
                if not parameters(path):
                    yield f"steps.{step.name}.{key}: there is no parameter {path}"
    rule = step.decided_by
    for named in (rule.number, rule.quorum, rule.share):
        if isinstance(named, str) and not named[0].isdigit() and not parameters(named):
            yield f"steps.{step.name}.decided_by: there is no parameter {named}"
