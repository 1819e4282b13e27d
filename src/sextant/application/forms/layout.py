"""A form as the cells of sheets, and sheets as a form again.

A section begins after an empty row with its key in brackets. A section of facts has a field a row: key, label, value,
unit. A table has a row of keys, a row of labels, and then its rows, until a row is empty. What is read goes by the
keys, so labels may be in either language and sections may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sextant.application.forms.statement import Filled, Row, Value
from sextant.domain.refusal import Refusal, refuse
from sextant.methodology.evidence import short
from sextant.methodology.forms.form import Field, Form, Section

FORM, LANGUAGE, FIELDS = "form", "language", "Fields"
LANGUAGES = ("en", "zh-Hant")
_HEAD = re.compile(r"\[([a-z0-9_]+)\]")
Line = list[Any]
Sheets = dict[str, list[Line]]
"""Rows of cells by the name of the sheet; row 1 is the first."""


def sheets_of(filled: Filled) -> Sheets:
    """Return the sheets of a filled form, and a last one that says of each field where it is known from."""
    form, language = filled.form, filled.language
    found: Sheets = {}
    for section in form.sections.values():
        lines = found.setdefault(section.sheet, [])
        if not lines:
            lines += _heading(form, language)
        lines += [[], [f"[{section.key}]", section.label.in_language(language)]]
        rows = filled.sections[section.key]
        lines += _table(section, rows, language) if section.table else _facts(section, rows[0], language)
    found[FIELDS] = [
        ["section", "field", "label", "type", "unit", "filled", "document", "paragraph", "verified"],
        *(_described(section, each, language) for section, each in form.fields()),
    ]
    return found


def _heading(form: Form, language: str) -> list[Line]:
    return [[form.title.in_language(language)], [FORM, None, form.id], [LANGUAGE, None, language]]


def _facts(section: Section, row: Row, language: str) -> list[Line]:
    return [[key, each.label.in_language(language), row[key], each.unit] for key, each in section.fields.items()]


def _table(section: Section, rows: Iterable[Row], language: str) -> list[Line]:
    labels = [each.label.in_language(language) for each in section.fields.values()]
    return [list(section.fields), labels, *([row[key] for key in section.fields] for row in rows)]


def _described(section: Section, each: Field, language: str) -> Line:
    source = each.source
    document = f"{source.document} {source.version or ''}".strip()
    return [section.key, each.key, each.label.in_language(language), each.type, each.unit, each.fill, document,
            source.paragraph, "yes" if source.verified else "no"]  # fmt: skip


@dataclass
class Read:
    """What stands in the sheets of a form: rows by section, where each cell is, and what cannot be read."""

    form: Form
    language: str
    sections: dict[str, list[Row]] = field(default_factory=dict)
    places: dict[tuple[str, int, str], str] = field(default_factory=dict)
    findings: list[Refusal] = field(default_factory=list)

    def where(self, section: str, row: int, key: str) -> str:
        """Return the name of a cell; the section where it is not on any sheet."""
        return self.places.get((section, row, key), section)


def read_record(form: Form, language: str, sections: Mapping[str, Any]) -> Read:
    """Return what stands in a form that is stored as data."""
    found = Read(form, language)
    for key, content in sections.items():
        section = form.sections.get(key)
        rows = content if isinstance(content, list) else [content]
        if section is None:
            found.findings.append(
                refuse("form_section_unknown", where=key, found=key, expected=", ".join(form.sections))
            )
        elif section.table != isinstance(content, list) or not all(isinstance(each, dict) for each in rows):
            found.findings.append(refuse("form_statement", where=key, found=short(content),
                                         expected="[{…}]" if section.table else "{…}"))  # fmt: skip
        else:
            found.sections[key] = [_record_row(found, section, at, each) for at, each in enumerate(rows)]
    return found


def _record_row(found: Read, section: Section, at: int, content: Mapping[str, Any]) -> Row:
    named = f"{section.key}[{at + 1}]" if section.table else section.key
    for key in content.keys() - section.fields.keys():
        _unknown_field(found, section, f"{named}.{key}", key)
    for key in section.fields:
        found.places[section.key, at, key] = f"{named}.{key}"
    return {key: content.get(key) for key in section.fields}


def form_named(sheets: Mapping[str, list[Line]]) -> tuple[Any, Any]:
    """Return which form the sheets say they are, and in which language."""
    for lines in sheets.values():
        said = {line[0]: line[2] for line in lines[:4] if len(line) > 2 and line[0] in (FORM, LANGUAGE)}
        if FORM in said:
            return said[FORM], said.get(LANGUAGE)
    return None, None


def read_sheets(form: Form, language: str, sheets: Mapping[str, list[Line]]) -> Read:
    """Return what stands in the sheets; each part that is no field of the form is a finding."""
    found = Read(form, language)
    for name, lines in sheets.items():
        if name != FIELDS:
            _read_sheet(found, name, lines)
    return found


def _read_sheet(found: Read, name: str, lines: list[Line]) -> None:
    at = 0
    while at < len(lines):
        head = lines[at][0] if lines[at] else None
        fits = _HEAD.fullmatch(head) if isinstance(head, str) else None
        begins = at == 0 or not any(_there(each) for each in lines[at - 1])
        if fits is None or not begins:
            at += 1
            continue
        section, place = found.form.sections.get(fits[1]), f"{name}!A{at + 1}"
        end = next((row for row in range(at + 1, len(lines)) if not any(map(_there, lines[row]))), len(lines))
        if section is None:
            found.findings.append(refuse("form_section_unknown", where=place, found=fits[1],
                                         expected=", ".join(found.form.sections)))  # fmt: skip
        elif section.key in found.sections:
            found.findings.append(refuse("form_section_twice", where=place, found=fits[1]))
        elif section.table:
            _read_table(found, section, name, lines, at + 1, end)
        else:
            _read_facts(found, section, name, lines, at + 1, end)
        at = end + 1


def _read_facts(found: Read, section: Section, sheet: str, lines: list[Line], first: int, end: int) -> None:
    row: Row = {}
    for at in range(first, end):
        line = lines[at]
        key: Any = line[0] if line else None
        if not isinstance(key, str) or key not in section.fields or key in row:
            _unknown_field(found, section, f"{sheet}!A{at + 1}", key)
            continue
        row[key] = line[2] if len(line) > 2 and _there(line[2]) else None
        found.places[section.key, 0, key] = f"{sheet}!C{at + 1}"
    found.sections[section.key] = [row]


def _read_table(found: Read, section: Section, sheet: str, lines: list[Line], first: int, end: int) -> None:
    keys = lines[first] if first < end else []
    known: dict[int, str] = {}
    for column, key in enumerate(keys):
        if key in section.fields and key not in known.values():
            known[column] = key
        elif _there(key):
            _unknown_field(found, section, f"{sheet}!{column_name(column)}{first + 1}", key)
    rows: list[Row] = []
    for at in range(first + 2, end):
        line = lines[at]
        for column, key in known.items():
            found.places[section.key, len(rows), key] = f"{sheet}!{column_name(column)}{at + 1}"
        for column in range(len(line)):
            if column not in known and _there(line[column]):
                _unknown_field(found, section, f"{sheet}!{column_name(column)}{at + 1}", line[column])
        rows.append({key: _cell(line, column) for column, key in known.items()})
    found.sections[section.key] = rows


def _cell(line: Line, column: int) -> Value:
    return line[column] if column < len(line) and _there(line[column]) else None


def _unknown_field(found: Read, section: Section, where: str, key: Any) -> None:
    found.findings.append(refuse("form_field_unknown", where=where, found=short(key), section=section.key,
                                 expected=", ".join(section.fields)))  # fmt: skip


def _there(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def column_name(column: int) -> str:
    """Return the letters of a column, the first of which is 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
