"""What stands in a methodology's folder beside its equations, read from `methodology.yaml`.

Title, versions with their dates, the questions of applicability, sources and gases, the choices, the values of
factors and the monitoring plan. A value without a source does not load; one from memory is marked
`verified: false`, and every result that rests on it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.methodology.readings.rules import Use, parse_use
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

Table = Mapping[str, "Table"] | Fraction
"""A number, or numbers by option and then by element."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version, and the days on which it may be used; none where the day is not known."""

    name: str
    first: date | None
    last: date | None
    source: Source
    after: date | None = None
    """The latest known first day of an earlier version, before which this one cannot have been in force."""

    @property
    def earliest(self) -> date | None:
        """Return the first day on which it may be used, as far as anything is known of it."""
        return self.first or self.after

    def covers(self, first: date, last: date) -> bool:
        """Whether a stretch of days lies within what is known of the validity."""
        return (self.earliest is None or self.earliest <= first) and (self.last is None or last <= self.last)


@dataclass(frozen=True, slots=True)
class Factor:
    """A value that is taken where none is given, with its source; by options of choices where it depends on them."""

    by: tuple[str, ...]
    value: Table
    source: Source
    versions: tuple[str, ...] | None
    """The versions that state it; none where all do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to be decided once for a calculation: a route, a kind of plant, a climate."""

    label: Label
    options: Mapping[str, Label]
    default: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A condition of applicability, asked in words."""

    name: str
    text: Label
    source: Source


@dataclass(frozen=True, slots=True)
class Emission:
    """A source of emissions and a gas, and whether it is counted."""

    name: Label
    gas: str
    side: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Monitoring:
    """How a value is monitored, and how often."""

    how: Label
    often: Label


@dataclass(frozen=True, slots=True)
class Book:
    """One methodology as its folder describes it."""

    id: str
    mechanism: str
    kind: str
    title: Label
    scope: Label
    versions: tuple[Version, ...]
    """Oldest first."""
    floor: str
    """What is rounded down to whole units: the period, or each vintage."""
    gwp_sets: tuple[str, ...]
    """Sets of warming potentials that may be used; the first is taken where none is named."""
    choices: Mapping[str, Choice]
    factors: Mapping[str, tuple[Factor, ...]]
    applicability: tuple[Question, ...]
    emissions: tuple[Emission, ...]
    monitoring: Mapping[str, Monitoring]
    readings: Use | None = None
    """How readings of devices give one of its symbols; none where they do not."""

    def version(self, name: str) -> Version | None:
        """Return the version of this name, or none."""
        return next((each for each in self.versions if each.name == name), None)

    def factor(self, symbol: str, version: str) -> Factor | None:
        """Return the value of a factor in a version, or none; what names the version goes before what names none."""
        stated = [each for each in self.factors.get(symbol, ()) if each.versions is None or version in each.versions]
        return min(stated, key=lambda each: each.versions is None, default=None)


KINDS = ("methodology", "tool", "standard", "worked_example")
FLOORS = ("period", "vintage")
SIDES = ("baseline", "project", "leakage")
_NEEDED = {"id", "mechanism", "kind", "title", "scope", "versions", "floor"}
_OPTIONAL = frozenset({"gwp_sets", "choices", "factors", "applicability", "emissions", "monitoring", "readings"})


def parse_book(text: str, name: str) -> Book:
    """Return what a methodology's file says. Raises RuleTextError with file, key and remedy."""
    body = reading.keys(load_text(text, name), name, needed=_NEEDED, optional=_OPTIONAL)
    choices = _each(body.get("choices", {}), f"{name}: choices", _choice)
    versions = _in_order(_each(body["versions"], f"{name}: versions", _version).values())
    return Book(
        id=reading.some_text(body["id"], f"{name}: id"),
        mechanism=reading.name(body["mechanism"], f"{name}: mechanism"),
        kind=reading.one_of(body["kind"], KINDS, f"{name}: kind", "kind"),
        title=reading.label(body["title"], f"{name}: title"),
        scope=reading.label(body["scope"], f"{name}: scope"),
        versions=versions,
        floor=reading.one_of(body["floor"], FLOORS, f"{name}: floor", "way of rounding down"),
        gwp_sets=reading.texts(body.get("gwp_sets", []), f"{name}: gwp_sets"),
        choices=choices,
        factors=_each(body.get("factors", {}), f"{name}: factors", _Factors(choices, versions)),
        applicability=tuple(_each(body.get("applicability", {}), f"{name}: applicability", _question).values()),
        emissions=tuple(_emission(each, f"{name}: emissions") for each in body.get("emissions", [])),
        monitoring=_each(body.get("monitoring", {}), f"{name}: monitoring", _monitoring),
        readings=parse_use(body["readings"], f"{name}: readings") if "readings" in body else None,
    )


