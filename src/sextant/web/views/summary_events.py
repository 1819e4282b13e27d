"""Behind a figure of the structured summary: the events it is made of, with their serial numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sextant.application.queries.party_reports import Told, structured_summary
from sextant.domain.unit import SerialSpace
from sextant.storage.account_types import account_types
from sextant.storage.aef_format import ledger_terms
from sextant.storage.report_forms import summary_rows
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import Asked, AskedWrongly, asked
from sextant.web.names import html_language
from sextant.web.reading import reading
from sextant.web.stating import statement_of, written
from sextant.web.views.balance_events import COLUMNS, event_row


def figure(request: HttpRequest, code: str, row: str, year: int) -> HttpResponse:
    """Return the events behind a figure of a row in a year."""
    at = asked(request)
    told, spaces = _told(code, at)
    line = next((each for each in told.summary.lines if each.row.id == row and each.applies), None)
    cell = next((each for each in line.cells if each.year == year), None) if line is not None else None
    if line is None or cell is None:
        raise AskedWrongly(_("The structured summary of this Party has no such figure."), 404)
    name = f"{row} {line.row.label.in_language(html_language())} {year}"
    return _answer(request, at, code, name, written(cell.value), cell.behind, told, spaces)


def share(request: HttpRequest, code: str, place: int) -> HttpResponse:
    """Return the events behind a quantity of paragraph 23(j)."""
    at = asked(request)
    told, spaces = _told(code, at)
    if not 1 <= place <= len(told.summary.shares):
        raise AskedWrongly(_("The structured summary of this Party has no such figure."), 404)
    found = told.summary.shares[place - 1]
    name = f"23(j) {found.approach or '–'} {found.year}"
    return _answer(request, at, code, name, written(found.quantity), found.behind, told, spaces)


def _told(code: str, at: Asked) -> tuple[Told, dict[int, SerialSpace]]:
    with reading() as reader:
        accounts = statement_of(reader, code, at).accounts
        told = structured_summary(
            reader, account_types(), ledger_terms().approaches, summary_rows(), accounts, at.moment
        )
        return told, {each.id: each for each in reader.spaces()}


def _answer(
    request: HttpRequest,
    at: Asked,
    code: str,
    name: str,
    value: str | None,
    places: Sequence[int],
    told: Told,
    spaces: dict[int, SerialSpace],
) -> HttpResponse:
    rows = [event_row(told.behind[place], spaces[told.behind[place].range.space], code) for place in places]
    synthetic = told.summary.accounts.synthetic
    records = [{each: row[each] for each in COLUMNS if each in row} | {"synthetic": synthetic} for row in rows]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-{name}", COLUMNS, records)
    if form == "json":
        return json_answer({**at.as_json(), "figure": name, "rows": records})
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "name": name,
        "value": value,
        "rows": rows,
        "total": sum(row["quantity"] for row in rows),
        "one_kind": len({row["kind"] for row in rows}) == 1,
        "synthetic": synthetic,
    }
    return render(request, "pages/summary_events.html", content)
