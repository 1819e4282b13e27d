"""From the cells of a workbook to the canonical model, with every flaw of its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from sextant.reporting.aef.cell import Cell, Workbook, blank, plain
from sextant.reporting.aef.format import Column, Format, Profile, Table
from sextant.reporting.aef.layout import Columns, Layout, layout_of
from sextant.reporting.aef.model import (
    Action,
    AnnualInformation,
    Authorization,
    Entity,
    Flaw,
    Heading,
    Holding,
    Submission,
    rows_of,
)
from sextant.reporting.aef.need import CONDITIONS, WHAT_CONDITIONS_LOOK_AT
from sextant.reporting.aef.recognition import recognise
from sextant.reporting.aef.understanding import Meaning, Understanding
from sextant.reporting.aef.v1 import PROFILE as V1
from sextant.reporting.aef.v1 import layout_of_v1
from sextant.rules.party import Parties

ROWS_SHOWN_MAX = 1000
"""How many rows one flaw lists; their number is always told."""
_RECORDS: dict[str, type[Any]] = {
    "authorizations": Authorization, "actions": Action, "holdings": Holding, "entities": Entity,
}  # fmt: skip
_BRACES = re.compile(r"\{.*\}", re.DOTALL)


class _Memo(dict[Cell, Any]):
    """What each distinct cell of a column says; a column of a hundred thousand rows has few distinct cells."""

    def __init__(self, read: Callable[[Cell], Meaning]) -> None:
        super().__init__()
        self._read = read
        self.flaws: dict[Cell, Meaning] = {}

    def __missing__(self, cell: Cell) -> Any:
        meaning = self._read(cell)
        if meaning.rule:
            self.flaws[cell] = meaning
        self[cell] = meaning.value
        return meaning.value


def read_submission(workbook: Workbook, the_format: Format, parties: Parties) -> Submission:
    """Return what a workbook says. Whatever is wrong with its form is a flaw, never an exception."""
    draft = layout_of_v1(workbook, the_format)
    layout = draft or layout_of(workbook, the_format)
    code = (
        V1
        if draft
        else recognise(
            {
                (table, field): cells
                for table, columns in layout.tables.items()
                for field, cells in columns.cells.items()
            }
        )
    )
    return _submission(workbook.name, layout, the_format, the_format.profile(code), parties)


def read_columns(
    name: str, tables: dict[str, Columns], the_format: Format, profile: Profile, parties: Parties
) -> Submission:
    """Return what columns say that were not found in a workbook, such as those of a JSON file."""
    return _submission(name, Layout(tables=tables), the_format, profile, parties)


def _submission(name: str, layout: Layout, the_format: Format, profile: Profile, parties: Parties) -> Submission:
    understanding = Understanding(the_format, profile, parties)
    flaws = list(layout.flaws)
    heading = Heading()
    records: dict[str, tuple[Any, ...]] = {}
    for code, table in the_format.tables.items():
        columns = layout.tables[code]
        understood = [_understand(column, table, columns, understanding, flaws) for column in table.columns]
        if table.vertical:
            heading = Heading(*(values[0] for values in understood)) if columns.rows else heading
            rows: tuple[Any, ...] = (heading,)
        else:
            rows = tuple(rows_of(_RECORDS[code], (columns.rows, *understood)))
            records[code] = rows
        flaws += _secretariat(table, columns, profile)
        flaws += _needs(table, columns, rows, profile, flaws)
    content = AnnualInformation(heading=heading, **records)
    return Submission(file=name, profile=profile.code, content=content, flaws=tuple(flaws))


def _understand(
    column: Column, table: Table, columns: Columns, understanding: Understanding, flaws: list[Flaw]
) -> list[Any]:
    memo = _Memo(understanding.of(column))
    cells = columns.cells[column.field]
    values = list(map(memo.__getitem__, cells))
    if memo.flaws:
        places: dict[tuple[Cell, Meaning], list[int]] = {}
        for row, cell in zip(columns.rows, cells, strict=True):
            meaning = memo.flaws.get(cell)
            if meaning is not None:
                places.setdefault((cell, meaning), []).append(row)
        flaws += _gathered(table, column, places)
    return values


def _gathered(table: Table, column: Column, places: dict[tuple[Cell, Meaning], list[int]]) -> Iterable[Flaw]:
    """Return one flaw for each kind of slip in a column; the first cell stands for all of its kind."""
    kinds: dict[tuple[str, str, str], tuple[Cell, list[int]]] = {}
    for (cell, meaning), rows in places.items():
        # A kind tells by its words; the words of a spelling stand for one value only.
        kind = (meaning.rule, meaning.code, meaning.expected)
        kinds.setdefault(kind, (cell, []))[1].extend(rows)
    for (rule, code, expected), (cell, rows) in kinds.items():
        yield Flaw(rule, code, table.number, column.name, tuple(sorted(rows)), plain(cell)[:120], expected)


def _secretariat(table: Table, columns: Columns, profile: Profile) -> Iterable[Flaw]:
    """Yield what is wrong with the cells that only the secretariat fills (S03)."""
    if profile.secretariat_cells == "free":
        return
    for column in table.columns:
        if column.need != "secretariat":
            continue
        changed: list[int] = []
        found = ""
        for row, cell in zip(columns.rows, columns.cells[column.field], strict=True):
            empty = blank(cell) or plain(cell).upper() == "NA"
            # In a row of a table the placeholder may not have been copied down; in table 1 the template has it.
            wanted = profile.secretariat_cells == "placeholder" and table.vertical
            if wanted if empty else not _BRACES.fullmatch(plain(cell)):
                changed.append(row)
                found = found or plain(cell)[:120]
        if changed:
            code = "secretariat_cell_changed" if found else "secretariat_cell_emptied"
            yield Flaw("S03", code, table.number, column.name, tuple(changed), found)


def _needs(
    table: Table, columns: Columns, records: tuple[Any, ...], profile: Profile, flaws: list[Flaw]
) -> Iterable[Flaw]:
    """Return where something is missing that must be there, or there that must not be (S04)."""
    spoiled: dict[str, set[int]] = {}
    names = {column.name: column.field for column in table.columns}
    for flaw in flaws:
        if flaw.table == table.number and flaw.column in names:
            spoiled.setdefault(names[flaw.column], set()).update(flaw.rows)
    absent = {
        flaw.expected
        for flaw in flaws
        if flaw.table == table.number and flaw.code in ("heading_missing", "sheet_missing")
    }
    unread = {each for text in absent for each in text.split("; ")}
    found: list[Flaw] = []
    if table.sheet in unread:
        return found
    for at, column in enumerate(table.columns):
        need = profile.needs.get(f"{table.code}.{column.field}", column.need)
        if column.name in unread or need in ("optional", "secretariat", "free"):
            continue
        skip = spoiled.get(column.field, set())
        if need in CONDITIONS:
            # A condition over a cell that could not be read says nothing.
            skip = skip.union(*(spoiled.get(each, set()) for each in WHAT_CONDITIONS_LOOK_AT[need]))
            found += _conditional(table, column, records, columns.rows, need, skip)
            continue
        cells = columns.cells[column.field]
        values: list[Any] = list(cells) if need == "filled" else [each[at + (not table.vertical)] for each in records]
        if need != "filled" and not any(value is None or value == () for value in values):
            continue
        rows = [
            row
            for row, value in zip(columns.rows, values, strict=True)
            if (blank(value) if need == "filled" else value in (None, ())) and row not in skip
        ]
        if rows:
            found.append(Flaw("S04", "missing", table.number, column.name, tuple(rows), ""))
    return found


def _conditional(
    table: Table, column: Column, records: tuple[Any, ...], rows: list[int], need: str, skip: set[int]
) -> list[Flaw]:
    missing: list[int] = []
    needless: list[int] = []
    shown = ""
    condition = CONDITIONS[need]
    for row, record in zip(rows, records, strict=True):
        wanted = condition(record)
        if wanted is None or row in skip:
            continue
        value = getattr(record, column.field)
        if wanted and value is None:
            missing.append(row)
        elif not wanted and value is not None:
            needless.append(row)
            shown = shown or str(value)
    found = []
    if missing:
        found.append(Flaw("S04", "missing", table.number, column.name, tuple(missing), "", need))
    if needless:
        found.append(Flaw("S04", "needless", table.number, column.name, tuple(needless), shown, need))
    return found
