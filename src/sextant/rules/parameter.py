"""Parameters of a mechanism, read from its `parameters` folder: one file a provision, every value dated and cited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from sextant.domain.rule_value import Bracket, DatedValue, Parameter, RuleValue, ValueType
from sextant.rules import reading
from sextant.rules.measure import Measure
from sextant.rules.reading import Faults, Item, Names
from sextant.rules.text import RuleTextError, load_text

_NEEDED = {"label", "unit", "type", "anchor", "values"}
_OPTIONAL = frozenset({"exemptions", "choices", "note"})
_BOUNDS = frozenset({"from", "above", "to", "below"})


def parse_parameters(
    text: str,
    file: str,
    *,
    mechanism: str,
    units: Mapping[str, Measure],
    lost_units: frozenset[str] = frozenset(),
    anchors: Collection[str],
    faults: Faults,
) -> dict[str, Parameter]:
    """Return the parameters of one file by path; what does not load is told to `faults`."""
    found: dict[str, Parameter] = {}
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={"parameters"})
        for name, body in reading.mapping(content["parameters"], f"{file}: parameters").items():
            where = f"{file}: {name}"
            with faults.caught(file, name):
                path = f"{mechanism}.{reading.name(name, where)}"
                found[path] = _parameter(path, body, where, units, Names(units, lost_units), anchors, file)
    return found


def _parameter(
    path: str,
    content: Any,
    where: str,
    units: Mapping[str, Measure],
    known_units: Collection[str],
    anchors: Collection[str],
    file: str,
) -> Parameter:
    item = Item(content, where, needed=_NEEDED, optional=_OPTIONAL)
    kinds = tuple(each.value for each in ValueType)
    kind = item.maybe("type", lambda each, at: ValueType(reading.one_of(each, kinds, at, "type of value")))
    choices = item.read("choices", reading.some_texts, ())
    unit = item.read("unit", lambda each, at: reading.one_of(each, known_units, at, "unit of measurement"))
    label, note = item.read("label", reading.label), item.maybe("note", reading.label)
    anchor = item.read("anchor", lambda each, at: reading.one_of(each, anchors, at, "date of a case"))
    exemptions = item.read("exemptions", reading.texts, ())
    if choices and kind not in (None, ValueType.TEXT):
        item.sentences.append(f"{where}.choices: only a text is one of several; drop them, or make the type text")
    values: tuple[DatedValue, ...] = ()
    if kind is not None:
        form = _Form(kind, choices, units.get(unit))
        values = item.read("values", lambda each, at: _over_time(each, form, at))
    item.done()
    assert kind is not None
    return Parameter(path, label, unit, kind, anchor, values, exemptions, choices, note, file)


@dataclass(frozen=True, slots=True)
class _Form:
    """What the values of a parameter may be."""

    kind: ValueType
    choices: tuple[str, ...]
    measure: Measure | None


def _over_time(content: Any, form: _Form, where: str) -> tuple[DatedValue, ...]:
    values = list(reading.keyed(lambda day, each, at: _dated(day, each, form, at))(content, where).values())
    if not values:
        raise RuleTextError(f"{where}: there is no value; give one with its date and source")
    days = [each.from_date for each in values]
    if days != sorted(days):
        raise RuleTextError(f"{where}: the dates are out of order; add a new value under the old ones")
    return tuple(values)


def _dated(day: str, content: Any, form: _Form, where: str) -> DatedValue:
    item = Item(content, where, needed={"value", "source"})
    with item.kept():
        reading.day(day, where)
    value, source = item.maybe("value", lambda each, at: _value(each, form, at)), item.read("source", reading.source)
    item.done()
    return DatedValue(reading.day(day, where), value, source)


def _value(content: Any, form: _Form, where: str) -> RuleValue | None:
    if content == "none":
        return None
    found = _typed(content, form.kind, where)
    fault = form.measure.fault(found) if form.measure is not None else None
    if fault:
        raise RuleTextError(f"{where}: {fault}")
    return reading.one_of(found, form.choices, where, "choice") if form.choices else found


def _typed(content: Any, kind: ValueType, where: str) -> RuleValue:
    match kind:
        case ValueType.INTEGER:
            return reading.whole(content, where)
        case ValueType.DECIMAL:
            return reading.number(content, where)
        case ValueType.DATE:
            return reading.day(content, where)
        case ValueType.TEXT:
            return reading.some_text(content, where)
        case ValueType.BOOLEAN:
            return reading.yes(content, where)
        case ValueType.LIST:
            return reading.texts(content, where)
        case ValueType.TABLE:
            return _table(content, where)
        case ValueType.BRACKETS:
            return _brackets(content, where)


def _table(content: Any, where: str) -> Mapping[str, Decimal]:
    body = reading.named(reading.number)(content, where)
    if not body:
        raise RuleTextError(f"{where}: the table is empty; write names with numbers")
    return MappingProxyType(body)


def _brackets(content: Any, where: str) -> tuple[Bracket, ...]:
    if not isinstance(content, list) or not content:
        raise RuleTextError(f"{where}: expected a list of brackets, such as {{above: 15000, to: 50000, value: 5000}}")
    brackets = reading.many(_bracket)(content, where)
    for lower, upper in pairwise(brackets):
        if lower.upper is None or lower.upper != upper.lower or lower.upper_included == upper.lower_included:
            raise RuleTextError(
                f"{where}: two brackets leave a gap or overlap at {lower.upper}; let one include it, the other not"
            )
    if brackets[-1].upper is not None:
        raise RuleTextError(f"{where}: nothing is said above {brackets[-1].upper}; leave the last bracket open")
    return brackets


def _bracket(content: Any, where: str) -> Bracket:
    item = Item(content, where, needed={"value"}, optional=_BOUNDS)
    if {"from", "above"} <= set(item.body) or {"to", "below"} <= set(item.body):
        item.sentences.append(f"{where}: a bracket has one bound on a side; write from or above, to or below")
    lower = item.maybe("from" if "from" in item else "above", reading.number)
    upper = item.maybe("to" if "to" in item else "below", reading.number)
    if lower is not None and upper is not None and lower >= upper:
        item.sentences.append(f"{where}: the bracket ends at {upper}, before it begins at {lower}; exchange them")
    found = Bracket(
        value=item.read("value", reading.number),
        lower=lower,
        lower_included="from" in item,
        upper=upper,
        upper_included="to" in item,
    )
    item.done()
    return found
