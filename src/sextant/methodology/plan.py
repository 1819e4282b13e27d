"""What a calculation takes, before any value is looked at: version, options, equations, and the terms to be given.

The order is that of a reader's questions: is it known, is it in force, which case is it, is everything that was
given of use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.book import Version
from sextant.methodology.equation import Equation, Requirement, closure
from sextant.methodology.language.expression import Term
from sextant.methodology.language.walk import terms
from sextant.methodology.library import Library
from sextant.methodology.methodology import Methodology


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be calculated."""

    methodology: str
    inputs: Mapping[str, Any]
    case: str | None = None
    version: str | None = None
    period: tuple[date, date] | None = None
    results: tuple[str, ...] = ()
    """Symbols to end with; the methodology's own where empty."""


@dataclass
class Plan:
    """What is to be calculated, and what it takes: the options taken, the equations that apply, the terms needed."""

    request: Request
    library: Library
    methodology: Methodology
    version: Version
    chosen: dict[str, str] = field(default_factory=dict)
    equations: dict[str, Equation] = field(default_factory=dict)
    targets: tuple[str, ...] = ()
    needed: list[Term] = field(default_factory=list)
    optional: list[Term] = field(default_factory=list)
    """Terms that only requirements ask about."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms that can be given."""
        return (*self.needed, *self.optional)

    @property
    def sets(self) -> set[str]:
        """The sets that any symbol of this calculation runs over."""
        computed = (each.symbol for each in self.equations.values())
        return {name for each in (*self.terms, *computed) for name in each.over}

    @property
    def case(self) -> str:
        """The options taken, as they are told."""
        return ", ".join(self.chosen.values()) or "–"

    @property
    def requirements(self) -> list[Requirement]:
        """The requirements that apply under the options taken."""
        return [
            each
            for each in self.methodology.model.requirements
            if all(self.chosen.get(choice) == option for choice, option in each.when)
            and (each.of is None or each.of.symbol in self.equations)
        ]


def plan_for(request: Request, library: Library) -> Plan | Refusal:
    """Return the plan of a calculation, or the first reason why there is none."""
    found = found_version(request, library)
    if isinstance(found, Refusal):
        return found
    plan = Plan(request, library, *found)
    return _choose(plan) or _find_needed(plan) or _check_names(plan) or plan


def found_version(request: Request, library: Library) -> tuple[Methodology, Version] | Refusal:
    """Return the methodology that is asked for and its version, or why there is none."""
    methodology = library.find(request.methodology)
    if methodology is None:
        near = _near(request.methodology, library.names())
        return refuse("methodology_unknown", found=request.methodology, near=near)
    version = _version(methodology, request)
    return version if isinstance(version, Refusal) else (methodology, version)


def _version(methodology: Methodology, request: Request) -> Version | Refusal:
    """Return the version asked for, or the latest that may be used for the period."""
    versions = methodology.book.versions
    if request.version is not None:
        wanted = request.version.removeprefix("v")
        found = next((each for each in versions if each.name in (wanted, f"{wanted}.0")), None)
        if found is None:
            expected = ", ".join(each.name for each in versions)
            return refuse("version_unknown", methodology=methodology.id, found=request.version, expected=expected)
        candidates: tuple[Version, ...] = (found,)
    else:
        candidates = versions
    if request.period is None:
        return candidates[-1]
    usable = [each for each in candidates if each.covers(*request.period)]
    if usable:
        return usable[-1]
    shown_version = candidates[-1] if request.version else candidates[0]
    return refuse(
        "outside_validity",
        methodology=methodology.id,
        version=shown_version.name,
        found=f"{request.period[0]}:{request.period[1]}",
        first=str(shown_version.earliest or "…"),
        last=str(shown_version.last or "…"),
    )


