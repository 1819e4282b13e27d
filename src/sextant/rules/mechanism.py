"""What a mechanism declares about itself, read from its `mechanism.yaml`: the words that its other files may use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

_KEYS = {"mechanism", "label", "source", "registry", "unit_types", "bodies", "time_zones", "dates", "facts", "bases",
         "payers", "currencies", "stages"}  # fmt: skip
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}")


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


@dataclass(frozen=True, slots=True)
class TimeZone:
    """Where a day ends: a fixed offset, as the texts name it, or a zone of `zones.yaml`."""

    zone: str
    source: Source


@dataclass(frozen=True)
class Mechanism:
    """Name, registry, bodies, clocks, and the closed lists of dates, facts, bases, payers and stages."""

    code: str
    label: Label
    source: Source
    registry: Declared
    registry_code: str
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


def parse_mechanism(text: str, file: str, folder: str) -> Mechanism:
    """Return what a mechanism declares. Raises RuleTextError naming file, key and remedy."""
    body = reading.keys(load_text(text, file), file, needed=_KEYS, optional=frozenset({"extends"}))
    code = reading.name(body["mechanism"], f"{file}: mechanism")
    if code != folder:
        raise RuleTextError(f"{file}: mechanism: found {code!r} in the folder {folder!r}; give both the same name")
    registry = reading.keys(body["registry"], f"{file}: registry", needed={"code", "label", "source"})
    zones = reading.keys(body["time_zones"], f"{file}: time_zones", needed={"deadlines", "records"})
    declared = {key: _declared(body[key], f"{file}: {key}") for key in ("bodies", "dates", "facts", "bases", "payers",
                                                                       "stages")}  # fmt: skip
    if not declared["dates"]:
        raise RuleTextError(f"{file}: dates: no date is declared; a parameter needs one as its anchor")
    return Mechanism(
        code=code,
        label=reading.label(body["label"], f"{file}: label"),
        source=reading.source(body["source"], f"{file}: source"),
        registry=Declared(
            reading.label(registry["label"], f"{file}: registry.label"),
            reading.source(registry["source"], f"{file}: registry.source"),
        ),
        registry_code=reading.some_text(registry["code"], f"{file}: registry.code"),
        unit_types=reading.texts(body["unit_types"], f"{file}: unit_types"),
        bodies=declared["bodies"],
        deadlines=_zone(zones["deadlines"], f"{file}: time_zones.deadlines"),
        records=_zone(zones["records"], f"{file}: time_zones.records"),
        dates=declared["dates"],
        facts=declared["facts"],
        bases=declared["bases"],
        payers=declared["payers"],
        currencies=reading.texts(body["currencies"], f"{file}: currencies"),
        stages=declared["stages"],
        extends=body.get("extends"),
    )


def _declared(content: Any, where: str) -> Mapping[str, Declared]:
    found: dict[str, Declared] = {}
    for name, each in reading.mapping(content, where).items():
        at = f"{where}.{name}"
        body = reading.keys(each, at, needed={"label"}, optional=frozenset({"source", "when", "is"}))
        given = reading.source(body["source"], f"{at}.source") if "source" in body else None
        when = reading.texts(body.get("when", []), f"{at}.when")
        stands = _stands(body["is"], f"{at}.is") if "is" in body else ()
        found[reading.name(name, at)] = Declared(reading.label(body["label"], f"{at}.label"), given, when, stands)
    return MappingProxyType(found)


def _stands(content: Any, where: str) -> tuple[Standing, ...]:
    """Return how a body stands to an account: `owner_of_account`, or several of which one is enough."""
    names = reading.texts([content] if isinstance(content, str) else content, where)
    allowed = tuple(each.value for each in Standing)
    return tuple(Standing(reading.one_of(each, allowed, where, "standing to an account")) for each in names)


def _zone(content: Any, where: str) -> TimeZone:
    body = reading.keys(content, where, needed={"source"}, optional=frozenset({"offset", "zone"}))
    if ("offset" in body) == ("zone" in body):
        raise RuleTextError(f"{where}: give one of offset and zone")
    if "offset" in body and not _OFFSET.fullmatch(str(body["offset"])):
        raise RuleTextError(f"{where}.offset: {body['offset']!r} is no offset; write it as +01:00")
    zone = body["offset"] if "offset" in body else reading.name(body["zone"], f"{where}.zone")
    return TimeZone(zone, reading.source(body["source"], f"{where}.source"))
