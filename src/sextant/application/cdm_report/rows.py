"""Reading one row of the CDM Registry's reports: a record, or the first reason why it is not taken.

The reports name no registry. A row whose Party is no host of the CDM, whose units are not of the CDM or
whose serials are not plain digits belongs to another registry and is quarantined, not rejected.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sextant.application.cdm_report.report import ReportRow
from sextant.application.cdm_report.verdict import Verdict, damaged, verdict
from sextant.domain.identifier import MAX_SERIAL, dated_content_id

ISSUANCES = "issuances"
CANCELLATIONS = "cancellations"

_SHARED = (
    "completed_at",
    "party",
    "project_ref",
    "unit_type",
    "cp",
    "serial_first",
    "serial_last",
    "quantity",
)
ISSUANCE_COLUMNS = (*_SHARED, "transaction_type", "status")
CANCELLATION_COLUMNS = (*_SHARED, "via_vcp", "transaction_type", "status")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    ISSUANCES: ISSUANCE_COLUMNS,
    CANCELLATIONS: CANCELLATION_COLUMNS,
}


def in_order_of_report(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the columns of a row as a report has them; what no report has comes last, by name.

    The journal keeps a row without its order.
    """
    # The columns of the issuances stand among those of the cancellations, in the same order.
    order = {name: place for place, name in enumerate(CANCELLATION_COLUMNS)}
    return sorted(values.items(), key=lambda each: (order.get(each[0], len(order)), each[0]))


UNIT_TYPES = frozenset({"CER", "tCER", "lCER"})
COMMITMENT_PERIODS: Mapping[str, int] = {"1": 1, "2": 2}

