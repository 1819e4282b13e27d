"""A report as a paper: headings, facts and tables of cells, the same for a page, a workbook and a typeset file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sextant.reporting.aef.cell import Sheet, Workbook

Figure = int | Decimal | str | None
NAME_MAX = 31
"""Characters of the name of a sheet, which the format of workbooks limits."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what stands above it, its head, and its rows."""

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Figure, ...], ...]
    widths: tuple[int, ...] = ()
    """How the columns share the width of a page; evenly where nothing is said."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper in one language."""

    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    """What stands on every page: that it is a draft, synthetic, or not for the public."""
    tables: tuple[Table, ...]
    language: str
    on: date
    """The day that the paper tells about."""


def workbook(name: str, papers: tuple[Paper, ...]) -> Workbook:
    """Return a workbook with the sheets of papers, one paper a language; the first row of a sheet is its caption."""
    sheets = [_sheet(paper, table, len(papers) > 1) for paper in papers for table in paper.tables]
    fronts = [_front(paper, len(papers) > 1) for paper in papers]
    return Workbook(name, (*fronts, *sheets))


def _named(name: str, language: str, several: bool) -> str:
    return f"{name[: NAME_MAX - 8]} {language}" if several else name[:NAME_MAX]


def _front(paper: Paper, several: bool) -> Sheet:
    rows: list[list[Figure]] = [[None, paper.title], [None, paper.subject]]
    rows += [[None, name, value] for name, value in paper.facts]
    rows += [[None, mark] for mark in paper.marks]
    return Sheet(_named("–", paper.language, several), [list(row) for row in rows])


def _sheet(paper: Paper, table: Table, several: bool) -> Sheet:
    rows: list[list[Figure]] = [[None, table.caption], [None, *table.head]]
    rows += [[None, *row] for row in table.rows]
    return Sheet(_named(table.name, paper.language, several), [list(row) for row in rows])
