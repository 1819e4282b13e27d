"""What a rule says: where, what was found and expected, and whether it failed or cannot be verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from sextant.reporting.aef.identifier import ItmoSeries
from sextant.reporting.aef.ranges import Range, union

FAIL, UNVERIFIABLE, PASS = "fail", "unverifiable", "pass"
RANGES_TOLD_MAX = 3
Fact = str | int


class Place(NamedTuple):
    """A row of a table of a file; row 0 is the table or the file as a whole."""

    file: str
    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Sentences in both languages hang on `rule` and `code` in `wording`."""

    rule: str
    code: str
    files: tuple[str, ...]
    places: tuple[Place, ...] = ()
    about: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    outcome: str = FAIL
    severity: str | None = None
    """None where it is the severity of the rule."""
    series: frozenset[ItmoSeries] = frozenset()
    near: frozenset[Place] = frozenset()
    """Rows that bear on it without being wrong themselves."""


def finding(
    rule: str,
    code: str,
    places: Iterable[Place] = (),
    *,
    files: Iterable[str] = (),
    outcome: str = FAIL,
    severity: str | None = None,
    series: Iterable[ItmoSeries] = (),
    near: Iterable[Place] = (),
    **about: Fact,
) -> Finding:
    """Return a finding; its files are those named and those of its places."""
    at = tuple(sorted(set(places)))
    named = {*files, *(each.file for each in at)}
    return Finding(
        rule=rule,
        code=code,
        files=tuple(sorted(named)),
        places=at,
        about=MappingProxyType(about),
        outcome=outcome,
        severity=severity,
        series=frozenset(series),
        near=frozenset(near),
    )


_Same = tuple[str, ItmoSeries | None, str, str | None, tuple[tuple[str, Fact], ...]]


class Gathering:
    """Findings of one rule that say the same about many rows, made into one."""

    def __init__(self, rule: str) -> None:
        self._rule = rule
        self._found: dict[_Same, _Gathered] = {}

    def add(
        self,
        code: str,
        places: Iterable[Place],
        *,
        series: ItmoSeries | None = None,
        units: Range | None = None,
        near: Iterable[Place] = (),
        outcome: str = FAIL,
        severity: str | None = None,
        **about: Fact,
    ) -> None:
        """Add rows, and the units they are about."""
        at = (code, series, outcome, severity, tuple(sorted(about.items())))
        gathered = self._found.setdefault(at, _Gathered())
        gathered.places.update(places)
        gathered.near.update(near)
        if units:
            gathered.units.append(units)

    def findings(self) -> Iterator[Finding]:
        """Yield what was gathered, in the order in which it was first found."""
        for (code, series, outcome, severity, about), gathered in self._found.items():
            facts = dict(about)
            if series is not None:
                facts |= {"series": series_text(series), "units": units_text(gathered.units)}
            yield Finding(
                rule=self._rule,
                code=code,
                files=tuple(sorted({place.file for place in gathered.places})),
                places=tuple(sorted(gathered.places)),
                about=MappingProxyType(facts),
                outcome=outcome,
                severity=severity,
                series=frozenset() if series is None else frozenset((series,)),
                near=frozenset(gathered.near),
            )


@dataclass
class _Gathered:
    places: set[Place] = field(default_factory=set)
    near: set[Place] = field(default_factory=set)
    units: list[Range] = field(default_factory=list)


def series_text(series: ItmoSeries) -> str:
    """Return a series as a sentence names it."""
    return "-".join(str(part) for part in series if part)


def units_text(ranges: Iterable[Range]) -> str:
    """Return the first ranges as a sentence names them, and how many more there are."""
    kept = union(ranges)
    told = ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in kept[:RANGES_TOLD_MAX])
    more = len(kept) - RANGES_TOLD_MAX
    return f"{told} (+{more})" if more > 0 else told
