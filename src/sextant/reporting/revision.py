"""What a later version of a report says otherwise than the one before, row by row.

Row numbers say nothing: a row may have moved. Rows that are the same in every field are set aside first; of the rest,
those about the same act are told as changed, the others as added or removed.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sextant.reporting.aef.model import Action, AnnualInformation, Holding

_OUTSIDE = ("version", "submitted_on")
"""What every later version of table 1 has otherwise; told with the versions themselves."""
_Key = Callable[[Any], Hashable]


class Kind(StrEnum):
    """What became of a row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class FieldChange(NamedTuple):
    """A field of a row, and what it said before and says now; none is blank."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs: where it stood and stands, and in what."""

    table: str
    kind: Kind
    old_row: int | None
    new_row: int | None
    record: Any
    """The row as it is now, or as it was where it is gone."""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """Everything that differs between two versions of a report, in the order of the tables."""

    changes: tuple[RowChange, ...]

    @property
    def empty(self) -> bool:
        """Whether both say the same, but for version and date of submission."""
        return not self.changes

    def count(self, kind: Kind) -> int:
        """Return how many rows were changed, added or removed."""
        return sum(each.kind is kind for each in self.changes)


def _units(row: Action | Holding) -> Hashable:
    return row.approach, row.first_transferring_party, row.vintage, row.first, row.last


_SAME_ACT: dict[str, tuple[_Key, ...]] = {
    "authorizations": (
        lambda row: (row.authorization, row.version),
        lambda row: row.authorization,
    ),
    "actions": (
        lambda row: (row.type, _units(row), row.acted),
        lambda row: (row.type, _units(row)),
        lambda row: (row.type, row.first, row.acted),
        lambda row: (row.type, row.last, row.acted),
        lambda row: (_units(row), row.acted),
    ),
    "holdings": (
        _units,
        lambda row: row.first,
        lambda row: row.last,
    ),
    "entities": (
        lambda row: (row.identification, row.approach),
        lambda row: row.identification,
    ),
}
"""What makes two rows rows about the same thing, the closest likeness first."""


def revision(old: AnnualInformation, new: AnnualInformation) -> Revision:
    """Return what a later version says otherwise (decision 2/CMA.3, annex, paragraph 34: what is resubmitted).

    Version and date of submission are left out. Nothing is left over: every row of either side is the same,
    changed, added or removed.
    """
    changes = [*_heading(old, new)]
    for table in _SAME_ACT:
        changes += _table(table, getattr(old, table), getattr(new, table))
    return Revision(tuple(changes))


def _heading(old: AnnualInformation, new: AnnualInformation) -> Iterator[RowChange]:
    fields = tuple(each for each in _fields(old.heading, new.heading) if each.field not in _OUTSIDE)
    if fields:
        yield RowChange("submission", Kind.CHANGED, None, None, new.heading, fields)


def _table(table: str, old: Sequence[Any], new: Sequence[Any]) -> list[RowChange]:
    gone, come = _unlike(old, new)
    changes: list[RowChange] = []
    for key in _SAME_ACT[table]:
        gone, come, found = _paired(table, gone, come, key)
        changes += found
    changes += [RowChange(table, Kind.REMOVED, each.row, None, each) for each in gone]
    changes += [RowChange(table, Kind.ADDED, None, each.row, each) for each in come]
    return sorted(changes, key=lambda each: (each.new_row or each.old_row or 0, each.kind))


def _unlike(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Return the rows of both sides that have no equal on the other; one row is the equal of one row only."""
    return _without(old, Counter(each[1:] for each in new)), _without(new, Counter(each[1:] for each in old))


def _without(rows: Sequence[Any], equals: Counter[tuple[Any, ...]]) -> list[Any]:
    left = []
    for each in rows:
        if equals[each[1:]]:
            equals[each[1:]] -= 1
        else:
            left.append(each)
    return left


def _paired(table: str, gone: list[Any], come: list[Any], key: _Key) -> tuple[list[Any], list[Any], list[RowChange]]:
    """Return what is left of both sides after pairing the rows of one likeness in their order, and the pairs."""
    waiting: dict[Hashable, deque[Any]] = {}
    for each in come:
        waiting.setdefault(key(each), deque()).append(each)
    left: list[Any] = []
    changes: list[RowChange] = []
    taken: set[int] = set()
    for old in gone:
        candidates = waiting.get(key(old))
        if not candidates:
            left.append(old)
            continue
        new = candidates.popleft()
        taken.add(id(new))
        changes.append(RowChange(table, Kind.CHANGED, old.row, new.row, new, tuple(_fields(old, new))))
    return left, [each for each in come if id(each) not in taken], changes


def _fields(old: Any, new: Any) -> Iterator[FieldChange]:
    for name in old._fields:
        one, other = getattr(old, name), getattr(new, name)
        if name != "row" and one != other:
            yield FieldChange(name, one, other)
