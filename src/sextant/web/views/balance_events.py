"""What stands behind a figure: the first transfers and uses of a Party with their serial numbers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sextant.application.queries.adjusting_events import Behind, adjusting_events
from sextant.reporting.adjustment import Kind
from sextant.storage.account_types import account_types
from sextant.web.answering import csv_answer, form_of, json_answer
from sextant.web.asking import asked, choice, number
from sextant.web.names import made_up_party
from sextant.web.reading import reading

EVERY = "every"
COLUMNS = (
    "party", "kind", "registry", "serials", "first", "last", "quantity", "vintage", "used_for_year", "executed_on",
    "authorization", "version", "entry", "synthetic",
)  # fmt: skip


def show(request: HttpRequest, code: str) -> HttpResponse:
    """Return the events of a figure as a page, CSV or JSON."""
    at = asked(request)
    kind = choice(request, "kind", (EVERY, *(each.value for each in Kind)))
    basis = choice(request, "basis", ("adjusted", "executed"))
    year = number(request, "year", 0) or None
    until = number(request, "until", 0) or None
    with reading() as reader:
        found = adjusting_events(reader, account_types(), code, at.moment)
        spaces = {each.id: each for each in reader.spaces()}
    chosen = [each for each in found if _asked_for(each, kind, year, until, basis)]
    synthetic = made_up_party(code)
    rows = [event_row(each, spaces[each.range.space], code) for each in chosen]
    records = [{name: row[name] for name in COLUMNS if name in row} | {"synthetic": synthetic} for row in rows]
    form = form_of(request)
    if form == "csv":
        return csv_answer(f"{code}-events-{at.as_of}", COLUMNS, records)
    if form == "json":
        return json_answer({**at.as_json(), "rows": records, "total": sum(row["quantity"] for row in records)})
    content: dict[str, Any] = {
        "asked": at,
        "code": code,
        "rows": rows,
        "kind": kind,
        "year": year,
        "until": until,
        "basis": basis,
        "total": sum(row["quantity"] for row in rows),
        "one_kind": len({row["kind"] for row in rows}) == 1,
        "synthetic": synthetic,
    }
    return render(request, "pages/balance_events.html", content)


def _asked_for(each: Behind, kind: str, year: int | None, until: int | None, basis: str) -> bool:
    if kind not in (EVERY, each.event.kind.value):
        return False
    own = year_of(each, basis)
    if until is not None:
        return own is not None and own <= until
    return year is None or own == year


def year_of(each: Behind, basis: str) -> int | None:
    """Return the year to which an event is counted."""
    if basis == "executed":
        return each.event.executed_on.year
    return each.event.vintage if each.event.kind is Kind.FIRST_TRANSFER else each.event.used_for_year


def event_row(each: Behind, space: Any, code: str) -> dict[str, Any]:
    """Return an event with its serial numbers as a row of the page and of its exports."""
    return {
        "party": code,
        "kind": each.event.kind.value,
        "space": space,
        "registry": space.registry,
        "serials": f"{space.prefix} {each.range.first}-{each.range.last}",
        "first": each.range.first,
        "last": each.range.last,
        "quantity": int(each.event.quantity),
        "vintage": each.event.vintage,
        "used_for_year": each.event.used_for_year,
        "executed_on": each.event.executed_on.isoformat(),
        "authorization": each.authorization,
        "version": each.version,
        "entry": str(each.entry),
        "number": each.entry,
        "day": each.event.executed_on,
    }
