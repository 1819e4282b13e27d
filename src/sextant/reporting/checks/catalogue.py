"""The catalogue of rules as data: scope, severity, code, basis, what a failure of which rule explains."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

FILE = "rules.yaml"
SCOPES = {
    "S": "syntax",
    "A": "within one file",
    "P": "between Parties",
    "Y": "across years",
    "X": "against reports",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the 53 rules."""

    id: str
    scope: str
    severity: str
    secretariat_code: str | None
    label: Label
    hint: Label
    source: Source
    causes: tuple[str, ...]
    """Rules whose failure on the same rows or units explains a failure of this one, nearest first."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All rules in their order, and the figures that they use."""

    rules: Mapping[str, Rule]
    figures: Mapping[str, int]
    sources: Mapping[str, Source]
    """Where each figure comes from."""


def parse_catalogue(text: str) -> Catalogue:
    """Return the catalogue. Raises RuleTextError with the first thing that is wrong."""
    content = load_text(text, FILE)
    sources = {name: reading.source(each, f"{FILE}: sources: {name}") for name, each in content["sources"].items()}
    rules = {code: _rule(code, body, sources) for code, body in content["rules"].items()}
    for rule in rules.values():
        for cause in rule.causes:
            if cause not in rules or cause == rule.id:
                raise RuleTextError(f"{FILE}: {rule.id}.causes: {cause!r} is no other rule")
    figures = {name: reading.whole(body["value"], f"{FILE}: {name}") for name, body in content["figures"].items()}
    figure_sources = {
        name: reading.source(body["source"], f"{FILE}: {name}") for name, body in content["figures"].items()
    }
    return Catalogue(MappingProxyType(rules), MappingProxyType(figures), MappingProxyType(figure_sources))


def _rule(code: str, body: Any, sources: Mapping[str, Source]) -> Rule:
    where = f"{FILE}: {code}"
    reading.keys(
        body,
        where,
        needed={"scope", "severity", "label", "hint", "basis"},
        optional=frozenset({"code", "causes"}),
    )
    basis = body["basis"]
    named, _, paragraph = basis.partition("; ")
    if named not in sources:
        raise RuleTextError(f"{where}: {named!r} is no source of this file; add it under sources")
    source = sources[named]
    return Rule(
        id=code,
        scope=body["scope"],
        severity=reading.one_of(body["severity"], ("E", "W", "I"), where, "severity"),
        secretariat_code=body.get("code"),
        label=reading.label(body["label"], where),
        hint=reading.label(body["hint"], where),
        source=Source(source.document, paragraph or source.paragraph, source.version, source.verified),
        causes=tuple(body.get("causes", ())),
    )
