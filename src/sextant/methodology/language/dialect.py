"""How two engines write exact integer arithmetic: DuckDB with 128-bit integers, Apache Spark with 38-digit decimals.

They differ in what a cast is called, in the sign of a remainder, and in what division of integers gives: DuckDB's
truncates towards zero, Spark's `div` ends in 64 bits. So neither is used: a floor is made from a remainder that is
never negative, and the division that is left has none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    """One engine's way to write it."""

    name: str
    wide: str
    """The type of wide integers."""
    remainder: str
    """The remainder, with the sign of the divisor, of two wide integers."""
    quotient: str
    """The division of a multiple by its divisor."""
    digits: int
    """Digits that the wide type holds at least."""

    def integer(self, value: int) -> str:
        """Return a whole number as a wide integer."""
        return f"CAST({value} AS {self.wide})" if value >= 0 else f"(-CAST({-value} AS {self.wide}))"

    def column(self, name: str) -> str:
        """Return a column of whole micro-units as a wide integer."""
        quote = "`" if self.name == "spark" else '"'
        return f"CAST({quote}{name.replace(quote, quote * 2)}{quote} AS {self.wide})"

    def floor(self, top: str, bottom: str) -> str:
        """Return the greatest whole number not above a fraction with a positive denominator."""
        rest = self.remainder.format(top=top, bottom=bottom)
        return self.quotient.format(top=f"({top} - {rest})", bottom=bottom, wide=self.wide)


DUCKDB = Dialect(
    "duckdb",
    "HUGEINT",
    "(((({top}) % ({bottom})) + ({bottom})) % ({bottom}))",
    "({top} // ({bottom}))",
    38,
)
SPARK = Dialect(
    "spark",
    "DECIMAL(38,0)",
    "pmod({top}, {bottom})",
    "CAST({top} / ({bottom}) AS {wide})",
    38,
)
DIALECTS = {each.name: each for each in (DUCKDB, SPARK)}
