"""Readings of devices as one query that ends in exact integer sums, a row a stratum, for DuckDB or Apache Spark.

A newcomer would group by device at once; but copies of a device-day count once when they agree and spoil the day
when they do not, so rows are first gathered by their values, then by day, then by device, then by
stratum. Limits are compared with the stored value, before anything is rounded.
"""

from __future__ import annotations

from sextant.methodology.language.dialect import Dialect
from sextant.methodology.readings import typed
from sextant.methodology.readings.rules import GAP, Reading
from sextant.methodology.readings.stored import Words
from sextant.methodology.readings.stratum import LIMB
from sextant.methodology.readings.typed import Table


def readings_query(asked: Reading, table: Table, dialect: Dialect, words: Words) -> str:
    """Return the query: for each stratum the columns of `stratum.COLUMNS`, then `devices_of_two`, `without_stratum`."""
    found = f"{device_days(asked, table, words)},\n{devices(asked, dialect)}"
    return f"WITH {found},\n{earning(asked, dialect)}\n{strata(dialect)}"


def outside_query(asked: Reading, table: Table, words: Words) -> str:
    """Return the query of one row: rows, rows without a device or a day, rows outside the period."""
    return (
        f"WITH {typed.rows(asked, table, words)}\n"
        "SELECT COUNT(*) AS rows_read,\n"
        f"  {_count('device IS NULL OR day IS NULL')} AS rows_without_device_or_day,\n"
        f"  {_count(f'device IS NOT NULL AND (day < {asked.first_day} OR day > {asked.last_day})')} AS rows_outside\n"
        "FROM typed"
    )


def device_days(asked: Reading, table: Table, words: Words) -> str:
    """Return the rows by value, each judged once, and the days of devices from them."""
    values = typed.values_of(asked)
    return f"""{typed.rows(asked, table, words)},
versions AS (
  SELECT device, day, stratum, qc, {values}, COUNT(*) AS copies,
    {typed.fault(asked, table, words)} AS fault
  FROM typed WHERE device IS NOT NULL AND day <= {asked.last_day}
  GROUP BY device, day, stratum, qc, {values}),
days AS (
  SELECT device, day, MIN(stratum) AS low, MAX(stratum) AS high, COUNT(stratum) AS placed, COUNT(*) AS versions,
    SUM(copies) AS copies, MIN(CASE WHEN day < {asked.first_day} THEN 9 ELSE fault END) AS fault,
    MAX(CASE WHEN fault = 0 THEN {typed.micro(asked, table, words)} END) AS micro
  FROM versions GROUP BY device, day)"""


def devices(asked: Reading, dialect: Dialect) -> str:
    """Return the devices from their days."""
    inside = f"day >= {asked.first_day}"
    begin = f"GREATEST(MIN(day), {asked.first_day})"
    n = f"{asked.last_day} - {begin} + 1" if asked.missing_rows == GAP else _count(inside)
    wide = dialect.wide
    return f"""devices AS (
  SELECT device, MIN(low) AS stratum, CASE WHEN MIN(low) = MAX(high) THEN 0 ELSE 1 END AS of_two,
    SUM(versions) - SUM(placed) AS unplaced, {n} AS n, {_count("versions = 1 AND fault = 0")} AS valid,
    SUM(CASE WHEN versions = 1 AND fault = 0 THEN CAST(micro AS {wide}) ELSE {dialect.integer(0)} END) AS quantity,
    CASE WHEN MIN(day) > {asked.first_day} THEN 1 ELSE 0 END AS late, {_count(inside)} AS with_row,
    {_count("versions = 1 AND fault = 1")} AS qc, {_count("versions = 1 AND fault = 2")} AS no_value,
    {_count("versions = 1 AND fault = 3")} AS out_of_limits, {_count(f"versions > 1 AND {inside}")} AS contradicting,
    SUM(CASE WHEN versions = 1 AND {inside} THEN copies - 1 ELSE 0 END) AS repeated,
    SUM(CASE WHEN versions > 1 AND {inside} THEN copies ELSE 0 END) AS rows_contradicting
  FROM days GROUP BY device)"""


def earning(asked: Reading, dialect: Dialect) -> str:
    """Return what each device earns: which are kept, their gaps filled, and the sum in limbs."""
    keep, fill, wide = asked.rules.share_of_valid_days, asked.rules.share_filled, dialect.wide
    filled = dialect.floor(
        f"({dialect.integer(fill.numerator)} * CAST(n - valid AS {wide}) * quantity)",
        f"({dialect.integer(fill.denominator)} * CAST(valid AS {wide}))",
    )
    return f"""judged AS (
  SELECT *, CASE WHEN valid > 0 AND {keep.denominator} * valid >= {keep.numerator} * n THEN 1 ELSE 0 END AS kept
  FROM devices),
earning AS (
  SELECT *, CASE WHEN kept = 1 THEN quantity + {filled} ELSE {dialect.integer(0)} END AS q FROM judged),
limbs AS (
  SELECT *, {dialect.floor("q", dialect.integer(LIMB))} AS high FROM earning)"""


def strata(dialect: Dialect, *, beside: str = "") -> str:
    """Return what ends the query: the sums of each stratum, and what is asked beside them.

    Squares are kept in limbs, so that 128 bits hold them.
    """
    low = f"(q - high * {dialect.integer(LIMB)})"
    return f"""SELECT stratum, COUNT(*) AS devices, SUM(1 - kept) AS devices_not_kept, SUM(late) AS devices_late,
  SUM(CASE WHEN kept = 1 THEN valid ELSE 0 END) AS days_used,
  SUM(CASE WHEN kept = 1 THEN n - valid ELSE 0 END) AS days_filled,
  SUM(CASE WHEN kept = 1 THEN 0 ELSE valid END) AS days_dropped, SUM(n - with_row) AS days_missing,
  SUM(qc) AS days_qc, SUM(no_value) AS days_no_value, SUM(out_of_limits) AS days_out_of_limits,
  SUM(contradicting) AS days_contradicting, SUM(repeated) AS rows_repeated,
  SUM(rows_contradicting) AS rows_contradicting, SUM(q) AS quantity, SUM(high * high) AS high_squares,
  SUM(high * {low}) AS cross, SUM({low} * {low}) AS low_squares,
  SUM(of_two) AS devices_of_two, SUM(unplaced) AS without_stratum{f", {beside}" if beside else ""}
FROM limbs GROUP BY stratum ORDER BY stratum"""


def _count(condition: str) -> str:
    return f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)"
