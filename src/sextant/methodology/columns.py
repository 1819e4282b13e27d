"""A calculation over columns: the sums over rows as one query, and the rest computed exactly from what it gives.

Columns hold whole micro-units. The query has one row: for each sum an integer, how many rows had no value, and
how many rows there were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sextant.domain.refusal import Refusal, refuse
from sextant.methodology import values
from sextant.methodology.equation import Equation
from sextant.methodology.gwp import Potentials
from sextant.methodology.language.dialect import Dialect
from sextant.methodology.language.evaluate import Evaluation, NotComputed
from sextant.methodology.language.expression import Expression, Total
from sextant.methodology.language.query import Lowering, RowTotals
from sextant.methodology.language.walk import parts
from sextant.methodology.library import Library
from sextant.methodology.plan import Plan, Request, plan_for


@dataclass(frozen=True)
class ColumnQuery:
    """A query and how to finish the calculation from the one row that it gives."""

    plan: Plan
    sql: str
    totals: Sequence[tuple[Total, Fraction]]
    given: Mapping[str, Mapping[tuple[str, ...], Fraction]]
    sets: Mapping[str, tuple[str, ...]]

    def finish(self, row: Sequence[int | None]) -> Mapping[str, Fraction] | Refusal:
        """Return the targets, from the sums, the rows without a value, and the rows."""
        *sums, without, _ = row
        if without:
            return refuse("no_value", symbol=self.plan.targets[0], equation="–", reason="division_by_zero")
        found = {id(total): factor * (given or 0) for (total, factor), given in zip(self.totals, sums, strict=True)}
        evaluation = RowTotals(self.given, dict(self.sets), self.plan.equations, totals=found)
        try:
            return {name: evaluation.value(self.plan.methodology.model.terms[name]) for name in self.plan.targets}
        except NotComputed as error:
            return refuse("no_value", symbol=error.symbol, equation=error.equation or "–", reason=error.code)


def column_query(
    request: Request, library: Library, columns: Mapping[str, str], rows: str, source: str, dialect: Dialect
) -> ColumnQuery | Refusal:
    """Return the query of a calculation in which some terms are columns of a table, by symbol.

    `rows` is the set that the rows are, `source` the table as the engine names it. Raises NotLowered where an
    equation has no exact integer form over columns.
    """
    plan = plan_for(request, library)
    if isinstance(plan, Refusal):
        return plan
    plan.needed = [each for each in plan.needed if each.symbol not in columns]
    stated = values.read(plan)
    if isinstance(stated, Refusal):
        return stated
    filled = values.fill(plan, stated, {}, Potentials())
    if isinstance(filled, Refusal):
        return filled
    filled.sets[rows] = ("1",)
    given = {name: each.values for name, each in filled.inputs.items()}
    evaluation = Evaluation(given, filled.sets, plan.equations)

    def constant(expression: Expression) -> Fraction:
        return evaluation.number(expression, {rows: "1"})

    lowering = Lowering(columns, plan.equations, constant, dialect)
    totals, sums, checks = [], [], []
    for total in _totals(plan.equations, rows):
        if lowering.over_rows(total):
            of_row, factor = lowering.of_row(total.body, total.where)
            totals.append((total, factor))
            sums.append(f"SUM({of_row})")
            checks.append(f"{of_row} IS NULL")
    missing = f"SUM(CASE WHEN {' OR '.join(checks) or 'FALSE'} THEN 1 ELSE 0 END)"
    listed = ",\n  ".join([*(f"{each} AS sum_{place}" for place, each in enumerate(sums)),
                           f"{missing} AS without_value", "COUNT(*) AS row_count"])  # fmt: skip
    return ColumnQuery(plan, f"SELECT\n  {listed}\nFROM {source}", totals, given, filled.sets)


def _totals(equations: Mapping[str, Equation], rows: str) -> Iterator[Total]:
    for equation in equations.values():
        for part in parts(equation.expression):
            if isinstance(part, Total) and part.of == rows:
                yield part
