"""Where the columns of the five tables stand in a workbook, and what is wrong with the layout (S01).

Columns are found by their headings, whatever stands beside them: a gutter, blank spacer columns, a column "Index".
A heading in the wrong place is a flaw, but its cells are read all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sextant.reporting.aef.cell import Cell, Sheet, Workbook, blank, plain
from sextant.reporting.aef.format import Column, Format, Table
from sextant.reporting.aef.model import Flaw

HEADER_ROWS = 60
"""How far down a heading is looked for."""
_INDEX = "index"


@dataclass
class Columns:
    """The cells of one table, by field, and the row of the sheet that each stands in."""

    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[Cell]] = field(default_factory=dict)


@dataclass
class Layout:
    """The cells of all tables, and the flaws of the layout."""

    tables: dict[str, Columns] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)


def key(text: str) -> str:
    """Return the form in which headings and sheet names are compared: no case, single spaces."""
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def layout_of(workbook: Workbook, the_format: Format) -> Layout:
    """Return the columns of a workbook."""
    layout = Layout()
    sheets = {key(sheet.name): sheet for sheet in workbook.sheets}
    known = {key(the_format.summary_sheet), *(key(table.sheet) for table in the_format.tables.values())}
    if key(the_format.summary_sheet) not in sheets:
        layout.flaws.append(Flaw("S01", "sheet_missing", 0, None, (), "", the_format.summary_sheet))
    for table in the_format.tables.values():
        sheet = sheets.get(key(table.sheet))
        headings = _headings(table, the_format)
        if sheet is None:
            sheet = _named_otherwise(table, headings, [each for name, each in sheets.items() if name not in known])
            code = "sheet_missing" if sheet is None else "sheet_named_otherwise"
            found = "" if sheet is None else sheet.name
            layout.flaws.append(Flaw("S01", code, table.number, None, (), found, table.sheet))
        if sheet is None:
            layout.tables[table.code] = Columns(cells={column.field: [] for column in table.columns})
            continue
        find = _vertical if table.vertical else _horizontal
        layout.tables[table.code] = find(table, sheet, headings, layout.flaws)
    return layout


def _named_otherwise(table: Table, headings: Mapping[str, Column], others: Sequence[Sheet]) -> Sheet | None:
    """Return the sheet whose headings are those of a table though its name is not: four fifths of either's."""
    for sheet in others:
        rows = [[key(cell) for cell in row if isinstance(cell, str) and key(cell)] for row in sheet.rows[:HEADER_ROWS]]
        if table.vertical:
            rows = [[name for row in rows for name in row[:1]]]
        for names in rows:
            fields = {headings[name].field for name in names if name in headings}
            # A table whose headings are all among those of another is not taken for it.
            longest = len(table.columns) if table.vertical else max(len(table.columns), len(names))
            if 5 * len(fields) >= 4 * longest:
                return sheet
    return None


def _headings(table: Table, the_format: Format) -> dict[str, Column]:
    """Return the columns of a table by every heading that names them; the technical name only where it is theirs."""
    found: dict[str, Column] = {}
    for column in table.columns:
        for profile in the_format.profiles.values():
            for name in profile.headings.get(f"{table.code}.{column.field}", ()):
                found[key(name)] = column
        found.setdefault(key(column.technical), column)
    return found | {key(column.name): column for column in table.columns}


def _vertical(table: Table, sheet: Sheet, headings: Mapping[str, Column], flaws: list[Flaw]) -> Columns:
    places: dict[str, tuple[int, Cell]] = {}
    order: list[str] = []
    for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1):
        for at, cell in enumerate(row[:6]):
            column = headings.get(key(cell)) if isinstance(cell, str) else None
            if column is not None and column.field not in places:
                places[column.field] = (number, row[at + 1] if at + 1 < len(row) else None)
                order.append(column.field)
                break
    _compare(table, order, (), 0, flaws)
    found = Columns(rows=[0])
    for column in table.columns:
        number, cell = places.get(column.field, (0, None))
        found.cells[column.field] = [cell]
        found.rows[0] = found.rows[0] or number
    return found


def _horizontal(table: Table, sheet: Sheet, headings: Mapping[str, Column], flaws: list[Flaw]) -> Columns:
    header = max(
        range(min(HEADER_ROWS, len(sheet.rows))),
        key=lambda at: sum(isinstance(cell, str) and key(cell) in headings for cell in sheet.rows[at]),
        default=0,
    )
    order: list[str] = []
    places: dict[str, int] = {}
    strangers: list[str] = []
    for at, cell in enumerate(sheet.rows[header] if sheet.rows else ()):
        if blank(cell) or key(plain(cell)) == _INDEX:
            continue
        column = headings.get(key(plain(cell)))
        if column is None or column.field in places:
            strangers.append(plain(cell))
        else:
            places[column.field] = at
            order.append(column.field)
    _compare(table, order, strangers, header + 1, flaws)
    return _cells(table, sheet, header + 1, places)


def _compare(table: Table, order: Sequence[str], strangers: Sequence[str], row: int, flaws: list[Flaw]) -> None:
    names = {column.field: column.name for column in table.columns}
    at = (row,) if row else ()
    missing = [name for field_name, name in names.items() if field_name not in order]
    if missing:
        flaws.append(Flaw("S01", "heading_missing", table.number, None, at, str(len(missing)), "; ".join(missing)))
    if strangers:
        flaws.append(Flaw("S01", "heading_unknown", table.number, None, at, "; ".join(strangers)[:300]))
    expected = [field_name for field_name in names if field_name in order]
    if list(order) != expected:
        wrong = next(names[found] for found, right in zip(order, expected, strict=True) if found != right)
        flaws.append(Flaw("S01", "heading_order", table.number, None, at, wrong))


def _cells(table: Table, sheet: Sheet, start: int, places: Mapping[str, int]) -> Columns:
    """Return the rows below the heading in which something stands that the Party has written."""
    own = [places[column.field] for column in table.columns if column.field in places and column.need != "secretariat"]
    found = Columns(cells={column.field: [] for column in table.columns})
    if not own:
        return found
    width = max(places.values()) + 1
    kept: list[list[Cell]] = []
    for number, row in enumerate(sheet.rows[start:], start=start + 1):
        if len(row) < width:
            row = [*row, *[None] * (width - len(row))]
        if not _empty(row[own[0]]) or not all(_empty(row[at]) for at in own):
            kept.append(row)
            found.rows.append(number)
    # Turned round by the interpreter: a loop over ten million cells would take seconds.
    turned = list(zip(*kept, strict=False)) if kept else []
    nothing: list[Cell] = [None] * len(kept)
    for column in table.columns:
        at = places.get(column.field)
        found.cells[column.field] = list(turned[at]) if at is not None and turned else nothing
    return found


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and cell.strip().upper() in ("", "NA"))
