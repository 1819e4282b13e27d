"""From what a Party reports to the sheets of a workbook, in one of the dialects.

Same content, same cells. A dialect that cannot say something refuses with the row, instead of leaving it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, timedelta
from datetime import datetime as instant
from decimal import Decimal
from typing import Any

from sextant.reporting.aef.cell import Cell, Sheet, Workbook
from sextant.reporting.aef.format import Column, Format, Profile, Table
from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.model import AnnualInformation, Moment, Timeframe, Version
from sextant.reporting.aef.need import CONDITIONS
from sextant.reporting.aef.timeframe import write_timeframe
from sextant.rules.party import Parties

FIRST_ROW = 4
"""Where the labels of table 1 and the headings of the others stand; above is the title, on the left a gutter."""
POPULATED = "{This field is populated by the centralized accounting and reporting platform}"
LINKED = "{This link is produced by the centralized accounting and reporting platform}"
_DIGITS_OF_A_NUMBER = 15
"""A spreadsheet keeps no more digits of a number; a longer one is written as text."""


class CannotBeWritten(Exception):
    """What a dialect cannot say: why, as a code, and where."""

    def __init__(self, code: str, **about: str | int) -> None:
        self.code = code
        self.about = about
        super().__init__(code, about)


def workbook_of(
    content: AnnualInformation,
    the_format: Format,
    profile: Profile,
    parties: Parties,
    *,
    name: str,
    statement: Sequence[str] = (),
) -> Workbook:
    """Return the workbook of what a Party reports about a year. The statement stands on the summary sheet.

    Raises CannotBeWritten where the profile has no form for something (6/CMA.4, annex I, paragraph 33: identifiers
    are never changed, so none is made up).
    """
    writer = _Writer(the_format, profile, parties)
    sheets = [Sheet(the_format.summary_sheet, [[], [None, the_format.summary_sheet], [], *_lines(statement)])]
    for table in the_format.tables.values():
        if table.vertical:
            sheets.append(writer.vertical(table, content.heading))
        else:
            sheets.append(writer.horizontal(table, getattr(content, table.code)))
    return Workbook(name, tuple(sheets))


def _lines(statement: Sequence[str]) -> list[list[Cell]]:
    return [[None, line] for line in statement]


class _Writer:
    def __init__(self, the_format: Format, profile: Profile, parties: Parties) -> None:
        self._format = the_format
        self._profile = profile
        self._names = {each.alpha3: each.name_english for each in parties}

    def vertical(self, table: Table, record: Any) -> Sheet:
        rows: list[list[Cell]] = [[], [None, table.sheet], []]
        for column in table.columns:
            rows.append([None, column.name, self._cell(table, column, record)])
        return Sheet(table.sheet, rows)

    def horizontal(self, table: Table, records: Sequence[Any]) -> Sheet:
        header: list[Cell] = [None]
        for column in table.columns:
            header.append(column.name)
            if column.spacer_after:
                header.append(None)
        rows: list[list[Cell]] = [[], [None, table.sheet], [], header]
        for record in records:
            row: list[Cell] = [None]
            for column in table.columns:
                row.append(self._cell(table, column, record))
                if column.spacer_after:
                    row.append(None)
            rows.append(row)
        return Sheet(table.sheet, rows)

    def _cell(self, table: Table, column: Column, record: Any) -> Cell:
        value = getattr(record, column.field)
        if value is None or value == ():
            return self._nothing(table, column, record)
        if column.list:
            return self._listed(column, value)
        write = _WRITERS.get(column.kind)
        if write is not None:
            return write(value)
        form = self._profile.writes.get(column.kind, "")
        if column.kind in ("reporting_party", "country"):
            return self._names.get(value, value) if form == "name" else str(value)
        if column.kind == "moment":
            return write_moment(value, form)
        if column.kind == "timeframe":
            return self._timeframe(value, form, getattr(record, "row", 0))
        return self._identifier(value, form, record)

    def _nothing(self, table: Table, column: Column, record: Any) -> Cell:
        need = self._profile.needs.get(f"{table.code}.{column.field}", column.need)
        if need == "secretariat":
            if self._profile.secretariat_cells == "free":
                return None
            return LINKED if column.link else POPULATED
        if need == "filled":
            return self._format.not_applicable
        if need in CONDITIONS and CONDITIONS[need](record) is False:
            return self._format.not_applicable
        return None

    def _listed(self, column: Column, value: Any) -> Cell:
        spelling = self._format.lists[str(column.list)].spellings[self._profile.spelling]
        if isinstance(value, tuple):
            return ", ".join(spelling.get(each, each) for each in value)
        return str(spelling.get(value, value))

    def _timeframe(self, value: Timeframe, form: str, row: int) -> Cell:
        written = write_timeframe(value, form)
        if written is None and {"parts", "free"} & set(self._profile.accepts["timeframe"]):
            written = write_timeframe(value, "parts")
        if written is None:
            raise CannotBeWritten("timeframe_not_of_the_profile", row=row, profile=self._profile.code)
        return written

    def _identifier(self, value: ItmoId | int, form: str, record: Any) -> Cell:
        if form == "serial":
            serial = value if isinstance(value, int) else value.serial
            return serial if len(str(serial)) <= _DIGITS_OF_A_NUMBER else str(serial)
        if isinstance(value, ItmoId):
            return str(value)
        registry = record.registry
        host = record.first_transferring_party
        if not registry or not host or not registry.startswith(host) or not record.approach or not record.vintage:
            raise CannotBeWritten("registry_of_origin_unknown", row=record.row, profile=self._profile.code)
        return str(ItmoId(record.approach, registry, host, value, record.vintage))


def write_moment(value: Moment, form: str) -> str:
    """Return a moment in a form: `day`, `iso_day` or `instant`."""
    if form == "day":
        return _day(value.day)
    if form == "iso_day":
        return value.day.isoformat()
    midnight = instant(value.day.year, value.day.month, value.day.day, tzinfo=UTC)
    at = midnight + timedelta(milliseconds=value.milliseconds or 0)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _amount(value: int | Decimal) -> Cell:
    return value if len(str(value)) <= _DIGITS_OF_A_NUMBER else str(value)


def _several(value: Sequence[str]) -> Cell:
    return ", ".join(value)


_WRITERS: dict[str, Callable[[Any], Cell]] = {
    "text": str, "approach": str, "authorization_id": str, "registry": str, "party": str,
    "texts": _several, "parties": _several, "day": _day, "year": int, "whole": _amount, "quantity": _amount,
    "version": lambda value: str(Version(*value)),
}  # fmt: skip
