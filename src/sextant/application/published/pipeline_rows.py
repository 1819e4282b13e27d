"""Rows of the tables of the Article 6 pipeline: agreements, JCM projects, pilots, countries and notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from sextant.application.cdm_report.report import Report
from sextant.application.published.agreements import ListedAgreement
from sextant.application.published.fields import Fields
from sextant.application.published.noted import Noted
from sextant.rules.party import Parties

AGREEMENTS, PROJECTS, PILOTS = "bilateral_agreements.csv", "jcm_projects.csv", "pilot_projects.csv"
COUNTRIES, NOTICES = "countries.csv", "prior_consideration_pa.csv.gz"
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        AGREEMENTS: ("title", "hostCountry", "buyingCountry", "date", "status"),
        PROJECTS: ("id", "title", "hostCountry", "type", "ktCo2ePerYear", "implementer", "status", "registrationDate"),
        PILOTS: ("title", "hostCountry", "buyingCountry", "type"),
        COUNTRIES: ("iso2", "party", "bilateralAgreements", "pilotProjects", "jcmProjects", "paNotes"),
        NOTICES: ("hostParty", "submissionDate", "title", "methodology", "tCo2ePerYear"),
    }
)
"""The files of a folder, and the columns that are read of each."""
EARLIEST_NOTICE = date(2015, 12, 12)
"""The adoption of the Paris Agreement: nothing is notified under its mechanism before."""
STATUS: Mapping[str, str] = MappingProxyType(
    {
        "Project registered": "registered",
        "Validation": "input_closed",
        "Open for public comments": "public_input",
        "Open for public inputs": "public_input",
        "Request for Registration withdrawn": "withdrawn",
    }
)
"""The states of the cycle that the words of the list stand for."""
_REFERENCE = re.compile(r"[A-Z]{2}[0-9]{3}")
_TONNES_OF_KILOTONNE = 1_000
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAY_IN_TITLE = re.compile(r"\bon ({}) ([0-9]{{1,2}})[a-z]{{2}}, ([0-9]{{4}})".format("|".join(_MONTHS)))
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A project of the JCM, as the list has it."""

    row: int
    reference: str
    title: str
    host: str
    status: str
    registered_on: date | None
    annual_tonnes: int


@dataclass(frozen=True, slots=True)
class ListedPilot:
    """A pilot of a cooperative approach, as the list has it."""

    row: int
    title: str
    host: str
    buyer: str


@dataclass(frozen=True, slots=True)
class ListedCountry:
    """What the list counts for a country, by column."""

    row: int
    party: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notification of prior consideration, as the list has it."""

    row: int
    title: str
    host: str
    submitted: date | None
    methodology: str
    annual_tonnes: int


def read_rows(
    report: Report, parties: Parties, read: Callable[[Fields, Parties], Record | None]
) -> tuple[list[Record], list[Noted]]:
    """Return the records of a file and what is noted of its rows; a row that repeats another is noted."""
    found: list[Record] = []
    notes: list[Noted] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in report.rows:
        fields = Fields(report.name, row)
        record = read(fields, parties) if fields.whole_row else None
        content = tuple(row.values.values())
        if content in seen:
            fields.note("row_again", other_row=seen[content])
        seen.setdefault(content, row.number)
        notes += fields.notes
        if record is not None and fields.usable:
            found.append(record)
    return found, notes


def agreement(fields: Fields, parties: Parties) -> ListedAgreement | None:
    """Return an agreement, or none where a row has none."""
    title, status = fields.text("title", needed=True), fields.text("status", needed=True)
    host, buyer = fields.party("hostCountry", parties), fields.party("buyingCountry", parties)
    signed = fields.day("date")
    if host is None or buyer is None or signed is None:
        return None
    told = _DAY_IN_TITLE.search(title)
    if told is not None:
        month = _MONTHS.index(told[1]) + 1
        said = f"{told[3]}-{month:02}-{int(told[2]):02}"
        if said != signed.isoformat():
            fields.note("day_not_of_title", found=signed.isoformat(), expected=said)
    return ListedAgreement(fields.row.number, title, host, buyer, signed, status)


def project(fields: Fields, parties: Parties) -> ListedProject | None:
    """Return a project of the JCM, or none where a row has none."""
    reference, status = fields.text("id"), fields.text("status")
    if not _REFERENCE.fullmatch(reference):
        fields.note("reference_malformed", kept=False, found=reference[:60], expected="MN001")
    if status not in STATUS:
        fields.note("status_not_known", kept=False, found=status[:60])
    title, host = fields.text("title", needed=True), fields.party("hostCountry", parties)
    fields.text("implementer", needed=True)
    registered_on, kilotonnes = fields.day("registrationDate", needed=False), fields.number("ktCo2ePerYear")
    if host is None or not fields.usable:
        return None
    if STATUS[status] == "registered" and registered_on is None:
        fields.note("registered_without_day", found=reference)
    tonnes = 0 if kilotonnes is None else int(kilotonnes * _TONNES_OF_KILOTONNE)
    return ListedProject(fields.row.number, reference, title, host, STATUS[status], registered_on, tonnes)


def pilot(fields: Fields, parties: Parties) -> ListedPilot | None:
    """Return a pilot, or none where a row has none."""
    title = fields.text("title", needed=True)
    host, buyer = fields.party("hostCountry", parties), fields.party("buyingCountry", parties)
    return None if host is None or buyer is None else ListedPilot(fields.row.number, title, host, buyer)


def country(fields: Fields, parties: Parties) -> ListedCountry | None:
    """Return what is counted for a country, or none where a row has none."""
    code = fields.text("iso2")
    party = fields.party("party", parties)
    if party is not None and party != code:
        fields.note("reference_malformed", found=code[:60], expected=party)
    counts = {name: fields.whole(name) for name in COLUMNS[COUNTRIES][2:]}
    if party is None:
        return None
    return ListedCountry(fields.row.number, party, {name: each for name, each in counts.items() if each is not None})


def notice(fields: Fields, parties: Parties) -> ListedNotice | None:
    """Return a notification, or none where a row has none."""
    title, host = fields.text("title", needed=True), fields.party("hostParty", parties)
    submitted, tonnes = fields.day("submissionDate"), fields.number("tCo2ePerYear")
    methodology = fields.text("methodology", needed=True)
    if submitted is not None and submitted < EARLIEST_NOTICE:
        found, expected = submitted.isoformat(), EARLIEST_NOTICE.isoformat()
        fields.note("day_impossible", column="submissionDate", found=found, expected=expected)
        submitted = None
    if tonnes is not None and tonnes == 0:
        fields.note("quantity_zero", column="tCo2ePerYear")
    if host is None:
        return None
    return ListedNotice(fields.row.number, title, host, submitted, methodology, int(tonnes or 0))
