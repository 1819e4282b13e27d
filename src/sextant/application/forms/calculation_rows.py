"""The rows of a form that come from a calculation: parameters, defaults, steps, results, vintages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from sextant.application.forms.parameters import Option, Parameter, Tool, element_text, exactly, parameters
from sextant.application.forms.statement import Row, Statement, Value
from sextant.application.queries.quantify import Quantified
from sextant.methodology.calculate import Calculation
from sextant.methodology.language.exact import shown
from sextant.methodology.language.formula import text
from sextant.methodology.resolve import Input
from sextant.methodology.trace import verified

YES_NO = {True: "yes", False: "no"}
ASSUMED = ("default", "warming_potential")


def facts(statement: Statement, done: Quantified) -> Row:
    """Return what a calculation states and gives as a whole."""
    request, calculation = statement.request or {}, done.calculation
    found: Row = {name: None if value is None else shown(value) for name, value in done.results.items()}
    return found | {
        "units": done.units,
        "methodology": calculation.methodology.id,
        "version": calculation.version.name,
        "case": request.get("case"),
        "period": None if statement.period is None else f"{statement.period[0]}:{statement.period[1]}",
        "version_verified": YES_NO[verified(calculation)],
    }


def rows(kind: str, statement: Statement, done: Quantified, language: str) -> list[Row]:
    """Return the rows of a section of this kind."""
    inputs = (statement.request or {}).get("inputs", {})
    calculation = done.calculation
    if kind in ("measured", "fixed"):
        return input_rows(inputs, calculation, language, monitored=kind == "measured")
    if kind == "options":
        return option_rows(inputs, calculation)
    if kind == "tools":
        return tool_rows(inputs, calculation)
    if kind == "assumed":
        return list(_assumed(calculation, language))
    if kind == "steps":
        return list(_steps(calculation, language))
    return [
        {"year": each.year, "emission_reductions": shown(each.emission_reductions), "units": each.units}
        for each in done.vintages
    ]


def input_rows(
    inputs: Mapping[str, Any], done: Calculation, language: str, *, monitored: bool | None = None
) -> list[Row]:
    """Return the values that were given: those that are monitored, those that are fixed, or all."""
    given = (each for each in parameters(inputs, done) if isinstance(each, Parameter))
    return [_input(each, language) for each in given if monitored is None or each.monitored == monitored]


def _input(each: Parameter, language: str) -> Row:
    monitoring = each.owner.methodology.book.monitoring.get(each.term.symbol)
    return {
        "parameter": each.path,
        "element": element_text(each.at),
        "value": None if each.value is None else exactly(each.value),
        "unit": each.numbers.unit or each.term.unit,
        "meaning": each.term.meaning.in_language(language),
        "origin": each.numbers.origin,
        "evidence": each.numbers.evidence,
        "how": None if monitoring is None else monitoring.how.in_language(language),
        "often": None if monitoring is None else monitoring.often.in_language(language),
    }


def option_rows(inputs: Mapping[str, Any], done: Calculation) -> list[Row]:
    """Return the choices and sets that were stated."""
    found = (each for each in parameters(inputs, done) if isinstance(each, Option))
    return [{"parameter": each.path, "option": each.value} for each in found]


def tool_rows(inputs: Mapping[str, Any], done: Calculation) -> list[Row]:
    """Return the tools that compute a parameter."""
    tools = (each for each in parameters(inputs, done) if isinstance(each, Tool))
    keys = ("tool", "version", "case", "result")
    return [{"parameter": each.path, **{key: each.stated.get(key) for key in keys}} for each in tools]


def _assumed(done: Calculation, language: str, before: str = "") -> Iterator[Row]:
    for symbol, each in done.inputs.items():
        if symbol in done.tools:
            yield from _assumed(done.tools[symbol], language, f"{before}{symbol}/")
        elif each.origin.kind in ASSUMED:
            yield from _cited(f"{before}{symbol}", each, language)


def _cited(path: str, each: Input, language: str) -> Iterator[Row]:
    source = each.origin.source
    for at, value in each.values.items():
        yield {
            "parameter": path, "element": element_text(at), "value": shown(value), "unit": each.term.unit,
            "meaning": each.term.meaning.in_language(language), "source": None if source is None else str(source),
            "verified": None if source is None else YES_NO[source.verified],
        }  # fmt: skip


def _steps(done: Calculation, language: str, before: str = "") -> Iterator[Row]:
    for symbol, tool in done.tools.items():
        yield from _steps(tool, language, f"{before}{symbol}/")
    for symbol, values in done.computed.items():
        equation = done.equations[symbol]
        said = f"{equation.number} {text(equation.symbol, equation.expression)}"
        for at, value in values.items():
            yield _step(f"{before}{symbol}", at, value, said, equation.symbol.unit,
                        equation.symbol.meaning.in_language(language))  # fmt: skip


def _step(path: str, at: tuple[str, ...], value: Fraction, equation: str, unit: str, meaning: str) -> Row:
    stated: dict[str, Value] = {"symbol": path, "element": element_text(at), "equation": equation}
    return stated | {"value": shown(value), "unit": unit, "meaning": meaning}
