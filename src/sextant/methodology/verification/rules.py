"""The rules of a verification, read from `rules.yaml`: thresholds of materiality, triggers of an inspection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sextant.domain.refusal import Refusal, refuse
from sextant.domain.source import Source
from sextant.methodology.verification.workspace import ACTS
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
    acts_by_role: Mapping[str, tuple[str, ...]]
    acts_source: Source

    def refusal_of(self, act: str, role: str) -> Refusal | None:
        """Return why an act is not of a role, or none where it is (A6.4-STAN-AC-003 v03.0, paras. 159–164)."""
        if act in self.acts_by_role.get(role, ()):
            return None
        expected = ", ".join(name for name, acts in self.acts_by_role.items() if act in acts)
        return refuse("act_of_another_role", act=act, found=role, expected=expected)

    def threshold(self, tonnes_a_year: Fraction) -> Fraction:
        """Return the threshold of an activity of this size; the lowest tier for what is below all."""
        return next((each.share for each in self.tiers if each.holds(tonnes_a_year)), self.tiers[-1].share)


def parse_verification(text: str, name: str) -> VerificationRules:
    """Return the rules of a file. Raises RuleTextError with file, key and remedy."""
    needed = {"id", "version", "materiality", "inspection", "findings", "correction", "acts"}
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
        _cited(body["findings"], f"{name}: findings"),
        _cited(body["correction"], f"{name}: correction"),
        *_acts(body["acts"], f"{name}: acts"),
    )


def _cited(content: Any, where: str) -> Source:
    return reading.source(reading.keys(content, where, needed={"source"})["source"], where)


def _acts(content: Any, where: str) -> tuple[Mapping[str, tuple[str, ...]], Source]:
    """Return which acts are of which role: each act of one role, and none left out."""
    body = reading.keys(content, where, needed={"source", "by"})
    found = {
        role: reading.many(reading.some_text)(acts, f"{where}.by.{role}")
        for role, acts in reading.mapping(body["by"], f"{where}.by").items()
    }
    named = sorted(each for acts in found.values() for each in acts)
    if named != sorted(ACTS):
        raise RuleTextError(
            f"{where}: write each act once, under its role: {', '.join(ACTS)}; found {', '.join(named)}"
        )
    return found, reading.source(body["source"], f"{where}.source")


def _tier(content: Any, where: str) -> Tier:
    body = reading.keys(content, where, needed={"from", "reached_at", "share"})
    return Tier(
        Fraction(reading.number(body["from"], f"{where}.from")),
        reading.yes(body["reached_at"], f"{where}.reached_at"),
        Fraction(reading.number(body["share"], f"{where}.share")),
    )
