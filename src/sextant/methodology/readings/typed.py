"""A table of readings and its rows as they are judged: typed values, the fault of a row, its micro-units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sextant.methodology.readings.rules import Reading
from sextant.methodology.readings.stored import DATE, INTEGER, TEXT, Words

NUMBERS, DATES = "numbers", "dates"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of readings: how the engine names it, how each column is stored, and whether days are dates."""

    source: str
    stored: Mapping[str, str]
    days: str


def days_asked(column: str, stored: str, words: Words) -> list[tuple[str, str]]:
    """Return what the days of a column may be, dates or numbers, with the value of each; a text may be either.

    They are what most of them are: one stray date among numbers must not turn every number into no day.
    """
    found = []
    if stored in (TEXT, DATE):
        found.append((DATES, words.day_of_date(column, stored)))
    if stored != DATE:
        found.append((NUMBERS, words.whole(column, stored)))
    return found


def days_query(value: str, source: str) -> str:
    """Return the query of one row: the first and the last day, all rows, rows with a day."""
    return f"SELECT MIN({value}) AS low, MAX({value}) AS high, COUNT(*) AS rows, COUNT({value}) AS dated FROM {source}"


def rows(asked: Reading, table: Table, words: Words, *, text: bool = True, bare: bool = False) -> str:
    """Return the rows as `typed`: device, day, stratum, qc, and the values as v0, v1, …; strata as text or not.

    `bare` leaves days and flags that are stored as whole numbers as they are, for a query that needs no more.
    """

    def whole(column: str) -> str:
        plain = bare and table.stored[column] == INTEGER
        return words.name(column) if plain else words.whole(column, table.stored[column])

    dated = table.days == DATES
    days = words.day_of_date(asked.day, table.stored[asked.day]) if dated else whole(asked.day)
    stratum = "'all'" if asked.stratum is None else words.name(asked.stratum)
    stratum = f"CAST({stratum} AS {words.text})" if text else stratum
    qc = "0" if asked.qc is None else whole(asked.qc)
    values = [f"{words.typed(name, table.stored[name])} AS v{place}" for place, name in enumerate(asked.limits)]
    return (
        f"typed AS (\n  SELECT {words.name(asked.device)} AS device, {days} AS day, {stratum} AS stratum, {qc} AS qc, "
        f"{', '.join(values)}\n  FROM {table.source})"
    )


def values_of(asked: Reading) -> str:
    """Return the names of the values."""
    return ", ".join(f"v{place}" for place in range(len(asked.limits)))


def fault(asked: Reading, table: Table, words: Words) -> str:
    """Return why a row does not count: 1 its flag, 2 no value, 3 beyond a limit; 0 where it counts."""
    stored = [(f"v{place}", table.stored[name], limits) for place, (name, limits) in enumerate(asked.limits.items())]
    unreadable = " OR ".join(words.no_value(value, kind) for value, kind, _ in stored)
    beyond = [each for value, kind, limits in stored for each in words.beyond(value, kind, limits)]
    return (
        f"CASE WHEN qc IS NULL OR qc <> 0 THEN 1 WHEN {unreadable} THEN 2\n"
        f"      WHEN {' OR '.join(beyond) or 'FALSE'} THEN 3 ELSE 0 END"
    )


def micro(asked: Reading, table: Table, words: Words) -> str:
    """Return the micro-units of the quantity; to be asked only where a row counts."""
    return words.micro(f"v{list(asked.limits).index(asked.quantity)}", table.stored[asked.quantity])
