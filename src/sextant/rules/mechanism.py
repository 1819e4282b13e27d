"""What a mechanism declares about itself, read from its `mechanism.yaml`: the words that its other files may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Item
from sextant.rules.text import RuleTextError, load_text

_KEYS = {"mechanism", "label", "source", "bodies", "time_zones", "dates", "facts"}
_OF_UNITS = {"registry", "unit_types", "bases", "payers", "currencies", "stages"}
"""What a mechanism leaves out, all of it, that has no units: nothing is kept in accounts, nothing is levied."""
_NO_SOURCE = Source("", "")


class Standing(StrEnum):
    """How somebody can stand to the account that gives, which makes them a body of the transaction matrix."""

    ADMINISTRATOR = "administrator"
    """They have the role of the body's own name, whatever the account."""
    OWNER = "owner_of_account"
    """They act for the entity that owns it."""
    PARTY = "party_of_account"
    """They act for the Party whose it is; an account that an entity owns is not the Party's."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared word, with the paragraph it comes from where it has one."""

    label: Label
    source: Source | None = None
    when: tuple[str, ...] = ()
    """For a body: what must be known of the Party of the account for somebody to be it."""
    stands: tuple[Standing, ...] = ()
    """For a body: how somebody who is it stands to an account; any one of these."""
    listed: tuple[str, str] | None = None
    """For a fact: the list of Parties that answers it, and the fact that names the Party."""


