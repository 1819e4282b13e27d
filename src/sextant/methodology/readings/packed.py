"""The same sums with one addition a row, for the usual file: short periods, bounded floats of 32 bits, no odd rows.

The quantity and three counters of a device lie in one double as whole numbers below 2^53, where a double adds exactly
in every order. Days are bits of one wide integer. A device whose days repeat may overflow both; its rows and its bits
then differ in number, and it is done again by the query that looks at copies, like every such device.
"""

from __future__ import annotations

import math
import struct
from fractions import Fraction

from sextant.methodology.language.dialect import Dialect
from sextant.methodology.readings import typed
from sextant.methodology.readings.query import earning, strata
from sextant.methodology.readings.quick import DEVICES, QUICK
from sextant.methodology.readings.rules import GAP, Reading
from sextant.methodology.readings.stored import FLOAT32, FLOAT64, INTEGER, Words
from sextant.methodology.readings.typed import Table

DAYS_MAX = 126
"""A wide integer has as many bits above zero."""
EXACT_BITS = 53
_KINDS = (FLOAT32, FLOAT64, INTEGER)
SHORT = Dialect("duckdb", "BIGINT", "(({top}) % ({bottom}))", "({top} // ({bottom}))", 18)
"""What packed devices need no wide integers for: none of their numbers is negative, and none reaches 2^63."""


def fits(asked: Reading, table: Table) -> bool:
    """Return whether the sums of a device fit: bounded values, a quantity in floats of 32 bits, few days."""
    days = asked.last_day - asked.first_day + 1
    bounded = all(low is not None and high is not None for low, high in asked.limits.values())
    plain = all(table.stored[name] in _KINDS for name in asked.limits)
    low = asked.limits[asked.quantity][0]
    if days > DAYS_MAX or not (bounded and plain) or table.stored[asked.quantity] != FLOAT32 or low is None or low < 0:
        return False
    of_quantity, of_counter = _widths(asked)
    filling = asked.rules.share_filled.numerator * days * 2**of_quantity
    return of_quantity + 3 * of_counter <= EXACT_BITS and filling < 2**63


def _widths(asked: Reading) -> tuple[int, int]:
    """Return the bits that the quantity of a device takes, and those of a counter of days."""
    days = asked.last_day - asked.first_day + 1
    high = asked.limits[asked.quantity][1]
    assert high is not None, "only bounded quantities are packed"
    return (math.ceil(high * 10**6 + 1) * days).bit_length(), days.bit_length()


def packed_query(asked: Reading, table: Table, words: Words) -> str:
    """Return the query that ends in a row a stratum, with `again`: how many devices have to be done again.

    No table of devices is kept on the way. Every row must have a device, and a day inside the period.
    """
    listed = ", ".join((*DEVICES, "again"))
    devices = f"devices AS (SELECT {listed} FROM (\n{_devices(asked, table, words)}))"
    ending = strata(SHORT, beside="SUM(CASE WHEN again THEN 1 ELSE 0 END) AS again")
    return f"WITH {devices},\n{earning(asked, SHORT)}\n{ending}"


def packed_table(asked: Reading, table: Table, words: Words) -> str:
    """Return the statement that makes the table of devices; every row must have a day inside the period."""
    return f"CREATE TEMP TABLE {QUICK} AS\n{_devices(asked, table, words)}"


def _devices(asked: Reading, table: Table, words: Words) -> str:
    """Return the query of a row a device, with `again` where its days repeat."""
    of_quantity, of_counter = _widths(asked)
    starts = [of_quantity + of_counter * place for place in range(3)]
    valid, qc, no_value = (f"((whole >> {each}) & {2**of_counter - 1})" for each in starts)
    begin = f"{asked.first_day} + BIT_COUNT(XOR(days, days - 1)) - 1"
    n = f"{asked.last_day} - ({begin}) + 1" if asked.missing_rows == GAP else "rows_of"
    return f"""WITH {typed.rows(asked, table, words, text=False, bare=True)},
gathered AS (
  SELECT device, MIN(stratum) AS low, MAX(stratum) AS high, COUNT(stratum) AS placed, COUNT(*) AS rows_of,
    SUM({_packed(asked, table, words, starts)}) AS packed,
    BIT_OR(CAST(1 AS HUGEINT) << CAST(day - {asked.first_day} AS INTEGER)) AS days
  FROM typed GROUP BY device),
apart AS (
  SELECT *, BIT_COUNT(days) <> rows_of AS again,
    CASE WHEN BIT_COUNT(days) = rows_of THEN CAST(packed AS BIGINT) ELSE 0 END AS whole
  FROM gathered)
SELECT device, CAST(low AS {words.text}) AS stratum, CASE WHEN low = high THEN 0 ELSE 1 END AS of_two,
  rows_of - placed AS unplaced, CAST({n} AS BIGINT) AS n, {valid} AS valid, whole & {2**of_quantity - 1} AS quantity,
  CASE WHEN {begin} > {asked.first_day} THEN 1 ELSE 0 END AS late, rows_of AS with_row, {qc} AS qc,
  {no_value} AS no_value, rows_of - {valid} - {qc} - {no_value} AS out_of_limits, 0 AS contradicting, 0 AS repeated,
  0 AS rows_contradicting, again
FROM apart"""


def _packed(asked: Reading, table: Table, words: Words, starts: list[int]) -> str:
    """Return what one row adds. Most rows count, so what spoils the others is asked last."""
    named = [(f"v{place}", table.stored[name], limits) for place, (name, limits) in enumerate(asked.limits.items())]
    inside = " AND ".join(f"{value} BETWEEN {_bound(low, kind, up=True)} AND {_bound(high, kind, up=False)}"
                          for value, kind, (low, high) in named)  # fmt: skip
    quantity = f"v{list(asked.limits).index(asked.quantity)}"
    unreadable = " OR ".join(words.no_value(value, kind) for value, kind, _ in named)
    micro = f"FLOOR(CAST({quantity} AS DOUBLE) * 1e6 + {2 ** starts[0]}.5e0)"
    return (
        f"CASE WHEN qc IS DISTINCT FROM 0 THEN {2 ** starts[1]}e0 WHEN {inside} THEN {micro}\n"
        f"      WHEN {unreadable} THEN {2 ** starts[2]}e0 ELSE 0e0 END"
    )


def _bound(limit: Fraction | None, kind: str, *, up: bool) -> str:
    """Return a limit as a number of the kind that is stored, where it is one exactly, so that no value is widened."""
    assert limit is not None, "only bounded values are packed"
    if kind == INTEGER:
        return str(math.ceil(limit) if up else math.floor(limit))
    near = float(limit)
    if kind == FLOAT32 and abs(near) < 2.0**126 and Fraction(struct.unpack("f", struct.pack("f", near))[0]) == limit:
        return f"CAST('{near!r}' AS FLOAT)"
    if (Fraction(near) < limit) if up else (Fraction(near) > limit):
        near = math.nextafter(near, math.inf if up else -math.inf)
    return f"CAST('{near!r}' AS DOUBLE)"
