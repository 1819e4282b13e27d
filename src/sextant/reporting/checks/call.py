"""What all rules look at: the submissions that count, put side by side once, and the reports that were given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sextant.reporting.aef.format import CodeList, Format
from sextant.reporting.aef.identifier import ItmoBlock, ItmoSeries
from sextant.reporting.aef.model import Action, Flaw, Holding, Submission, block_of
from sextant.reporting.checks.authority import Authorities, Granted, in_force
from sextant.reporting.checks.catalogue import Catalogue
from sextant.reporting.checks.filing import Filed, Filing
from sextant.reporting.checks.finding import Finding, Place, finding
from sextant.reporting.checks.legs import Legs, legs_of
from sextant.reporting.checks.life import (
    FIRST_TRANSFERS,
    Event,
    Life,
    Span,
    event_of,
    held_event,
    kind_of,
    lives_of,
)
from sextant.reporting.checks.reports import PartyReports

ACTIONS, HOLDINGS = 3, 4
Row = TypeVar("Row")


class Call:
    """The files of one call. Everything derived is computed once, on first use."""

    def __init__(
        self, filing: Filing, the_format: Format, catalogue: Catalogue, reports: Iterable[PartyReports] = ()
    ) -> None:
        self.filing = filing
        self.filed = filing.current
        self.format = the_format
        self.figures = catalogue.figures
        self.reports = {each.party: each for each in reports}
        self.crowded: list[Event] = []
        self.ambiguous: list[Place] = []

    @cached_property
    def authorities(self) -> Authorities:
        """All authorizations on file."""
        return Authorities(self.filed)

    @cached_property
    def filed_years(self) -> dict[str, list[int]]:
        """The years that each Party has on file, ascending."""
        found: dict[str, list[int]] = {}
        for each in self.filed:
            found.setdefault(each.party, []).append(each.year)
        return {party: sorted(years) for party, years in found.items()}

    def has_filed(self, party: str, year: int) -> bool:
        """Return whether the report of a Party about a year is on file."""
        return year in self.filed_years.get(party, ())

    def code_list(self, name: str) -> CodeList:
        """Return a code list."""
        return self.format.lists[name]

    def covers(self, purposes: str | None) -> tuple[str, ...]:
        """Return what the purposes of an authorization cover: `ndc`, `imp`, `op`."""
        return self.code_list("purposes").covers.get(purposes or "", ())

    def place(self, filed: Filed, row: Any) -> Place:
        """Return where a row of table 2, 3, 4 or 5 stands."""
        return Place(filed.submission.file, _TABLES[type(row).__name__], row.row)

    def place_of(self, event: Event) -> Place:
        """Return where the row of an event stands."""
        table = HOLDINGS if event.kind == "held" else ACTIONS
        return Place(self.filed[event.filed].submission.file, table, event.row.row)

    def blocks(self) -> Iterator[tuple[Filed, Action | Holding, ItmoBlock]]:
        """Yield every row of tables 3 and 4 that has a readable block, in its series."""
        yield from self._blocks

    @cached_property
    def _blocks(self) -> list[tuple[Filed, Action | Holding, ItmoBlock]]:
        found: list[tuple[Filed, Action | Holding, ItmoBlock]] = []
        origins: dict[tuple[str, str, int], set[str]] = {}
        for filed in self.filed:
            content = filed.submission.content
            for rows in (content.actions, content.holdings):
                for row in rows:
                    block = block_of(row)
                    if block is not None:
                        found.append((filed, row, block))
                        approach, registry, host, vintage = block[0]
                        origins.setdefault((approach, host, vintage), set()).add(registry)
        return list(self._in_one_series(found, origins))

    def _in_one_series(
        self,
        found: list[tuple[Filed, Action | Holding, ItmoBlock]],
        origins: dict[tuple[str, str, int], set[str]],
    ) -> Iterator[tuple[Filed, Action | Holding, ItmoBlock]]:
        """Yield the rows with the originating registry filled in where a dialect leaves it out.

        Where two registries originate the same approach, Party and vintage, a bare serial number may be either's.
        """
        known: dict[ItmoSeries, ItmoSeries | None] = {}
        for (approach, host, vintage), registries in origins.items():
            if "" in registries and len(registries) > 1:
                named = sorted(registries - {""})
                bare = ItmoSeries(approach, "", host, vintage)
                known[bare] = bare._replace(registry=named[0]) if len(named) == 1 else None
        if not known:
            yield from found
            return
        for filed, row, block in found:
            series = known.get(block[0], block[0])
            if series is None:
                self.ambiguous.append(self.place(filed, row))
            else:
                yield filed, row, block if series is block[0] else block._replace(series=series)

    @cached_property
    def spans(self) -> dict[ItmoSeries, list[Span]]:
        """What bears on the units of each series, unsorted."""
        found: dict[ItmoSeries, list[Span]] = {}
        for filed, row, block in self._blocks:
            event: Event | None
            if isinstance(row, Action):
                kind = kind_of(row)
                if kind is None:
                    continue
                event = event_of(row, kind=kind, party=filed.party, year=filed.year, filed=filed.index)
            else:
                last_day = date(filed.year, 12, 31).toordinal()
                event = held_event(row, party=filed.party, year=filed.year, filed=filed.index, last_day=last_day)
            if event is not None:
                found.setdefault(block[0], []).append((block[1], block[2], event))
        return found

    @cached_property
    def lives(self) -> list[Life]:
        """The lives of all units."""
        return [life for series, spans in sorted(self.spans.items()) for life in lives_of(series, spans, self.crowded)]

    @cached_property
    def legs(self) -> Legs:
        """Transfers and acquisitions of all units, matched."""
        return legs_of(self.lives, self.filed_years, lag_days=self.figures["year_end_lag_days"])

    @cached_property
    def _first_transferred(self) -> dict[tuple[int, int, str], int]:
        """The day on which the units of a row were first transferred, by file, row and kind of table."""
        found: dict[tuple[int, int, str], int] = {}
        for life in self.lives:
            day = next((event.day for event in life.events if event.kind in FIRST_TRANSFERS), None)
            if day is not None:
                for event in life.events:
                    found.setdefault((event.filed, event.row.row, type(event.row).__name__), day)
        return found

    def governing(self, filed: Filed, row: Action | Holding) -> Granted | None:
        """Return the version of the authorization in force at the first transfer of the units of a row."""
        versions = self.authorities.versions(row, filed.party)
        if len(versions) < 2:
            return versions[0] if versions else None
        day = self._first_transferred.get((filed.index, row.row, type(row).__name__))
        if day is not None:
            return in_force(versions, date.fromordinal(day))
        return in_force(versions, row.acted.day if isinstance(row, Action) and row.acted else None)

    def grouped(self, key: Callable[[Filed, Action], Any]) -> Iterator[tuple[Filed, Any, list[Action]]]:
        """Yield the actions of each file that are alike in the key, so that a rule decides once for all of them."""
        for filed in self.filed:
            groups: dict[Any, list[Action]] = {}
            for row in filed.submission.content.actions:
                groups.setdefault(key(filed, row), []).append(row)
            for each, rows in groups.items():
                yield filed, each, rows

    def flaws(self, rule: str) -> Iterator[tuple[Submission, Flaw]]:
        """Yield the flaws of form that belong to a rule: of every file that was read, counted or not."""
        for submission in (*(each.submission for each in self.filed), *self._named_but_left_out()):
            for flaw in submission.flaws:
                if flaw.rule == rule:
                    yield submission, flaw

    def _named_but_left_out(self) -> Iterator[Submission]:
        # A file that names no Party or year cannot be filed, but what is wrong with it is told.
        return (each.submission for each in self.filing.left_out if each.why == "unnamed")


_TABLES = {"Authorization": 2, "Action": 3, "Holding": 4, "Entity": 5}


def _not_followed(submission: Submission, flaw: Flaw) -> set[ItmoSeries]:
    """Return the series of the actions that a flaw keeps from being followed: without a day or a type.

    The other Party's row about the same units then stands alone, and what is wrong is here.
    """
    if flaw.table != ACTIONS:
        return set()
    wrong = set(flaw.rows)
    rows = [row for row in submission.content.actions if row.row in wrong and (row.acted is None or row.type is None)]
    return {block.series for row in rows if (block := block_of(row)) is not None}


def flaw_findings(call: Call, rule: str) -> Iterator[Finding]:
    """Yield the findings of a rule about the form of files."""
    for submission, flaw in call.flaws(rule):
        places = [Place(submission.file, flaw.table, row) for row in flaw.rows] or [
            Place(submission.file, flaw.table, 0)
        ]
        yield finding(
            rule,
            flaw.code,
            places,
            series=_not_followed(submission, flaw),
            table=flaw.table,
            column=flaw.column or "",
            found=flaw.found,
            expected=flaw.expected,
            count=len(flaw.rows),
        )