def _choose(plan: Plan) -> Refusal | None:
    """Take the options of the case and of the inputs, and the defaults of the choices that are left."""
    choices = plan.methodology.book.choices
    for name in (each.strip() for each in (plan.request.case or "").split(",") if each.strip()):
        owners = [choice for choice, each in choices.items() if name in each.options]
        if not owners:
            known = ", ".join(option for each in choices.values() for option in each.options)
            return refuse("variant_unknown", methodology=plan.methodology.id, found=name, expected=known or "–")
        for owner in owners:
            if plan.chosen.setdefault(owner, name) != name:
                return refuse("variant_twice", choice=owner, found=f"{plan.chosen[owner]}, {name}")
    for choice, each in choices.items():
        option = plan.request.inputs.get(choice)
        if option is None:
            continue
        if option not in each.options:
            return refuse("option_unknown", choice=choice, found=str(option)[:60], expected=", ".join(each.options))
        if plan.chosen.setdefault(choice, option) != option:
            return refuse("variant_twice", choice=choice, found=f"{plan.chosen[choice]}, {option}")
    for choice, each in choices.items():
        if each.default is not None:
            plan.chosen.setdefault(choice, each.default)
    return None


def _find_needed(plan: Plan) -> Refusal | None:
    """Find the equations that apply and the terms that they need."""
    model = plan.methodology.model
    active = plan.equations = model.active(plan.chosen)
    ends = plan.methodology.targets()
    plan.targets = plan.request.results or tuple(each for each in ends if each in plan.equations) or ends[:1]
    for each in plan.targets:
        if each not in model.terms:
            return refuse("result_unknown", methodology=plan.methodology.id, found=each, near=_near(each, model.terms))
        if each not in plan.equations:
            return _undefined(plan, each) or refuse("result_not_computed", symbol=each)
    computed, plan.needed = closure(plan.equations, plan.targets)
    for term in plan.needed:
        fault = _undefined(plan, term.symbol)
        if fault is not None:
            return fault
    plan.equations = {symbol: each for symbol, each in active.items() if symbol in computed}
    asked = {term.symbol for each in plan.requirements for term in terms(each.condition)}
    beside, terms_beside = closure(active, asked)
    known = {each.symbol for each in plan.needed}
    plain = [model.terms[symbol] for symbol in sorted(asked) if symbol not in active]
    for term in (*terms_beside, *plain):
        if term.symbol not in known:
            known.add(term.symbol)
            plan.optional.append(term)
    plan.equations |= {symbol: active[symbol] for symbol in beside}
    _find_counts(plan)
    return None


def _find_counts(plan: Plan) -> None:
    """Add what says how many elements a set has, where the elements themselves were not given."""
    active = plan.methodology.model.active(plan.chosen)
    for each in plan.methodology.model.sets:
        if each.count is None or each.name not in plan.sets or each.name in plan.request.inputs:
            continue
        computed, needed = closure(active, [each.count.symbol])
        plan.equations |= {symbol: active[symbol] for symbol in computed}
        known = {term.symbol for term in plan.needed}
        plan.needed += [term for term in needed if term.symbol not in known]


def _undefined(plan: Plan, symbol: str) -> Refusal | None:
    """Return which choice is still to be made where the equation of a symbol depends on it."""
    for each in plan.methodology.model.equations:
        if each.symbol.symbol == symbol:
            for choice, _ in each.when:
                if choice not in plan.chosen:
                    options = plan.methodology.book.choices[choice].options
                    return refuse("choice_missing", choice=choice, symbol=symbol, expected=", ".join(options))
    return None


def _check_names(plan: Plan) -> Refusal | None:
    """Refuse what was given and is not used: an unknown name, another case's input, a computed symbol."""
    model = plan.methodology.model
    asked = {each.symbol: each for each in (*plan.needed, *plan.optional)}
    sets = {each.name for each in model.sets} & plan.sets
    for name in plan.request.inputs:
        if name in asked or name in plan.methodology.book.choices or name in sets:
            continue
        if name == "gwp_set" and any(each.gas for each in plan.needed):
            continue
        if name in plan.equations:
            return refuse("input_computed", symbol=name, equation=plan.equations[name].number)
        if name in model.terms or name in {each.name for each in model.sets} or name == "gwp_set":
            return refuse("input_not_used", symbol=name, methodology=plan.methodology.id, case=plan.case)
        return refuse("input_unknown", methodology=plan.methodology.id, found=name, near=_near_or_all(name, asked))
    return None


def counting_term(plan: Plan, name: str) -> Term | None:
    """Return the term that says how many elements a set has; none where its elements are given."""
    return next((each.count for each in plan.methodology.model.sets if each.name == name), None)


def _near_or_all(name: str, known: Mapping[str, Term]) -> str:
    """Return the nearest name; where none is near, those that there are."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else ", ".join(sorted(known))


def _near(name: str, known: Iterable[str]) -> str:
    found = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else "–"
