"""How the two engines write what is done with a stored value: is it one, is it within limits, its micro-units.

Micro-units are those of the exact stored value, ties up. A float of 32 bits times a million is exact
in 64; a float of 64 bits is taken apart into limbs, because a million times it is not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from sextant.methodology.readings.rules import Limits

INTEGER, DECIMAL, FLOAT32, FLOAT64, TEXT, DATE = "integer", "decimal", "float32", "float64", "text", "date"
STORED = (INTEGER, DECIMAL, FLOAT32, FLOAT64, TEXT, DATE)
_FLOATS = (FLOAT32, FLOAT64)
_DECIMALS_MAX = 18
# Engines differ in what else they take for a number or a date: 0x10, 1_000, 2025/01/01, epoch. None of it is one here.
_WHOLE = "^ *[+-]?[0-9]+([.]0*)? *$"
_NUMBER = "^ *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9][0-9]?[0-9]?)? *$"
_DAY = "^ *([0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?)([T ][0-9:.Z +-]*)? *$"
_SCALE = 2**31


@dataclass(frozen=True, slots=True)
class Words:
    """One engine's words for columns and stored values."""

    quote: str
    text: str
    wide: str
    matches: str
    """Whether a text is of a pattern."""
    epoch_days: str
    truncated: str
    not_finite: str
    floor: str
    """The greatest whole number below a signed quotient by a power of two."""

    def name(self, column: str) -> str:
        """Return a column's name, quoted."""
        return f"{self.quote}{column.replace(self.quote, self.quote * 2)}{self.quote}"

    def whole(self, column: str, stored: str) -> str:
        """Return a day number or a flag; what is no whole number gives none, and is never rounded to one."""
        name = self.name(column)
        if stored == INTEGER:
            return f"TRY_CAST({name} AS BIGINT)"
        if stored not in (TEXT, DATE):
            return f"CASE WHEN {name} = FLOOR({name}) THEN TRY_CAST({name} AS BIGINT) END"
        text = self._text(name)
        whole = f"TRY_CAST(TRY_CAST({text} AS DECIMAL(38,18)) AS BIGINT)"
        return f"CASE WHEN {self.matches.format(value=text, pattern=_WHOLE)} THEN {whole} END"

    def day_of_date(self, column: str, stored: str) -> str:
        """Return a date as days since 1970-01-01; of a text, the date that is written, whatever hour follows."""
        name = self.name(column)
        value = name if stored == DATE else f"regexp_extract({self._text(name)}, '{_DAY}', 1)"
        return self.epoch_days.format(value=value)

    def typed(self, column: str, stored: str) -> str:
        """Return a column's value as it is compared: text becomes an exact decimal, none where it is no number."""
        name = self.name(column)
        if stored == DECIMAL:
            return f"CAST({name} AS DECIMAL(38,18))"
        if stored not in (TEXT, DATE):
            return name
        text = self._text(name)
        written = f"LENGTH(regexp_extract({text}, '[.]([0-9]*)', 1))"
        shifted = f"COALESCE(TRY_CAST(regexp_extract({text}, '[eE]([+-]?[0-9]+)', 1) AS INTEGER), 0)"
        number = f"{self.matches.format(value=text, pattern=_NUMBER)} AND {written} - {shifted} <= {_DECIMALS_MAX}"
        return f"CASE WHEN {number} THEN TRY_CAST({text} AS DECIMAL(38,18)) END"

    def _text(self, name: str) -> str:
        return f"CAST({name} AS {self.text})"

    def no_value(self, value: str, stored: str) -> str:
        """Return whether there is no number: nothing, NaN, infinity."""
        return f"{value} IS NULL" + (f" OR {self.not_finite.format(value=value)}" if stored in _FLOATS else "")

    def beyond(self, value: str, stored: str, limits: Limits) -> list[str]:
        """Return the conditions under which a value is outside the limits, which are themselves inside."""
        low, high = limits
        found = []
        if low is not None:
            found.append(f"{value} < {_limit(low, stored, up=True)}")
        if high is not None:
            found.append(f"{value} > {_limit(high, stored, up=False)}")
        return found

    def micro(self, value: str, stored: str) -> str:
        """Return the micro-units of a valid value as a wide integer, or 64 bits where those are enough."""
        if stored == INTEGER:
            return f"CAST({value} AS {self.wide}) * 1000000"
        if stored == FLOAT32:
            return f"CAST(FLOOR(CAST({value} AS DOUBLE) * 1e6 + 5e-1) AS BIGINT)"
        if stored == FLOAT64:
            return self._limbs(value)
        part = f"CAST({value} - FLOOR({value}) AS DECIMAL(19,18))"
        small = f"FLOOR({part} * CAST(1000000 AS DECIMAL(7,0)) + CAST(0.5 AS DECIMAL(2,1)))"
        return f"(CAST(FLOOR({value}) AS {self.wide}) * 1000000 + CAST({small} AS {self.wide}))"

    def _limbs(self, value: str) -> str:
        """Return the micro-units of a float of 64 bits, exactly: its whole part and three limbs of 31 bits."""
        whole = self.truncated.format(value=value)
        rest, limbs = f"({value} - {whole})", []
        for _ in range(3):
            rest = f"({rest} * {_SCALE}e0)"
            limb = self.truncated.format(value=rest)
            limbs.append(f"CAST({limb} AS {self.wide})")
            rest = f"({rest} - {limb})"
        together = f"(({limbs[0]} * {_SCALE} + {limbs[1]}) * {_SCALE} + {limbs[2]})"
        rounded = self.floor.format(top=f"({together} * 1000000 + {self.power(92)})", bottom=self.power(93))
        return f"(CAST({whole} AS {self.wide}) * 1000000 + {rounded})"

    def power(self, bits: int) -> str:
        """Return a power of two as a wide integer."""
        return f"CAST('{2**bits}' AS {self.wide})"


