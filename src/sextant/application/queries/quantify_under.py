"""A calculation of a transitioned activity: AR5 throughout, and the values that four methodologies state anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantified_record import source_record
from sextant.application.queries.quantify import Quantified, quantify
from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.methodology.evidence import short
from sextant.methodology.given import one_number
from sextant.methodology.language.exact import shown
from sextant.methodology.library import Library
from sextant.methodology.plan import Request, found_version, plan_for
from sextant.methodology.transition import Revalued, Transition

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Applied:
    """One rule of transition that changed or checked the calculation: what it set, and its source."""

    symbol: str
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class QuantifiedUnder:
    """A calculation under rules of transition, and which of them applied."""

    quantified: Quantified
    rules: Transition
    applied: tuple[Applied, ...]


def quantify_under(request: Request, library: Library, rules: Transition) -> QuantifiedUnder | Refusal:
    """Return what a transitioned activity gives, or the first reason why there is nothing."""
    found = found_version(request, library)
    if isinstance(found, Refusal):
        return found
    book = found[0].book
    if book.mechanism != rules.mechanism:
        return refuse("transition_other_mechanism", methodology=book.id, found=book.mechanism,
                      expected=rules.mechanism)  # fmt: skip
    if request.period is not None and request.period[0] < rules.first_day:
        return refuse("transition_before", found=str(request.period[0]), expected=str(rules.first_day))
    inputs, applied = dict(request.inputs), []
    revalued = rules.revalued.get(book.id)
    if revalued is not None:
        stated = _stated_anew(inputs, revalued, rules)
        if isinstance(stated, Refusal):
            return stated
        applied += stated
        leakage = _discount(replace(request, inputs=inputs), library, revalued, rules)
        if isinstance(leakage, Refusal):
            return leakage
        inputs[revalued.symbol], one = leakage
        applied.append(one)
    inputs = _with_potentials(replace(request, inputs=inputs), library, rules)
    done = quantify(replace(request, inputs=inputs), library)
    if isinstance(done, Refusal):
        return done
    potentials = _other_potential(done, library, rules)
    if isinstance(potentials, Refusal):
        return potentials
    if done.calculation.potentials.stated:
        applied.append(Applied("GWP", rules.gwp_set, rules.gwp_source))
    return QuantifiedUnder(done, rules, tuple(applied))


def _stated_anew(inputs: Mapping[str, Any], revalued: Revalued, rules: Transition) -> list[Applied] | Refusal:
    """Return what was stated anew; a default of the methodology is not, and a value without an origin is not."""
    found = []
    for symbol in revalued.stated:
        content = inputs.get(symbol)
        told = content.get("origin") or content.get("tool") if isinstance(content, Mapping) else None
        if not told:
            return refuse("transition_not_stated", symbol=symbol, source=str(rules.revalued_source))
        found.append(Applied(symbol, str(told), rules.revalued_source))
    return found


def _discount(
    request: Request, library: Library, revalued: Revalued, rules: Transition
) -> tuple[Record, Applied] | Refusal:
    """Return the discount for leakage as an input: the default, or the survey that was given with its evidence."""
    given = request.inputs.get(revalued.symbol)
    if given is not None:
        return _surveyed(given, revalued, rules)
    said = f"{rules.id} v{rules.version}, {rules.net_to_gross_source.paragraph}"
    value = rules.net_to_gross
    if revalued.share_of is not None:
        without = quantify(request, library)
        if isinstance(without, Refusal):
            return without
        base = without.calculation.value(revalued.share_of)
        assert base is not None, "the result that leakage is a share of runs over no set"
        value = base * (1 - rules.net_to_gross)
    return {"value": value, "origin": said}, Applied(revalued.symbol, str(shown(value)), rules.net_to_gross_source)


def _surveyed(given: Any, revalued: Revalued, rules: Transition) -> tuple[Record, Applied] | Refusal:
    """Return a discount that was given: the default itself, or one from a survey with origin and evidence."""
    content = given if isinstance(given, Mapping) else {"value": given}
    number = one_number(content.get("value"))
    if number is not None and revalued.share_of is None and number == rules.net_to_gross:
        return dict(content), Applied(revalued.symbol, str(shown(Fraction(number))), rules.net_to_gross_source)
    if not (content.get("origin") and content.get("evidence")):
        return refuse("transition_without_survey", symbol=revalued.symbol, found=short(content.get("value")),
                      expected=str(shown(rules.net_to_gross)), source=str(rules.net_to_gross_source))  # fmt: skip
    return dict(content), Applied(revalued.symbol, short(content.get("value")), rules.net_to_gross_source)


def _with_potentials(request: Request, library: Library, rules: Transition) -> Record:
    """Return the inputs with the set of warming potentials named, where the calculation needs one."""
    inputs = dict(request.inputs)
    plan = plan_for(request, library)
    if not isinstance(plan, Refusal) and any(each.gas for each in plan.needed):
        inputs.setdefault("gwp_set", rules.gwp_set)
    return inputs


def _other_potential(done: Quantified, library: Library, rules: Transition) -> Refusal | None:
    """Return a refusal where any warming potential, also one of a tool, is not that of the set."""
    for gas, value in done.calculation.potentials.stated:
        expected = library.gwps().value(rules.gwp_set, gas)
        if expected != value:
            shown_expected = "–" if expected is None else str(shown(expected))
            return refuse("transition_gwp", gas=gas, found=str(shown(value)), set=rules.gwp_set,
                          expected=shown_expected, source=str(rules.gwp_source))  # fmt: skip
    return None


def under_record(done: QuantifiedUnder) -> Record:
    """Return which rules of transition applied, for programs."""
    return {
        "standard": done.rules.id,
        "version": done.rules.version,
        "applied": [
            {"symbol": each.symbol, "value": each.value, "source": source_record(each.source),
             "verified": each.source.verified}
            for each in done.applied
        ],
    }  # fmt: skip
