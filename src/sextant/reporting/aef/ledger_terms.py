"""What acts in a registry are called in the agreed electronic format: approaches, purposes, entrances of accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import load_text

FILE = "ledger.yaml"


@dataclass(frozen=True, slots=True)
class Entrance:
    """What it is that units enter an account of a type."""

    type: str
    subtype: str | None = None
    first_transfer: str | None = None
    """The subtype of a first transfer by this entrance; none where it makes none."""
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerTerms:
    """How acts in a registry are told."""

    source: Source
    approaches: Mapping[str, str]
    """The cooperative approach of units that are themselves ITMOs, by mechanism."""
    by_series: tuple[str, ...]
    """Mechanisms whose units name approach, registry and Party by their series."""
    purposes: Mapping[str, str]
    entrances: Mapping[str, Entrance]
    """By account type."""

    def purposes_of(self, uses: Iterable[str]) -> str | None:
        """Return the code of the list for the uses that an authorization covers, or none where there is none."""
        covered = {self.purposes[each] for each in uses if each in self.purposes}
        name = "ndc_" if "ndc" in covered and len(covered) > 1 else ""
        others = covered - {"ndc"}
        if not others:
            return "ndc" if covered else None
        return name + ("oimp" if len(others) > 1 else others.pop())


def parse_ledger_terms(text: str) -> LedgerTerms:
    """Return the terms of a text. Raises RuleTextError naming file, key and remedy."""
    content = load_text(text, FILE)
    reading.keys(
        content, FILE, needed={"source", "approaches", "by_series", "purposes", "entrances"}, optional=frozenset()
    )
    return LedgerTerms(
        source=reading.source(content["source"], f"{FILE}: source"),
        approaches=MappingProxyType(dict(reading.mapping(content["approaches"], f"{FILE}: approaches"))),
        by_series=reading.texts(content["by_series"], f"{FILE}: by_series"),
        purposes=MappingProxyType(dict(reading.mapping(content["purposes"], f"{FILE}: purposes"))),
        entrances=MappingProxyType(
            {
                code: _entrance(code, body)
                for code, body in reading.mapping(content["entrances"], f"{FILE}: entrances").items()
            }
        ),
    )


def _entrance(code: str, body: Any) -> Entrance:
    where = f"{FILE}: entrances.{code}"
    reading.keys(body, where, needed={"type"}, optional=frozenset({"subtype", "first_transfer", "purpose"}))
    return Entrance(**body)