_COMPLETED = "4 - Completed"
_TRANSACTIONS: Mapping[str, tuple[str, str]] = {
    ISSUANCES: ("Issuance (1)", "transaction_not_an_issuance"),
    CANCELLATIONS: ("Cancellation (4)", "transaction_not_a_cancellation"),
}
_MALFORMED_NUMBER = re.compile(r"[-+−]?[\d.,'’_\s]*([eE][-+]?\d*)?|nan|null|none|-?inf", re.IGNORECASE)
_INSTANT = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_PROJECT_NUMBER = 15
_DIGITS_OF_LIMIT = len(str(MAX_SERIAL))


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time as published, to the nanosecond; a text without a zone is UTC."""

    text: str
    nanoseconds: int
    """Since the first of January 1970."""

    @property
    def at(self) -> datetime:
        """The instant in UTC, to the microsecond."""
        return _EPOCH + timedelta(microseconds=self.nanoseconds // 1000)

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True)
class RegistryRow:
    """What a sound row of either report says about a range of serials of one Party."""

    number: int
    id: UUID
    """Derived from all columns of the row: equal rows have equal ids, in every edition of the report."""
    completed: Instant
    party: str
    project_ref: str
    unit_type: str
    cp: int
    first: int
    last: int

    @property
    def quantity(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class IssuanceRow(RegistryRow):
    """An issuance that is sound in itself."""


@dataclass(frozen=True, slots=True)
class CancellationRow(RegistryRow):
    """A cancellation that is sound in itself."""

    via_vcp: bool
    """Whether it came through the platform for voluntary cancellation."""


def read_issuance(row: ReportRow, hosts: Collection[str], *, today: date | None = None) -> IssuanceRow | Verdict:
    """Return the issuance in a row, or the first reason why there is none.

    `hosts` are the codes of the Parties that the CDM registry issues for. With `today`, an issuance
    completed after that day is rejected.
    """
    values = _stripped(row, ISSUANCES)
    found = _shared(row, values, ISSUANCES, hosts, today)
    if isinstance(found, Verdict):
        return found
    first, last, completed = found
    return IssuanceRow(
        row.number,
        _id(ISSUANCES, values, completed),
        completed,
        values["party"],
        values["project_ref"],
        values["unit_type"],
        COMMITMENT_PERIODS[values["cp"]],
        first,
        last,
    )


def read_cancellation(
    row: ReportRow, hosts: Collection[str], *, today: date | None = None
) -> CancellationRow | Verdict:
    """Return the cancellation in a row, or the first reason why there is none; see `read_issuance`."""
    values = _stripped(row, CANCELLATIONS)
    found = _shared(row, values, CANCELLATIONS, hosts, today)
    if isinstance(found, Verdict):
        return found
    if values["via_vcp"] not in ("Yes", "No"):
        return verdict(CANCELLATIONS, row.number, "via_vcp_not_yes_or_no", found=values["via_vcp"])
    first, last, completed = found
    return CancellationRow(
        row.number,
        _id(CANCELLATIONS, values, completed),
        completed,
        values["party"],
        values["project_ref"],
        values["unit_type"],
        COMMITMENT_PERIODS[values["cp"]],
        first,
        last,
        values["via_vcp"] == "Yes",
    )


def row_id(kind: str, row: ReportRow) -> UUID:
    """Return the id of a row (UUID version 8): rows equal in all columns of the report have the same one.

    Spaces around a value do not count, nor do columns that the report does not have by its form: a later
    edition may add some.
    """
    values = _stripped(row, kind)
    return _id(kind, values, instant(values["completed_at"]))


def _id(kind: str, values: Mapping[str, str], completed: Instant | None) -> UUID:
    # No value of a sound row can contain the separator, so different rows have different texts.
    milliseconds = completed.nanoseconds // 1_000_000 if completed else 0
    return dated_content_id(f"cdm_{kind}", "\x1f".join(values.values()), milliseconds)


def _stripped(row: ReportRow, kind: str) -> dict[str, str]:
    values = row.values
    return {column: values.get(column, "").strip() for column in COLUMNS[kind]}


def _shared(
    row: ReportRow, values: Mapping[str, str], kind: str, hosts: Collection[str], today: date | None
) -> tuple[int, int, Instant] | Verdict:
    """Return first serial, last serial and instant, or the first reason to stop."""
    number = row.number
    damage = damaged(kind, row)
    if damage is not None:
        return damage
    if values["party"] not in hosts:
        return verdict(kind, number, "party_not_a_cdm_host", found=values["party"])
    if values["unit_type"] not in UNIT_TYPES:
        return verdict(kind, number, "unit_type_not_of_the_cdm", found=values["unit_type"])
    serials = _serials(values, kind, number)
    if isinstance(serials, Verdict):
        return serials
    first, last = serials
    wrong = _wrong_quantity(values["quantity"], first, last, kind, number)
    if wrong is not None:
        return wrong
    if values["cp"] not in COMMITMENT_PERIODS:
        return verdict(kind, number, "commitment_period_unknown", found=values["cp"])
    completed = instant(values["completed_at"])
    if completed is None:
        return verdict(kind, number, "completed_at_not_an_instant", found=values["completed_at"])
    if today is not None and completed.day > today:
        return verdict(kind, number, "completed_in_the_future", found=completed.text, today=today.isoformat())
    transaction, other = _TRANSACTIONS[kind]
    if values["transaction_type"] != transaction:
        return verdict(kind, number, other, found=values["transaction_type"])
    if values["status"] != _COMPLETED:
        return verdict(kind, number, "transaction_not_completed", found=values["status"])
    if not is_project_number(values["project_ref"]):
        return verdict(kind, number, "project_ref_not_digits", found=values["project_ref"])
    return first, last, completed


def _serials(values: Mapping[str, str], kind: str, number: int) -> tuple[int, int] | Verdict:
    """Return both ends of the range (Data Exchange Standards, Annex F: at most 15 digits)."""
    ends: list[int] = []
    for column in ("serial_first", "serial_last"):
        text = values[column]
        if not plain_digits(text):
            code = _code_of_no_serial(text)
            return verdict(kind, number, code, column=column, found=text)
    for column in ("serial_first", "serial_last"):
        text = values[column]
        significant = text.lstrip("0")
        if not significant:
            return verdict(kind, number, "serial_not_positive", column=column, found=text)
        if len(significant) > _DIGITS_OF_LIMIT:
            return verdict(kind, number, "serial_above_limit", column=column, found=text, limit=MAX_SERIAL)
        ends.append(int(significant))
    if ends[1] < ends[0]:
        return verdict(kind, number, "serial_last_before_first", first=ends[0], last=ends[1])
    return ends[0], ends[1]


def _code_of_no_serial(text: str) -> str:
    """Return what a text that is not plain digits is: a number gone wrong, or another registry's serial."""
    if re.fullmatch(r"[-−]\s*\d+", text):
        return "serial_not_positive"
    return "serial_not_a_number" if _MALFORMED_NUMBER.fullmatch(text) else "serial_not_plain_digits"


def _wrong_quantity(text: str, first: int, last: int, kind: str, number: int) -> Verdict | None:
    """Return why the published quantity is not the length of the range, or none."""
    if not plain_digits(text):
        return verdict(kind, number, "quantity_not_a_number", column="quantity", found=text)
    expected = last - first + 1
    if (text.lstrip("0") or "0") != str(expected):
        return verdict(
            kind,
            number,
            "quantity_differs_from_range",
            found=text,
            expected=expected,
            first=first,
            last=last,
        )
    return None


def plain_digits(text: str) -> bool:
    """Return whether a text is one or more of the digits 0 to 9 and nothing else."""
    return text.isascii() and text.isdigit()


def is_project_number(text: str) -> bool:
    """Return whether a text is the number of a project; the highest that was ever given has five digits."""
    return plain_digits(text) and len(text) <= _LONGEST_PROJECT_NUMBER


def instant(text: str) -> Instant | None:
    """Return the point in time that an ISO date-time stands for, or none where it is not one."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction = match.groups()
    try:
        whole = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        return None
    passed = whole - _EPOCH
    seconds = passed.days * 86_400 + passed.seconds
    return Instant(text, seconds * 1_000_000_000 + int((fraction or "0").ljust(9, "0")))
