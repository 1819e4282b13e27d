"""A table of factors that a person brings: cell by cell against its schema, and inputs that name its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sextant.application.queries.tabled_inputs import checked_record, tabled_record
from sextant.domain.refusal import Refusal
from sextant.methodology.language.exact import shown
from sextant.methodology.tables.checked import Cell, Checked, checked
from sextant.methodology.tables.lookup import Looked, look_up
from sextant.methodology.tables.schema import read_schema
from sextant.storage.table_files import table_of
from sextant.web.asking import AskedWrongly
from sextant.web.names import html_language
from sextant.web.offered import UNREADABLE, Offer, Outcome, answer, figure, refused
from sextant.wording.refusals import sentence

PLAIN = {"name": "grid"}
NAMING = '{"EF_grid": {"table": "grid", "row": {"territory": "…"}, "column": "…"}}'
SHOWN = 100
"""How many rows are shown; the downloads have all."""


def show(request: HttpRequest) -> HttpResponse:
    """Return the form, and the table against its schema as page, CSV or JSON."""
    return answer(request, "pages/factor_table.html", _offers(), _worked, plain=PLAIN)


def _offers() -> tuple[Offer, ...]:
    of_schema = _(
        "JSON with file, key, columns and source: the unit of each column, limits, and where the figures are from. "
        "The file of “sextant quantify --table NAME=SCHEMA”."
    )
    of_inputs = _("JSON such as %(example)s; looked up as a calculation would.") % {"example": NAMING}
    return (
        Offer("schema", _("Schema"), of_schema, example="table_schema.json"),
        Offer("rows", _("Table"), _("CSV with a header, as the schema names it."), ".csv", example="table_rows.csv"),
        Offer("inputs", _("Inputs that name a row"), of_inputs, needed=False, example="table_inputs.json"),
    )


def _worked(request: HttpRequest, offers: Mapping[str, Offer]) -> Outcome:
    name = request.POST.get("name", "").strip()
    if not name:
        raise AskedWrongly(_("A table needs a name, by which inputs ask for it."), UNREADABLE)
    schema = read_schema(name, offers["schema"].inputs())
    if isinstance(schema, Refusal):
        return refused([schema])
    table, unreadable = table_of(name, schema, offers["rows"].content)
    if table is None:
        return refused(unreadable)
    done = checked(table, unreadable)
    looked: tuple[Looked, ...] = ()
    faults = done.faults
    if offers["inputs"].content and not done.structure:
        found = look_up(offers["inputs"].inputs(), {name: table})
        if isinstance(found, Refusal):
            faults = [*faults, found]
        else:
            looked = found[1]
    return _outcome(done, looked, faults)


def _outcome(done: Checked, looked: tuple[Looked, ...], faults: list[Refusal]) -> Outcome:
    language = html_language()
    said = [(each.code, sentence(each, language)) for each in faults]
    record = checked_record(done) | {
        "faults": [{"code": code, "message": message} for code, message in said],
        "tables": [tabled_record(each) for each in looked],
    }
    key, columns = done.table.schema.key, tuple(done.table.schema.columns)
    rows = [_row(each, key, done) for each in done.cells]
    content = {
        "record": record,
        "source_of": done.table.schema.source,
        "key": key,
        "columns": [each | {"least": figure(each["least"]), "greatest": figure(each["greatest"])}
                    for each in record["columns"]],
        "numbers": [(column, done.table.schema.columns[column].unit) for column in columns],
        "rows": _table(done, key, columns),
        "more": max(0, len(done.table.rows) - SHOWN),
        "looked": [each | {"figure": _values(each["value"]), "row": ", ".join(each["row"].values())}
                   for each in record["tables"]],
    }  # fmt: skip
    head = (*key, "column", "value", "unit", "state", "message")
    return Outcome(f"table-{done.table.name}", record, head, rows, content, said)


def _state(each: Cell) -> str:
    return "value" if each.value is not None else "empty" if each.fault is None else "refused"


def _row(each: Cell, key: tuple[str, ...], done: Checked) -> dict[str, Any]:
    """Return a cell as a row of the CSV."""
    return {name: each.row[name] for name in key} | {
        "column": each.column,
        "value": None if each.value is None else shown(each.value),
        "unit": done.table.schema.columns[each.column].unit,
        "state": _state(each),
        "message": None if each.fault is None else sentence(each.fault, html_language()),
    }


def _table(done: Checked, key: tuple[str, ...], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the first rows as they are shown, each with its cells in the order of the schema."""
    cells = iter(done.cells)
    found = []
    for row in done.table.rows[:SHOWN] if done.cells else ():
        of_row = [next(cells) for _column in columns]
        found.append({
            "key": ", ".join(row[name] for name in key),
            "cells": [{"column": each.column, "state": _state(each), "figure": figure(each.value),
                       "found": each.row[each.column]} for each in of_row],
        })  # fmt: skip
    return found


def _values(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{element}: {figure(each)}" for element, each in value.items())
    return str(figure(value))
