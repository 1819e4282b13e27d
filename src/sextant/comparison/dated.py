"""Figures that change with the day, counted from tables that whoever has them names.

What a newcomer would get wrong: a table that is absent, or begins later, makes a figure unknown; a 0 is only said of a
table that is there and has no row by that day. Rows without a day are not counted, and how many there are is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from sextant.domain.label import Label
from sextant.rules import reading
from sextant.rules.reading import Faults, Item
from sextant.rules.text import RuleTextError, load_text

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
"""Rows by the name of their table."""
ROWS, DISTINCT, SUM, VALUE, TOP_THREE = "rows", "distinct", "sum", "value", "top_three"
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DatedFact:
    """One figure: of which table, which rows count by which date, and how."""

    id: str
    label: Label
    table: str
    date: str
    where: Mapping[str, tuple[str, ...]]
    how: str
    column: str | None
    claims: tuple[str, ...]

    def counts(self, row: Row) -> bool:
        """Whether a row is of the kind that is counted, whatever its day."""
        return all(row.get(name, "") in some for name, some in self.where.items())


@dataclass(frozen=True)
class DatedFacts:
    """All of them, with the names of their tables."""

    tables: Mapping[str, Label]
    facts: Mapping[str, DatedFact]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure on a day; none where it is not known."""

    fact: DatedFact
    value: int | Decimal | None
    undated: int
    """Rows that would count and have no day."""


def parse_dated(text: str, file: str, faults: Faults) -> DatedFacts:
    """Return the facts of a file; what does not load is told to `faults`."""
    tables: dict[str, Label] = {}
    found: dict[str, DatedFact] = {}
    with faults.caught(file, text):
        body = reading.keys(load_text(text, file), file, needed={"tables", "facts"})
        tables = reading.named(reading.label)(body["tables"], f"{file}: tables")
        for code, content in reading.mapping(body["facts"], f"{file}: facts").items():
            with faults.caught(file, code):
                found[code] = _fact(code, content, f"{file}: {code}", tables)
    return DatedFacts(MappingProxyType(tables), MappingProxyType(found))


def _fact(code: str, content: Any, where: str, tables: Mapping[str, Label]) -> DatedFact:
    item = Item(content, where, needed={"label", "table", "date", "count", "claims"}, optional=frozenset({"where"}))
    how, column = item.read("count", _how, (ROWS, None))
    wanted = item.read("where", reading.named(reading.some_text), {})
    found = DatedFact(
        id=code,
        label=item.read("label", reading.label),
        table=item.read("table", lambda each, at: reading.one_of(each, tables, at, "table"), ""),
        date=item.read("date", reading.some_text, ""),
        where=MappingProxyType({name: tuple(one.strip() for one in each.split(";")) for name, each in wanted.items()}),
        how=how,
        column=column,
        claims=item.read("claims", reading.texts, ()),
    )
    item.done()
    return found


def _how(content: Any, where: str) -> tuple[str, str | None]:
    if content == ROWS:
        return ROWS, None
    body = reading.mapping(content, where)
    if len(body) != 1 or not set(body) <= {DISTINCT, SUM, VALUE, TOP_THREE}:
        raise RuleTextError(f"{where}: write rows, or one of distinct, sum, value, top_three with a column")
    [(how, column)] = body.items()
    return how, reading.some_text(column, where)


def counted(fact: DatedFact, tables: Tables, on: date) -> Counted:
    """Return a figure as it stands at the end of a day."""
    rows = tables.get(fact.table)
    if rows is None or not _readable(rows, fact):
        return Counted(fact, None, 0)
    wanted = [row for row in rows if fact.counts(row)]
    days = [(_day(row.get(fact.date, "")), row) for row in wanted]
    undated = sum(day is None for day, _ in days)
    by_then = [row for day, row in days if day is not None and day <= on]
    return Counted(fact, _figure(fact, by_then), undated)


def _readable(rows: Sequence[Row], fact: DatedFact) -> bool:
    """Whether a table has the columns that a figure is counted from."""
    columns = {fact.date, *fact.where, *((fact.column,) if fact.column else ())}
    return not rows or columns <= set(rows[0])


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _figure(fact: DatedFact, rows: Sequence[Row]) -> int | Decimal | None:
    values = [row[fact.column] for row in rows] if fact.column else []
    if fact.how == ROWS:
        return len(rows)
    if fact.how == DISTINCT:
        return len({value for value in values if value})
    if fact.how == TOP_THREE:
        most = sum(count for _, count in Counter(values).most_common(3))
        return round(Decimal(100 * most) / len(values), 1) if values else None
    numbers = [_number(value) for value in values]
    if None in numbers or (fact.how == VALUE and not numbers):
        return None
    total = sum((each for each in numbers if each is not None), Decimal(0))
    return int(total) if total == total.to_integral_value() else total


def _number(text: str) -> Decimal | None:
    """Return what a field says; none where it says no number: an empty field is not 0."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def all_counted(facts: DatedFacts, tables: Tables, on: date) -> tuple[Counted, ...]:
    """Return every figure on a day, in the order of the file."""
    return tuple(counted(each, tables, on) for each in facts.facts.values())
