"""What was quantified as a record for programs: numbers as exact decimals, every symbol, every default, the trace."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantify import Quantified
from sextant.domain.source import Source
from sextant.methodology.calculate import Calculation
from sextant.methodology.language.evaluate import At
from sextant.methodology.language.exact import shown
from sextant.methodology.language.formula import latex, text
from sextant.methodology.resolve import Input, Origin
from sextant.methodology.trace import Node, defaults, trace, verified

Record = dict[str, Any]


def as_record(done: Quantified, language: str, *, with_trace: bool = False) -> Record:
    """Return the record. The warnings come as codes with their facts; sentences hang on them at the edge."""
    calculation = done.calculation
    found: Record = {
        "methodology": calculation.methodology.id,
        "version": calculation.version.name,
        "verified": verified(calculation),
        "case": dict(calculation.chosen),
        "results": {name: _number(value) for name, value in done.results.items()} | {"units": done.units},
        "unit": _unit(calculation),
        "by_vintage": [
            {"vintage": each.year, "emission_reductions": shown(each.emission_reductions), "units": each.units}
            for each in done.vintages
        ],
        "intermediate": intermediate(calculation),
        "units_of_intermediate": _units(calculation),
        "requirements": dict(calculation.requirements),
        "defaults_used": [default_record(owner, each, language) for owner, each in defaults(calculation)],
        "warnings": [each.as_json() for each in done.warnings],
    }
    if with_trace:
        found["trace"] = [node_record(each, language) for each in trace(calculation)]
    return found


def intermediate(calculation: Calculation) -> Record:
    """Return every symbol that was computed, here or by a tool for this calculation."""
    found = {symbol: tabled(values) for symbol, values in calculation.computed.items()}
    for symbol in calculation.tools:
        found[symbol] = tabled(calculation.inputs[symbol].values)
    return dict(sorted(found.items()))


def _units(calculation: Calculation) -> Record:
    return {symbol: calculation.methodology.model.terms[symbol].unit for symbol in intermediate(calculation)}


def _unit(calculation: Calculation) -> str | None:
    symbol = calculation.methodology.model.results.get("emission_reductions")
    return None if symbol is None else calculation.methodology.model.terms[symbol].unit


def tabled(values: Mapping[At, Fraction]) -> Any:
    """Return values by element as nested tables, or the one number of a symbol without sets."""
    if set(values) == {()}:
        return shown(values[()])
    found: Record = {}
    for at, value in values.items():
        table = found
        for name in at[:-1]:
            table = table.setdefault(name, {})
        table[at[-1]] = shown(value)
    return found


def default_record(owner: Calculation, each: Input, language: str) -> Record:
    """Return a default that was used, with everything that says where it is from."""
    return {
        "symbol": each.term.symbol,
        "value": tabled(each.values),
        "unit": each.term.unit,
        "meaning": each.term.meaning.in_language(language),
        "methodology": owner.methodology.id,
        **origin_record(each.origin),
    }


def origin_record(origin: Origin) -> Record:
    """Return where a value is from."""
    found: Record = {"origin": origin.kind}
    if origin.said is not None:
        found["said"] = origin.said
    if origin.evidence is not None:
        found["evidence"] = origin.evidence
    if origin.source is not None:
        found["version"] = origin.version
        found["from"] = origin.since.isoformat() if origin.since else None
        found["source"] = source_record(origin.source)
        found["verified"] = origin.source.verified
    return found


def source_record(source: Source) -> Record:
    """Return a source as its parts."""
    return {"document": source.document, "version": source.version, "paragraph": source.paragraph}


def node_record(node: Node, language: str) -> Record:
    """Return a node of the trace with everything below it."""
    found: Record = {
        "symbol": node.term.symbol,
        "value": tabled(node.values),
        "unit": node.term.unit,
        "meaning": node.term.meaning.in_language(language),
        "methodology": node.methodology,
        "methodology_version": node.version,
    }
    if node.equation is not None:
        found["equation"] = {
            "number": node.equation.number,
            "text": text(node.equation.symbol, node.equation.expression),
            "latex": latex(node.equation.symbol, node.equation.expression),
        }
        if node.substituted is not None:
            found["substituted"] = node.substituted
    if node.given is not None:
        found |= origin_record(node.given.origin)
    if node.below:
        found["inputs"] = [node_record(each, language) for each in node.below]
    return found


def _number(value: Fraction | None) -> Decimal | None:
    return None if value is None else shown(value)
