"""Parameters of a mechanism, read from its `parameters` folder: one file a provision, every value dated and cited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from sextant.domain.rule_value import Bracket, DatedValue, Parameter, RuleValue, ValueType
from sextant.rules import reading
from sextant.rules.reading import Faults
from sextant.rules.text import RuleTextError, load_text

_NEEDED = {"label", "unit", "type", "anchor", "values"}
_OPTIONAL = frozenset({"exemptions", "choices", "note"})
_BOUNDS = frozenset({"from", "above", "to", "below"})


def parse_parameters(
    text: str,
    file: str,
    *,
    mechanism: str,
    units: Collection[str],
    anchors: Collection[str],
    faults: Faults,
) -> dict[str, Parameter]:
    """Return the parameters of one file by path; what does not load is told to `faults`."""
    found: dict[str, Parameter] = {}
    with faults.caught():
        content = reading.keys(load_text(text, file), file, needed={"parameters"})
        for name, body in reading.mapping(content["parameters"], file).items():
            where = f"{file}: {name}"
            with faults.caught():
                path = f"{mechanism}.{reading.name(name, where)}"
                found[path] = _parameter(path, body, where, tuple(units), tuple(anchors), file)
    return found


def _parameter(
    path: str, content: Any, where: str, units: tuple[str, ...], anchors: tuple[str, ...], file: str
) -> Parameter:
    body = reading.keys(content, where, needed=_NEEDED, optional=_OPTIONAL)
    kinds = tuple(each.value for each in ValueType)
    kind = ValueType(reading.one_of(body["type"], kinds, f"{where}.type", "type of value"))
    choices = reading.texts(body["choices"], f"{where}.choices") if "choices" in body else ()
    values: list[DatedValue] = []
    for day, each in reading.mapping(body["values"], f"{where}.values").items():
        values.append(_dated(day, each, kind, choices, f"{where}.values.{day}"))
    if not values:
        raise RuleTextError(f"{where}.values: there is no value; give one with its date and source")
    days = [each.from_date for each in values]
    if days != sorted(days):
        raise RuleTextError(f"{where}.values: the dates are out of order; add a new value under the old ones")
    return Parameter(
        path=path,
        label=reading.label(body["label"], f"{where}.label"),
        unit=reading.one_of(body["unit"], units, f"{where}.unit", "unit of measurement"),
        type=kind,
        anchor=reading.one_of(body["anchor"], anchors, f"{where}.anchor", "date of a case"),
        values=tuple(values),
        exemptions=reading.texts(body["exemptions"], f"{where}.exemptions") if "exemptions" in body else (),
        choices=choices,
        note=reading.label(body["note"], f"{where}.note") if "note" in body else None,
        file=file,
    )


def _dated(day: str, content: Any, kind: ValueType, choices: tuple[str, ...], where: str) -> DatedValue:
    body = reading.keys(content, where, needed={"value", "source"})
    value = None if body["value"] == "none" else _value(body["value"], kind, f"{where}.value")
    if choices and value is not None:
        reading.one_of(value, choices, f"{where}.value", "choice")
    return DatedValue(reading.day(day, where), value, reading.source(body["source"], f"{where}.source"))


def _value(content: Any, kind: ValueType, where: str) -> RuleValue:
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
    body = reading.mapping(content, where)
    if not body:
        raise RuleTextError(f"{where}: the table is empty; write names with numbers")
    return MappingProxyType({key: reading.number(value, f"{where}.{key}") for key, value in body.items()})


def _brackets(content: Any, where: str) -> tuple[Bracket, ...]:
    if not isinstance(content, list) or not content:
        raise RuleTextError(f"{where}: expected a list of brackets, such as {{above: 15000, to: 50000, value: 5000}}")
    brackets = tuple(_bracket(each, where) for each in content)
    for lower, upper in pairwise(brackets):
        if lower.upper != upper.lower or lower.upper_included == upper.lower_included:
            raise RuleTextError(
                f"{where}: two brackets leave a gap or overlap at {lower.upper}; let one include it, the other not"
            )
    if brackets[-1].upper is not None:
        raise RuleTextError(f"{where}: nothing is said above {brackets[-1].upper}; leave the last bracket open")
    return brackets


def _bracket(content: Any, where: str) -> Bracket:
    body = reading.keys(content, where, needed={"value"}, optional=_BOUNDS)
    if {"from", "above"} <= set(body) or {"to", "below"} <= set(body):
        raise RuleTextError(f"{where}: a bracket has one bound on a side; write from or above, to or below")
    lower, upper = body.get("from", body.get("above")), body.get("to", body.get("below"))
    return Bracket(
        value=reading.number(body["value"], f"{where}.value"),
        lower=None if lower is None else reading.number(lower, where),
        lower_included="from" in body,
        upper=None if upper is None else reading.number(upper, where),
        upper_included="to" in body,
    )
