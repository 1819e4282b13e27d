"""The same sums where device-days do not repeat, which is nearly always: rows are gathered by device at once.

A set of days kept as bits tells which devices have a day twice; those are done again by the query that looks at
copies. Only DuckDB is asked this way, and only for periods whose days fit into the bits.
"""

from __future__ import annotations

from sextant.methodology.language.dialect import Dialect
from sextant.methodology.readings import typed
from sextant.methodology.readings.query import device_days, devices, earning, strata
from sextant.methodology.readings.rules import GAP, Reading
from sextant.methodology.readings.stored import Words
from sextant.methodology.readings.typed import Table

BITS = 64
DAYS_MAX = 512
"""Counters of 16 bits hold as many days, and the bits stay few."""
QUICK = "quick_devices"
DEVICES = ("device", "stratum", "of_two", "unplaced", "n", "valid", "quantity", "late", "with_row", "qc", "no_value",
            "out_of_limits", "contradicting", "repeated", "rows_contradicting")  # fmt: skip
_COUNTER = 2**16


def fits(asked: Reading) -> bool:
    """Return whether the days of the period fit into the bits."""
    return asked.last_day - asked.first_day < DAYS_MAX


def quick_table(asked: Reading, table: Table, words: Words) -> str:
    """Return the statement that makes the table of devices, with `again` where a device-day repeats."""
    fault, micro = typed.fault(asked, table, words), typed.micro(asked, table, words)
    masks = range((asked.last_day - asked.first_day) // BITS + 1)
    bits = " + ".join(f"BIT_COUNT(BIT_OR(CASE WHEN place // {BITS} = {each} THEN bit ELSE 0 END))" for each in masks)
    begin = f"GREATEST(MIN(day), {asked.first_day})"
    counters = [f"(counted >> {16 * each}) & {_COUNTER - 1}" for each in range(4)]
    n = f"{asked.last_day} - {begin} + 1" if asked.missing_rows == GAP else "with_row"
    return f"""CREATE TEMP TABLE {QUICK} AS
WITH {typed.rows(asked, table, words, text=False)},
seen AS (
  SELECT device, day, stratum, {typed.values_of(asked)}, {fault} AS fault, day - {asked.first_day} AS place,
    day >= {asked.first_day} AS inside
  FROM typed WHERE device IS NOT NULL AND day <= {asked.last_day}),
judged AS (
  SELECT device, day, stratum, inside, place, CASE WHEN inside AND fault = 0 THEN {micro} ELSE 0 END AS micro,
    CASE WHEN NOT inside THEN 0 WHEN fault = 0 THEN 1 WHEN fault = 1 THEN {_COUNTER} WHEN fault = 2 THEN {_COUNTER**2}
      ELSE {_COUNTER**3} END AS counted,
    CASE WHEN inside THEN CAST(1 AS UBIGINT) << (place % {BITS}) ELSE 0 END AS bit
  FROM seen),
gathered AS (
  SELECT device, MIN(stratum) AS low, MAX(stratum) AS high, COUNT(*) - COUNT(stratum) AS unplaced,
    {n if asked.missing_rows == GAP else "0"} AS n, MIN(day) > {asked.first_day} AS late,
    SUM(CASE WHEN inside THEN 1 ELSE 0 END) AS with_row, SUM(micro) AS quantity, SUM(counted) AS counted,
    {bits} AS days
  FROM judged GROUP BY device)
SELECT device, CAST(low AS {words.text}) AS stratum, CASE WHEN low = high THEN 0 ELSE 1 END AS of_two, unplaced,
  {"n" if asked.missing_rows == GAP else "with_row"} AS n, {counters[0]} AS valid, quantity,
  CASE WHEN late THEN 1 ELSE 0 END AS late, with_row, {counters[1]} AS qc, {counters[2]} AS no_value,
  {counters[3]} AS out_of_limits, 0 AS contradicting, 0 AS repeated, 0 AS rows_contradicting,
  days <> with_row AS again
FROM gathered"""


def finished(asked: Reading, table: Table, dialect: Dialect, words: Words, *, again: bool) -> str:
    """Return the query over the table of devices, of which those with repeated days are done again from their rows."""
    listed = ", ".join(DEVICES)
    if not again:
        found = f"devices AS (SELECT {listed} FROM {QUICK})"
    else:
        of_these = f"{words.name(asked.device)} IN (SELECT device FROM {QUICK} WHERE again)"
        rest = Table(f"(SELECT * FROM {table.source} WHERE {of_these})", table.stored, table.days)
        slowly = devices(asked, dialect).replace("devices AS (", "slowly AS (", 1)
        found = (
            f"{device_days(asked, rest, words)},\n{slowly},\n"
            f"devices AS (\n  SELECT {listed} FROM {QUICK} WHERE NOT again\n  UNION ALL SELECT {listed} FROM slowly)"
        )
    return f"WITH {found},\n{earning(asked, dialect)}\n{strata(dialect)}"
