"""The rules of a verification, read from `rules.yaml`: thresholds of materiality, triggers of an inspection."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.domain.source import Source
from sextant.rules import reading
from sextant.rules.text import RuleTextError, load_text


@dataclass(frozen=True, slots=True)
class Tier:
    """A threshold, and from how many tonnes a year it counts."""

    least: Fraction
    included: bool
    """Whether exactly that many tonnes belong to this tier."""
    share: Fraction

    def holds(self, tonnes: Fraction) -> bool:
        """Return whether a yearly quantity falls into this tier or a higher one."""
        return tonnes >= self.least if self.included else tonnes > self.least


@dataclass(frozen=True, slots=True)
class VerificationRules:
    """What a verification goes by."""

    id: str
    version: str
    tiers: tuple[Tier, ...]
    """From the largest activities down."""
    materiality_source: Source
    inspection_years_max: int
    inspection_tonnes_max: Fraction
    inspection_source: Source
    findings_source: Source
    correction_source: Source

    def threshold(self, tonnes_a_year: Fraction) -> Fraction:
        """Return the threshold of an activity of this size; the lowest tier for what is below all."""
        return next((each.share for each in self.tiers if each.holds(tonnes_a_year)), self.tiers[-1].share)


def parse_verification(text: str, name: str) -> VerificationRules:
    """Return the rules of a file. Raises RuleTextError with file, key and remedy."""
    needed = {"id", "version", "materiality", "inspection", "findings", "correction"}
    body = reading.keys(load_text(text, name), name, needed=needed)
    materiality = reading.keys(body["materiality"], f"{name}: materiality", needed={"source", "tiers"})
    inspection = reading.keys(body["inspection"], f"{name}: inspection", needed={"source", "years_max", "tonnes_max"})
    tiers = reading.many(_tier)(materiality["tiers"], f"{name}: tiers")
    if not tiers or list(tiers) != sorted(tiers, key=lambda each: -each.least):
        raise RuleTextError(f"{name}: tiers: write at least one, the largest first")
    return VerificationRules(
        reading.some_text(body["id"], f"{name}: id"),
        reading.some_text(body["version"], f"{name}: version"),
        tiers,
        reading.source(materiality["source"], f"{name}: materiality"),
        reading.whole(inspection["years_max"], f"{name}: inspection.years_max"),
        Fraction(reading.number(inspection["tonnes_max"], f"{name}: inspection.tonnes_max")),
        reading.source(inspection["source"], f"{name}: inspection"),
        *(
            reading.source(reading.keys(body[key], f"{name}: {key}", needed={"source"})["source"], f"{name}: {key}")
            for key in ("findings", "correction")
        ),
    )


def _tier(content: Any, where: str) -> Tier:
    body = reading.keys(content, where, needed={"from", "reached_at", "share"})
    return Tier(
        Fraction(reading.number(body["from"], f"{where}.from")),
        reading.yes(body["reached_at"], f"{where}.reached_at"),
        Fraction(reading.number(body["share"], f"{where}.share")),
    )
