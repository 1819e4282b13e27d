"""A calculation: from a request to every number on the way to its results, or the first reason to refuse.

After the plan come the values: is each given and possible, may the methodology be applied, what comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from sextant.domain.refusal import Refusal, Warned, refuse
from sextant.methodology import resolve, values
from sextant.methodology.book import Version
from sextant.methodology.equation import Chosen, Equation, Requirement, closure
from sextant.methodology.given import ByTool
from sextant.methodology.gwp import Potentials
from sextant.methodology.language.evaluate import At, Evaluation, NotComputed
from sextant.methodology.language.exact import shown
from sextant.methodology.language.expression import Term
from sextant.methodology.language.walk import terms
from sextant.methodology.library import Library
from sextant.methodology.methodology import Methodology
from sextant.methodology.plan import Plan, Request, counting_term, plan_for
from sextant.methodology.resolve import Input, Origin, named
from sextant.methodology.values import Values

DEPTH_MAX = 6
ELEMENTS_MAX = 1000
"""How many tools may compute inputs of one another."""


@dataclass(frozen=True)
class Calculation:
    """Everything that was given and computed."""

    methodology: Methodology
    version: Version
    chosen: Chosen
    equations: Mapping[str, Equation]
    inputs: Mapping[str, Input]
    sets: Mapping[str, At]
    computed: Mapping[str, Mapping[At, Fraction]]
    targets: tuple[str, ...]
    tools: Mapping[str, Calculation]
    requirements: Mapping[str, bool | None]
    """Whether each requirement is met; none where what it asks about was not given."""
    potentials: Potentials
    warnings: tuple[Warned, ...]

    def values(self, symbol: str) -> Mapping[At, Fraction]:
        """Return the values of a symbol that was given or computed."""
        if symbol in self.inputs:
            return self.inputs[symbol].values
        return self.computed.get(symbol, {})

    def value(self, symbol: str | None) -> Fraction | None:
        """Return the value of a symbol that runs over no set; none where it has none."""
        return None if symbol is None else self.values(symbol).get(())


def calculate(request: Request, library: Library, depth: int = 0) -> Calculation | Refusal:
    """Return the calculation, or the first reason why there is none."""
    plan = plan_for(request, library)
    if isinstance(plan, Refusal):
        return plan
    stated = values.read(plan)
    if isinstance(stated, Refusal):
        return stated
    tools: dict[str, Calculation] = {}
    computed: dict[str, Input] = {}
    for term in plan.terms:
        asked = stated.get(term.symbol)
        if isinstance(asked, ByTool):
            done = _by_tool(plan, term, asked, depth)
            if isinstance(done, Refusal):
                return done
            tools[term.symbol] = done
            computed[term.symbol] = _from_tool(term, done)
    used = Potentials([each for tool in tools.values() for each in tool.potentials.stated])
    filled = values.fill(plan, stated, computed, used)
    return filled if isinstance(filled, Refusal) else _computed(plan, filled, tools)


def _by_tool(plan: Plan, term: Term, asked: ByTool, depth: int) -> Calculation | Refusal:
    """Return the calculation of a tool that computes an input, with its unit and limits checked."""
    admitted = dict(term.computed_by)
    if not admitted:
        return refuse("tool_not_expected", symbol=term.symbol, found=asked.tool)
    if asked.tool not in admitted:
        return refuse("tool_not_admitted", symbol=term.symbol, found=asked.tool, expected=", ".join(admitted))
    if depth >= DEPTH_MAX:
        return refuse("tools_too_deep", symbol=term.symbol, expected=DEPTH_MAX)
    symbol = asked.result or admitted[asked.tool]
    request = Request(asked.tool, asked.inputs, asked.case, asked.version, None, (symbol,))
    done = calculate(request, plan.library, depth + 1)
    if isinstance(done, Refusal):
        return done
    if set(done.values(symbol)) != {()}:
        return refuse("element_not_expected", symbol=term.symbol)
    stated = done.methodology.model.terms[symbol].unit
    return resolve.check_unit(term, stated) or resolve.check_values(term, done.values(symbol)) or done


def _from_tool(term: Term, done: Calculation) -> Input:
    said = f"{done.methodology.id} {done.version.name}"
    return Input(term, done.values(done.targets[0]), Origin("tool", said=said))


def _computed(plan: Plan, filled: Values, tools: Mapping[str, Calculation]) -> Calculation | Refusal:
    """Compute the targets, after the requirements; then look at the limits of what was computed."""
    given = {name: each.values for name, each in filled.inputs.items()}
    evaluation = Evaluation(given, filled.sets, plan.equations)
    met: dict[str, bool | None] = {}
    try:
        fault = _count_sets(plan, evaluation)
        if fault is not None:
            return fault
        for required in plan.requirements:
            met[required.code] = _met(plan, required, evaluation)
            if met[required.code] is False:
                return _not_applicable(plan, required, evaluation)
        for symbol in plan.targets:
            term = plan.methodology.model.terms[symbol]
            for at in product(*(evaluation.sets[name] for name in term.over)):
                evaluation.value(term, at)
    except NotComputed as error:
        place = named(error.symbol, error.at)
        return refuse("no_value", symbol=place, equation=error.equation or "–", reason=error.code)
    for symbol, found in evaluation.computed.items():
        fault = resolve.check_values(plan.methodology.model.terms[symbol], found)
        if fault is not None:
            return fault
    warnings = tuple(
        Warned("requirement_not_checked", {"requirement": code}) for code, holds in met.items() if holds is None
    )
    return Calculation(
        plan.methodology, plan.version, plan.chosen, plan.equations, filled.inputs, evaluation.sets,
        {symbol: found for symbol, found in evaluation.computed.items() if found},
        plan.targets, tools, met, filled.potentials, warnings,
    )  # fmt: skip


def _count_sets(plan: Plan, evaluation: Evaluation) -> Refusal | None:
    """Find the elements of sets that are counted: 1, 2, … up to the greatest value of the counting term."""
    for name in sorted(plan.sets):
        counting = counting_term(plan, name)
        if counting is None or name in evaluation.sets:
            continue
        places = product(*(evaluation.sets[each] for each in counting.over))
        found = max((evaluation.value(counting, at) for at in places), default=Fraction(0))
        if found > ELEMENTS_MAX:
            return refuse("set_malformed", set=name, found=str(shown(found)))
        evaluation.sets[name] = tuple(str(each) for each in range(1, int(found) + 1))
    return None


def _met(plan: Plan, required: Requirement, evaluation: Evaluation) -> bool | None:
    """Return whether a requirement is met; none where something that it asks about was not given."""
    asked = {term.symbol for term in terms(required.condition)}
    _, needed = closure(plan.equations, asked)
    plain = asked - plan.equations.keys()
    if not {*plain, *(term.symbol for term in needed)} <= evaluation.given.keys():
        return None
    return evaluation.holds(required.condition, {})


def _not_applicable(plan: Plan, required: Requirement, evaluation: Evaluation) -> Refusal:
    value = evaluation.value(required.shows)
    return refuse(
        "not_applicable",
        methodology=plan.methodology.id,
        requirement=required.code,
        symbol=required.shows.symbol,
        found=str(shown(value)) if required.shows.unit == "1" else f"{shown(value)} {required.shows.unit}",
        required=required.sentence.english,
        required_zh=required.sentence.chinese,
    )
