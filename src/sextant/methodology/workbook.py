"""A calculation as a workbook: inputs, defaults, steps and result in cells, each step a live formula.

It says which cell holds what; `storage` writes the file. Tools that computed an input come before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from sextant.domain.label import Label
from sextant.methodology.calculate import Calculation
from sextant.methodology.equation import Equation
from sextant.methodology.language.evaluate import At, Evaluation, NotComputed
from sextant.methodology.language.exact import shown
from sextant.methodology.language.expression import Term
from sextant.methodology.language.formula import text
from sextant.methodology.language.sheet import Sheet
from sextant.methodology.resolve import Input, named
from sextant.methodology.trace import defaults

CALCULATION, TERMS = "Calculation", "Terms"
VALUE_COLUMN = "C"
MICRO = 10**6
WHOLE_MAX = 10**15
"""A spreadsheet holds fifteen digits; where the micro-units have more, it rounds."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, or a formula with the number that it gives; or a text."""

    text: str | None = None
    number: Fraction | None = None
    formula: str | None = None


@dataclass
class Workbook:
    """Rows of the two sheets, from the top."""

    title: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """Rows, from 0, that head a section."""
    terms: list[tuple[Cell, ...]] = field(default_factory=list)


HEAD = (
    Label("Symbol", "符號"), Label("Meaning", "意義"), Label("Value", "數值"), Label("Unit", "單位"),
    Label("Equation or origin", "公式或來源"),
)  # fmt: skip
SECTIONS = {
    "inputs": Label("Inputs", "輸入值"),
    "parameters": Label("Parameters and defaults", "參數與預設值"),
    "steps": Label("Steps", "計算步驟"),
    "result": Label("Result", "結果"),
}
ORIGINS = {
    "measured": Label("measured", "量測"),
    "given": Label("given", "給定"),
    "default": Label("default", "預設值"),
    "warming_potential": Label("global warming potential", "全球暖化潛勢"),
    "tool": Label("computed by a tool", "由工具計算"),
}
_BEYOND = Label("exactly {figure}, which a spreadsheet rounds; ", "精確值 {figure}，試算表將予捨入；")
_UNVERIFIED = Label("not verified", "尚未查證")


def workbook(calculation: Calculation, language: str) -> Workbook:
    """Return the workbook of a calculation, in a language."""
    name = f"{calculation.methodology.id} {calculation.version.name}"
    made = _Maker(Workbook(f"{name}: {calculation.methodology.book.title.in_language(language)}"), language)
    made.book.rows.append((Cell(made.book.title),))
    made.book.rows.append(tuple(Cell(each.in_language(language)) for each in HEAD))
    made.book.headings |= {0, 1}
    made.add(calculation, "")
    return made.book


@dataclass
class _Maker:
    book: Workbook
    language: str

    def add(self, calculation: Calculation, prefix: str) -> dict[tuple[str, At], str]:
        """Add a calculation below what is there, and return where each value stands."""
        places: dict[tuple[str, At], str] = {}
        for symbol, tool in calculation.tools.items():
            below = self.add(tool, f"{prefix}{symbol}: {tool.methodology.id} ")
            places |= dict.fromkeys(((symbol, at) for at in calculation.values(symbol)), below[tool.targets[0], ()])
        assumed = {each.term.symbol for _, each in defaults(calculation)}
        given = [each for each in calculation.inputs.values() if each.term.symbol not in calculation.tools]
        for section, wanted in (("inputs", False), ("parameters", True)):
            self._section(prefix, section)
            for each in given:
                if (each.term.symbol in assumed) == wanted:
                    self._inputs(each, places)
        self._steps(calculation, prefix, places)
        return places

    def _section(self, prefix: str, name: str) -> None:
        self.book.headings.add(len(self.book.rows))
        self.book.rows.append((Cell(f"{prefix}{SECTIONS[name].in_language(self.language)}"),))

    def _inputs(self, each: Input, places: dict[tuple[str, At], str]) -> None:
        origin = ORIGINS[each.origin.kind].in_language(self.language)
        said = [origin, each.origin.said, str(each.origin.source) if each.origin.source else None]
        if each.origin.source is not None and not each.origin.source.verified:
            said.append(_UNVERIFIED.in_language(self.language))
        for at, value in each.values.items():
            places[each.term.symbol, at] = self._row(each.term, at, Cell(number=value), "; ".join(filter(None, said)))

    def _row(self, term: Term, at: At, value: Cell, note: str) -> str:
        meaning = term.meaning.in_language(self.language)
        self.book.rows.append((Cell(named(term.symbol, at)), Cell(meaning), value, Cell(term.unit), Cell(note)))
        return f"{CALCULATION}!${VALUE_COLUMN}${len(self.book.rows)}"

    def _steps(self, calculation: Calculation, prefix: str, places: dict[tuple[str, At], str]) -> None:
        """Lay out all cells first, because a formula may name a cell below it; then write the formulas."""
        evaluation = _completed(calculation)
        steps: list[tuple[int, Equation, At]] = []
        for section, results in (("steps", False), ("result", True)):
            self._section(prefix, section)
            for symbol, at in _ordered(calculation, evaluation, results=results):
                equation = calculation.equations[symbol]
                note = f"{calculation.methodology.id} {equation.number}: {text(equation.symbol, equation.expression)}"
                places[symbol, at] = self._row(equation.symbol, at, Cell(), note)
                steps.append((len(self.book.rows) - 1, equation, at))
        sheet = Sheet(evaluation, lambda term, at: places.get((term.symbol, at)), self._add_terms)
        for row, equation, at in steps:
            bound = dict(zip(equation.symbol.over, at, strict=True))
            value = evaluation.computed[equation.symbol.symbol][at]
            filled = Cell(number=value, formula=sheet.formula(equation.expression, bound))
            first, meaning, _, in_unit, said = self.book.rows[row]
            self.book.rows[row] = (first, meaning, filled, in_unit, Cell(self._beyond(value) + (said.text or "")))

    def _beyond(self, value: Fraction) -> str:
        """Return the exact figure where a spreadsheet cannot hold its micro-units."""
        if abs(value) * MICRO <= WHOLE_MAX:
            return ""
        return _BEYOND.in_language(self.language).format(figure=shown(value))

    def _add_terms(self, terms: list[tuple[str, Fraction]]) -> str:
        first = len(self.book.terms) + 1
        self.book.terms += [(Cell(formula=formula, number=value),) for formula, value in terms]
        return f"{TERMS}!$A${first}:$A${len(self.book.terms)}"


def _completed(calculation: Calculation) -> Evaluation:
    """Return the evaluation with everything computed, the branches that the result did not need as well."""
    given = {name: each.values for name, each in calculation.inputs.items()}
    evaluation = Evaluation(given, dict(calculation.sets), calculation.equations)
    for symbol, equation in calculation.equations.items():
        for at in product(*(calculation.sets.get(name, ()) for name in equation.symbol.over)):
            try:
                evaluation.value(equation.symbol, at)
            except NotComputed:
                evaluation.computed[symbol].pop(at, None)
    return evaluation


def _ordered(calculation: Calculation, evaluation: Evaluation, *, results: bool) -> Iterator[tuple[str, At]]:
    for symbol in calculation.methodology.model.terms:
        if symbol in calculation.equations and (symbol in calculation.targets) == results:
            yield from ((symbol, at) for at in evaluation.computed.get(symbol, {}))