def _limit(limit: Fraction, stored: str, *, up: bool) -> str:
    """Return a limit as the nearest number of the stored kind that lies inside it."""
    if stored == INTEGER:
        return str(math.ceil(limit) if up else math.floor(limit))
    if stored in _FLOATS:
        near = float(limit)
        if (Fraction(near) < limit) if up else (Fraction(near) > limit):
            near = math.nextafter(near, math.inf if up else -math.inf)
        return f"CAST('{near!r}' AS DOUBLE)"
    scaled = limit * 10**18
    inside = math.ceil(scaled) if up else math.floor(scaled)
    sign, digits = ("-" if inside < 0 else ""), str(abs(inside)).rjust(19, "0")
    return f"CAST('{sign}{digits[:-18]}.{digits[-18:]}' AS DECIMAL(38,18))"


_DUCKDB_REST = "((({top}) % {bottom} + {bottom}) % {bottom})"
DUCKDB_WORDS = Words(
    quote='"',
    text="VARCHAR",
    wide="HUGEINT",
    matches="regexp_matches({value}, '{pattern}')",
    epoch_days="date_diff('day', DATE '1970-01-01', TRY_CAST({value} AS DATE))",
    truncated="CAST(TRUNC({value}) AS BIGINT)",
    not_finite="NOT ISFINITE({value})",
    floor=f"(({{top}} - {_DUCKDB_REST}) // {{bottom}})",
)
SPARK_WORDS = Words(
    quote="`",
    text="STRING",
    wide="DECIMAL(38,0)",
    matches="{value} RLIKE '{pattern}'",
    epoch_days="DATEDIFF(TRY_CAST({value} AS DATE), DATE '1970-01-01')",
    truncated="CAST({value} AS BIGINT)",
    not_finite="(ISNAN({value}) OR ABS({value}) = CAST('Infinity' AS DOUBLE))",
    floor="CAST(({top} - PMOD({top}, {bottom})) / {bottom} AS DECIMAL(38,0))",
)
WORDS = {"duckdb": DUCKDB_WORDS, "spark": SPARK_WORDS}
