"""How readings are judged: the rules for all methodologies, what one methodology says, and the period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text

Limits = tuple[Fraction | None, Fraction | None]
"""The least and the greatest value that counts, both included; none where there is no limit."""

GAP, NOT_COUNTED = "gap", "not_counted"
MISSING_ROWS = (GAP, NOT_COUNTED)
"""What a day without a row is, after the first row of its device: a gap, or no day at all."""
_SHARES = {"share_of_valid_days", "share_filled", "z", "precision"}


@dataclass(frozen=True, slots=True)
class Rules:
    """The values that no text states and Sextant settles."""

    share_of_valid_days: Fraction
    """A device counts from this share of its days on."""
    share_filled: Fraction
    """What a filled day earns, of the device's own mean."""
    z: Fraction
    precision: Fraction
    """A relative half-width strictly above this is discounted."""
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Use:
    """How one methodology takes readings."""

    symbol: str
    """The symbol that they give."""
    devices: str | None
    """The symbol that takes the number of devices of a stratum; where there is one, the first is a mean of a device."""
    options: Mapping[str, str]
    """The options of choices under which the symbol is asked for."""
    unit: str
    factor: Fraction
    """From the unit of the readings to that of the symbol."""
    quantity: str
    """The column that is added up."""
    limits: Mapping[str, Limits]
    """The columns that must be valid, the quantity among them, with what counts in them."""
    source: Source


@dataclass(frozen=True, slots=True)
class Reading:
    """One request: where things stand in a file, what counts, and the days of the period, as whole numbers."""

    rules: Rules
    quantity: str
    limits: Mapping[str, Limits]
    device: str = "device"
    day: str = "day"
    qc: str | None = "qc"
    stratum: str | None = "stratum"
    missing_rows: str = GAP
    first_day: int = 0
    last_day: int = 0


def parse_rules(text: str, name: str) -> Rules:
    """Return the rules of a file. Raises RuleTextError where a value has no source."""
    body = reading.keys(load_text(text, name), name, needed=_SHARES)
    found, sources = {}, {}
    for key in sorted(_SHARES):
        each = reading.keys(body[key], f"{name}: {key}", needed={"value", "source"})
        found[key] = Fraction(reading.number(each["value"], f"{name}: {key}"))
        sources[key] = reading.source(each["source"], f"{name}: {key}")
    return Rules(**found, sources=sources)


def parse_use(content: Any, where: str) -> Use:
    """Return how a methodology takes readings, from its folder. Raises RuleTextError."""
    needed = {"symbol", "unit", "factor", "quantity", "limits", "source"}
    body = reading.keys(content, where, needed=needed, optional=frozenset({"devices", "options"}))
    limits = {name: _limits(each, f"{where}.limits.{name}")
              for name, each in reading.mapping(body["limits"], f"{where}.limits").items()}  # fmt: skip
    quantity = reading.some_text(body["quantity"], f"{where}.quantity")
    if quantity not in limits:
        raise RuleTextError(f"{where}.limits: {quantity} is missing; write [none, none] where it has no limit")
    return Use(
        symbol=reading.some_text(body["symbol"], f"{where}.symbol"),
        devices=reading.some_text(body["devices"], f"{where}.devices") if "devices" in body else None,
        options=reading.mapping(body.get("options", {}), f"{where}.options"),
        unit=reading.some_text(body["unit"], f"{where}.unit"),
        factor=Fraction(reading.number(body["factor"], f"{where}.factor")),
        quantity=quantity,
        limits=limits,
        source=reading.source(body["source"], f"{where}.source"),
    )


def _limits(content: Any, where: str) -> Limits:
    if not isinstance(content, list) or len(content) != 2:
        raise RuleTextError(f"{where}: expected two limits, such as [0, 24]")
    low, high = (None if each == "none" else Fraction(reading.number(each, where)) for each in content)
    return low, high
