"""A table of readings and its rows as they are judged: typed values, the fault of a row, its micro-units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sextant.methodology.readings.rules import Reading
from sextant.methodology.readings.stored import INTEGER, Words

NUMBERS, DATES = "numbers", "dates"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of readings: how the engine names it, how each column is stored, and whether days are dates."""

    source: str
    stored: Mapping[str, str]
    days: str


def rows(asked: Reading, table: Table, words: Words, *, text: bool = True, bare: bool = False) -> str:
    """Return the rows as `typed`: device, day, stratum, qc, and the values as v0, v1, …; strata as text or not.

    `bare` leaves days and flags that are stored as whole numbers as they are, for a query that needs no more.
    """

    def whole(column: str) -> str:
        plain = bare and table.stored[column] == INTEGER
        return words.name(column) if plain else words.whole(words.name(column))

    days = words.day_of_date(words.name(asked.day)) if table.days == DATES else whole(asked.day)
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
