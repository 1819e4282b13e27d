"""Whether the cycles of a rulebook hang together. A cycle that does not, does not load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sextant.rules.reading import Names
from sextant.workflow.check_issuance import faults_of_issuance
from sextant.workflow.check_money import faults_of_money, faults_of_stages
from sextant.workflow.check_needs import faults_of_needs, stated_in
from sextant.workflow.check_reach import faults_of_reach
from sextant.workflow.check_values import faults_of_decision, faults_of_limits, no_date
from sextant.workflow.cycle import BACK, SAME, Cycle, Deed, MoneyAct, Sets, Stands, Step
from sextant.workflow.declared import Declared
from sextant.workflow.need import RESERVED
from sextant.workflow.version import ends_of, met_by

_BEFOREHAND = frozenset({"yes", "no"})
"""What a fact can be from the opening of a case on."""


def faults_in(cycles: Mapping[str, Sequence[Cycle]], declared: Declared) -> Iterator[tuple[Cycle, str]]:
    """Yield everything that does not hang together, one sentence each, with the version of the cycle in which it is."""
    every = replace(declared, cycles=cycles)
    recorded = {each.fact for cycle in every.every_cycle() for step in cycle.steps.values() for each in step.records}
    recorded |= {each.fact for cycle in every.every_cycle() for each in cycle.opened_with}
    facts = Names({*declared.facts, *recorded}, declared.lost | getattr(declared.facts, "lost_words", frozenset()))
    for versions in cycles.values():
        for cycle in versions:
            ends = ends_of(cycle, versions)
            met = {other: met_by(cycle, ends, found) for other, found in cycles.items()}
            # A date that only a case of another kind sets is never known in this one.
            for fault in _faults(cycle, replace(every, facts=facts, cycles=met, dates=every.dates_of(cycle))):
                yield cycle, fault


def _faults(cycle: Cycle, every: Declared) -> Iterator[str]:
    yield from _shape(cycle)
    yield from faults_of_reach(cycle, every)
    yield from faults_of_stages(cycle, every)
    if cycle.frozen is not None:
        if cycle.frozen.at not in every.dates:
            yield f"frozen.at: {no_date(cycle.frozen.at)}"
        for fact in cycle.frozen.facts:
            if fact not in every.facts:
                yield f"frozen.facts: no step records the fact {fact}; record it or declare it"
    for beside in cycle.beside:
        if every.no_cycle(beside.cycle):
            yield f"beside: there is no cycle {beside.cycle}"
        if beside.fact not in every.facts:
            yield f"beside: no step records the fact {beside.fact}; record it or declare it"
    for date in cycle.opened_as:
        yield from _opening(date, cycle, every)
    for each in cycle.opened_with:
        if each.stated_as not in _BEFOREHAND:
            yield f"opened_with: nobody has stated {each.stated_as} yet; write yes or no"
    for step in cycle.steps.values():
        where = f"steps.{step.name}"
        yield from _people(step, cycle, every, where)
        yield from faults_of_needs(step, cycle, every, where)
        yield from _things(step, every, where)
        for date in step.sets:
            yield from _set(date, step, every, f"{where}.sets")
        yield from _others(step, cycle, every, where)
        yield from faults_of_money(step, cycle, every, where)
        yield from faults_of_issuance(step, cycle, every, where)
        yield from faults_of_limits(step, cycle, every, where)


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


def _people(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    if step.by_itself and step.by:
        yield f"{where}: it happens by itself and by somebody; drop one of the two"
    if not step.by_itself and not step.by:
        yield f"{where}: nobody may take it; add `by`"
    for entitled in step.by:
        if entitled.role not in every.roles:
            yield f"{where}.by: no role is called {entitled.role}; declare it in roles.yaml"
        for relation in (entitled.relation, entitled.never):
            if relation is None or not relation.of:
                continue
            if relation.form is Stands.TOOK:
                if not any(relation.of in other.steps for other in every.every_cycle()):
                    yield f"{where}.by: {relation.name} asks about the step {relation.of}, and no cycle has it"
            elif relation.form is Stands.NAME_STATED:
                if relation.of not in stated_in(cycle, every):
                    yield f"{where}.by: {relation.name} asks about {relation.of}, and no step of this cycle states it"
            elif relation.of not in every.facts:
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
    yield from faults_of_decision(rule, every, f"{where}.decided_by")


def _things(step: Step, every: Declared, where: str) -> Iterator[str]:
    for kind in step.documents:
        if kind not in every.documents:
            yield f"{where}.documents: {kind} is not declared; add it to papers.yaml"
    if step.by_itself and step.searches is not None:
        yield f"{where}.searches: nobody takes the step, and a search is stated with an act; drop it, or add `by`"
    for name in step.found:
        if name in step.states_data:
            yield f"{where}.states: {name} is what the registry finds itself; nobody else may state it, so drop it"
    for name in (*step.choices, *step.whole):
        if name not in step.states_data:
            yield f"{where}: nobody states {name}; add it to `states`"
    for each in step.records:
        if each.of_child:
            below = every.cycles.get(step.on_child.cycle, ()) if step.on_child is not None else ()
            if not any(each.stated_as in stated_in(other, every) for other in below):
                yield f"{where}.records: the case below states no {each.stated_as}; wait for one that does in on_child"
        elif each.stated_as not in {*RESERVED, *step.states_data}:
            yield f"{where}.records: nobody states {each.stated_as}; add it to `states`"
    if step.registry is not None and step.deed is not Deed.ISSUANCE:
        yield f"{where}.registry: no units come into being with this step; drop it, or add `deed: issuance`"
    if step.registry is not None and step.registry not in every.registries:
        yield f"{where}.registry: no registry is called {step.registry}; add it to other_registries of mechanism.yaml"
    for bound in step.bounds:
        for fact in (*bound.when, *bound.unless):
            if fact not in every.facts:
                yield f"{where}.bounds: no step records the fact {fact}; record it or declare it"


def _set(date: Sets, step: Step, every: Declared, where: str) -> Iterator[str]:
    """Yield what is wrong with where a date comes from that a step sets."""
    stated = date.stated_as
    if stated is not None and not date.optional and stated not in step.states_data:
        yield f"{where}: nobody states {stated}; add it to `states`, or mark it optional"
    if date.of_date is not None and date.of_date not in every.dates:
        yield f"{where}: {no_date(date.of_date)}"
    if date.of_child is not None and step.on_child is None:
        yield f"{where}: {date.name} comes from a case below, and the step waits for none; add on_child"
    for below in every.cycles.get(step.on_child.cycle, ()) if step.on_child is not None else ():
        if date.of_child is not None and date.of_child not in _own_dates(below):
            yield f"{where}: {every.of_version(below)} sets no date {date.of_child}; set it there, or correct the name"


def _own_dates(cycle: Cycle) -> set[str]:
    return {"opened", *(each.name for each in cycle.opened_as)} | {
        each.name for step in cycle.steps.values() for each in step.sets
    }


def _opening(date: Sets, cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield what is wrong with where a date comes from that the opening of a case sets."""
    if date.of_child is not None:
        yield f"opened_as: {date.name} comes from a case below, and there is none yet; state it, or take another date"
    if date.of_date is not None and date.of_date not in every.dates:
        yield f"opened_as: {no_date(date.of_date)}"
    stated = date.stated_as
    if stated is not None and not date.optional and stated not in Names(stated_in(cycle, every), every.lost):
        yield f"opened_as: nobody states {stated}; add it to `states` of the step that opens the case"


def _others(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    for opened in step.opens:
        if every.no_cycle(opened.cycle):
            yield f"{where}.opens: there is no cycle {opened.cycle}"
    if step.on_child is not None:
        if every.no_cycle(step.on_child.cycle):
            yield f"{where}.on_child: there is no cycle {step.on_child.cycle}"
        for below in every.cycles.get(step.on_child.cycle, ()):
            for state in step.on_child.states:
                if state not in below.states:
                    yield f"{where}.on_child: {every.of_version(below)} has no state {state}"
    if step.on_above is not None and cycle.path.partition(".")[2] not in every.lost:
        above = every.opening(cycle.path)
        if not above:
            yield f"{where}.on_above: no cycle opens {cycle.path}; drop it or open the cycle somewhere"
        for state in step.on_above.states:
            if above and not any(state in other.states for other in above):
                yield f"{where}.on_above: no cycle that opens {cycle.path} has a state {state}"