_NOTHING: Mapping[str, Declared] = MappingProxyType({})
_NOTHING_KEPT: Mapping[str, tuple[str, Declared]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TimeZone:
    """Where a day ends: a fixed offset, as the texts name it, or a zone of `zones.yaml`."""

    zone: str
    source: Source


@dataclass(frozen=True)
class Mechanism:
    """Name, registry, bodies, clocks, and the closed lists of dates, facts, bases, payers and stages.

    A mechanism without units has no registry, no unit types and none of the words of levies.
    """

    code: str
    label: Label
    source: Source
    registry: Declared | None
    known_registry_code: str | None
    unit_types: tuple[str, ...]
    bodies: Mapping[str, Declared]
    deadlines: TimeZone
    records: TimeZone
    dates: Mapping[str, Declared]
    """The dates of a case that a parameter may be anchored at."""
    facts: Mapping[str, Declared]
    bases: Mapping[str, Declared]
    payers: Mapping[str, Declared]
    currencies: tuple[str, ...]
    stages: Mapping[str, Declared]
    extends: str | None = None
    """The rulebook that this one is made from; what it does not change is that of the other."""
    other_registries: Mapping[str, tuple[str, Declared]] = field(default_factory=lambda: _NOTHING_KEPT)
    """By name: code and words of each further registry, where units of one mechanism are kept in several."""

    @cached_property
    def listed(self) -> Mapping[str, tuple[str, str]]:
        """The facts that a list of Parties answers: for each the list, and the fact that names the Party."""
        return {name: each.listed for name, each in self.facts.items() if each.listed is not None}

    @property
    def registry_code(self) -> str:
        """Return the code of its registry. Raises LookupError where it has no units and therefore none."""
        if self.known_registry_code is None:
            raise LookupError(f"{self.code} has no units, so there is no registry of them")
        return self.known_registry_code

    def code_of_registry(self, name: str | None) -> str:
        """Return the code of one of its registries by name; none is the one named first. Raises LookupError."""
        return self.registry_code if name is None else self.other_registries[name][0]


def parse_mechanism(text: str, file: str, folder: str) -> Mechanism:
    """Return what a mechanism declares. Raises RuleTextError naming file, key and remedy."""
    content = reading.mapping(load_text(text, file), file)
    # Of the words of units a file has all or none: a half is a mistake, and the sentences name what is missing.
    needed = _KEYS | _OF_UNITS if _OF_UNITS & content.keys() else _KEYS
    item = Item(content, file, needed=needed, optional=frozenset({"extends", "other_registries"}), mark=": ")
    read = item.read
    code = item.maybe("mechanism", reading.name)
    if code is not None and code != folder:
        item.sentences.append(f"{file}: mechanism: found {code!r} in the folder {folder!r}; give both the same name")
    registry, zones = item.maybe("registry", _registry), item.maybe("time_zones", _zones)
    found = Mechanism(
        code=folder,
        label=read("label", reading.label),
        source=read("source", reading.source),
        registry=registry[1] if registry else None,
        known_registry_code=registry[0] if registry else None,
        unit_types=read("unit_types", reading.texts, ()),
        bodies=read("bodies", _declared),
        deadlines=zones[0] if zones else TimeZone("+00:00", _NO_SOURCE),
        records=zones[1] if zones else TimeZone("+00:00", _NO_SOURCE),
        dates=read("dates", _dates),
        facts=read("facts", _declared),
        bases=read("bases", _declared, _NOTHING),
        payers=read("payers", _declared, _NOTHING),
        currencies=read("currencies", reading.texts, ()),
        stages=read("stages", _declared, _NOTHING),
        extends=item.maybe("extends", reading.name),
        other_registries=MappingProxyType(read("other_registries", reading.named(_registry), {})),
    )
    item.done()
    return found


def nothing_declared(folder: str) -> Mechanism:
    """Return what stands for a mechanism whose file did not load, so that its other files are checked nevertheless."""
    none, zone = _NOTHING, TimeZone("+00:00", _NO_SOURCE)
    return Mechanism(
        folder, Label("", ""), _NO_SOURCE, None, None, (), none, zone, zone, none, none, none, none, (), none
    )


def _declared(content: Any, where: str) -> Mapping[str, Declared]:
    return MappingProxyType(reading.keyed(_one)(content, where))


def _one(name: str, content: Any, where: str) -> Declared:
    reading.name(name, where)
    item = Item(content, where, needed={"label"}, optional=frozenset({"source", "when", "is", "listed"}))
    found = Declared(
        label=item.read("label", reading.label),
        source=item.read("source", reading.source),
        when=item.read("when", reading.texts, ()),
        stands=item.read("is", _stands, ()),
        listed=item.maybe("listed", _listed) if "listed" in content else None,
    )
    item.done()
    return found


def _listed(content: Any, where: str) -> tuple[str, str]:
    item = Item(content, where, needed={"list", "of"})
    found = item.read("list", reading.name, ""), item.read("of", reading.name, "")
    item.done()
    return found


def _dates(content: Any, where: str) -> Mapping[str, Declared]:
    found = _declared(content, where)
    if not found:
        raise RuleTextError(f"{where}: no date is declared; a parameter needs one as its anchor")
    return found


def _registry(content: Any, where: str) -> tuple[str, Declared]:
    item = Item(content, where, needed={"code", "label", "source"})
    found = (
        item.read("code", reading.some_text),
        Declared(item.read("label", reading.label), item.read("source", reading.source)),
    )
    item.done()
    return found


def _zones(content: Any, where: str) -> tuple[TimeZone, TimeZone]:
    item = Item(content, where, needed={"deadlines", "records"})
    found = item.read("deadlines", _zone), item.read("records", _zone)
    item.done()
    return found


def _stands(content: Any, where: str) -> tuple[Standing, ...]:
    """Return how a body stands to an account: `owner_of_account`, or several of which one is enough."""
    names = reading.texts([content] if isinstance(content, str) else content, where)
    allowed = tuple(each.value for each in Standing)
    return tuple(Standing(reading.one_of(each, allowed, where, "standing to an account")) for each in names)


def _zone(content: Any, where: str) -> TimeZone:
    item = Item(content, where, needed={"source"}, optional=frozenset({"offset", "zone"}))
    if ("offset" in item) == ("zone" in item):
        item.sentences.append(f"{where}: give one of offset and zone")
    item.read("offset", reading.offset)
    zone, source = item.read("zone", reading.name), item.read("source", reading.source)
    item.done()
    return TimeZone(str(item.body["offset"]) if "offset" in item else zone, source)
