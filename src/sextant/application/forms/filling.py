"""A form filled: every field from the calculation or the verification, or as a person says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sextant.application.forms import calculation_rows, verification_rows
from sextant.application.forms.statement import Filled, Row, Statement, Value
from sextant.application.queries.quantify import Quantified, quantify
from sextant.application.queries.verification import verification
from sextant.domain.refusal import Refusal
from sextant.methodology.forms.form import FACTS, SAID, Field, Form, Section
from sextant.methodology.library import Library
from sextant.methodology.plan import Request
from sextant.methodology.verification.rules import VerificationRules
from sextant.methodology.verification.standing import Standing

Done = Quantified | Standing


def filled(
    form: Form, statement: Statement, language: str, library: Library, rules: VerificationRules
) -> Filled | Refusal:
    """Return the form with all its fields, or the first reason why it cannot be filled."""
    done = _done(form, statement, library, rules)
    if isinstance(done, Refusal):
        return done
    sections = {key: _section(each, statement, done, language) for key, each in form.sections.items()}
    return Filled(form, language, sections)


def _done(form: Form, statement: Statement, library: Library, rules: VerificationRules) -> Done | Refusal:
    if form.subject == "verification":
        return verification(statement.workspace, library, rules)
    asked = statement.request or {}
    return quantify(
        Request(asked["methodology"], asked["inputs"], asked.get("case"), asked.get("version"), statement.period),
        library,
    )


def _section(section: Section, statement: Statement, done: Done, language: str) -> list[Row]:
    said = statement.said.get(section.key, {})
    if section.rows == SAID:
        return [{key: _told(each.get(key)) for key in section.fields} for each in said or ()]
    rows = _rows(section, statement, done, language)
    named = "parameter" if section.table else None
    return [_row(section, each, said.get(str(each[named]), {}) if named in each else said) for each in rows]


def _rows(section: Section, statement: Statement, done: Done, language: str) -> list[Row]:
    if isinstance(done, Quantified):
        if section.rows == FACTS:
            return [calculation_rows.facts(statement, done)]
        return calculation_rows.rows(section.rows, statement, done, language)
    workspace = statement.workspace or {}
    if section.rows == FACTS:
        return [verification_rows.facts(workspace, done)]
    return verification_rows.rows(section.rows, workspace, done, language)


def _row(section: Section, row: Row, said: Mapping[str, Any]) -> Row:
    return {key: _value(each, row, said) for key, each in section.fields.items()}


def _value(each: Field, row: Row, said: Mapping[str, Any]) -> Value:
    """Return what fills a field; how and how often may be said, and are the methodology's own where they are not."""
    if each.fill is None or (each.fill in ("how", "often") and each.key in said):
        return _told(said.get(each.key))
    value = row.get(each.fill)
    return str(value) if each.type == "text" and value is not None else value


def _told(value: Any) -> Value:
    return value if value is None or isinstance(value, str | int) else str(value)
