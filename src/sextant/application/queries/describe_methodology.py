"""What a methodology needs and says: inputs with symbol, unit and default, its cases, its formulas, a JSON schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from sextant.application.queries.quantified_record import source_record
from sextant.domain.label import Label
from sextant.methodology.book import Book, Factor, Table, Version
from sextant.methodology.equation import Equation
from sextant.methodology.language.exact import shown
from sextant.methodology.language.expression import Term
from sextant.methodology.language.formula import latex, mathml, text
from sextant.methodology.methodology import Methodology

Record = dict[str, Any]


def listed(books: Iterable[Book], language: str) -> list[Record]:
    """Return the catalogue, one record a methodology."""
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "mechanism": each.mechanism,
            "title": each.title.in_language(language),
            "versions": [version.name for version in each.versions],
            "verified": all(version.source.verified for version in each.versions),
        }
        for each in books
    ]


def described(methodology: Methodology, version: Version, language: str) -> Record:
    """Return everything that a person who uses the methodology wants to know."""
    book, model = methodology.book, methodology.model
    return {
        "methodology": book.id,
        "kind": book.kind,
        "mechanism": book.mechanism,
        "title": book.title.in_language(language),
        "scope": book.scope.in_language(language),
        "version": version.name,
        "versions": [_version(each) for each in book.versions],
        "floor": book.floor,
        "gwp_sets": list(book.gwp_sets),
        "cases": {
            name: {
                "label": each.label.in_language(language),
                "default": each.default,
                "options": _labels(each.options, language),
            }
            for name, each in book.choices.items()
        },
        "inputs": [_input(methodology, each, version, language) for each in _inputs(methodology)],
        "sets": {each.name: each.meaning.in_language(language) for each in model.sets},
        "equations": [_equation(each, language) for each in model.equations],
        "requirements": [
            {"requirement": each.code, "sentence": each.sentence.in_language(language)} for each in model.requirements
        ],
        "applicability": [
            {"name": each.name, "question": each.text.in_language(language), "source": source_record(each.source),
             "verified": each.source.verified}
            for each in book.applicability
        ],
        "emissions": [
            {"name": each.name.in_language(language), "gas": each.gas, "side": each.side, "counted": each.counted}
            for each in book.emissions
        ],
        "schema": schema(methodology),
    }  # fmt: skip


def schema(methodology: Methodology) -> Record:
    """Return the JSON schema of a file of inputs."""
    properties: Record = {each.symbol: _schema_of(each) for each in _inputs(methodology)}
    for name, choice in methodology.book.choices.items():
        properties[name] = {"enum": list(choice.options)}
    for each in methodology.model.sets:
        properties[each.name] = {"type": ["array", "integer"], "description": each.meaning.english}
    if methodology.book.gwp_sets:
        properties["gwp_set"] = {"enum": list(methodology.book.gwp_sets)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Inputs of {methodology.id}",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def takers(symbol: str, unit: str, methodologies: Iterable[Methodology]) -> list[str]:
    """Return the methodologies that take an input of this symbol in this unit."""
    return [each.id for each in methodologies
            if any(term.symbol == symbol and term.unit == unit for term in _inputs(each))]  # fmt: skip


def _inputs(methodology: Methodology) -> list[Term]:
    """Return the terms that can be given: those that some case does not compute."""
    model = methodology.model
    always = {each.symbol.symbol for each in model.equations if not each.when}
    return [each for each in model.terms.values() if each.symbol not in always]


def _schema_of(term: Term) -> Record:
    number: Record = {"type": "integer" if term.whole else "number"}
    for key, limit in (("minimum", term.limits.least), ("exclusiveMinimum", term.limits.above),
                       ("maximum", term.limits.most)):  # fmt: skip
        if limit is not None:
            number[key] = float(limit)
    value = number
    for _ in term.over:
        value = {"anyOf": [number, {"type": "object", "additionalProperties": value},
                           {"type": "array", "items": value}]}  # fmt: skip
    stated = {
        "type": "object",
        "required": ["value"],
        "properties": {
            "value": value,
            "unit": {"const": term.unit},
            "origin": {"type": "string"},
            "evidence": {"type": "string"},
        },
    }
    tools = [{"type": "object", "required": ["tool", "inputs"], "properties": {
        "tool": {"const": tool}, "inputs": {"type": "object"}, "case": {"type": "string"}}}
        for tool, _ in term.computed_by]  # fmt: skip
    return {"description": f"{term.meaning.english} [{term.unit}]", "anyOf": [value, stated, *tools]}


def _input(methodology: Methodology, term: Term, version: Version, language: str) -> Record:
    factor = methodology.book.factor(term.symbol, version.name)
    monitored = methodology.book.monitoring.get(term.symbol)
    limits = (("least", term.limits.least), ("above", term.limits.above), ("most", term.limits.most))
    found: Record = {
        "symbol": term.symbol,
        "unit": term.unit,
        "meaning": term.meaning.in_language(language),
        "over": list(term.over),
        "measured": term.measured,
        "limits": {name: shown(limit) for name, limit in limits if limit is not None},
        "default": None if factor is None else _default(factor),
        "tools": [tool for tool, _ in term.computed_by],
    }
    if term.gas is not None:
        found["warming_potential_of"] = term.gas
    if monitored is not None:
        found["monitoring"] = {
            "how": monitored.how.in_language(language), "often": monitored.often.in_language(language)
        }  # fmt: skip
    return found


def _default(factor: Factor) -> Record:
    return {
        "value": _plain(factor.value),
        "by": list(factor.by),
        "source": source_record(factor.source),
        "verified": factor.source.verified,
    }


def _plain(table: Table) -> Any:
    return shown(table) if isinstance(table, Fraction) else {name: _plain(each) for name, each in table.items()}


def _equation(equation: Equation, language: str) -> Record:
    found: Record = {
        "number": equation.number,
        "symbol": equation.symbol.symbol,
        "unit": equation.symbol.unit,
        "meaning": equation.symbol.meaning.in_language(language),
        "when": [list(each) for each in equation.when],
        "text": text(equation.symbol, equation.expression),
        "latex": latex(equation.symbol, equation.expression),
        "mathml": mathml(equation.symbol, equation.expression),
    }
    if equation.note is not None:
        found["note"] = equation.note.in_language(language)
    return found


def _version(version: Version) -> Record:
    return {
        "version": version.name,
        "from": version.first.isoformat() if version.first else None,
        "to": version.last.isoformat() if version.last else None,
        "verified": version.source.verified,
    }


def _labels(options: Mapping[str, Label], language: str) -> Record:
    return {name: label.in_language(language) for name, label in options.items()}
