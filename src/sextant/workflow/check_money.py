"""Whether what a cycle says about money hangs together: fees, payments, and the stages at which requests end."""

from __future__ import annotations

from collections.abc import Iterator

from sextant.rules.reading import Names
from sextant.workflow.check_needs import stated_in
from sextant.workflow.check_values import of_parameter
from sextant.workflow.cycle import STATED_WITH, Cycle, MoneyAct, Step
from sextant.workflow.declared import Declared

_NEEDS_FEE = frozenset({"fee_due", "no_fee_due"})
_NEEDS_ACT = {"fee_covered": MoneyAct.RECEIVE, "owed_back": MoneyAct.PAY_BACK, "fee_can_be_told": MoneyAct.COUNT_AGAIN}


def faults_of_money(step: Step, cycle: Cycle, every: Declared, where: str) -> Iterator[str]:
    """Yield what is wrong with the money of a step, one sentence each."""
    if step.fee is not None and every.no_levy(step.fee):
        yield f"{where}.fee: there is no levy {step.fee}; declare it under levies"
    for parameter in every.fees.get(step.fee or "", ()):
        yield from of_parameter(parameter.path, every, f"{where}.fee")
    if step.fee_of is not None and step.fee_of not in Names({*stated_in(cycle, every), *every.facts}, every.lost):
        yield f"{where}.fee: nobody states {step.fee_of}; add it to `states` of a step"
    fees = {each.fee for each in cycle.steps.values() if each.fee is not None}
    if step.money is not None:
        if not fees:
            yield f"{where}.money: no step of the cycle has a fee; add it to one or drop the line"
        name = STATED_WITH.get(step.money)
        if name is not None and name not in step.states_data:
            yield f"{where}.money: the sum is not stated; add {name} to `states`"
    for needed in step.needs:
        if needed.name in _NEEDS_FEE and step.fee is None:
            yield f"{where}.needs.{needed.name}: the step has no fee; add one or drop the need"
        act = _NEEDS_ACT.get(needed.name)
        if act is not None and step.money is not act:
            yield f"{where}.needs.{needed.name}: it is asked of a step with `money: {act}`; add it or drop the need"
    yield from _stages(step, cycle, every, where, fees)


def faults_of_stages(cycle: Cycle, every: Declared) -> Iterator[str]:
    """Yield the stages of states that no levy knows, one sentence each."""
    known = {stage for stages in every.levies.values() for stage in stages}
    for state in cycle.states.values():
        if state.stage is not None and state.stage not in known:
            yield f"states.{state.name}.stage: no levy knows the stage {state.stage}; correct the name or drop the line"


def _stages(step: Step, cycle: Cycle, every: Declared, where: str, fees: set[str]) -> Iterator[str]:
    """Yield a stage at which a request can end although a fee of the cycle has no rule for it."""
    if step.stage is not None and not any(step.stage in stages for stages in every.levies.values()):
        yield f"{where}.stage: no levy knows the stage {step.stage}; correct the name or drop the line"
    ends = step.to_state in cycle.states and cycle.states[step.to_state].terminal
    if step.stage is None and not ends:
        return
    from_states = (cycle.states[name] for name in step.from_states if name in cycle.states)
    stages = {step.stage} if step.stage is not None else {state.stage for state in from_states}
    for fee in sorted(fees & set(every.levies)):
        for stage in sorted(each for each in stages if each is not None and each not in every.levies[fee]):
            yield f"{where}: {fee} has no refund at the stage {stage}; name another or add it to the levy"
