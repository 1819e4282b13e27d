"""A form read back: what it states, and each cell that is not in order, every one in a sentence.

What a field computes is not taken from the sheet: the form is filled again from what was read, and a cell that says
something else is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sextant.application.forms.calculation_taken import inputs_of
from sextant.application.forms.filling import filled
from sextant.application.forms.parameters import figure
from sextant.application.forms.statement import Filled, Row, Statement, Value, read_statement
from sextant.application.forms.workspace_taken import workspace_of
from sextant.domain.refusal import Fact, Refusal, refuse
from sextant.methodology.evidence import short
from sextant.methodology.forms.form import FACTS, SAID, Field, Form, Section
from sextant.methodology.library import Library
from sextant.methodology.verification.rules import VerificationRules

Where = Callable[[str, int, str], str]
"""Where the field of a row of a section stands, as the reader of the form knows it."""


@dataclass
class Taken:
    """What a form states, and what is not in order in it."""

    form: Form
    language: str
    where: Where
    sections: Mapping[str, list[Row]]
    findings: list[Refusal] = field(default_factory=list)
    statement: Statement | None = None
    again: Filled | None = None
    """The form as it is filled from what was read."""

    def find(self, code: str, section: str, row: int, key: str, **about: Fact) -> None:
        """Add a finding on a cell."""
        self.findings.append(refuse(code, where=self.where(section, row, key), field=key, **about))


def taken(
    form: Form, language: str, sections: Mapping[str, list[Row]], where: Where, library: Library,
    rules: VerificationRules,
) -> Taken:  # fmt: skip
    """Return what a form states, with a finding for each cell that is not in order."""
    found = Taken(form, language, where, sections)
    for section in form.sections.values():
        _check_types(found, section)
    if found.findings:
        return found
    statement = read_statement(_stated(found), form)
    if found.findings:
        return found
    if isinstance(statement, Refusal):
        found.findings.append(statement)
        return found
    again = filled(form, statement, language, library, rules)
    if isinstance(again, Refusal):
        found.findings.append(again)
        return found
    found.statement, found.again = statement, again
    for section in form.sections.values():
        _compare(found, section, again.sections[section.key])
    return found


def _check_types(found: Taken, section: Section) -> None:
    rows = found.sections.get(section.key, [])
    if not rows and not section.table and any(each.needed for each in section.fields.values()):
        found.findings.append(refuse("form_section_missing", found=section.key))
    for place, row in enumerate(rows):
        for key, each in section.fields.items():
            value = row[key] = _normal(row.get(key), each)
            if value is None:
                if each.needed:
                    found.find("form_cell_empty", section.key, place, key, expected=_expected(each))
            elif not _of_type(value, each):
                found.find("form_cell", section.key, place, key, found=short(value), expected=_expected(each))


def _normal(value: Any, each: Field) -> Value:
    """Return a cell as its field has it: a spreadsheet writes days, whole numbers and long numbers in its own ways."""
    if isinstance(value, bool) and each.type == "yes_or_no":
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value() and abs(value) < 10**15:
        value = int(value)
    if each.type in ("number", "whole"):
        return value if isinstance(value, int | Decimal) else cast(Value, figure(value))
    return str(value) if each.type == "text" and value is not None else value


def _of_type(value: Value, each: Field) -> bool:
    if isinstance(value, bool) or (isinstance(value, str) and value.startswith("=")):
        return False
    if each.type == "number":
        return isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())
    if each.type == "whole":
        return isinstance(value, int)
    if each.type in ("yes_or_no", "choice"):
        return value in (each.options or ("yes", "no"))
    if each.type == "day":
        return _is_day(str(value))
    if each.type == "period":
        first, _, last = str(value).partition(":")
        return _is_day(first) and _is_day(last) and first <= last
    return True


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _expected(each: Field) -> str:
    shown = {"number": "1234.5", "whole": "12", "day": "YYYY-MM-DD", "period": "YYYY-MM-DD:YYYY-MM-DD",
             "yes_or_no": "yes, no", "choice": ", ".join(each.options), "text": "text",
             "figure": "text, 1234.5"}  # fmt: skip
    return shown[each.type]


def _stated(found: Taken) -> dict[str, Any]:
    """Return the statement that the fields which are read back make up."""
    stated: dict[str, Any] = {"said": _said(found)}
    if found.form.subject == "verification":
        return stated | {"workspace": workspace_of(found)}
    facts: dict[Any, Value] = {}
    for section in found.form.sections.values():
        if section.rows == FACTS:
            row = next(iter(found.sections.get(section.key, [])), {})
            facts |= {each.fill: row.get(key) for key, each in section.fields.items() if each.fill and each.taken}
    request = {"methodology": facts.get("methodology"), "inputs": inputs_of(found, "")}
    request |= {key: str(facts[key]) for key in ("version", "case") if facts.get(key) is not None}
    period = {} if facts.get("period") is None else {"period": facts["period"]}
    return stated | {"request": request} | period


def _said(found: Taken) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for section in found.form.sections.values():
        rows = found.sections.get(section.key, [])
        own = [key for key, each in section.fields.items() if each.fill is None or each.fill in ("how", "often")]
        parts = [{key: row[key] for key in own if row.get(key) is not None} for row in rows]
        if section.rows == SAID:
            said[section.key] = [each for each in parts if each]
        elif section.rows == FACTS:
            said[section.key] = next(iter(parts), {})
        else:
            said[section.key] = _by_parameter(found, section, rows, parts)
    return {key: each for key, each in said.items() if each}


def _by_parameter(found: Taken, section: Section, rows: list[Row], parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what is said of each parameter; rows of one parameter that say different things are a finding."""
    named = next((key for key, each in section.fields.items() if each.fill == "parameter"), None)
    said: dict[str, Any] = {}
    for place, (row, part) in enumerate(zip(rows, parts, strict=True)):
        name = str(row.get(named)) if named else ""
        before = said.setdefault(name, part) if part else {}
        for key in part.keys() if part else ():
            if before.get(key) != part[key]:
                found.find("form_rows_apart", section.key, place, key, found=short(part[key]),
                           expected=short(before.get(key)))  # fmt: skip
    return said


def _compare(found: Taken, section: Section, again: list[Row]) -> None:
    """Find cells that say something else than what follows from the rest of the form."""
    rows = found.sections.get(section.key, [])
    if section.rows == SAID or not rows:
        return
    if len(rows) != len(again):
        key = next(iter(section.fields))
        found.find("form_rows", section.key, len(rows) - 1, key, found=len(rows), expected=len(again))
        return
    for place, (row, expected) in enumerate(zip(rows, again, strict=True)):
        for key, each in section.fields.items():
            if each.taken or row.get(key) is None or row[key] == expected[key]:
                continue
            if each.fill not in ("how", "often"):
                found.find("form_differs", section.key, place, key, found=short(row[key]),
                           expected=short(expected[key]))  # fmt: skip