def _each(content: Any, where: str, read: Any) -> Any:
    found = {key: read(key, body, f"{where}.{key}") for key, body in reading.mapping(content, where).items()}
    return MappingProxyType(found)


def _in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return the versions, each with the latest first day that is known of those before it."""
    found: list[Version] = []
    known: date | None = None
    for each in versions:
        found.append(replace(each, after=known))
        known = max(filter(None, (known, each.first)), default=None)
    return tuple(found)


def _version(name: str, content: Any, where: str) -> Version:
    body = reading.keys(content, where, needed={"from", "to", "source"})
    last = None if body["to"] == "none" else reading.day_or_unknown(body["to"], f"{where}.to")
    return Version(
        name,
        reading.day_or_unknown(body["from"], f"{where}.from"),
        last,
        reading.source(body["source"], f"{where}.source"),
    )


def _choice(name: str, content: Any, where: str) -> Choice:
    body = reading.keys(content, where, needed={"label", "options"}, optional=frozenset({"default"}))
    options = _each(body["options"], f"{where}.options", lambda _, label, place: reading.label(label, place))
    default = body.get("default")
    if default is not None:
        reading.one_of(default, options, f"{where}.default", "option")
    return Choice(reading.label(body["label"], f"{where}.label"), options, default)


@dataclass(frozen=True, slots=True)
class _Factors:
    choices: Mapping[str, Choice]
    versions: tuple[Version, ...]

    def __call__(self, name: str, content: Any, where: str) -> tuple[Factor, ...]:
        if not isinstance(content, list) or not content:
            raise RuleTextError(f"{where}: expected a list of values, each with its source")
        return tuple(self._factor(each, where) for each in content)

    def _factor(self, content: Any, where: str) -> Factor:
        body = reading.keys(content, where, needed={"value", "source"}, optional=frozenset({"by", "versions"}))
        by = reading.texts(body.get("by", []), f"{where}.by")
        for each in by:
            reading.one_of(each, self.choices, f"{where}.by", "choice of this methodology")
        versions = reading.texts(body["versions"], f"{where}.versions") if "versions" in body else None
        for each in versions or ():
            known = tuple(version.name for version in self.versions)
            reading.one_of(each, known, f"{where}.versions", "version of this methodology")
        value = _table(body["value"], f"{where}.value")
        self._check_options(value, by, where)
        return Factor(by, value, reading.source(body["source"], f"{where}.source"), versions)

    def _check_options(self, value: Table, by: tuple[str, ...], where: str) -> None:
        if not by:
            return
        if not isinstance(value, Mapping):
            raise RuleTextError(f"{where}: it depends on {by[0]}; give a value for each option")
        for option, below in value.items():
            reading.one_of(option, self.choices[by[0]].options, where, f"option of {by[0]}")
            self._check_options(below, by[1:], where)


def _table(content: Any, where: str) -> Table:
    if isinstance(content, dict):
        return MappingProxyType({key: _table(each, f"{where}.{key}") for key, each in content.items()})
    found: Decimal = reading.number(content, where)
    return Fraction(found)


def _question(name: str, content: Any, where: str) -> Question:
    body = reading.keys(content, where, needed={"question", "source"})
    text = reading.label(body["question"], f"{where}.question")
    return Question(name, text, reading.source(body["source"], f"{where}.source"))


def _emission(content: Any, where: str) -> Emission:
    body = reading.keys(content, where, needed={"name", "gas", "side", "counted"})
    return Emission(
        reading.label(body["name"], f"{where}.name"),
        reading.some_text(body["gas"], f"{where}.gas"),
        reading.one_of(body["side"], SIDES, f"{where}.side", "side"),
        reading.yes(body["counted"], f"{where}.counted"),
    )


def _monitoring(name: str, content: Any, where: str) -> Monitoring:
    body = reading.keys(content, where, needed={"how", "often"})
    return Monitoring(reading.label(body["how"], f"{where}.how"), reading.label(body["often"], f"{where}.often"))
