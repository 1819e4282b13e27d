"""Whether the cycles of a rulebook hang together. A cycle that does not, does not load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sextant.workflow.check_money import faults_of_money, faults_of_stages
from sextant.workflow.check_needs import faults_of_needs, of_version
from sextant.workflow.cycle import BACK, SAME, Cycle, MoneyAct, Step
from sextant.workflow.deadline import Limit
from sextant.workflow.declared import Declared
from sextant.workflow.need import RESERVED
from sextant.workflow.parse_deadline import bodies_of, events_of, paths_of, stops_of
from sextant.workflow.version import ends_of, met_by

_BEFOREHAND = frozenset({"yes", "no"})
"""What a fact can be from the opening of a case on."""


def faults_in(cycles: Mapping[str, Sequence[Cycle]], declared: Declared) -> Iterator[str]:
    """Yield everything that does not hang together, one sentence each; of several versions the older says its day."""
    dates, facts = set(declared.dates), set(declared.facts)
    for cycle in (each for versions in cycles.values() for each in versions):
        dates |= {each.name for each in cycle.opened_as}
        facts |= {each.fact for each in cycle.opened_with}
        for step in cycle.steps.values():
            dates |= {each.name for each in step.sets}
            facts |= {each.fact for each in step.records}
    every = Declared(
        roles=declared.roles,
        documents=declared.documents,
        parameters=declared.parameters,
        levies=declared.levies,
        facts=frozenset(facts),
        bodies=declared.bodies,
        dates=frozenset(dates),
        cycles=cycles,
    )
    for path, versions in cycles.items():
        for cycle in versions:
            name = path if cycle is versions[-1] else f"{path} from {cycle.from_date}"
            ends = ends_of(cycle, versions)
            met = {other: met_by(cycle, ends, found) for other, found in cycles.items()}
            for fault in _faults(cycle, replace(every, cycles=met)):
                yield f"{name}: {fault}"


def _faults(cycle: Cycle, every: Declared) -> Iterator[str]:
    yield from _shape(cycle)
    yield from faults_of_stages(cycle, every)
    if cycle.frozen is not None:
        if cycle.frozen.at not in every.dates:
            yield f"frozen.at: no step sets the date {cycle.frozen.at}; add it to `sets` of one"
        for fact in cycle.frozen.facts:
            if fact not in every.facts:
                yield f"frozen.facts: no step records the fact {fact}; record it or declare it"
    for beside in cycle.beside:
        if beside.cycle not in every.cycles:
            yield f"beside: there is no cycle {beside.cycle}"
        if beside.fact not in every.facts:
            yield f"beside: no step records the fact {beside.fact}; record it or declare it"
    for each in cycle.opened_with:
        if each.stated_as not in _BEFOREHAND:
            yield f"opened_with: nobody has stated {each.stated_as} yet; write yes or no"
    for step in cycle.steps.values():
        where = f"steps.{step.name}"
        yield from _people(step, every, where)
        yield from faults_of_needs(step, cycle, every, where)
        yield from _things(step, every, where)
        yield from _others(step, cycle, every, where)
        yield from faults_of_money(step, cycle, every, where)
        for key, limit in _limits(step):
            yield from _limit(limit, every, cycle, f"{where}.{key}")


def _shape(cycle: Cycle) -> Iterator[str]:
    if cycle.initial not in cycle.states:
        yield f"initial: the state {cycle.initial} is not declared under states"
    for step in cycle.steps.values():
        for state in (*step.from_states, *(() if step.to_state in (SAME, BACK) else (step.to_state,))):
            if state not in cycle.states:
                yield f"steps.{step.name}: the state {state} is not declared under states"
        for state in step.from_states:
            stays = step.to_state == SAME and step.money is MoneyAct.PAY_BACK
            if state in cycle.states and cycle.states[state].terminal and not stays:
                yield f"steps.{step.name}: {state} is terminal, nothing leads out of it; drop one of the two"
    reached = {cycle.initial}
    while True:
        more = {
            step.to_state
            for step in cycle.steps.values()
            if step.to_state not in (SAME, BACK) and reached & set(step.from_states)
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


def _people(step: Step, every: Declared, where: str) -> Iterator[str]:
    if step.by_itself and step.by:
        yield f"{where}: it happens by itself and by somebody; drop one of the two"
    if not step.by_itself and not step.by:
        yield f"{where}: nobody may take it; add `by`"
    for entitled in step.by:
        if entitled.role not in every.roles:
            yield f"{where}.by: no role is called {entitled.role}; declare it in roles.yaml"
        for relation in (entitled.relation, entitled.never):
            if relation is not None and relation.of and relation.of not in every.facts:
                fault = f"{relation.name} asks about {relation.of}, and no step records that fact"
                yield f"{where}.by: {fault}; record it or declare it"
    rule = step.decided_by
    for role in rule.roles:
        if role not in {entitled.role for entitled in step.by}:
            yield f"{where}.decided_by: {role} decides but is not under `by`"
    if rule.closed_by is not None and rule.closed_by not in every.roles:
        yield f"{where}.decided_by: no role is called {rule.closed_by}; declare it in roles.yaml"
    if rule.fact is not None and rule.fact not in every.facts:
        yield f"{where}.decided_by: no step records the fact {rule.fact}; record it or declare it"
    for named in (rule.number, rule.quorum, rule.share):
        if isinstance(named, str) and not named[0].isdigit():
            yield from _parameter(named, every, f"{where}.decided_by")


def _things(step: Step, every: Declared, where: str) -> Iterator[str]:
    for kind in step.documents:
        if kind not in every.documents:
            yield f"{where}.documents: {kind} is not declared; add it to papers.yaml"
    for name in (*step.choices, *step.whole):
        if name not in step.states_data:
            yield f"{where}: nobody states {name}; add it to `states`"
    for each in step.records:
        if each.stated_as not in {*RESERVED, *step.states_data}:
            yield f"{where}.records: nobody states {each.stated_as}; add it to `states`"
    for date in step.sets:
        stated = date.stated_as
        if stated is not None and not date.optional and stated not in step.states_data:
            yield f"{where}.sets: nobody states {stated}; add it to `states`, or mark it optional"
        if date.of_date is not None and date.of_date not in every.dates:
            yield f"{where}.sets: no step sets the date {date.of_date}; add it to `sets` of one"
        if date.of_child is not None and step.on_child is None:
            yield f"{where}.sets: {date.name} comes from a case below, and the step waits for none; add on_child"
    for bound in step.bounds:
        for fact in (*bound.when, *bound.unless):
            if fact not in every.facts:
                yield f"{where}.bounds: no step records the fact {fact}; record it or declare it"


def _others(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    for opened in step.opens:
        if opened.cycle not in every.cycles:
            yield f"{where}.opens: there is no cycle {opened.cycle}"
    if step.on_child is not None:
        if step.on_child.cycle not in every.cycles:
            yield f"{where}.on_child: there is no cycle {step.on_child.cycle}"
        for below in every.cycles.get(step.on_child.cycle, ()):
            for state in step.on_child.states:
                if state not in below.states:
                    yield f"{where}.on_child: {of_version(below, every)} has no state {state}"
    if step.on_above is not None:
        above = [other for other in every.every_cycle() if cycle.path in opened_by(other)]
        if not above:
            yield f"{where}.on_above: no cycle opens {cycle.path}; drop it or open the cycle somewhere"
        for state in step.on_above.states:
            if above and not any(state in other.states for other in above):
                yield f"{where}.on_above: no cycle that opens {cycle.path} has a state {state}"


def opened_by(cycle: Cycle) -> set[str]:
    """Return the cycles that the steps of a cycle open."""
    return {opened.cycle for step in cycle.steps.values() for opened in step.opens}


def _limits(step: Step) -> Iterator[tuple[str, Limit]]:
    named = (("not_before", step.not_before), ("only_after", step.only_after), ("within", step.within))
    for key, limit in (*named, ("on", step.on_deadline)):
        if limit is not None:
            yield key, limit
    for bound in step.bounds:
        for limit in (bound.earliest, bound.latest):
            if limit is not None:
                yield f"bounds.{bound.date}", limit


def _limit(limit: Limit, every: Declared, cycle: Cycle, where: str) -> Iterator[str]:
    for event in sorted(events_of(limit.form) - every.dates):
        yield f"{where}: no step sets the date {event}; add it to `sets` of one"
    for path in sorted(paths_of(limit.form)):
        yield from _parameter(path, every, where)
    for body in sorted(bodies_of(limit.form) - every.bodies):
        yield f"{where}: no meetings are known of {body}; add them to meetings.yaml"
    for state in sorted(stops_of(limit.form) - set(cycle.states)):
        yield f"{where}: the clock stops in a state {state} that is not declared under states"


def _parameter(path: str, every: Declared, where: str) -> Iterator[str]:
    if path not in every.parameters:
        yield f"{where}: there is no parameter {path}; declare it under parameters"
    elif every.parameters[path] not in every.dates:
        yield f"{where}: {path} is read at {every.parameters[path]}, and no step sets that date; set it in one"
