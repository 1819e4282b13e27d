"""What changes in a calculation when a CDM activity has transitioned: warming potentials, and values stated anew.

A newcomer would lay the values for cookstoves on every methodology; they belong to the four that are named
(A6.4-STAN-AC-001 v05.0, para. 36). The warming potentials are for all (para. 32).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import load_text


@dataclass(frozen=True, slots=True)
class Revalued:
    """What one methodology must state anew, and where its discount for leakage stands."""

    stated: tuple[str, ...]
    symbol: str
    share_of: str | None
    """The result whose share becomes leakage, where the methodology has no factor of its own."""


@dataclass(frozen=True, slots=True)
class Transition:
    """The rules of transition for a calculation."""

    id: str
    version: str
    mechanism: str
    """The mechanism whose methodologies may be used under these rules."""
    first_day: date
    first_day_source: Source
    gwp_set: str
    gwp_source: Source
    net_to_gross: Fraction
    net_to_gross_source: Source
    revalued: Mapping[str, Revalued]
    revalued_source: Source


_NEEDED = {"id", "version", "mechanism", "source", "first_day", "gwp_set", "revalued"}


def parse_transition(text: str, name: str) -> Transition:
    """Return the rules of a file. Raises RuleTextError with file, key and remedy."""
    body = reading.keys(load_text(text, name), name, needed=_NEEDED)
    first = reading.keys(body["first_day"], f"{name}: first_day", needed={"day", "source"})
    gwp = reading.keys(body["gwp_set"], f"{name}: gwp_set", needed={"name", "source"})
    again = reading.keys(body["revalued"], f"{name}: revalued", needed={"source", "net_to_gross", "methodologies"})
    factor = reading.keys(again["net_to_gross"], f"{name}: net_to_gross", needed={"number", "source"})
    return Transition(
        id=reading.some_text(body["id"], f"{name}: id"),
        version=reading.some_text(body["version"], f"{name}: version"),
        mechanism=reading.name(body["mechanism"], f"{name}: mechanism"),
        first_day=reading.day(first["day"], f"{name}: first_day"),
        first_day_source=reading.source(first["source"], f"{name}: first_day"),
        gwp_set=reading.some_text(gwp["name"], f"{name}: gwp_set"),
        gwp_source=reading.source(gwp["source"], f"{name}: gwp_set"),
        net_to_gross=Fraction(reading.number(factor["number"], f"{name}: net_to_gross")),
        net_to_gross_source=reading.source(factor["source"], f"{name}: net_to_gross"),
        revalued=reading.named(_revalued)(again["methodologies"], f"{name}: methodologies"),
        revalued_source=reading.source(again["source"], f"{name}: revalued"),
    )


def _revalued(content: Any, where: str) -> Revalued:
    body = reading.keys(content, where, needed={"stated", "symbol"}, optional=frozenset({"share_of"}))
    return Revalued(
        reading.some_texts(body["stated"], f"{where}.stated"),
        reading.some_text(body["symbol"], f"{where}.symbol"),
        reading.some_text(body["share_of"], f"{where}.share_of") if "share_of" in body else None,
    )
