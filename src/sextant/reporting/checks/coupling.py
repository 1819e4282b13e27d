"""One slip may break several rules: the finding nearest the cause comes first, the others behind it as consequences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.checks.catalogue import Catalogue, Rule
from sextant.reporting.checks.finding import FAIL, Finding, Place

_SEVERITIES = ("E", "W", "I")


@dataclass(frozen=True, slots=True)
class Coupled:
    """A finding with its severity, and the finding that explains it if there is one."""

    finding: Finding
    severity: str
    caused_by: Finding | None


def coupled(findings: Iterable[Finding], catalogue: Catalogue) -> tuple[Coupled, ...]:
    """Return all findings: causes by severity and rule, each with its consequences behind it."""
    order = {rule: at for at, rule in enumerate(catalogue.rules)}
    by_rule: dict[str, _Known] = {}
    every = sorted(findings, key=lambda each: order[each.rule])
    for each in every:
        by_rule.setdefault(each.rule, _Known()).add(each)
    cause = {id(each): _cause(each, catalogue.rules[each.rule], by_rule) for each in every}

    def severity(each: Finding) -> str:
        return each.severity or catalogue.rules[each.rule].severity

    def root(each: Finding) -> Finding:
        nearest = cause[id(each)]
        return each if nearest is None else root(nearest)

    groups: dict[int, list[Finding]] = {}
    for each in every:
        groups.setdefault(id(root(each)), []).append(each)
    roots = [each for each in every if cause[id(each)] is None]
    roots.sort(key=lambda each: (each.outcome != FAIL, _SEVERITIES.index(severity(each)), order[each.rule]))
    return tuple(
        Coupled(each, severity(each), None if each is first else root(each))
        for first in roots
        for each in sorted(groups[id(first)], key=lambda one: (one is not first, order[one.rule]))
    )


class _Known:
    """The findings of one rule by what they are about."""

    def __init__(self) -> None:
        self._places: dict[Place, Finding] = {}
        self._series: dict[tuple[str, ItmoSeries], Finding] = {}
        self._anywhere: dict[ItmoSeries, Finding] = {}
        self._files: dict[str, Finding] = {}

    def add(self, each: Finding) -> None:
        for place in each.places:
            self._places.setdefault(place, each)
        for series in each.series:
            self._anywhere.setdefault(series, each)
            for file in each.files:
                self._series.setdefault((file, series), each)
        for file in each.files:
            self._files.setdefault(file, each)

    def about(self, other: Finding, places: Iterable[Place], scope: str) -> Finding | None:
        """Return a finding about the same rows, or else about the same series in the same file.

        Between Parties the series is enough, whoever's file is wrong; against reports the file is.
        """
        for place in places:
            if place in self._places:
                return self._places[place]
        for file in other.files:
            for series in other.series:
                if (file, series) in self._series:
                    return self._series[file, series]
        if scope == "P":
            return next((self._anywhere[each] for each in sorted(other.series) if each in self._anywhere), None)
        if scope == "X":
            return next((self._files[each] for each in other.files if each in self._files), None)
        return None


def _cause(each: Finding, rule: Rule, by_rule: dict[str, _Known]) -> Finding | None:
    places = (*each.places, *sorted(each.near))
    for name in rule.causes:
        found = by_rule[name].about(each, places, rule.scope) if name in by_rule else None
        # What fails is not explained by what merely cannot be verified.
        if found is not None and (found.outcome == FAIL or each.outcome != FAIL):
            return found
    return None
