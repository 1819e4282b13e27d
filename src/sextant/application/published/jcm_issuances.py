"""Amounts of a JCM partner as published: what was notified to each side, and what each side issued of it.

A row is one side's part of one decision. A project's total is printed in each of its rows; parts that do not add up to
it are missing from the table, and how much is missing is told, not filled in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sextant.application.cdm_report.report import Report
from sextant.application.published.fields import Fields
from sextant.application.published.noted import Noted, noted
from sextant.rules.party import Parties

COLUMNS = (
    "reference_no", "project_title", "monitoring_start", "monitoring_end", "decision_date", "total_notified", "country",
    "notified_amount", "issuance_date", "issued_amount",
)  # fmt: skip
_REFERENCE = re.compile(r"[A-Z]{2}[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Part:
    """One side's part of one decision."""

    row: int
    project: str
    title: str
    party: str
    """The code of the side."""
    notified: int
    total: int
    """What was notified of the project altogether, as its rows print it."""
    first: date | None
    last: date | None
    """The monitoring period; none where the row cannot be of it."""
    decided: date | None
    issued_on: date | None
    issued: int
    """Nothing where the side has not issued."""

    @property
    def host(self) -> str:
        """The partner country, by the first letters of the project's number."""
        return self.project[:2]


@dataclass(frozen=True, slots=True)
class Issuances:
    """What a table says."""

    parts: tuple[Part, ...]
    notes: tuple[Noted, ...]

    def of_project(self, project: str) -> tuple[Part, ...]:
        """Return the parts of a project."""
        return tuple(each for each in self.parts if each.project == project)


def read_issuances(report: Report, parties: Parties, boundary: date) -> Issuances:
    """Return the parts of a table; a period must not go beyond the boundary day it begins before."""
    parts: list[Part] = []
    notes: list[Noted] = []
    for row in report.rows:
        fields = Fields(report.name, row)
        part = _part(fields, parties, boundary) if fields.whole_row else None
        notes += fields.notes
        if part is not None:
            parts.append(part)
    notes += [*_twice(report.name, parts), *_missing(report.name, parts)]
    return Issuances(tuple(parts), tuple(sorted(notes, key=lambda each: each.row)))


def _part(fields: Fields, parties: Parties, boundary: date) -> Part | None:
    project = fields.text("reference_no")
    if not _REFERENCE.fullmatch(project):
        fields.note("reference_malformed", kept=False, found=project[:60], expected="MN001")
    party = fields.party("country", parties)
    notified, total = fields.whole("notified_amount"), fields.whole("total_notified")
    first, last = fields.day("monitoring_start"), fields.day("monitoring_end")
    decided, issued_on = fields.day("decision_date"), fields.day("issuance_date", needed=False)
    issued = fields.whole("issued_amount", needed=False) or 0
    if party is None or notified is None or total is None or not fields.usable:
        return None
    if first and last and last < first:
        fields.note("period_reversed", first=first.isoformat(), last=last.isoformat())
        first = last = None
    if first and last and first <= boundary < last:
        expected = boundary.isoformat()
        fields.note("period_spans", first=first.isoformat(), last=last.isoformat(), expected=expected)
    if decided and issued_on and issued_on < decided:
        # The row is of an earlier decision, which the table does not have; its period is not known either.
        fields.note("issued_before_decided", found=issued_on.isoformat(), expected=decided.isoformat())
        decided = first = last = None
    if issued and issued != notified:
        fields.note("issued_not_as_notified", found=issued, expected=notified)
    title = fields.text("project_title")
    return Part(fields.row.number, project, title, party, notified, total, first, last, decided, issued_on, issued)


def _twice(file: str, parts: Sequence[Part]) -> Iterable[Noted]:
    """Yield rows that give one side a second part of the same decision."""
    seen: dict[tuple[str, str, date, date], int] = {}
    for part in parts:
        if part.decided is None or part.first is None:
            continue
        key = part.project, part.party, part.decided, part.first
        if key in seen:
            yield noted(file, part.row, "side_twice", found=part.party, other_row=seen[key])
        seen.setdefault(key, part.row)


def _missing(file: str, parts: Sequence[Part]) -> Iterable[Noted]:
    """Yield projects whose parts do not add up to the total that their rows print, at their last row."""
    of_project: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        of_project[part.project].append(part)
    for project, found in of_project.items():
        total, stated = sum(each.notified for each in found), max(each.total for each in found)
        if total != stated:
            yield noted(
                file, found[-1].row, "numbers_missing", subject=project, found=total, expected=stated,
                missing=stated - total,
            )  # fmt: skip
