"""Reading the CDM registration list: what the activities are that units were issued for.

A row without a date, and a rejected or withdrawn one, is kept as what it is: units may have been issued for
an activity that the list does not date. Titles carry traces of an older encoding, which are repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sextant.application.cdm_report.report import ReportRow
from sextant.application.cdm_report.rows import is_project_number, plain_digits
from sextant.application.cdm_report.verdict import Verdict, damaged, verdict
from sextant.rules.party import Parties

PROJECTS = "projects"
PROJECT_COLUMNS = (
    "Registered",
    "Project title",
    "Host parties",
    "Other Parties",
    "Methodology",
    "Reductions",
    "Ref",
)

_DATE_COLUMN = "registered_date"
_LONGEST_NUMBER = 15
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_EMPTY_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_MEANT = {place: bytes([place]).decode("cp1252") for place in range(0x80, 0xA0) if place not in _EMPTY_IN_CP1252}


class ProjectStatus(StrEnum):
    """What the list says about a registration."""

    REGISTERED = "registered"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNDATED = "undated"
    """The list has the project and says nothing in the column of the date."""


_WITHOUT_DATE = {
    "": ProjectStatus.UNDATED,
    "Rejected": ProjectStatus.REJECTED,
    "Withdrawn": ProjectStatus.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """One project of the registration list."""

    number: int
    reference: str
    title: str
    host_parties: tuple[str, ...]
    """Codes, in the order of the list."""
    other_parties: tuple[str, ...]
    """Names as published; none where the project is unilateral."""
    methodologies: tuple[str, ...]
    """As published, with their versions: `ACM0002 ver. 6`."""
    expected_annual_reductions: int | None
    status: ProjectStatus
    registered_on: date | None


def read_project(row: ReportRow, parties: Parties) -> ProjectRecord | Verdict:
    """Return the project in a row, or the first reason why there is none."""
    damage = damaged(PROJECTS, row)
    if damage is not None:
        return damage
    registered, title, hosts, others, methodology, reductions, reference = (
        row.values[column].strip() for column in PROJECT_COLUMNS
    )
    if not is_project_number(reference):
        return verdict(PROJECTS, row.number, "reference_not_digits", found=reference)
    if not title:
        return verdict(PROJECTS, row.number, "title_missing", reference=reference)
    host_names = split_names(hosts)
    if not host_names:
        return verdict(PROJECTS, row.number, "host_party_missing", reference=reference)
    codes: list[str] = []
    for name in host_names:
        party = parties.by_name(name)
        if party is None:
            return verdict(PROJECTS, row.number, "host_party_unknown", reference=reference, found=name)
        codes.append(party.code)
    if reductions and not (plain_digits(reductions) and len(reductions) <= _LONGEST_NUMBER):
        return verdict(PROJECTS, row.number, "reductions_not_a_number", reference=reference, found=reductions)
    registration = _registration(row, registered, reference)
    if isinstance(registration, Verdict):
        return registration
    status, registered_on = registration
    return ProjectRecord(
        number=row.number,
        reference=reference,
        title=repaired(title),
        host_parties=tuple(dict.fromkeys(codes)),
        other_parties=split_names(others),
        methodologies=split_names(methodology),
        expected_annual_reductions=int(reductions) if reductions else None,
        status=status,
        registered_on=registered_on,
    )


def read_projects(rows: Iterable[ReportRow], parties: Parties) -> tuple[tuple[ProjectRecord, ...], tuple[Verdict, ...]]:
    """Return the projects of a list, and the rows that are none.

    A row that repeats an earlier one counts once; a reference with other content is rejected.
    """
    records: dict[str, ProjectRecord] = {}
    contents: dict[str, tuple[str, ...]] = {}
    verdicts: list[Verdict] = []
    for row in rows:
        read = read_project(row, parties)
        if isinstance(read, Verdict):
            verdicts.append(read)
            continue
        content = tuple(row.values[column].strip() for column in PROJECT_COLUMNS)
        earlier = records.setdefault(read.reference, read)
        if contents.setdefault(read.reference, content) != content:
            verdicts.append(
                verdict(
                    PROJECTS,
                    row.number,
                    "reference_given_twice",
                    reference=read.reference,
                    other_row=earlier.number,
                )
            )
    return tuple(records.values()), tuple(verdicts)


def _registration(row: ReportRow, registered: str, reference: str) -> tuple[ProjectStatus, date | None] | Verdict:
    """Return what the list says about the registration; a second date column must agree with the first."""
    status = _WITHOUT_DATE.get(registered)
    registered_on = None
    if status is None:
        registered_on = _day(registered)
        if registered_on is None:
            return verdict(PROJECTS, row.number, "registered_not_a_date", reference=reference, found=registered)
        status = ProjectStatus.REGISTERED
    other = row.values.get(_DATE_COLUMN, "").strip()
    if other and other != (registered_on.isoformat() if registered_on else ""):
        return verdict(
            PROJECTS,
            row.number,
            "registered_dates_differ",
            reference=reference,
            found=registered,
            other=other,
        )
    return status, registered_on


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a cell. The list separates them by "/", which no Party or methodology has."""
    return tuple(name for part in text.split("/") if (name := part.strip()))


def repaired(text: str) -> str:
    """Return a text in which C1 controls are the characters that code page 1252 has in their place.

    The list was once stored in that code page and read as Latin-1: its dashes and quotation marks arrive as
    U+0096 or U+0093. The five places that the code page leaves empty stay as they are.
    """
    return text.translate(_MEANT)
