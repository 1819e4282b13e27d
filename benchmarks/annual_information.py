"""Agreed electronic formats of two invented Parties over some years, large and without a slip; synthetic throughout.

The host first-transfers a block a row. The buyer acquires two neighbouring blocks a row, and in the next year uses
all of what it acquired; in its first year it transfers nothing and uses nothing, and acquires block by block instead,
so that both Parties report the same number of actions. Identifiers are written out and underlying units named, which
is the dialect that takes longest to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sextant.reporting.aef.identifier import ItmoId
from sextant.reporting.aef.model import (
    Action,
    AnnualInformation,
    Authorization,
    Heading,
    Holding,
    Moment,
    Timeframe,
    Version,
)
from sextant.reporting.aef.writing import workbook_of
from sextant.storage.aef_format import aef_format
from sextant.storage.rulebook_files import parties
from sextant.storage.workbook_writing import write_workbook

HOST, BUYER = "XHA", "XBU"
PROFILE = "secretariat-checker-2025"
FIRST_YEAR = 2022
_APPROACH, _AUTHORIZATION = "CA0042", "XHA-2022-1"
_UNITS = 40
"""Of one block."""


def written(folder: Path, *, actions: int, years: int) -> list[Path]:
    """Write the workbooks of both Parties, with so many actions of each over all years; return the files."""
    the_format, known = aef_format(), parties()
    files = []
    for content in _contents(actions // years // 2 * 2, range(FIRST_YEAR, FIRST_YEAR + years)):
        heading = content.heading
        file = folder / f"{heading.party}_{heading.reported_year}_1_0_.xlsx"
        write_workbook(file, workbook_of(content, the_format, the_format.profile(PROFILE), known, name=file.name))
        files.append(file)
    return files


def _contents(rows: int, years: range) -> Iterator[AnnualInformation]:
    for year in years:
        granted = (_granted(),) if year == years[0] else ()
        yield AnnualInformation(_heading(HOST, year), granted, tuple(_sold(rows, year)), (), ())
    for year in years:
        yield AnnualInformation(_heading(BUYER, year), (), tuple(_bought(rows, year)), tuple(_held(rows, year)), ())


def _heading(party: str, year: int) -> Heading:
    return Heading(party, Version(1, 0), year, date(year + 1, 4, 1), None, None, 2021, 2030, None)


def _granted() -> Authorization:
    return Authorization(
        row=5, authorization=_AUTHORIZATION, authorized_on=date(FIRST_YEAR, 1, 1), approach=_APPROACH, version=1,
        quantity=10**9, metric="ghg", sectors=("energy",), activity_types=("solar",), purposes="ndc", parties=(BUYER,),
        timeframe=Timeframe(date(2021, 1, 1), date(2030, 12, 31)),
    )  # fmt: skip


def _day(year: int, at: int, rows: int) -> Moment:
    """Return a day of a year, that of later rows later."""
    return Moment(date(year, 1, 1) + timedelta(days=at * 360 // rows))


def _sold(rows: int, year: int) -> Iterator[Action]:
    for at in range(rows):
        yield _action(at, year, at, 1, "first_transfer", _day(year, at // 2, rows // 2), subtype="to_another_party",
                      registry="XHA01", acquiring_party=BUYER)  # fmt: skip


def _bought(rows: int, year: int) -> Iterator[Action]:
    blocks = 1 if year == FIRST_YEAR else 2
    for at in range(rows // blocks):
        # Neighbouring blocks are first transferred on the same day, so both legs of each unit have one day.
        yield _action(at, year, at * blocks, blocks, "acquisition", _day(year, at * blocks // 2, rows // 2),
                      registry="XBU01", transferring_party=HOST)  # fmt: skip
    if year > FIRST_YEAR:
        for at in range(rows // 2):
            yield _action(rows // 2 + at, year - 1, at * 2, 2, "use", _day(year, at, rows // 2), registry="XBU01",
                          using_party=BUYER, used_for_year=year)  # fmt: skip


def _held(rows: int, year: int) -> Iterator[Holding]:
    blocks = 1 if year == FIRST_YEAR else 2
    for at in range(rows // blocks):
        plain = _action(at, year, at * blocks, blocks, "transfer", _day(year, 0, 1), registry="XBU01")
        yield Holding(**{name: getattr(plain, name) for name in Holding._fields})


def _action(at: int, vintage: int, block: int, blocks: int, kind: str, acted: Moment, **more: Any) -> Action:
    first = block * _UNITS + 1
    last = first + blocks * _UNITS - 1
    plain = Action(
        row=5 + at, acted=acted, type=kind, approach=_APPROACH, authorization=_AUTHORIZATION,
        first_transferring_party=HOST, first=_itmo(first, vintage), last=_itmo(last, vintage), unit_registry="vcs",
        first_unit=f"{vintage}-{10_000_000 + first}-VCU", last_unit=f"{vintage}-{10_000_000 + last}-VCU", metric="ghg",
        quantity=last - first + 1, mitigation_type="reductions", vintage=vintage,
    )  # fmt: skip
    return plain._replace(**more)


def _itmo(serial: int, vintage: int) -> ItmoId:
    return ItmoId(_APPROACH, "XHA01", HOST, serial, vintage)
