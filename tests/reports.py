"""Synthetic reports in the form of the CDM Registry's own, and the ways in which such reports go wrong.

Everything follows from a seed. Serials run per Party through all unit types and periods, their order is not
that of time, and some cancellations come through the platform for voluntary cancellation. All of it is
invented: projects, quantities and dates.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sextant.application.cdm_report.projects import PROJECT_COLUMNS
from sextant.application.cdm_report.report import ReportRow
from sextant.application.cdm_report.rows import CANCELLATION_COLUMNS, ISSUANCE_COLUMNS

Row = dict[str, str]

PARTY_NAMES = {"KE": "Kenya", "VN": "Viet Nam", "GH": "Ghana", "CI": "Côte d'Ivoire"}
LIST_COLUMNS = (
    "PA/PoA",
    "CDM project reference number",
    "HostParty",
    "Issuance date",
    "Units - Total",
    "CP",
)

_START = datetime(2008, 1, 7, 9, 0, 0, 120_000, tzinfo=UTC)


@dataclass(frozen=True)
class Reports:
    """Both reports, and what must come out of them."""

    issuances: list[Row]
    cancellations: list[Row]

    @property
    def issued(self) -> int:
        return sum(int(row["quantity"]) for row in self.issuances)

    @property
    def cancelled(self) -> int:
        return sum(int(row["quantity"]) for row in self.cancellations)

    @property
    def remaining(self) -> int:
        return self.issued - self.cancelled

    @property
    def blocks(self) -> int:
        """Maximal runs of remaining serials inside one issuance."""
        return count_blocks(self.issuances, self.cancellations)


def synthetic_reports(
    seed: int,
    *,
    issuances: int = 40,
    cancellations: int = 120,
    parties: Sequence[str] = ("KE", "VN", "GH"),
) -> Reports:
    """Return reports with exactly so many rows, sorted as published: by time, roughly."""
    chance = Random(seed)
    next_serial = dict.fromkeys(parties, 1)
    issued: list[tuple[Row, datetime]] = []
    steps = list(range(issuances))
    for place in range(0, issuances - 1, 5):
        steps[place], steps[place + 1] = steps[place + 1], steps[place]
    most = 2 * cancellations // max(issuances, 1) + 10
    for place in range(issuances):
        party = parties[place // 2 % len(parties)]
        at = _START + timedelta(days=3 * steps[place], milliseconds=chance.randrange(86_000_000))
        project = chance.randrange(40)
        quantity = chance.randrange(20 * most, 200_000 + 20 * most)
        first = next_serial[party]
        next_serial[party] = first + quantity
        row = {
            "completed_at": _published(at),
            "party": party,
            "project_ref": str(1000 * (1 + parties.index(party)) + project),
            "unit_type": {0: "tCER", 1: "lCER"}.get(project, "CER"),
            "cp": "1" if place < issuances // 2 else "2",
            "serial_first": str(first),
            "serial_last": str(first + quantity - 1),
            "quantity": str(quantity),
            "transaction_type": "Issuance (1)",
            "status": "4 - Completed",
        }
        issued.append((row, at))
    return Reports(
        issuances=sorted((row for row, _ in issued), key=lambda row: row["completed_at"]),
        cancellations=_cancellations(chance, issued, cancellations, most),
    )


def _cancellations(chance: Random, issued: Sequence[tuple[Row, datetime]], wanted: int, most: int) -> list[Row]:
    """Return cancellations of separate ranges, each inside one issuance and later than it."""
    free = {place: int(row["serial_first"]) for place, (row, _) in enumerate(issued)}
    made: list[Row] = []
    while len(made) < wanted:
        place = (len(made) + chance.randrange(3)) % len(issued)
        issuance, at = issued[place]
        first = free[place] + chance.choice((0, 0, 1, 7))
        last = first + chance.randrange(0, 10)
        if last > int(issuance["serial_last"]):
            continue
        free[place] = last + 1
        later = at + timedelta(days=chance.randrange(1, 4000), milliseconds=chance.randrange(86_000_000))
        shared = {key: issuance[key] for key in ("party", "project_ref", "unit_type", "cp")}
        row = {
            "completed_at": _published(later),
            **shared,
            "serial_first": str(first),
            "serial_last": str(last),
            "quantity": str(last - first + 1),
            "via_vcp": chance.choice(("Yes", "Yes", "No")),
            "transaction_type": "Cancellation (4)",
            "status": "4 - Completed",
        }
        made.append({column: row[column] for column in CANCELLATION_COLUMNS})
    chance.shuffle(made)
    return sorted(made, key=lambda row: row["completed_at"][:10])


def _published(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds")


def count_blocks(issuances: Sequence[Row], cancellations: Sequence[Row]) -> int:
    """Return the number of maximal runs of remaining serials, never merged across issuances."""
    gone: dict[str, list[tuple[int, int]]] = {}
    for row in cancellations:
        gone.setdefault(row["party"], []).append((int(row["serial_first"]), int(row["serial_last"])))
    for ranges in gone.values():
        ranges.sort(reverse=True)
    blocks = 0
    for row in sorted(issuances, key=lambda each: (each["party"], int(each["serial_first"]))):
        free, last = int(row["serial_first"]), int(row["serial_last"])
        ranges = gone.get(row["party"], [])
        while ranges and ranges[-1][0] <= last:
            first_gone, last_gone = ranges.pop()
            blocks += first_gone > free
            free = last_gone + 1
        blocks += free <= last
    return blocks


def published_list(reports: Reports) -> list[Row]:
    """Return the second published list of the same issuances."""
    return [
        {
            "PA/PoA": "PA",
            "CDM project reference number": row["project_ref"],
            "HostParty": row["party"],
            "Issuance date": row["completed_at"][:10],
            "Units - Total": row["quantity"],
            "CP": row["cp"],
        }
        for row in reports.issuances
    ]


def registration_list(reports: Reports) -> list[Row]:
    """Return a registration list of the projects; every tenth is undated, rejected or withdrawn in turn."""
    projects = sorted({(row["party"], row["project_ref"]) for row in reports.issuances})
    rows = []
    for place, (party, reference) in enumerate(projects):
        other = ("", "Rejected", "Withdrawn")[place // 10 % 3]
        registered = other if place % 10 == 9 else f"{1 + place % 28:02d}/{1 + place % 12:02d}/2007"
        cells = (
            registered,
            f"Synthetic hydro \x96 plant {reference}",
            PARTY_NAMES[party],
            "Switzerland/ United Kingdom of Great Britain and Northern Ireland",
            "ACM0002 ver. 6/ AMS-I.D. ver. 10",
            str(1000 + place),
            reference,
        )
        rows.append(dict(zip(PROJECT_COLUMNS, cells, strict=True)))
    return rows


def numbered(rows: Sequence[Row]) -> list[ReportRow]:
    """Return rows as they come out of a report that was read."""
    return [ReportRow(number, row) for number, row in enumerate(rows, start=1)]


def as_csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Return rows as comma-separated text with a header."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_csv(path: Path, rows: Sequence[Row], columns: Sequence[str]) -> Path:
    """Write rows to a file, packed where its name ends in .gz, and return its path."""
    content = as_csv(rows, columns).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def write_reports(folder: Path, reports: Reports, *, packed: bool = True) -> tuple[Path, Path]:
    """Write both reports into a folder and return the paths of issuances and cancellations."""
    ending = "csv.gz" if packed else "csv"
    return (
        write_csv(folder / f"issuances.{ending}", reports.issuances, ISSUANCE_COLUMNS),
        write_csv(folder / f"cancellations.{ending}", reports.cancellations, CANCELLATION_COLUMNS),
    )


# Faults of one row: each takes a sound row and returns the faulty one.


def _with(**changes: str) -> Callable[[Row], Row]:
    return lambda row: {**row, **changes}


def shift_quantity(row: Row) -> Row:
    return {**row, "quantity": str(int(row["quantity"]) + 1)}


def swap_ends(row: Row) -> Row:
    return {**row, "serial_first": str(int(row["serial_last"]) + 1), "quantity": "0"}


ROW_FAULTS: dict[str, tuple[Callable[[Row], Row], str]] = {
    "foreign Party": (_with(party="DE"), "party_not_a_cdm_host"),
    "no Party": (_with(party=""), "party_not_a_cdm_host"),
    "alpha-3 code": (_with(party="KEN"), "party_not_a_cdm_host"),
    "unit of another standard": (_with(unit_type="VCU"), "unit_type_not_of_the_cdm"),
    "no unit type": (_with(unit_type=""), "unit_type_not_of_the_cdm"),
    "serial of another registry": (_with(serial_first="GS1-1-KE-GS966-12"), "serial_not_plain_digits"),
    "no serial": (_with(serial_first=""), "serial_not_a_number"),
    "negative serial": (_with(serial_first="-5"), "serial_not_positive"),
    "broken serial": (_with(serial_last="1.5"), "serial_not_a_number"),
    "grouped serial": (_with(serial_last="1,000"), "serial_not_a_number"),
    "serial zero": (_with(serial_first="0"), "serial_not_positive"),
    "serial with 16 digits": (_with(serial_last="1000000000000000"), "serial_above_limit"),
    "serial of ten to the nineteenth": (_with(serial_last="1" + "0" * 19), "serial_above_limit"),
    "serial of five thousand digits": (_with(serial_last="9" * 5000), "serial_above_limit"),
    "ends swapped": (swap_ends, "serial_last_before_first"),
    "quantity too large by one": (shift_quantity, "quantity_differs_from_range"),
    "quantity zero": (_with(quantity="0"), "quantity_differs_from_range"),
    "no quantity": (_with(quantity=""), "quantity_not_a_number"),
    "negative quantity": (_with(quantity="-3"), "quantity_not_a_number"),
    "third period": (_with(cp="3"), "commitment_period_unknown"),
    "period zero": (_with(cp="0"), "commitment_period_unknown"),
    "no period": (_with(cp=""), "commitment_period_unknown"),
    "no instant": (_with(completed_at=""), "completed_at_not_an_instant"),
    "day without time": (_with(completed_at="2012-11-30"), "completed_at_not_an_instant"),
    "thirtieth of February": (_with(completed_at="2012-02-30T10:00:00"), "completed_at_not_an_instant"),
    "ten digits of a second": (
        _with(completed_at="2012-02-03T10:00:00.0123456789"),
        "completed_at_not_an_instant",
    ),
    "not completed": (_with(status="5 - Terminated"), "transaction_not_completed"),
    "no status": (_with(status=""), "transaction_not_completed"),
    "no project": (_with(project_ref=""), "project_ref_not_digits"),
    "project in letters": (_with(project_ref="PoA 12"), "project_ref_not_digits"),
}
"""By name: the fault, and the code of the verdict on it."""


# Faults of a whole file: each takes the text of a sound report and returns the bytes of the faulty file.


def as_utf16(text: str) -> bytes:
    return text.encode("utf-16")


def as_utf16_without_mark(text: str) -> bytes:
    return text.encode("utf-16-le")


def with_latin1_byte(text: str) -> bytes:
    lines = text.encode().split(b"\n")
    lines[2] = lines[2] + b"\xe9"
    return b"\n".join(lines)


def with_zero_byte(text: str) -> bytes:
    lines = text.encode().split(b"\n")
    lines[2] = lines[2] + b"\x00"
    return b"\n".join(lines)


def as_workbook(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", text)
    return packed.getvalue()


def as_old_workbook(text: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + text.encode()


def as_pdf(text: str) -> bytes:
    return b"%PDF-1.7\n" + text.encode()


def as_web_page(text: str) -> bytes:
    return b"\n<!DOCTYPE html><html><body>" + text.encode() + b"</body></html>"


def with_semicolons(text: str) -> bytes:
    return text.replace(",", ";").encode()


def with_tabs(text: str) -> bytes:
    return text.replace(",", "\t").encode()


def as_truncated_gzip(text: str) -> bytes:
    packed = gzip.compress(text.encode(), mtime=0)
    return packed[: len(packed) // 2]


def as_gzip_of_workbook(text: str) -> bytes:
    return gzip.compress(as_workbook(text))


def as_damaged_gzip(text: str) -> bytes:
    packed = bytearray(gzip.compress(text.encode()))
    packed[-6] ^= 0xFF
    return bytes(packed)


def as_nothing(text: str) -> bytes:
    return b""


def without_a_column(text: str) -> bytes:
    return text.replace("serial_last", "serial_end", 1).encode()


def with_a_column_twice(text: str) -> bytes:
    return text.replace("serial_last", "serial_first", 1).encode()


FILE_FAULTS: dict[Callable[[str], bytes], str] = {
    as_utf16: "UTF-16",
    as_utf16_without_mark: "UTF-16",
    with_latin1_byte: "byte 0xE9 in line 3",
    with_zero_byte: "zero byte in line 3",
    as_workbook: "Excel workbook (.xlsx)",
    as_old_workbook: "Excel workbook (.xls)",
    as_pdf: "PDF",
    as_web_page: "web page",
    with_semicolons: "semicolons",
    with_tabs: "tabs",
    as_truncated_gzip: "ends too early",
    as_gzip_of_workbook: "Excel workbook (.xlsx)",
    as_damaged_gzip: "damaged gzip",
    as_nothing: "is empty",
    without_a_column: "lacks the column serial_last",
    with_a_column_twice: "serial_first twice",
}
"""By fault: words that the one sentence about it must contain."""
