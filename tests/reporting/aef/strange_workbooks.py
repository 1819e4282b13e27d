"""Workbooks of the agreed electronic format as others make them: typed from the description of the format, cell by
cell, without the writer under test, and with what people do to workbooks.

A book is a dictionary from the name of a sheet to its rows. The history in it is synthetic: GHA hosts, CHE buys.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

Book = dict[str, list[list[Any]]]
NOMENCLATURE, CHECKER, CADTRUST = "nomenclature-2026-02", "secretariat-checker-2025", "cadtrust-v2"
PROFILES = (NOMENCLATURE, CHECKER, CADTRUST)
SUMMARY, SUBMISSION, AUTHORIZATIONS, ACTIONS, HOLDINGS, ENTITIES = (
    "Summary information", "Table 1 Submission", "Table 2 Authorizations", "Table 3 Actions", "Table 4 Holdings",
    "Table 5 Auth. entities",
)  # fmt: skip
SPACER = None
T1 = [
    "Party", "Version", "Reported year", "Date of submission", "Review status of the initial report",
    "Result of the consistency check of this AEF submission", "First year of the NDC implementation period",
    "Last year of the NDC implementation period",
    "Reference to the Article 6 technical expert review report of the initial report",
]  # fmt: skip
T2 = [
    "Authorization ID", "Date of authorization", "Cooperative approach ID", "Version of the authorization", SPACER,
    "Authorized quantity", "Metric", "Applicable GWP value(s)", "Applicable non-GHG metric", "Sector(s)",
    "Activity type(s)", "Purposes for authorization", "Authorized Party(ies) ID", "Authorized entity(ies) ID",
    "OIMP authorized by the Party", "Authorized timeframe", "Authorization terms and conditions",
    "Authorization documentation", "First transfer definition for OIMP", "Additional explanatory information",
]  # fmt: skip
_UNITS = [
    "Cooperative approach ID", "Authorization ID", "First transferring participating Party ID",
    "Party ITMO registry ID", "First ID", "Last ID", SPACER, "Underlying unit registry ID", "First unit ID",
    "Last unit ID", SPACER, "Metric", "Applicable GWP value(s)", "Applicable non-GHG metric", "Quantity (t CO2 eq)",
    "Quantity (in non-GHG metric)", SPACER, "Mitigation type", "Vintage",
]  # fmt: skip
T3 = [
    "Action date", "Action type", "Action subtype", *_UNITS, SPACER, "Transferring participating Party ID",
    "Acquiring participating Party ID", SPACER,
    "Purpose for which the ITMO has been used towards or cancelled for OIMP",
    "Using/cancelling participating Party ID", "Using/cancelling authorized entity ID",
    "Calendar year for which the ITMOs are used towards the Party's NDC", SPACER,
    "Result of the consistency checks", "Additional explanatory information",
]  # fmt: skip
T5 = [
    "Date of the authorization", "Name", "Country of incorporation",
    "Identification number (in the country of incorporation)", "Cooperative approach ID", "Conditions",
    "Change and revocation conditions", "Additional explanatory information",
]  # fmt: skip
HEADINGS = {AUTHORIZATIONS: T2, ACTIONS: T3, HOLDINGS: _UNITS, ENTITIES: T5}
HEADER = {AUTHORIZATIONS: 3, ACTIONS: 3, HOLDINGS: 3, ENTITIES: 3}
"""At which row of the list the headings stand; the first row of values is the next one."""
APPROACH, ENTITY, AUTHORIZATION = "CA0003", "CHE-111.222.333", "GHA-2023-001"
NAMES = {"GHA": "Ghana", "CHE": "Switzerland"}


class Dialect:
    """How one of the dialects writes a value."""

    def __init__(self, profile: str) -> None:
        self.profile = profile

    def unit(self, serial: int, vintage: int = 2022) -> Any:
        return serial if self.profile == NOMENCLATURE else f"{APPROACH}-GHA01-GHA-{serial}-{vintage}"

    def moment(self, on: date) -> str:
        written = {NOMENCLATURE: f"{on.isoformat()}T09:30:00.000Z", CHECKER: f"{on:%d/%m/%Y}"}
        return written.get(self.profile, on.isoformat())

    def party(self, code: str) -> str:
        return NAMES[code] if self.profile == CHECKER else code

    @property
    def definition(self) -> str:
        return "Use or cancellation" if self.profile == CHECKER else "Use or Cancellation"

    @property
    def timeframe(self) -> str:
        parts = "Occurred: from 2021 to 2030. Use: from 2021 to 2030"
        return parts if self.profile == CHECKER else "2021 - 2030"

    @property
    def placeholder(self) -> str | None:
        return None if self.profile == CADTRUST else "{This field is populated by the CARP}"


def book(profile: str, party: str, year: int) -> Book:
    """Return the annual information of a Party about a year in a dialect, without a slip."""
    dialect = Dialect(profile)
    values = [
        dialect.party(party), "1.0", year, f"31/03/{year + 1}", dialect.placeholder, dialect.placeholder, 2021, 2030,
        dialect.placeholder,
    ]  # fmt: skip
    sheets: Book = {
        SUMMARY: [["Agreed electronic format"], [], ["Synthetic data"]],
        SUBMISSION: [
            [],
            ["", "Table 1: Submission"],
            [],
            *(["", label, value] for label, value in zip(T1, values, strict=True)),
        ],
    }
    rows = {(AUTHORIZATIONS, "GHA", 2023): [_granted(dialect)], (ENTITIES, "GHA", 2023): [_entity(dialect)],
            (ENTITIES, "GHA", 2024): [_entity(dialect)], (ACTIONS, "GHA", 2023): _host_2023(dialect),
            (ACTIONS, "GHA", 2024): _host_2024(dialect), (ACTIONS, "CHE", 2023): _buyer_2023(dialect),
            (ACTIONS, "CHE", 2024): _buyer_2024(dialect), (HOLDINGS, "CHE", 2023): _held_2023(dialect),
            (HOLDINGS, "CHE", 2024): _held_2024(dialect)}  # fmt: skip
    for sheet, headings in HEADINGS.items():
        given = rows.get((sheet, party, year), [])
        title = [[], ["", sheet.replace(" ", ": ", 2)], []]
        sheets[sheet] = [*title, ["", *headings], *(_row(headings, each) for each in given)]
    return sheets


def history(profile: str | dict[tuple[str, int], str]) -> dict[tuple[str, int], Book]:
    """Return the four books of the history, in one dialect or each in its own."""
    keys = [(party, year) for party in ("GHA", "CHE") for year in (2023, 2024)]
    return {key: book(profile if isinstance(profile, str) else profile[key], *key) for key in keys}


def _row(headings: list[str | None], values: dict[str, Any]) -> list[Any]:
    unknown = set(values) - set(headings)
    assert not unknown, unknown
    return ["", *(None if heading is None else values.get(heading, "NA") for heading in headings)]


def _granted(dialect: Dialect) -> dict[str, Any]:
    return {
        "Authorization ID": AUTHORIZATION, "Date of authorization": "01/02/2023", "Cooperative approach ID": APPROACH,
        "Version of the authorization": 1, "Authorized quantity": 50000, "Metric": "GHG",
        "Sector(s)": "Energy generation, Building and construction", "Activity type(s)": "Energy Efficiency households",
        "Purposes for authorization": "NDC and OIMP", "Authorized Party(ies) ID": "CHE",
        "Authorized entity(ies) ID": ENTITY, "OIMP authorized by the Party": "CORSIA",
        "Authorized timeframe": dialect.timeframe, "Authorization documentation": dialect.placeholder,
        "First transfer definition for OIMP": dialect.definition,
    }  # fmt: skip


def _entity(dialect: Dialect) -> dict[str, Any]:
    return {
        "Date of the authorization": "01/02/2023", "Name": "Synthetic Cookstoves Ltd",
        "Country of incorporation": dialect.party("CHE"),
        "Identification number (in the country of incorporation)": ENTITY, "Cooperative approach ID": APPROACH,
    }  # fmt: skip


def _units(dialect: Dialect, first: int, last: int, registry: str) -> dict[str, Any]:
    return {
        "Cooperative approach ID": APPROACH, "Authorization ID": AUTHORIZATION,
        "First transferring participating Party ID": "GHA", "Party ITMO registry ID": registry,
        "First ID": dialect.unit(first), "Last ID": dialect.unit(last), "Underlying unit registry ID": "GS",
        "First unit ID": f"GS1-1-GH-GS2500-16-2022-9999-{first}",
        "Last unit ID": f"GS1-1-GH-GS2500-16-2022-9999-{last}",
        "Metric": "GHG", "Quantity (t CO2 eq)": last - first + 1, "Mitigation type": "Emission reductions",
        "Vintage": 2022,
    }  # fmt: skip


def _sold(dialect: Dialect, on: date, first: int, last: int) -> dict[str, Any]:
    return _units(dialect, first, last, "GHA01") | {
        "Action date": dialect.moment(on), "Action type": "First transfer",
        "Action subtype": "First transfer to another Party", "Acquiring participating Party ID": "CHE",
        "Result of the consistency checks": dialect.placeholder,
    }  # fmt: skip


def _bought(dialect: Dialect, on: date, first: int, last: int) -> dict[str, Any]:
    return _units(dialect, first, last, "CHE01") | {
        "Action date": dialect.moment(on), "Action type": "Acquisition", "Transferring participating Party ID": "GHA",
        "Result of the consistency checks": dialect.placeholder,
    }  # fmt: skip


def _host_2023(dialect: Dialect) -> list[dict[str, Any]]:
    return [_sold(dialect, date(2023, 7, 7), 1, 11733)]


def _host_2024(dialect: Dialect) -> list[dict[str, Any]]:
    ended = _units(dialect, 20001, 20100, "GHA01") | {
        "Action date": dialect.moment(date(2024, 5, 2)), "Purpose for which the ITMO has been used towards or "
        "cancelled for OIMP": "CORSIA", "Result of the consistency checks": dialect.placeholder,
    }  # fmt: skip
    return [
        _sold(dialect, date(2024, 2, 29), 11734, 12000),
        ended | {"Action type": "First transfer", "Action subtype": "Use or cancellation"},
        ended | {"Action type": "Cancellation", "Action subtype": "Other cancellations"},
    ]


def _buyer_2023(dialect: Dialect) -> list[dict[str, Any]]:
    return [_bought(dialect, date(2023, 7, 7), 1, 11733)]


def _buyer_2024(dialect: Dialect) -> list[dict[str, Any]]:
    used = _units(dialect, 1, 1000, "CHE01") | {
        "Action date": dialect.moment(date(2024, 11, 30)), "Action type": "Use",
        "Using/cancelling participating Party ID": "CHE", "Using/cancelling authorized entity ID": ENTITY,
        "Calendar year for which the ITMOs are used towards the Party's NDC": 2023,
        "Result of the consistency checks": dialect.placeholder,
    }  # fmt: skip
    return [_bought(dialect, date(2024, 2, 29), 11734, 12000), used]


def _held_2023(dialect: Dialect) -> list[dict[str, Any]]:
    return [_units(dialect, 1, 11733, "CHE01")]


def _held_2024(dialect: Dialect) -> list[dict[str, Any]]:
    return [_units(dialect, 1001, 11733, "CHE01"), _units(dialect, 11734, 12000, "CHE01")]


def at(the_book: Book, sheet: str, heading: str) -> int:
    """Return at which place of a row a column stands."""
    return the_book[sheet][HEADER[sheet]].index(heading)


def put(the_book: Book, sheet: str, heading: str, value: Any, row: int = 0) -> None:
    """Put a value in a cell of a table; the first row of values is row 0. Table 1 has no rows."""
    if sheet == SUBMISSION:
        next(each for each in the_book[sheet] if heading in each[1:2])[2] = value
    else:
        the_book[sheet][HEADER[sheet] + 1 + row][at(the_book, sheet, heading)] = value


def every_cell(the_book: Book, change: Callable[[Any], Any]) -> None:
    """Change every cell of values of all tables, headings apart."""
    for sheet, rows in the_book.items():
        start = 0 if sheet == SUBMISSION else HEADER.get(sheet, 99) + 1
        for row in rows[start:]:
            for place in range(2 if sheet == SUBMISSION else 0, len(row)):
                row[place] = change(row[place])


def saved(the_book: Book, file: Path) -> Path:
    """Save a book; a text that begins with an equals sign is a formula, a day a cell with the format of days."""
    with xlsxwriter.Workbook(str(file)) as opened:
        days = opened.add_format({"num_format": "dd/mm/yyyy"})
        framed = opened.add_format({"border": 1})
        for name, rows in the_book.items():
            page = opened.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(number, place, cell, days)
                    elif cell is None:
                        page.write_blank(number, place, None, framed)
                    elif isinstance(cell, str) and cell.startswith("="):
                        page.write_formula(number, place, cell, value=1)
                    else:
                        page.write(number, place, cell)
            if len(rows) > 1 and name != SUMMARY:
                page.merge_range(0, 1, 0, 6, "Synthetic: annual information", framed)
    return file


def as_day(text: str) -> Any:
    """Return a printed day as a day, anything else as it is."""
    try:
        return datetime.strptime(text, "%d/%m/%Y").date() if isinstance(text, str) else text  # noqa: DTZ007
    except ValueError:
        return text
