"""Assumptions of the comparison of one activity: each with its default, why that, and what it may be instead.

What a rulebook states is no assumption; a few assumptions replace a value of rulebooks, and name it. `neutral` is the
value under which an assumption makes no difference between mechanisms: the view of what causes the spread uses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from sextant.comparison.activity import Fault, quantity, shown
from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text

AS_RULED = "as_ruled"
"""Of a choice that replaces a value of rulebooks: nothing is replaced."""
ROUNDING = "levy_rounding"
"""The assumption on how shares become whole units."""
Value = Fraction | str


@dataclass(frozen=True)
class Assumption:
    """One assumption: a number between two others, or one of a list."""

    id: str
    label: Label
    reason: Label
    default: Value
    unit: Label | None = None
    least: Fraction | None = None
    most: Fraction | None = None
    step: Fraction | None = None
    """By how much a slider moves it."""
    decimals: int | None = None
    """How many decimals it may have, where the rules record no more."""
    choices: Mapping[str, Label] = field(default_factory=lambda: MappingProxyType({}))
    neutral: Value | None = None
    replaces: tuple[str, ...] = ()
    """Paths of parameters whose value it takes the place of."""

    def read(self, content: Any) -> Value:
        """Return the value that is given for it. Raises Fault."""
        where = f"assumptions.{self.id}"
        if self.choices:
            written = {True: "yes", False: "no"}.get(content, content) if isinstance(content, bool) else content
            if not isinstance(written, str) or written not in self.choices:
                raise Fault("not_a_choice", where=where, found=shown(content), expected=", ".join(self.choices))
            return written
        found = quantity(content, where, _plain(self.least), _plain(self.most))
        if (self.least is not None and found < self.least) or (self.most is not None and found > self.most):
            raise Fault(
                "out_of_range", where=where, found=shown(content), least=_plain(self.least), most=_plain(self.most)
            )
        if self.decimals is not None and (found * 10**self.decimals).denominator != 1:
            raise Fault("too_many_decimals", where=where, found=shown(content), most=self.decimals)
        return found


@dataclass(frozen=True)
class Lever:
    """A rule, or several, that one can imagine away to see what it causes: paths of parameters and neutral values."""

    id: str
    label: Label
    rules: Mapping[str, str]


@dataclass(frozen=True)
class Assumptions:
    """All of them, and the rules that can be imagined away."""

    all: Mapping[str, Assumption]
    levers: Mapping[str, Lever]

    def read(self, given: Mapping[str, Any]) -> Mapping[str, Value]:
        """Return the value of every assumption: what is given, else its default. Raises Fault."""
        for name in given:
            if name not in self.all:
                raise Fault("assumption_unknown", found=shown(name), expected=", ".join(self.all))
        return MappingProxyType(
            {name: each.read(given[name]) if name in given else each.default for name, each in self.all.items()}
        )

    def replaced(self, values: Mapping[str, Value]) -> Mapping[str, str]:
        """Return the values of rulebooks that assumptions take the place of, by path."""
        return {
            path: str(values[name])
            for name, each in self.all.items()
            if each.replaces and values[name] != AS_RULED
            for path in each.replaces
        }


def parse_assumptions(text: str, file: str, faults: Faults) -> Assumptions:
    """Return the assumptions of a file; what does not load is told to `faults`."""
    found: dict[str, Assumption] = {}
    levers: dict[str, Lever] = {}
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"assumptions", "levers"})
        for code, content in reading.mapping(body["assumptions"], f"{file}: assumptions").items():
            with faults.caught(file, code):
                found[code] = _assumption(code, content, f"{file}: {code}")
        for code, content in reading.mapping(body["levers"], f"{file}: levers").items():
            with faults.caught(file, code):
                each = reading.keys(content, f"{file}: {code}", needed={"label", "rules"})
                rules = reading.named(reading.some_text)(each["rules"], f"{file}: {code}.rules")
                levers[code] = Lever(code, reading.label(each["label"], f"{file}: {code}.label"), rules)
    return Assumptions(MappingProxyType(found), MappingProxyType(levers))


def _assumption(code: str, content: Any, where: str) -> Assumption:
    optional = frozenset({"unit", "least", "most", "step", "choices", "neutral", "replaces", "decimals"})
    item = Item(content, where, needed={"label", "reason", "default"}, optional=optional)
    choices = item.read("choices", reading.named(reading.label), {})
    found = Assumption(
        id=code,
        label=item.read("label", reading.label),
        reason=item.read("reason", reading.label),
        default=item.read("default", _value(choices)),
        unit=item.maybe("unit", reading.label),
        least=item.maybe("least", _fraction),
        most=item.maybe("most", _fraction),
        step=item.maybe("step", _fraction),
        decimals=item.maybe("decimals", reading.whole),
        choices=MappingProxyType(choices),
        neutral=item.maybe("neutral", _value(choices)),
        replaces=item.read("replaces", reading.texts, ()),
    )
    item.done()
    if not choices and (found.least is None or found.most is None):
        raise RuleTextError(f"{where}: write least and most of a number, or choices")
    return found


def _value(choices: Mapping[str, Label]) -> Any:
    def read(content: Any, where: str) -> Value:
        return reading.one_of(content, choices, where, "choice") if choices else _fraction(content, where)

    return read


def _fraction(content: Any, where: str) -> Fraction:
    return Fraction(reading.number(content, where))


def _plain(found: Fraction | None) -> str:
    return "" if found is None else str(float(found) if found.denominator != 1 else found.numerator)
