"""From what was given to values: units, limits, sets, defaults. What is wrong is one refusal, the first found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.methodology import given
from sextant.methodology.book import Factor, Table, Version
from sextant.methodology.equation import Chosen
from sextant.methodology.given import ByTool, Numbers
from sextant.methodology.language.evaluate import At
from sextant.methodology.language.exact import shown
from sextant.methodology.language.expression import Limits, Term
from sextant.methodology.language.unit import UnitError, unit
from sextant.methodology.methodology import Methodology


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from: measured, given, default, warming_potential or tool."""

    kind: str
    said: str | None = None
    """What the person wrote about it."""
    evidence: str | None = None
    source: Source | None = None
    version: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A term with its values by element, and their origin."""

    term: Term
    values: Mapping[At, Fraction]
    origin: Origin


@dataclass
class Resolved:
    """The values of a calculation before anything is computed."""

    inputs: dict[str, Input] = field(default_factory=dict)
    sets: dict[str, At] = field(default_factory=dict)
    by_tool: dict[str, ByTool] = field(default_factory=dict)


def read_inputs(terms: Iterable[Term], content: Mapping[str, Any]) -> dict[str, Numbers | ByTool] | Refusal:
    """Return what was given for these terms, each checked for itself: number, unit, limits."""
    found: dict[str, Numbers | ByTool] = {}
    for term in terms:
        if term.symbol not in content:
            continue
        read = given.read(term.symbol, content[term.symbol], len(term.over))
        if isinstance(read, Refusal):
            return read
        if isinstance(read, Numbers):
            fault = check_unit(term, read.unit) or check_values(term, read.values)
            if fault is not None:
                return fault
        found[term.symbol] = read
    return found


def check_unit(term: Term, stated: str | None) -> Refusal | None:
    """Return a refusal where a unit was stated and is not the one expected."""
    if stated is None:
        return None
    try:
        same = unit(stated) == unit(term.unit)
    except UnitError:
        same = False
    return None if same else refuse("unit_wrong", symbol=term.symbol, found=stated or "–", expected=term.unit)


def check_values(term: Term, values: Mapping[At, Fraction]) -> Refusal | None:
    """Return a refusal for the first value that lies outside the limits of its term."""
    for at, value in values.items():
        if not term.limits.hold(value):
            return refuse(
                "out_of_range",
                symbol=named(term.symbol, at),
                found=str(shown(value)),
                expected=limits_text(term.limits),
            )
        if term.whole and value.denominator != 1:
            return refuse("not_whole", symbol=named(term.symbol, at), found=str(shown(value)))
    return None


def limits_text(limits: Limits) -> str:
    """Return limits as they are written: ≥ 0, ≤ 1."""
    stated = (("≥", limits.least), (">", limits.above), ("≤", limits.most))
    return ", ".join(f"{sign} {shown(value)}" for sign, value in stated if value is not None)


def named(symbol: str, at: At) -> str:
    """Return a symbol with its element, W[3, food]."""
    return f"{symbol}[{', '.join(at)}]" if at else symbol


def find_sets(
    methodology: Methodology, terms: Iterable[Term], read: Mapping[str, Numbers | ByTool], content: Mapping[str, Any]
) -> dict[str, At] | Refusal:
    """Return the elements of every set that the terms run over: as stated, or those of the tables given."""
    found: dict[str, At] = {}
    for each in methodology.model.sets:
        if each.name in content:
            stated = _stated(each.name, content[each.name])
            if isinstance(stated, Refusal):
                return stated
            found[each.name] = stated
    first: dict[str, str] = {}
    # A table that may leave elements out cannot say what all the elements are while another can.
    for term in sorted(terms, key=lambda each: each.sparse):
        values = read.get(term.symbol)
        if not isinstance(values, Numbers) or not term.over or () in values.values:
            continue
        for place, over in enumerate(term.over):
            elements = tuple(dict.fromkeys(at[place] for at in values.values))
            known = found.get(over)
            if known is None:
                found[over], first[over] = elements, term.symbol
            elif not set(elements) <= set(known) or (not term.sparse and set(elements) != set(known)):
                differing = sorted(set(elements) ^ set(known))
                return refuse("elements_differ", symbol=term.symbol, set=over, other=first.get(over, over),
                              found=", ".join(differing))  # fmt: skip
    return _checked_numbers(methodology, found)


def _stated(name: str, content: Any) -> At | Refusal:
    """Return the elements of a set that was written out: a list of names, or how many there are."""
    if isinstance(content, int) and not isinstance(content, bool) and 0 < content <= 1000:
        return tuple(str(each) for each in range(1, content + 1))
    names = [each for each in content if _is_name(each)] if isinstance(content, list) else []
    if names and names == content and len({str(each) for each in names}) == len(names):
        return tuple(str(each) for each in names)
    return refuse("set_malformed", set=name, found=given.short(content))


def _is_name(content: Any) -> bool:
    return isinstance(content, str | int) and not isinstance(content, bool)


def _checked_numbers(methodology: Methodology, sets: dict[str, At]) -> dict[str, At] | Refusal:
    for each in methodology.model.sets:
        for name in sets.get(each.name, ()):
            if each.numbers and not name.lstrip("-").isdecimal():
                return refuse("element_no_number", set=each.name, found=name)
    return sets


def widen(term: Term, values: Mapping[At, Fraction], sets: Mapping[str, At]) -> Mapping[At, Fraction]:
    """Return a value by element; one number that was given for a table counts for each element."""
    if () not in values or not term.over:
        return values
    return dict.fromkeys(product(*(sets[name] for name in term.over)), values[()])


def missing_element(term: Term, values: Mapping[At, Fraction], sets: Mapping[str, At]) -> At | None:
    """Return the first element of a table that has no value, or none."""
    if term.sparse:
        return None
    wanted = product(*(sets.get(name, ()) for name in term.over))
    return next((at for at in wanted if at not in values), None)


def default_value(
    term: Term, factor: Factor, version: Version, chosen: Chosen, sets: Mapping[str, At]
) -> Input | Refusal | None:
    """Return the default of a factor for the options taken; none where an option states no value."""
    table: Table | None = factor.value
    for choice in factor.by:
        if choice not in chosen:
            options = ", ".join(table) if isinstance(table, Mapping) else None
            return refuse("choice_missing", choice=choice, symbol=term.symbol, expected=options)
        assert isinstance(table, Mapping)
        table = table.get(chosen[choice])
        if table is None:
            return None
    values = _by_element(term, table, sets)
    if isinstance(values, Refusal):
        return values
    origin = Origin("default", source=factor.source, version=version.name, since=version.first)
    return Input(term, values, origin)


def _by_element(term: Term, table: Table | None, sets: Mapping[str, At]) -> Mapping[At, Fraction] | Refusal:
    if isinstance(table, Fraction):
        return widen(term, {(): table}, {name: sets.get(name, ()) for name in term.over})
    assert isinstance(table, Mapping)
    found: dict[At, Fraction] = {}
    for at in product(*(sets.get(name, ()) for name in term.over)):
        # A table by one set only serves a term that runs over several: its last set names the row.
        value = table.get(at[-1])
        if not isinstance(value, Fraction):
            return refuse("element_unknown", symbol=term.symbol, found=at[-1], expected=", ".join(table))
        found[at] = value
    return found


def with_values(one: Input, values: Mapping[At, Fraction]) -> Input:
    """Return an input with other values."""
    return replace(one, values=values)
