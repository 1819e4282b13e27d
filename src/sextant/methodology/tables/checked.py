"""Every cell of a table against its schema, before anybody looks one up: values, empty cells, and what is no value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.domain.refusal import Refusal
from sextant.methodology.tables.lookup import Row, Table, cell_value, table_faults


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a column of numbers: its value in the unit that the column becomes, or why it has none."""

    row: Row
    column: str
    value: Fraction | None
    fault: Refusal | None
    """None where the cell has a value, and where it is empty: an empty cell is refused only when it is asked for."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A table with all its cells of numbers, and everything that is wrong with it."""

    table: Table
    cells: Sequence[Cell]
    structure: Sequence[Refusal]
    """Unreadable rows, missing columns, keys that stand twice: with one of them nothing can be looked up."""

    @property
    def faults(self) -> list[Refusal]:
        """Return what is wrong with the table and with each of its cells."""
        return [*self.structure, *(each.fault for each in self.cells if each.fault is not None)]

    def of_column(self, column: str) -> list[Cell]:
        """Return the cells of a column, in the order of the rows."""
        return [each for each in self.cells if each.column == column]


def checked(table: Table, unreadable: Sequence[Refusal] = ()) -> Checked:
    """Return a table with each of its cells judged; without cells where a column is missing.

    `unreadable` is what was found wrong with rows when the file was read.
    """
    structure = [*unreadable, *table_faults(table)]
    if any(column not in table.header for column in (*table.schema.key, *table.schema.columns)):
        return Checked(table, (), structure)
    cells = [_cell(table, column, row) for row in table.rows for column in table.schema.columns]
    return Checked(table, cells, structure)


def _cell(table: Table, column: str, row: Row) -> Cell:
    if not row[column]:
        return Cell(row, column, None, None)
    found = cell_value(column, table, table.schema.columns[column], column, row)
    return Cell(row, column, None, found) if isinstance(found, Refusal) else Cell(row, column, found, None)
