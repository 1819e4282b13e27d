"""The inputs of a calculation from the rows of a form: options, tools, and values by parameter and element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sextant.application.forms.parameters import element_of, from_one_cell, inputs_below
from sextant.application.forms.statement import Row
from sextant.methodology.evidence import short

if TYPE_CHECKING:
    from sextant.application.forms.taking import Taken

_MARKS = ("unit", "origin", "evidence")
_KINDS = {"tools": "tools", "options": "options", "measured": "inputs", "fixed": "inputs"}


def inputs_of(found: Taken, prefix: str, report: Any = None) -> dict[str, Any]:
    """Return the inputs that the rows give; those of one version of a report where the form has several."""
    tree: dict[str, Any] = {}
    stated: dict[str, dict[str, Any]] = {}
    for wanted in ("tools", "options", "inputs"):
        for key, place, row in _rows(found, wanted, prefix, report):
            path = str(row.get("parameter"))
            below = inputs_below(tree, path)
            if below is None:
                found.find("form_tool_absent", key, place, _field(found, key, "parameter"), found=short(path))
                continue
            inputs, symbol = below
            if symbol in inputs and wanted != "inputs":
                found.find("form_row_twice", key, place, _field(found, key, "parameter"), found=short(path))
            elif wanted == "tools":
                inputs[symbol] = {"tool": str(row.get("tool")), "inputs": {}}
                inputs[symbol] |= {name: str(row[name]) for name in ("version", "case", "result") if row.get(name)}
            elif wanted == "options":
                inputs[symbol] = from_one_cell(row.get("option"))
            else:
                _add_value(found, key, place, row, inputs, symbol, stated)
    return tree


def _rows(found: Taken, wanted: str, prefix: str, report: Any) -> list[tuple[str, int, Row]]:
    """Return the rows of all sections of a kind, by what fills their fields, with section and place."""
    rows = []
    for section in found.form.sections.values():
        kind = section.rows.removeprefix(prefix) if prefix else section.rows
        if _KINDS.get(kind, kind) != wanted:
            continue
        for place, row in enumerate(found.sections.get(section.key, [])):
            by_fill = {each.fill: row.get(key) for key, each in section.fields.items() if each.fill}
            if report is None or by_fill.get("report") == report:
                rows.append((section.key, place, {str(fill): value for fill, value in by_fill.items()}))
    return rows


def _field(found: Taken, section: str, fill: str) -> str:
    fields = found.form.sections[section].fields.values()
    return next((each.key for each in fields if each.fill == fill), fill)


def _add_value(
    found: Taken, key: str, place: int, row: Row, inputs: dict[str, Any], symbol: str,
    stated: dict[str, dict[str, Any]],
) -> None:  # fmt: skip
    """Add the value of a row to its symbol; what the row says of it must be what its other rows say."""
    path, at, value = str(row.get("parameter")), element_of(_text(row.get("element"))), row.get("value")
    marks = {mark: str(row[mark]) for mark in _MARKS if row.get(mark) is not None}
    if path not in stated:
        stated[path] = marks
        inputs[symbol] = marks | {"value": value if not at and value is not None else {}}
        if not at:
            return
    elif stated[path] != marks:
        name = next(mark for mark in _MARKS if stated[path].get(mark) != marks.get(mark))
        found.find("form_rows_apart", key, place, _field(found, key, name), found=short(marks.get(name, "–")),
                   expected=short(stated[path].get(name, "–")))  # fmt: skip
        return
    table = inputs[symbol]["value"]
    for name in at[:-1]:
        table = table.setdefault(name, {}) if isinstance(table, dict) else None
    if not isinstance(table, dict) or not at or at[-1] in table:
        found.find("form_row_twice", key, place, _field(found, key, "parameter"), found=short(path))
    elif value is None:
        found.find("form_cell_empty", key, place, _field(found, key, "value"), expected="1234.5")
    else:
        table[at[-1]] = value


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
