"""The values of what a calculation takes: given, a warming potential, or a default; and the sets they run over.

What a tool is to compute is left to the caller, who has it computed first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology import resolve
from sextant.methodology.given import ByTool, Numbers
from sextant.methodology.gwp import Potentials, admitted_only, choose_set, mixed, other_than_named
from sextant.methodology.language.evaluate import At
from sextant.methodology.language.expression import Term
from sextant.methodology.plan import Plan, counting_term
from sextant.methodology.resolve import Input, Origin, named


@dataclass
class Values:
    """The inputs of a calculation by symbol, the elements of its sets, and the warming potentials it used."""

    inputs: dict[str, Input] = field(default_factory=dict)
    sets: dict[str, At] = field(default_factory=dict)
    potentials: Potentials = field(default_factory=Potentials)


def read(plan: Plan) -> dict[str, Numbers | ByTool] | Refusal:
    """Return what was given, each value checked for itself."""
    return resolve.read_inputs(plan.terms, plan.request.inputs)


def fill(
    plan: Plan, stated: Mapping[str, Numbers | ByTool], by_tool: Mapping[str, Input], used: Potentials
) -> Values | Refusal:
    """Return a value for every needed term, or the first reason why there is none."""
    found = Values(potentials=used)
    sets = resolve.find_sets(plan.methodology, plan.terms, stated, plan.request.inputs)
    if isinstance(sets, Refusal):
        return sets
    found.sets = sets
    for name in plan.sets:
        if name not in sets and counting_term(plan, name) is None:
            # One number for a table without elements is a table of one; it does not count for all that defaults list.
            alone = any(term.symbol in stated and name in term.over for term in plan.terms)
            sets[name] = ("1",) if alone else _listed_by_default(plan, name) or ("1",)
    missing: list[Term] = []
    for term in plan.terms:
        given = stated.get(term.symbol)
        if isinstance(given, ByTool):
            tool = by_tool[term.symbol]
            found.inputs[term.symbol] = resolve.with_values(tool, resolve.widen(term, tool.values, sets))
            continue
        value = _stated(term, given, found) if given is not None else _assumed(plan, term, found)
        if isinstance(value, Refusal):
            return value
        if value is not None:
            found.inputs[term.symbol] = value
        elif term in plan.needed:
            missing.append(term)
    if missing:
        listed = ", ".join(f"{each.symbol} [{each.unit}]" for each in missing)
        return refuse("input_missing", methodology=plan.methodology.id, expected=listed, case=plan.case)
    return _one_set_of_potentials(plan, found) or found


def _stated(term: Term, given: Numbers, found: Values) -> Input | Refusal:
    values = resolve.widen(term, given.values, found.sets)
    lacking = resolve.missing_element(term, values, found.sets)
    if lacking is not None:
        return refuse("element_missing", symbol=named(term.symbol, lacking), unit=term.unit)
    if term.gas is not None:
        found.potentials.stated.append((term.gas, values[()]))
    kind = "measured" if term.measured else "given"
    return Input(term, values, Origin(kind, given.origin, given.evidence))


def _assumed(plan: Plan, term: Term, found: Values) -> Input | Refusal | None:
    """Return the warming potential or the default of a term that was not given; none where it has none."""
    if term.gas is not None:
        return _potential(plan, term, term.gas, found)
    factor = plan.methodology.book.factor(term.symbol, plan.version.name)
    if factor is None:
        return None
    return resolve.default_value(term, factor, plan.version, plan.chosen, found.sets)


def _potential(plan: Plan, term: Term, gas: str, found: Values) -> Input | Refusal:
    gwps = plan.library.gwps()
    chosen = choose_set(gwps, plan.methodology.book, plan.request.inputs.get("gwp_set"), plan.request.period)
    if isinstance(chosen, Refusal):
        return chosen
    value = gwps.value(chosen.name, gas)
    if value is None:
        return refuse("gwp_not_stated", set=chosen.name, gas=gas)
    found.potentials.stated.append((gas, value))
    return Input(term, {(): value}, Origin("warming_potential", said=chosen.name, source=chosen.source,
                                           since=chosen.first))  # fmt: skip


def _one_set_of_potentials(plan: Plan, found: Values) -> Refusal | None:
    if not found.potentials.stated:
        return None
    gwps = plan.library.gwps()
    return (
        mixed(found.potentials, gwps)
        or other_than_named(found.potentials, gwps, plan.request.inputs.get("gwp_set"))
        or admitted_only(found.potentials, gwps, plan.methodology.book)
    )


def _listed_by_default(plan: Plan, name: str) -> At | None:
    """Return the elements that the default of some needed term lists, where nothing given names any."""
    for term in plan.needed:
        factor = plan.methodology.book.factor(term.symbol, plan.version.name)
        if factor is None or not term.over or term.over[-1] != name:
            continue
        table: object = factor.value
        for choice in factor.by:
            table = table.get(plan.chosen.get(choice, "")) if isinstance(table, Mapping) else None
        if isinstance(table, Mapping):
            return tuple(table)
    return None
