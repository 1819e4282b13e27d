"""What the cycles of a mechanism name: roles, relations, papers, meetings, and conditions of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import load_text
from sextant.workflow.cycle import Relation
from sextant.workflow.need import NEEDS
from sextant.workflow.relations import parse_relations

ROLES, CONDITIONS, RELATIONS = "roles.yaml", "conditions.yaml", "relations.yaml"
"""Texts that all mechanisms share; a mechanism may have roles and relations of its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """A role or a kind of document: its name in both languages, and the text that creates it where one does."""

    label: Label
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Particular:
    """A condition that only one mechanism asks for, and why it is none of all."""

    need: str
    reason: Label


def read_named(text: str | None, file: str, key: str, faults: Faults, *, needed: bool = True) -> Mapping[str, Named]:
    """Return roles or kinds of documents by name."""
    found: dict[str, Named] = {}
    if text is None:
        if needed:
            faults.add(f"{file} is missing; it names {key} in both languages")
        return found
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={key})
        for name, each in reading.mapping(content[key], f"{file}: {key}").items():
            at = f"{file}: {name}"
            with faults.caught(file, name):
                item = Item(each, at, needed={"label"}, optional=frozenset({"source"}))
                with item.kept():
                    reading.name(name, at)
                read = Named(item.read("label", reading.label), item.read("source", reading.source))
                item.done()
                found[name] = read
    return MappingProxyType(found)


def read_conditions(text: str | None, faults: Faults) -> Mapping[str, Label]:
    """Return the names of all conditions in both languages."""
    labels: dict[str, Label] = {}
    if text is None:
        faults.add(f"{CONDITIONS} is missing; it names conditions in both languages")
        return labels
    with faults.caught(CONDITIONS, text):
        content = reading.keys(load_text(text, CONDITIONS), CONDITIONS, needed={"needs"})
        named = reading.mapping(content["needs"], f"{CONDITIONS}: needs")
        for name, each in named.items():
            if name not in NEEDS:
                faults.add(f"{CONDITIONS}: needs.{name}: no function answers to it; remove it or write one")
            with faults.caught(CONDITIONS, name):
                labels[name] = reading.label(each, f"{CONDITIONS}: needs.{name}")
        for name in sorted(set(NEEDS) - set(named)):
            faults.add(f"{CONDITIONS}: needs.{name} is missing; name it in both languages")
    return MappingProxyType(labels)


def read_relations(text: str | None, file: str, faults: Faults, *, own: bool) -> Mapping[str, Relation]:
    """Return the relations of a mechanism, or those that all share."""
    found: dict[str, Relation] = {}
    if text is None:
        if not own:
            faults.add(f"{file} is missing; it says how an actor can stand to a case")
        return found
    with faults.caught(file, text):
        found = parse_relations(text, file, sources=own)
    return MappingProxyType(found)


def read_particular(text: str | None, file: str, faults: Faults) -> Mapping[str, Particular]:
    """Return the conditions that a mechanism has to itself."""
    found: dict[str, Particular] = {}
    if text is None:
        return found
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={"particular"})
        for name, each in reading.mapping(content["particular"], f"{file}: particular").items():
            if name not in NEEDS:
                faults.add(f"{file}: particular.{name}: no condition is called so; remove it")
            with faults.caught(file, name):
                found[name] = Particular(name, reading.label(each, f"{file}: particular.{name}"))
    return MappingProxyType(found)


def read_meetings(
    text: str | None, file: str, bodies: Collection[str], faults: Faults
) -> Mapping[str, Mapping[date, Source]]:
    """Return the days on which each body meets, with the source of each."""
    found: dict[str, dict[date, Source]] = {}
    if text is None:
        return found
    with faults.caught(file, text):
        content = reading.keys(load_text(text, file), file, needed={"meetings"})
        for body, days in reading.mapping(content["meetings"], f"{file}: meetings").items():
            at = f"{file}: {body}"
            if body not in bodies:
                faults.add(f"{at}: no body is called so; declare it in mechanism.yaml or correct the name")
            with faults.caught(file, body):
                found[body] = {}
                for day, each in reading.mapping(days, at).items():
                    with faults.caught():
                        on = reading.day(day, at)
                        inner = reading.keys(each, f"{at}.{day}", needed={"source"})
                        found[body][on] = reading.source(inner["source"], f"{at}.{day}.source")
    return found
